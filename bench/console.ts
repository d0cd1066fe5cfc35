import { join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { makeAdminLink, spendLinkForAdmin } from '../src/actions/access/admin-link.ts';
import { importUsers } from '../src/actions/people/import-users.ts';
import type { ImportLine } from '../src/actions/people/read-import-line.ts';
import { publishVersion } from '../src/actions/policies/publish-version.ts';
import { putPolicy } from '../src/actions/policies/put-policy.ts';
import { sendNotices } from '../src/actions/sending/send-notices.ts';
import { countVersions } from '../src/actions/upkeep/count-versions.ts';
import { keepRecord } from '../src/actions/upkeep/keep-record.ts';
import { readMigrations } from '../src/runtime/migration-files.ts';
import { migrate } from '../src/storage/engines/migrate.ts';
import { openSqlite } from '../src/storage/engines/sqlite.ts';
import { benchContext } from './context.ts';
import { benchDatabases } from './databases.ts';
import { count, readOptions } from './options.ts';
import { KEY, type Service, startService, stopService } from './service.ts';
import { median, printTable, quantile, type Row, say } from './table.ts';

const USERS = [1_000, 1_000_000] as const;
/** People who came in one by one; the others are as many copies of them. */
const ORIGINALS = 1_000;
const USERS_ARE = `must be two numbers, multiples of ${ORIGINALS}, such as 1000,1000000`;
const WARM_UPS = 40;
const ROUNDS = 5;
const ASKED_A_ROUND = 100;
const GOAL = 2;

const fewAndMany = z
  .string()
  .regex(/^\d{1,9},\d{1,9}$/, { error: USERS_ARE })
  .transform((value) => value.split(',').map(Number))
  .refine((users) => users.every((one) => one >= ORIGINALS && one % ORIGINALS === 0), { error: USERS_ARE })
  .default([...USERS]);

const VERSION = '/console/policies/privacy/versions/2';
/** The screens, by what they are of; `{n}` is another person each time. */
const SCREENS = {
  home: '/console',
  policies: '/console/policies',
  'a policy': '/console/policies/privacy',
  'a version': VERSION,
  'whom a version told': `${VERSION}/people?state=told`,
  'who answered nothing': `${VERSION}/people?state=silent`,
  'who reads German': `${VERSION}/people?locale=de`,
  'whose mail came back': `${VERSION}/people?notice=bounced`,
  'a version, by id': `${VERSION}/people?q=user-{n}`,
  people: '/console/people',
  'people, by id': '/console/people?q=user-{n}',
  'people, by address': '/console/people?q=user-{n}%40cust',
  'a person': '/console/people/user-{n}',
  imports: '/console/imports',
  record: '/console/record',
  operations: '/console/operations',
  'unclear mails': '/console/operations/unknown',
  developers: '/console/developers',
  members: '/console/members',
} as const;

type Screen = keyof typeof SCREENS;

/** A service, and the cookie of an admin of its console. */
type Measured = { readonly users: number; readonly service: Service; readonly cookie: string };

type Result = {
  readonly screen: Screen;
  readonly medianMs: readonly number[];
  readonly p99Ms: readonly number[];
  /** The median of the rounds' ratios of the p99 of many users to that of few. */
  readonly ratio: number;
};

/**
 * Measures each screen of the console, with a member signed in, for few and for many users, one request after the
 * other. `--users N,M` for other numbers of users, `--rounds N` for other than five. The record is that of the first thousand alike.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { users, rounds } = readOptions(args, { users: fewAndMany, rounds: count(1, ROUNDS) });
  const databases = await benchDatabases(undefined);
  const measured: Measured[] = [];
  try {
    for (const many of users) {
      const file = join(databases.folder, `of_${many}.sqlite`);
      const session = await haveUsers(file, many);
      measured.push({
        users: many,
        service: await startService(file),
        cookie: `proviso-session=${session}`,
      });
    }
    print(json, users, await measure(measured, rounds));
  } finally {
    await Promise.all(measured.map(({ service }) => stopService(service)));
    await databases.drop();
  }
}

/** Makes a database in which everybody was told of a second version, and answers the session of an admin. */
async function haveUsers(file: string, users: number): Promise<string> {
  const store = openSqlite(file);
  await migrate(store, readMigrations());
  const context = benchContext({ store, linkSecret: KEY, logSigner: null });
  await putPolicy(context, { policy: 'privacy', title: 'Privacy Policy' }, { keyId: 'bench', role: 'admin' });
  const version = { acceptance: null, effectiveAt: null, reason: null, withdrawPending: false } as const;
  const first = { ...version, content: '# Privacy\n\nOne.\n', change: 'initial', summary: null } as const;
  await publishVersion(context, 'privacy', first, 'bench');
  await importUsers(context, originals(), 'bench');
  const second = {
    ...version,
    content: '# Privacy\n\nTwo.\n',
    change: 'substantial',
    summary: 'Two.',
  } as const;
  await publishVersion(context, 'privacy', second, 'bench');
  while ((await sendNotices(context)).nextInMs === 0);
  while ((await keepRecord(context, 'bench', 5_000)).nextInMs === 0);
  await copyOriginals(store.db, users / ORIGINALS - 1);
  // Whom it finds were told: a service would look through them all beside the screens, once.
  while ((await sendNotices(context)).nextInMs === 0);
  while (await countVersions(context, 20_000));

  const link = await makeAdminLink(context, 'command');
  const words = { name: 'Robin', email: 'robin@bench.example' };
  const { session } = await spendLinkForAdmin(context, link.slice(link.lastIndexOf('/') + 1), words, null);
  await store.close();
  return session;
}

async function* originals(): AsyncGenerator<ImportLine> {
  const accepted = [{ policy: 'privacy', version: 1, at: null, source: 'bench' }];
  for (let i = 0; i < ORIGINALS; i++) {
    const email = `user-${i}@customers.example`;
    yield {
      line: i + 1,
      user: `user-${i}`,
      email,
      locale: i % 7 === 0 ? 'de-AT' : null,
      name: null,
      accepted,
    };
  }
}

/** What is another in each copy of somebody: `n` is its number. */
const CHANGED: Readonly<Record<string, RawBuilder<unknown>>> = {
  user_id: sql`user_id || '-' || n`,
  email: sql`replace(email, '@', '-' || n || '@')`,
};
const IDS = ['ref', 'id', 'user_ref', 'told_by', 'accepted_by'];

/** Copies people with all that stands about them but their record, as no import could do it in minutes. */
async function copyOriginals(db: ReturnType<typeof openSqlite>['db'], copies: number): Promise<void> {
  if (copies === 0) return;
  const tables = new Map((await db.introspection.getTables()).map((one) => [one.name, one.columns]));
  for (const table of ['users', 'acceptances', 'user_versions', 'deliveries']) {
    const columns = (tables.get(table) ?? []).map(({ name }) => name);
    const values = columns.map((name) => {
      const column = sql.ref(`original.${name}`);
      // Ends in its number, and in what told the originals apart.
      if (IDS.includes(name))
        return sql`substr(${column}, 1, 24) || printf('%06x', n) || substr(${column}, -6)`;
      return CHANGED[name] ?? column;
    });
    await sql`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${copies})
      INSERT INTO ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      SELECT ${sql.join(values)} FROM (SELECT * FROM ${sql.table(table)}) AS original CROSS JOIN numbers`.execute(
      db,
    );
  }
  await sql`ANALYZE`.execute(db);
}

/** Asks for each screen of one service and then of the other, so that whatever else the machine does meets both alike. */
async function measure(measured: readonly Measured[], times: number): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const screen of Object.keys(SCREENS) as Screen[]) {
    await askInTurn(measured, screen, WARM_UPS);
    const rounds: (readonly (readonly number[])[])[] = [];
    for (let round = 0; round < times; round++) rounds.push(await askInTurn(measured, screen, ASKED_A_ROUND));
    const of = (index: number, share: number) => rounds.map((own) => quantile(own[index] ?? [], share));
    const [few, many] = [of(0, 0.99), of(1, 0.99)];
    results.push({
      screen,
      medianMs: [median(of(0, 0.5)), median(of(1, 0.5))],
      p99Ms: [median(few), median(many)],
      ratio: median(many.map((ms, round) => ms / (few[round] ?? Number.NaN))),
    });
  }
  return results;
}

