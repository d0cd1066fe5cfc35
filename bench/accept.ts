import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { benchDatabases, type Databases } from './databases.ts';
import { type Answered, type Load, type Loader, startLoader } from './loader.ts';
import { count, postgresServer, readOptions } from './options.ts';
import { type Service, startService, stopService, usersToImport } from './service.ts';
import { median, printTable, type Row, say } from './table.ts';

const SELF = fileURLToPath(import.meta.url);
const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n';

const USERS = 400_000;
const CONNECTIONS = 64;
const WARM_UP_MS = 10_000;
const ROUNDS = 7;
const ROUND_MS = 1_500;

const GOAL_TIMES_RAW = { SQLite: 1, PostgreSQL: 0.7 };
const GOAL_P99_MS = 30;

/** Acceptances a second, each on disk before it is answered; medians over the rounds. */
type Result = {
  readonly database: Databases['kind'];
  readonly perSecond: number;
  readonly p99Ms: number;
  /** By one client that waits for each answer. */
  readonly alonePerSecond: number;
  /** Transactions of one row each, on PostgreSQL by as many clients; and the median of the rounds' ratios. */
  readonly raw: { readonly perSecond: number; readonly times: number };
  /** PostgreSQL: two services on one database, and the median of the rounds' ratios. */
  readonly twoWriters?: { readonly perSecond: number; readonly times: number };
};

/**
 * Measures acceptances through HTTP, each of another user. On SQLite, against transactions of a single
 * row with `synchronous = FULL` on the same disk; with `--database postgres` on a PostgreSQL that is started for it, or
 * `--database postgres://…` on that server, against inserts of a single row by as many clients, and two services that
 * write to one database against one.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { users, database: server } = readOptions(args, {
    users: count(1_000, USERS),
    database: postgresServer,
  });
  const databases = await benchDatabases(server);
  const services: Service[] = [];
  const loaders: Loader[] = [];
  try {
    const database = await databases.make('accept');
    const start = async () => {
      const service = await startService(database, { DATABASE_URL: database, SENDER: 'off' });
      services.push(service);
      loaders.push(await startLoader());
      return service;
    };
    const first = await start();
    await first.ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
    await first.ask('POST', '/v1/policies/privacy/versions', JSON.stringify({ content: TEXT }));
    await first.ask('POST', '/v1/users/import', usersToImport(users, {}));
    const { key } = (await first.ask('POST', '/v1/keys', '{"name":"bench","role":"app"}')) as {
      readonly key: string;
    };
    if (databases.kind === 'PostgreSQL') await start();
    const accept = accepting(services, loaders, key, users);
    for (const service of services) await accept([service], CONNECTIONS, WARM_UP_MS);
    const [, second] = services;
    const place = second === undefined ? join(databases.folder, 'raw.sqlite') : await databases.make('raw');
    print(json, { database: databases.kind, ...(await measure(accept, first, second, place)) });
  } finally {
    await Promise.all(loaders.map((loader) => loader.stop()));
    await Promise.all(services.map(stopService));
    await databases.drop();
  }
}

/** Lets users who have not accepted yet do so, through some services at once, each with its share of the connections. */
type Accept = (
  services: readonly Service[],
  connections: number,
  ms?: number,
) => Promise<{ readonly perSecond: number; readonly p99Ms: number }>;

function accepting(
  services: readonly Service[],
  loaders: readonly Loader[],
  key: string,
  users: number,
): Accept {
  const share = Math.floor(users / services.length);
  const next = services.map((_, index) => index * share);
  return async (asked, connections, ms = ROUND_MS) => {
    const answered: Answered[] = await Promise.all(
      asked.map(async (service) => {
        const index = services.indexOf(service);
        const load: Load = {
          url: service.url,
          method: 'POST',
          path: '/v1/acceptances',
          body: JSON.stringify({ user: 'user-{n}', policy: 'privacy', version: 1 }),
          headers: { authorization: `Bearer ${key}` },
          from: next[index] as number,
          to: (index + 1) * share,
          order: 'once',
          connections: connections / asked.length,
          ms,
          status: 201,
        };
        const one = await (loaders[index] as Loader).put(load);
        if (one.next >= load.to) throw new Error('too few users are left; ask for more with --users');
        next[index] = one.next;
        return one;
      }),
    );
    return {
      perSecond: answered.reduce((sum, one) => sum + one.perSecond, 0),
      p99Ms: Math.max(...answered.map((one) => one.p99Ms)),
    };
  };
}

