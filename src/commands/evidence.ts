import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cell, csvHead, csvLine } from '../http/wire/csv.ts';
import { readLines } from '../http/wire/lines.ts';
import { Unusable } from '../verify/finding.ts';
import { verifyBundle } from '../verify/verify-bundle.ts';

const USAGE = `Usage: npm run --silent evidence -- --to FOLDER [--key KEY] LIST

Downloads the evidence about everybody in LIST, a file with one user id a line, checks each bundle offline as
"npm run verify" does, and puts it into FOLDER under the user's pseudonym, with summary.csv beside: who has which
file, its SHA-256, how many records are in it, and whether all of it holds. Ends with 0 when everybody was found
and all holds, 1 when not, 2 when it could not be done.

The service is PROVISO_URL, and PROVISO_KEY is a key with the role "legal".

  --key KEY    the log's key as you know it (GET /log/key); without it the one in each bundle is used
`;

const [HOLDS, DOES_NOT_HOLD, UNUSABLE] = [0, 1, 2];
/** The service answers for so many people at once. */
const PEOPLE_AT_ONCE = 10_000;
/** No bundle is longer, in bytes: only one is in memory at a time. */
const LONGEST_BUNDLE = 512 * 1024 * 1024;
const COLUMNS = ['user', 'ref', 'found', 'records', 'holds', 'file', 'sha256'];

type Answered = { readonly user: string; readonly evidence?: { readonly user: { readonly ref: string } } };

/** Downloads evidence of many, checks it and keeps it; answers the exit code. */
export async function runEvidence(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<number> {
  try {
    const asked = readArguments(args, env);
    if (asked === 'help') {
      say(USAGE);
      return HOLDS;
    }
    mkdirSync(asked.folder, { recursive: true, mode: 0o700 });
    const rows: (readonly Cell[])[] = [];
    for (let at = 0; at < asked.users.length; at += PEOPLE_AT_ONCE) {
      for await (const line of askFor(asked, asked.users.slice(at, at + PEOPLE_AT_ONCE))) {
        rows.push(keep(asked, line));
      }
    }
    if (rows.length < asked.users.length) throw new Unusable('The answer broke off: ask again.');
    const summary = rows.map(csvLine).join('');
    // It names people, as all of the folder does: nobody else on the machine is to read it.
    writeFileSync(join(asked.folder, 'summary.csv'), csvHead(COLUMNS) + summary, { mode: 0o600 });
    const good = rows.filter((row) => row[4] === 'yes').length;
    say(
      `${good} of ${rows.length} people have evidence that holds. See ${join(asked.folder, 'summary.csv')}.\n`,
    );
    return good === rows.length ? HOLDS : DOES_NOT_HOLD;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    say(`${error.message}\n`);
    return UNUSABLE;
  }
}

type Asked = {
  readonly url: string;
  readonly apiKey: string;
  readonly users: readonly string[];
  readonly folder: string;
  readonly key: string | null;
};

function readArguments(
  args: readonly string[],
  { PROVISO_URL, PROVISO_KEY }: Readonly<Record<string, string | undefined>>,
): Asked | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: 'string' }, key: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return 'help';
    const [list, ...more] = positionals;
    if (list === undefined || more.length > 0) throw new Error('Name one file with user ids.');
    if (values.to === undefined) throw new Error('Say --to FOLDER.');
    if (!PROVISO_URL || !PROVISO_KEY) throw new Error('Set PROVISO_URL and PROVISO_KEY.');
    const lines = readFileSync(list, 'utf8').split(/\r?\n/);
    const users = [...new Set(lines.filter((one) => one.trim() !== ''))];
    if (users.length === 0) throw new Error(`${list} names nobody.`);
    const url = PROVISO_URL.replace(/\/+$/, '');
    return { url, apiKey: PROVISO_KEY, users, folder: values.to, key: values.key?.trim() ?? null };
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** The lines that the service answers for some people, one in memory at a time. */
async function* askFor({ url, apiKey }: Asked, users: readonly string[]): AsyncGenerator<string> {
  try {
    const response = await fetch(`${url}/v1/evidence`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ users }),
      redirect: 'error',
    });
    if (!response.ok || response.body === null) {
      const { detail } = (await response.json().catch(() => ({}))) as { readonly detail?: string };
      throw new Unusable(`The service refused (${response.status}): ${detail ?? 'it says no more'}`);
    }
    for await (const { bytes } of readLines(response.body, LONGEST_BUNDLE)) {
      if (bytes === null) throw new Unusable('A bundle is too long to be checked.');
      yield new TextDecoder().decode(bytes);
    }
  } catch (error) {
    if (error instanceof Unusable) throw error;
    throw new Unusable(
      `The service did not answer to its end: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Keeps the bundle of a line, checked, and answers its row of the summary. */
function keep({ folder, key }: Asked, line: string): readonly Cell[] {
  const { user, evidence } = JSON.parse(line) as Answered;
  if (evidence === undefined) return [user, null, 'no', null, 'no', null, null];
  // As it came, to the byte: what was signed is not written anew.
  const text = `${line.slice(line.indexOf('"evidence":') + '"evidence":'.length, -1)}\n`;
  const { ref } = evidence.user;
  if (!/^[\w-]{1,64}$/.test(ref)) throw new Unusable('The service answers a pseudonym that is none.');
  const file = `evidence-${ref}.json`;
  writeFileSync(join(folder, file), text, { mode: 0o600 });
  const report = verifyBundle(text, { key, checkpoints: null });
  const sha256 = createHash('sha256').update(text).digest('hex');
  return [user, ref, 'yes', report.bundle.records.length, report.holds ? 'yes' : 'no', file, sha256];
}

if (import.meta.main) {
  process.exitCode = await runEvidence(process.argv.slice(2), process.env, (text) =>
    process.stderr.write(text),
  );
}