/** Asks each service for a screen some times, in turn, and answers how long each answer of each took. */
async function askInTurn(measured: readonly Measured[], screen: Screen, times: number): Promise<number[][]> {
  const took: number[][] = measured.map(() => []);
  for (let time = 0; time < times; time++) {
    for (const [index, one] of measured.entries()) took[index]?.push(await ask(one, screen));
  }
  return took;
}

/** Asks for a screen, and answers how long that took. */
async function ask({ service, cookie, users }: Measured, screen: Screen): Promise<number> {
  const copy = Math.floor(Math.random() * (users / ORIGINALS));
  const n = `${Math.floor(Math.random() * ORIGINALS)}${copy === 0 ? '' : `-${copy}`}`;
  const start = performance.now();
  const response = await fetch(service.url + SCREENS[screen].replace('{n}', n), {
    headers: { cookie },
    redirect: 'manual',
  });
  await response.text();
  if (response.status !== 200) throw new Error(`${screen}: ${response.status}`);
  return performance.now() - start;
}

function print(json: boolean, users: readonly number[], results: readonly Result[]): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'console', users, results, goals: { ratio: GOAL } })}\n`);
    return;
  }
  const [few, many] = users.map((one) => say(one));
  const both = ([one = Number.NaN, other = Number.NaN]: readonly number[]) =>
    `${say(one)} and ${say(other)} ms`;
  printTable(
    results.flatMap(({ screen, medianMs, p99Ms, ratio }): Row[] => [
      [`${screen}: median of ${few} and ${many} users`, both(medianMs)],
      ['  p99', both(p99Ms)],
      ['  ratio', say(ratio, 2), `≤ ${GOAL}`, ratio <= GOAL],
    ]),
  );
}
