import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { openPostgres } from '../src/storage/engines/postgres.ts';
import type { Store } from '../src/storage/store.ts';
import { benchDatabases, type Databases } from './databases.ts';
import { type Answers, type Kind, type Mix, putMix } from './mix.ts';
import { count, postgresServer, readOptions } from './options.ts';
import { type Service, startService, stopService, usersToImport } from './service.ts';
import { printTable, type Row, say } from './table.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n';
const NEXT = { content: TEXT.replace('30', '90'), summary: 'Logs are kept longer.' };

const USERS = 1_000_000;
const PER_SECOND = 500;
const SECONDS = 30;
const WARM_UP_MS = 5_000;
const LOOK_EVERY_MS = 50;

const PROCESSES_ARE = 'must be numbers of processes with commas between them, such as 1,4';
const processesOption = z
  .string()
  .regex(/^[1-9](,[1-9])*$/, { error: PROCESSES_ARE })
  .transform((value) => value.split(',').map(Number))
  .default([1, 4]);

/** What products ask for, out of a hundred requests. */
const KINDS: readonly Kind[] = [
  { name: 'checks', share: 95, method: 'GET', path: '/v1/users/user-{n}/policies/privacy', who: 'anybody' },
  { name: 'uses', share: 4, method: 'POST', path: '/v1/uses', body: '{"user":"user-{n}"}', who: 'anybody' },
  {
    ...{ name: 'acts', share: 1, method: 'POST', path: '/v1/acceptances', who: 'each once' },
    body: '{"user":"user-{n}","policy":"privacy","version":1}',
  },
];

/** How a number of processes answered while nobody was told anything, and while everybody was. */
type Result = {
  readonly processes: number;
  readonly atRest: readonly Answers[];
  readonly meanwhile: readonly Answers[];
  /** How many notices were queued, and how many mails were written down as sent, meanwhile. */
  readonly queued: number;
  readonly sent: number;
  /** The longest that a transaction was seen under way meanwhile, and how often somebody was seen waiting for a lock. */
  readonly longestTransactionMs: number;
  readonly seenWaiting: number;
};

/**
 * Puts what products ask for (checks 95%, uses 4%, acts 1%) on one and on four processes on PostgreSQL,
 * `--per-second N` requests for `--seconds N`, and then the same again while `--users N` are told of a version
 * by mails into the local mailbox, with how long transactions take and who waits for locks. `--processes 1,4` for other numbers of processes; on a PostgreSQL of its own,
 * or on the server at `--database postgres://…`.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const options = readOptions(args, {
    users: count(1_000, USERS),
    'per-second': count(1, PER_SECOND),
    seconds: count(1, SECONDS),
    processes: processesOption,
    database: postgresServer,
  });
  const { users, seconds, processes } = options;
  const databases = await benchDatabases(options.database ?? 'postgres');
  try {
    const origin = await haveUsers(databases, users);
    const results: Result[] = [];
    for (const many of processes) {
      const database = await databases.make(`on_${many}`, origin);
      const mix = { kinds: KINDS, users, perSecond: options['per-second'], ms: seconds * 1000 };
      results.push(await measure(database, many, mix));
    }
    print(json, users, results);
  } finally {
    await databases.drop();
  }
}

/** Makes a database with a version that its users have not agreed to, and nothing that waits. */
async function haveUsers(databases: Databases, users: number): Promise<string> {
  const database = await databases.make('origin');
  const service = await startService(database, { DATABASE_URL: database });
  await service.ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  await service.ask('POST', VERSIONS, JSON.stringify({ content: TEXT }));
  await service.ask('POST', '/v1/users/import', usersToImport(users, {}));
  const store = await openPostgres(database, { now: Date.now });
  while ((await rowsIn(store, 'waiting_records')) > 0) await sleep(500);
  await sql`VACUUM ANALYZE`.execute(store.db);
  await store.close();
  await stopService(service);
  return database;
}

