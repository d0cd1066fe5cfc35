import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { fanOutNotices } from '../src/actions/notices/fan-out-notices.ts';
import { instantFromMs } from '../src/domain/instant.ts';
import { newId } from '../src/runtime/new-id.ts';
import { openSqlite, type SqliteStore } from '../src/storage/engines/sqlite.ts';
import type { Database } from '../src/storage/store.ts';
import { measureServing, type Serving } from './busy.ts';
import { count, readOptions, rulesOption } from './options.ts';
import { type BenchRules, DEFAULT_RULES, ownRules } from './own-rules.ts';
import { type Service, startService, stopService } from './service.ts';
import { printTable, quantile, type Row, say } from './table.ts';

const SELF = fileURLToPath(import.meta.url);
const VERSIONS = '/v1/policies/privacy/versions';
const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n\nWe never sell your data.\n';
const NEXT = { content: TEXT.replace('30', '90'), summary: 'Logs are kept longer.' };

/** Whose readers they are, in turn: those without a locale read what the policy is in. */
const LOCALES = ['en-GB', 'de-AT', null, 'pt-BR', 'ja', 'ar'];

const USERS = 1_000_000;
const PIECE_BYTES = 64 * 1024;

/** The thread for checkpoints is up by then. */
const THREAD_STARTS_MS = 1_000;

/** Without an API key and with an address of its own, it queues what it cannot send. */
const QUEUES_ONLY = { PUBLIC_URL: 'https://bench.example' };

const GOALS = {
  ...{ timesRaw: 3, timesTenth: 1.2, longestStepMs: 20, timesRest: 5 },
  ...{ memoryMb: 250, memoryGrowth: 1.2 },
};

/** How a walk over all users went, step by step; milliseconds. */
type Walk = {
  readonly ms: number;
  readonly steps: number;
  readonly medianStepMs: number;
  readonly p99StepMs: number;
  readonly longestStepMs: number;
};

type Result = {
  readonly rules: 'default' | 'own';
  readonly users: number;
  readonly walk: Walk;
  /** That over a tenth of the users. */
  readonly tenthWalk: Walk;
  readonly rawMs: number;
  readonly serving: Serving;
  readonly tenth: Serving;
};

/**
 * Measures the fan-out of one version to `--users N`: against one plain `INSERT … SELECT` of the same
 * rows into the same file, its longest step, its time for each user against a tenth of them, what it does to
 * checks over HTTP, and its memory for as many and for a tenth. `--rules own`: each reader has dates of their own, counted from their mail.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { users, rules: named } = readOptions(args, { users: count(1_000, USERS), rules: rulesOption });
  const rules = named === 'own' ? ownRules({ consumer: 'P30D', business: 'P14D' }) : DEFAULT_RULES;
  const publishNext = publishing(rules);
  const folder = mkdtempSync(join(tmpdir(), 'proviso-fanout-'));
  try {
    const few = join(folder, 'few.sqlite');
    await haveUsers(few, users / 10, rules);
    const [warming, walkedTenth] = [join(folder, 'warming.sqlite'), join(folder, 'tenth.sqlite')];
    copyToDisk(few, warming);
    copyToDisk(few, walkedTenth);
    const tenth = await measureServing(few, users / 10, publishNext, QUEUES_ONLY);

    const base = join(folder, 'base.sqlite');
    await haveUsers(base, users, rules);
    const walked = join(folder, 'walked.sqlite');
    copyToDisk(base, walked);
    const serving = await measureServing(base, users, publishNext, QUEUES_ONLY);

    for (const database of [warming, walkedTenth, walked]) {
      const publisher = await startService(database, { SENDER: 'off' });
      await publisher.ask('POST', VERSIONS, JSON.stringify({ ...NEXT, change: rules.change }));
      await stopService(publisher);
    }
    const [tenthWalk, walk] = JSON.parse(
      execFileSync(process.execPath, [SELF, warming, walkedTenth, walked], { encoding: 'utf8' }),
    ) as [Walk, Walk];
    const rawMs = await measureRaw(walked, users);
    print(json, { rules: named, users, walk, tenthWalk, rawMs, serving, tenth });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies a file and waits until it is on disk, so that writing it out slows nothing that is measured later. */
