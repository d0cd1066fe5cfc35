/*
 * The command line for operators and legal: each file that can be run reads its arguments, calls what the
 * service itself is made of, says what it found, and ends with a code that a script can go by.
 */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Unusable } from '../verify/finding.ts';
import { type Checkpoint, readCheckpoints } from '../verify/note.ts';
import { reportToText, verifyBundle } from '../verify/verify-bundle.ts';

const USAGE = `Usage: npm run --silent verify -- [--key KEY] [--checkpoint FILE] BUNDLE

Checks a bundle of evidence (GET /v1/users/{user}/evidence) offline, and says in words what holds and
what does not. Ends with 0 when all of it holds, 1 when something does not, 2 when it cannot be checked.

  --key KEY           the log's key as you know it (GET /log/key): <name>+<id>+<base64>. Without it the
                      one in the bundle is used, which whoever made the bundle could have made too
  --checkpoint FILE   one or more checkpoints of the log, kept elsewhere: that the log goes on from there
`;

const [HOLDS, DOES_NOT_HOLD, UNUSABLE] = [0, 1, 2];

/** Checks the bundle it is given, and says what it found; answers the exit code. */
export async function runVerify(
  args: readonly string[],
  out: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  try {
    const asked = readArguments(args);
    if (asked === 'help') {
      complain(USAGE);
      return HOLDS;
    }
    const { file, key, kept } = asked;
    const checkpoints = kept === null ? null : checkpointsIn(await read(kept));
    const report = verifyBundle(await read(file), { key, checkpoints });
    out(reportToText(report));
    return report.holds ? HOLDS : DOES_NOT_HOLD;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    complain(`${error.message}\n`);
    return UNUSABLE;
  }
}

function checkpointsIn(text: string): Checkpoint[] {
  const checkpoints = readCheckpoints(text);
  if (checkpoints === null) throw new Unusable('What was given with --checkpoint is no checkpoint of a log.');
  return checkpoints;
}

type Asked = { readonly file: string; readonly key: string | null; readonly kept: string | null };

function readArguments(args: readonly string[]): Asked | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        checkpoint: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('Name one bundle to check.');
    return { file, key: values.key?.trim() ?? null, kept: values.checkpoint ?? null };
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

async function read(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof TypeError) throw new Unusable(`Cannot read ${file}: it is not UTF-8.`);
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Unusable(`Cannot read ${file}: ${REASONS[reason] ?? reason}.`);
  }
}

if (import.meta.main) {
  process.exitCode = await runVerify(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
