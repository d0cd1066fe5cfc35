import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { benchDatabases } from './databases.ts';
import { type Answered, type Load, type Loader, startLoader } from './loader.ts';
import { count, postgresUrl, readOptions } from './options.ts';
import { type Service, startService, stopService, usersToImport } from './service.ts';
import { median, printTable, type Row, say } from './table.ts';

const SELF = fileURLToPath(import.meta.url);
const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n';

const USERS = 400_000;
const CONNECTIONS = 64;
const WARM_UP_MS = 10_000;
const ROUNDS = 7;
const ROUND_MS = 1_500;

const GOAL_TIMES_RAW = 1;
const GOAL_P99_MS = 30;

/** Acceptances a second, each on disk before it is answered; medians over the rounds. */
type Result = {
  readonly database: string;
  readonly perSecond: number;
  readonly p99Ms: number;
  /** By one client that waits for each answer. */
  readonly alonePerSecond: number;
  /** SQLite: transactions of one row each, and the median of the rounds' ratios. */
  readonly raw?: { readonly perSecond: number; readonly times: number };
  /** PostgreSQL: two services on one database, and the median of the rounds' ratios. */
  readonly twoWriters?: { readonly perSecond: number; readonly times: number };
};

/**
 * Measures acceptances through HTTP, each of another user. On SQLite, against transactions of a single
 * row with `synchronous = FULL` on the same disk; with `--database postgres://…`, two services that
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
    database: postgresUrl,
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
    const measured =
      second === undefined
        ? await againstRaw(accept, first, databases.folder)
        : await twoAgainstOne(accept, first, second);
    print(json, { database: databases.kind, ...measured });
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

async function againstRaw(
  accept: Accept,
  service: Service,
  folder: string,
): Promise<Omit<Result, 'database'>> {
  const child = fork(SELF, [join(folder, 'raw.sqlite')], { serialization: 'advanced' });
  try {
    const raw: number[] = [];
    const many: { readonly perSecond: number; readonly p99Ms: number }[] = [];
    const alone: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      child.send(ROUND_MS);
      raw.push((await once(child, 'message'))[0] as number);
      many.push(await accept([service], CONNECTIONS));
      alone.push((await accept([service], 1)).perSecond);
    }
    return {
      perSecond: median(many.map((one) => one.perSecond)),
      p99Ms: median(many.map((one) => one.p99Ms)),
      alonePerSecond: median(alone),
      raw: {
        perSecond: median(raw),
        times: median(many.map((one, round) => one.perSecond / (raw[round] ?? Number.NaN))),
      },
    };
  } finally {
    child.disconnect();
  }
}

async function twoAgainstOne(
  accept: Accept,
  first: Service,
  second: Service,
): Promise<Omit<Result, 'database'>> {
  const one: { readonly perSecond: number; readonly p99Ms: number }[] = [];
  const two: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await accept([first], CONNECTIONS));
    two.push((await accept([first, second], CONNECTIONS)).perSecond);
    alone.push((await accept([first], 1)).perSecond);
  }
  return {
    perSecond: median(one.map(({ perSecond }) => perSecond)),
    p99Ms: median(one.map(({ p99Ms }) => p99Ms)),
    alonePerSecond: median(alone),
    twoWriters: {
      perSecond: median(two),
      times: median(two.map((perSecond, round) => perSecond / (one[round]?.perSecond ?? Number.NaN))),
    },
  };
}

/** Writes rows one a transaction, as long as it is told to each time, and answers how many a second. */
function writeRaw(path: string): void {
  const database = new Sqlite(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE acts (id TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO acts VALUES (?, ?, ?)');
  const write = database.transaction(() => insert.run(crypto.randomUUID(), new Date().toISOString(), TEXT));
  process.on('message', (ms: number) => {
    const start = performance.now();
    let count = 0;
    for (; performance.now() < start + ms; count++) write.immediate();
    process.send?.((count * 1000) / (performance.now() - start));
  });
}

function print(json: boolean, result: Result): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ bench: 'accept', ...result, goals: { timesRaw: GOAL_TIMES_RAW, p99Ms: GOAL_P99_MS } })}\n`,
    );
    return;
  }
  const { database, perSecond, p99Ms, alonePerSecond, raw, twoWriters } = result;
  const rows: Row[] = [
    [`acceptances by ${CONNECTIONS} clients on ${database}`, `${say(perSecond, 0)} /s`],
    ['  p99', `${say(p99Ms)} ms`, `≤ ${GOAL_P99_MS} ms`, p99Ms <= GOAL_P99_MS],
    ['acceptances by one client', `${say(alonePerSecond, 0)} /s`],
  ];
  if (raw !== undefined) {
    rows.push(['transactions of a single row', `${say(raw.perSecond, 0)} /s`]);
    rows.push([
      '  acceptances / transactions',
      say(raw.times, 2),
      `≥ ${GOAL_TIMES_RAW}`,
      raw.times >= GOAL_TIMES_RAW,
    ]);
  }
  if (twoWriters !== undefined) {
    rows.push([`acceptances by ${CONNECTIONS} clients, two services`, `${say(twoWriters.perSecond, 0)} /s`]);
    rows.push(['  two services / one', say(twoWriters.times, 2)]);
  }
  printTable(rows);
}

if (process.argv[1] === SELF) writeRaw(process.argv[2] ?? '');