async function measure(
  accept: Accept,
  first: Service,
  second: Service | undefined,
  rawPlace: string,
): Promise<Omit<Result, 'database'>> {
  const child = fork(SELF, [rawPlace], { serialization: 'advanced' });
  try {
    const raw: number[] = [];
    const many: { readonly perSecond: number; readonly p99Ms: number }[] = [];
    const two: number[] = [];
    const alone: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      child.send(ROUND_MS);
      raw.push((await once(child, 'message'))[0] as number);
      many.push(await accept([first], CONNECTIONS));
      if (second !== undefined) two.push((await accept([first, second], CONNECTIONS)).perSecond);
      alone.push((await accept([first], 1)).perSecond);
    }
    const timesMany = (rates: readonly number[]) =>
      median(rates.map((perSecond, round) => perSecond / (many[round]?.perSecond ?? Number.NaN)));
    return {
      perSecond: median(many.map((one) => one.perSecond)),
      p99Ms: median(many.map((one) => one.p99Ms)),
      alonePerSecond: median(alone),
      raw: { perSecond: median(raw), times: 1 / timesMany(raw) },
      ...(second !== undefined && { twoWriters: { perSecond: median(two), times: timesMany(two) } }),
    };
  } finally {
    child.disconnect();
  }
}

/** Writes rows one a transaction, as long as it is told to each time, and answers how many a second. */
async function writeRaw(place: string): Promise<void> {
  const write = await (place.startsWith('postgres') ? rawPostgres(place) : rawSqlite(place));
  process.on('message', async (ms: number) => {
    const start = performance.now();
    const count = await write(start + ms);
    process.send?.((count * 1000) / (performance.now() - start));
  });
}

/** Writes rows until an instant, in milliseconds, and answers how many. */
type Write = (until: number) => number | Promise<number>;

const MAKE_TABLE = 'CREATE TABLE acts (id TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL)';
const newRow = () => [crypto.randomUUID(), new Date().toISOString(), TEXT];

function rawSqlite(path: string): Write {
  const database = new Sqlite(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(MAKE_TABLE);
  const insert = database.prepare('INSERT INTO acts VALUES (?, ?, ?)');
  const write = database.transaction(() => insert.run(...newRow()));
  return (until) => {
    let count = 0;
    for (; performance.now() < until; count++) write.immediate();
    return count;
  };
}

async function rawPostgres(url: string): Promise<Write> {
  // As many connections as the service has.
  const pool = new pg.Pool({ connectionString: url, max: 10, pipeline: true });
  process.once('disconnect', () => pool.end());
  await pool.query(MAKE_TABLE);
  const insert = { name: 'insert', text: 'INSERT INTO acts VALUES ($1, $2, $3)' };
  return async (until) => {
    let count = 0;
    const client = async () => {
      for (; performance.now() < until; count++) await pool.query({ ...insert, values: newRow() });
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, client));
    return count;
  };
}

function print(json: boolean, result: Result): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ bench: 'accept', ...result, goals: { timesRaw: GOAL_TIMES_RAW[result.database], p99Ms: GOAL_P99_MS } })}\n`,
    );
    return;
  }
  const { database, perSecond, p99Ms, alonePerSecond, raw, twoWriters } = result;
  const timesRaw = GOAL_TIMES_RAW[database];
  const rows: Row[] = [
    [`acceptances by ${CONNECTIONS} clients on ${database}`, `${say(perSecond, 0)} /s`],
    ['  p99', `${say(p99Ms)} ms`, `≤ ${GOAL_P99_MS} ms`, p99Ms <= GOAL_P99_MS],
    ['acceptances by one client', `${say(alonePerSecond, 0)} /s`],
    ['transactions of a single row', `${say(raw.perSecond, 0)} /s`],
    ['  acceptances / transactions', say(raw.times, 2), `≥ ${timesRaw}`, raw.times >= timesRaw],
  ];
  if (twoWriters !== undefined) {
    rows.push([`acceptances by ${CONNECTIONS} clients, two services`, `${say(twoWriters.perSecond, 0)} /s`]);
    rows.push(['  two services / one', say(twoWriters.times, 2)]);
  }
  printTable(rows);
}

if (process.argv[1] === SELF) await writeRaw(process.argv[2] ?? '');