async function measure(
  database: string,
  processes: number,
  mix: Pick<Mix, 'kinds' | 'users' | 'perSecond' | 'ms'>,
): Promise<Result> {
  const services: Service[] = [];
  const store = await openPostgres(database, { now: Date.now });
  try {
    for (let i = 0; i < processes; i++)
      services.push(await startService(database, { DATABASE_URL: database }));
    const [first] = services as [Service];
    const { key } = (await first.ask('POST', '/v1/keys', '{"name":"bench","role":"app"}')) as {
      readonly key: string;
    };
    const headers = { authorization: `Bearer ${key}` };
    const all = { ...mix, headers, urls: services.map(({ url }) => url) };
    const answering = mix.kinds.filter(({ who }) => who === 'anybody');
    await putMix({ ...all, kinds: answering, used: 0, ms: WARM_UP_MS });
    const rest = await putMix({ ...all, used: 0 });
    await first.ask('POST', VERSIONS, JSON.stringify({ ...NEXT, change: 'minor' }));
    const watch = watchTransactions(store);
    const busy = await putMix({ ...all, used: rest.used }).finally(watch.stop);
    const seen = await watch.stop();
    const sent = await rowsIn(store, 'records', "kind = 'sent'");
    return {
      ...{ processes, atRest: rest.answers, meanwhile: busy.answers },
      ...{ queued: await rowsIn(store, 'deliveries'), sent, ...seen },
    };
  } finally {
    await Promise.all(services.map(stopService));
    await store.close();
  }
}

/** Looks every so often at what the server is doing for others. */
function watchTransactions({ db }: Pick<Store, 'db'>) {
  const seen = { longestTransactionMs: 0, seenWaiting: 0 };
  let goesOn = true;
  const look = async () => {
    while (goesOn) {
      const { rows } = await sql<{ ms: number | null; waiting: number }>`
        SELECT CAST(MAX(EXTRACT(EPOCH FROM clock_timestamp() - xact_start)) * 1000 AS double precision) AS ms,
          COUNT(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting
        FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'proviso'`.execute(db);
      seen.longestTransactionMs = Math.max(seen.longestTransactionMs, rows[0]?.ms ?? 0);
      seen.seenWaiting += rows[0]?.waiting ?? 0;
      await sleep(LOOK_EVERY_MS);
    }
  };
  const looked = look();
  return {
    async stop() {
      goesOn = false;
      await looked;
      return seen;
    },
  };
}

async function rowsIn({ db }: Pick<Store, 'db'>, table: string, where = 'TRUE'): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    SELECT COUNT(*) AS rows FROM ${sql.table(table)} WHERE ${sql.raw(where)}`.execute(db);
  return rows[0]?.rows ?? 0;
}

function print(json: boolean, users: number, results: readonly Result[]): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'load', users, results })}\n`);
    return;
  }
  const ms = (one: Answers | undefined) =>
    `${say(one?.medianMs ?? Number.NaN)}, ${say(one?.p99Ms ?? Number.NaN)} and ${say(one?.longestMs ?? Number.NaN)} ms`;
  printTable(
    results.flatMap(({ processes, atRest, meanwhile, queued, sent, ...seen }): Row[] => [
      [
        `${say(processes)} processes on PostgreSQL, while ${say(users)} people are told`,
        `${say(queued)} notices queued, ${say(sent)} mails sent`,
      ],
      ['  longest transaction seen', `${say(seen.longestTransactionMs)} ms`],
      ['  seen waiting for a lock', `${say(seen.seenWaiting)} times`],
      ...atRest.flatMap((rest, i): Row[] => [
        [`  ${say(rest.requests)} ${rest.name} at rest: median, p99 and longest`, ms(rest)],
        [`  ${say(meanwhile[i]?.requests ?? 0)} meanwhile`, ms(meanwhile[i])],
        ['    p99 / p99', say((meanwhile[i]?.p99Ms ?? Number.NaN) / rest.p99Ms)],
      ]),
    ]),
  );
}