function copyToDisk(from: string, to: string): void {
  copyFileSync(from, to);
  const file = openSync(to, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** Makes a database with a policy in force that all its users hold. */
async function haveUsers(database: string, users: number, rules: BenchRules): Promise<void> {
  const service = await startService(database, { SENDER: 'off' });
  await service.ask(
    'PUT',
    '/v1/policies/privacy',
    JSON.stringify({ title: 'Privacy Policy', ...rules.policy }),
  );
  await service.ask('POST', VERSIONS, JSON.stringify({ content: TEXT }));
  await service.ask('POST', '/v1/users/import', ReadableStream.from(pieces(users, rules)));
  await stopService(service);
}

async function* pieces(count: number, { knownOf }: BenchRules): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let piece = '';
  for (let i = 0; i < count; i++) {
    const known = { ...knownOf(i), accepted: { privacy: 1 } };
    const line = {
      user: `user-${i}`,
      email: `user-${i}@customers.example`,
      locale: LOCALES[i % LOCALES.length],
    };
    piece += `${JSON.stringify({ ...line, ...known })}\n`;
    if (piece.length >= PIECE_BYTES) {
      yield encoder.encode(piece);
      piece = '';
    }
  }
  yield encoder.encode(piece);
}

/** Takes every step of the walk in this process, as the sender's loop does, and times each. */
async function walkAll(database: string): Promise<Walk> {
  const store = openSqlite(database, { inThreads: true });
  // In a service it has long started when a walk begins.
  await sleep(THREAD_STARTS_MS);
  const linkSecrets = [{ id: '1', secret: 'a secret for measuring' }] as const;
  const context = { store, now: () => instantFromMs(Date.now()), newId, linkSecrets };
  const steps: number[] = [];
  const start = performance.now();
  for (let more = true; more; await nextTurn()) {
    const before = performance.now();
    more = await fanOutNotices(context);
    steps.push(performance.now() - before);
  }
  const ms = performance.now() - start;
  await store.close();
  return {
    ms,
    steps: steps.length,
    medianStepMs: quantile(steps, 0.5),
    p99StepMs: quantile(steps, 0.99),
    longestStepMs: Math.max(...steps),
  };
}

/** The time of one statement that writes the same rows again, into a table with the same indexes. */
async function measureRaw(database: string, users: number): Promise<number> {
  const store = openSqlite(database);
  const { rows: made } = await sql<{ sql: string }>`
    SELECT sql FROM sqlite_master WHERE tbl_name = 'deliveries' AND sql IS NOT NULL ORDER BY type DESC`.execute(
    store.db,
  );
  for (const { sql: text } of made) {
    const twin = text.replace(/\bdeliveries(_\w+)?\b/g, (name) => `raw_${name}`);
    await store.atomic([sql.raw(twin).compile(store.db)]);
  }
  const start = performance.now();
  const [count] = await store.atomic([
    sql`INSERT INTO raw_deliveries SELECT * FROM deliveries WHERE release = 'privacy/2'`.compile(store.db),
  ]);
  const ms = performance.now() - start;
  await store.close();
  if (count !== users) throw new Error(`${count} of ${users} users have a delivery`);
  return ms;
}

/** Publishes under rules; the service is done when its walk has met everyone. */
function publishing({ change }: BenchRules) {
  return async (service: Service, { db }: SqliteStore): Promise<() => Promise<boolean>> => {
    const last = await findLastUser(db);
    await service.ask('POST', VERSIONS, JSON.stringify({ ...NEXT, change }));
    return () => hasMet(db, last);
  };
}

async function findLastUser(db: Database): Promise<string> {
  const row = await db
    .selectFrom('users')
    .select('ref')
    .where('email', 'is not', null)
    .orderBy('touched_at', 'desc')
    .orderBy('ref', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.ref;
}

async function hasMet(db: Database, lastRef: string): Promise<boolean> {
  const row = await db
    .selectFrom('fan_outs')
    .select('cursor_ref')
    .where('release', '=', 'privacy/2')
    .executeTakeFirst();
  return row?.cursor_ref === lastRef;
}

function print(json: boolean, result: Result): void {
  const { rules, users, walk, tenthWalk, rawMs, serving, tenth } = result;
  const reached = {
    timesRaw: walk.ms / rawMs,
    timesTenth: walk.ms / users / (tenthWalk.ms / (users / 10)),
    longestStepMs: walk.longestStepMs,
    timesRest: serving.busyP99Ms / serving.restP99Ms,
    memoryMb: serving.peakMemoryMb,
    memoryGrowth: serving.peakMemoryMb / tenth.peakMemoryMb,
  };
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'fanout', ...result, reached, goals: GOALS })}\n`);
    return;
  }
  const judged = (name: keyof typeof GOALS) =>
    [say(reached[name]), `≤ ${GOALS[name]}`, reached[name] <= GOALS[name]] as const;
  const rows: Row[] = [
    [
      `fan-out by ${rules === 'own' ? 'own dates' : 'periods'}, ${say(users)} users, ${say(walk.steps)} steps`,
      `${say(walk.ms / 1000)} s`,
    ],
    ['one INSERT … SELECT of as many rows', `${say(rawMs / 1000)} s`],
    ['ratio', ...judged('timesRaw')],
    [`time for each user, against ${say(users / 10)} users`, ...judged('timesTenth')],
    ['step, median and p99', `${say(walk.medianStepMs)} ms, ${say(walk.p99StepMs)} ms`],
    ['step, longest, ms', ...judged('longestStepMs')],
    [`fan-out while ${say(serving.checks)} checks are asked`, `${say(serving.ms / 1000)} s`],
    ['check, p99 at rest', `${say(serving.restP99Ms)} ms`],
    ['check, p99 during fan-out', `${say(serving.busyP99Ms)} ms`],
    ['ratio', ...judged('timesRest')],
    ['peak memory, MB', ...judged('memoryMb')],
    [`against ${say(users / 10)} users`, ...judged('memoryGrowth')],
  ];
  printTable(rows);
}

const [, script, warming = '', ...walked] = process.argv;
if (script === SELF) {
  // A service has run its code before; the first step of a process takes several times as long as the next.
  await walkAll(warming);
  const walks: Walk[] = [];
  for (const database of walked) walks.push(await walkAll(database));
  process.stdout.write(JSON.stringify(walks));
}
