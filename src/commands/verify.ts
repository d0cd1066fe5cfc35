/*
 * The command line for operators and legal: each file that can be run reads its arguments, calls what the
 * service itself is made of, says what it found, and ends with a code that a script can go by.
 */

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Unusable } from '../verify/finding.ts';
import { type Checkpoint, readCheckpoints } from '../verify/note.ts';
import { reportToText, verifyBundle } from '../verify/verify-bundle.ts';

const USAGE = `Usage: npm run --silent verify -- [--key KEY] [--checkpoint FILE] [--tsa-cert FILE] BUNDLE

Checks a bundle of evidence (GET /v1/users/{user}/evidence) offline, and says in words what holds and
what does not. Ends with 0 when all of it holds, 1 when something does not, 2 when it cannot be checked.

  --key KEY           the log's key as you know it (GET /log/key): <name>+<id>+<base64>. Without it the
                      one in the bundle is used, which whoever made the bundle could have made too
  --checkpoint FILE   one or more checkpoints of the log, kept elsewhere: that the log goes on from there
  --tsa-cert FILE     certificates (PEM) of who stamps times, or of who issued theirs: when the log stood so
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
    const { file, key, kept, tsa } = asked;
    const checkpoints = kept === null ? null : checkpointsIn(await read(kept));
    const authorities = tsa === null ? null : certificatesIn(await read(tsa));
    const report = verifyBundle(await read(file), { key, checkpoints, authorities });
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

function certificatesIn(text: string): X509Certificate[] {
  const parts = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (parts.length > 0) return parts.map((one) => new X509Certificate(one));
  } catch {
    // Said as of what holds none.
  }
  throw new Unusable('What was given with --tsa-cert is no certificate.');
}

type Asked = {
  readonly file: string;
  readonly key: string | null;
  readonly kept: string | null;
  readonly tsa: string | null;
};

function readArguments(args: readonly string[]): Asked | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        checkpoint: { type: 'string' },
        'tsa-cert': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('Name one bundle to check.');
    const { key, checkpoint, 'tsa-cert': tsa } = values;
    return { file, key: key?.trim() ?? null, kept: checkpoint ?? null, tsa: tsa ?? null };
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
