import { existsSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { recordProviderEvent } from '../actions/notices/record-provider-event.ts';
import { bounceReader } from '../delivery/smtp/read-bounce.ts';
import { instantFromMs } from '../domain/instant.ts';
import { linkSecretsOf } from '../runtime/kept-secrets.ts';
import { newId } from '../runtime/new-id.ts';
import type { Config } from '../runtime/settings/config.ts';
import { ConfigError } from '../runtime/settings/config-values.ts';
import { readNodeConfig } from '../runtime/settings/node-config.ts';
import { openPostgres } from '../storage/engines/postgres.ts';
import { openSqlite } from '../storage/engines/sqlite.ts';
import { StorageError, StorageUnavailable, type Store } from '../storage/store.ts';
import { splitMailbox } from './split-mailbox.ts';

const USAGE = `Usage: npm run bounce < MAIL

Takes in what came back to BOUNCE_ADDRESS, beside a service that runs: one mail or a mailbox of many (mbox) on
standard input. What a mail server reports of a notice (RFC 3464) becomes part of its record: one that did not
arrive told nobody, one that is late waits, one that arrived is delivered. All else is left alone, and a report
that was taken before changes nothing. It reads the same settings as "npm start".

  --json   the outcome as one line of JSON

Exits with 0 when all was read, 75 when it could not run, at which mail servers keep a mail and try again.
`;

/** At which mail servers keep what they hand over and try again (EX_TEMPFAIL). */
const TRY_AGAIN = 75;

/** What became of the mails that were handed over, counted. */
type Outcomes = { kept: number; repeated: number; 'not-ours': number; 'no-report': number };

type Output = { readonly out: (text: string) => void; readonly complain: (text: string) => void };

/** Takes in the mails of standard input as `args` and an environment say; answers the exit code. */
export async function runBounce(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readInput: () => Promise<Buffer>,
  { out, complain }: Output,
): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) {
      out(USAGE);
      return 0;
    }
    const outcomes = await takeIn(readNodeConfig(env), splitMailbox(await readInput()));
    out(values.json === true ? `${JSON.stringify(outcomes)}\n` : textOf(outcomes));
    return 0;
  } catch (error) {
    const isForOperator =
      error instanceof ConfigError ||
      error instanceof StorageError ||
      error instanceof StorageUnavailable ||
      (error instanceof Error && 'code' in error);
    complain(
      `Nothing more was taken in: ${isForOperator ? (error as Error).message : (error as Error).stack}\n`,
    );
    return TRY_AGAIN;
  }
}

async function takeIn(config: Config, mails: readonly Buffer[]): Promise<Outcomes> {
  const read = bounceReader(linkSecretsOf(config));
  const store = await open(config);
  const now = () => instantFromMs(Date.now());
  const outcomes: Outcomes = { kept: 0, repeated: 0, 'not-ours': 0, 'no-report': 0 };
  try {
    for (const mail of mails) {
      const event = await read(mail, now());
      const context = { store, now, newId, wake: () => {} };
      outcomes[event === null ? 'no-report' : await recordProviderEvent(context, event)]++;
    }
  } finally {
    await store.close();
  }
  return outcomes;
}

/** Opens the database of a service as it is. Throws a StorageError where there is none. */
async function open({ database }: Pick<Config, 'database'>): Promise<Store> {
  if (database.kind === 'sqlite' && !existsSync(database.path)) {
    throw new StorageError(`There is no file ${database.path}.`);
  }
  return database.kind === 'sqlite'
    ? openSqlite(database.path)
    : openPostgres(database.url, { now: Date.now });
}

function textOf(outcomes: Outcomes): string {
  const said = {
    kept: 'kept',
    repeated: 'taken before',
    'not-ours': 'about no notice that is known',
    'no-report': 'no report about a notice',
  } satisfies Record<keyof Outcomes, string>;
  const lines = Object.entries(said).flatMap(([outcome, words]) => {
    const mails = outcomes[outcome as keyof Outcomes];
    return mails === 0 ? [] : [`${mails.toLocaleString('en')} ${words}`];
  });
  return `${lines.length === 0 ? 'There was no mail.' : lines.join(', ')}\n`;
}

if (import.meta.main) {
  process.exitCode = await runBounce(process.argv.slice(2), process.env, () => buffer(process.stdin), {
    out: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
  });
}
