import { existsSync } from 'node:fs';
import { addMs } from '../domain/instant.ts';
import { listMissingMigrations } from '../storage/engines/applied-migrations.ts';
import { MIGRATIONS } from '../storage/engines/migrations.ts';
import { openPostgres } from '../storage/engines/postgres.ts';
import { openSqliteSnapshot } from '../storage/engines/sqlite-snapshot.ts';
import { findCheckpoint } from '../storage/record/log.ts';
import type { Database } from '../storage/store.ts';
import { remarksOn } from './check-settings.ts';
import { tryRelay } from './open-smtp.ts';
import type { Config } from './settings/config.ts';
import { clockOf, openTestClock } from './test-clock.ts';

/** The migration before which no clock was ever moved. */
const TEST_CLOCK = '0041_access_test_clock.sql';
/** By so much a clock may be behind what was signed by another. */
const CLOCK_MS = 60_000;

/**
 * Looks at all that a start needs, and starts nothing: settings, the database as it is, the way to the relay.
 * Writes what it finds, a line each, and answers the exit code: 1 where a start would fail. Throws where the
 * database cannot be opened.
 */
export async function checkStart(config: Config, out: (text: string) => void): Promise<number> {
  const remarks = remarksOn(config);
  const database = await lookAtDatabase(config);
  const relay = await tryRelay(config);
  const lines = [
    ` ✓ ${database.found}`,
    ...(config.smtp === null || relay !== null ? [] : [` ✓ the relay at ${config.smtp.host} lets us in`]),
    ...database.problems.map((one) => ` ! ${one}`),
    ...remarks.map(({ setting, detail }) => ` ! ${setting}: ${detail}`),
    ...(relay === null ? [] : [` ✗ MAIL_URL: ${relay}`]),
  ];
  const unsafe = database.problems.length + remarks.length;
  const verdict =
    relay !== null
      ? 'It could start, and nothing would be sent.'
      : unsafe === 0
        ? 'It can start.'
        : `It can start, and ${unsafe} ${unsafe === 1 ? 'thing is' : 'things are'} unsafe.`;
  out(`${lines.join('\n')}\n\n${verdict}\n`);
  return relay === null ? 0 : 1;
}

/** That a pooler was found, for which nothing is to be set but what it bounds by itself. */
const BEHIND_POOLER =
  ' (behind a pooler, in whose way it is spoken to: give the user a statement_timeout, which bounds what only reads)';

type Found = { readonly found: string; readonly problems: readonly string[] };

async function lookAtDatabase(config: Pick<Config, 'database' | 'hasTestClock'>): Promise<Found> {
  const { database } = config;
  if (database.kind === 'sqlite') {
    if (!existsSync(database.path)) return { found: 'the database is made at the start', problems: [] };
    const { db, close } = openSqliteSnapshot(database.path);
    return lookAt(config, db).finally(close);
  }
  const store = await openPostgres(database.url, { now: Date.now });
  const { found, problems } = await lookAt(config, store.db).finally(store.close);
  return { found: `${found}${store.manner.isDirect ? '' : BEHIND_POOLER}`, problems };
}

async function lookAt(config: Pick<Config, 'hasTestClock'>, db: Database): Promise<Found> {
  const missing = await listMissingMigrations(db, 'migrations', MIGRATIONS).catch(() => MIGRATIONS);
  if (missing.length === MIGRATIONS.length) {
    return { found: 'the database is empty, and is set up at the start', problems: [] };
  }
  const found =
    missing.length === 0
      ? 'the database is up to date'
      : `the database is brought up to date at the start (${missing.join(', ')})`;
  const signedAt = (await findCheckpoint(db))?.signedAt;
  const testClock = missing.includes(TEST_CLOCK) ? null : await openTestClock(config, db);
  const isBehind = signedAt !== undefined && signedAt > addMs(clockOf(testClock)(), CLOCK_MS);
  return {
    found,
    problems: isBehind
      ? [
          `the clock of this machine is behind the record, which was last signed at ${signedAt}: set it by NTP`,
        ]
      : [],
  };
}
