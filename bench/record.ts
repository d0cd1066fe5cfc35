import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { proveInclusion } from '../src/actions/record/prove.ts';
import { sealActs } from '../src/actions/record/record-acts.ts';
import { keepRecord } from '../src/actions/upkeep/keep-record.ts';
import { type Instant, instantFromMs } from '../src/domain/instant.ts';
import { type Act, commitmentOf } from '../src/domain/record/act.ts';
import { base64ToBytes } from '../src/domain/record/bytes.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf } from '../src/domain/record/merkle.ts';
import { noteSigner } from '../src/domain/record/note.ts';
import { newId } from '../src/runtime/new-id.ts';
import { openSqlite, type SqliteStore } from '../src/storage/engines/sqlite.ts';
import { findLogHead } from '../src/storage/record/log.ts';
import { insertRecords } from '../src/storage/record/records.ts';
import { ALWAYS } from '../src/storage/sql.ts';
import { measureServing, type Serving } from './busy.ts';
import { count, readOptions } from './options.ts';
import { type Service, startService, stopService, usersToImport } from './service.ts';
import { median, printTable, quantile, type Row, say } from './table.ts';

const SELF = fileURLToPath(import.meta.url);
const RECORDS = 1_000_000;
const USERS = 10_000;
const RECORDS_PER_WRITE = 1_000;
const PROOFS = 1_000;

const GOALS = { timesRaw: 4, proofMs: 2, timesRest: 3, memoryGrowth: 1.2 };

/** How the log took the records; milliseconds. */
type Sealing = { readonly ms: number; readonly longestRoundMs: number; readonly proofsMs: readonly number[] };

/**
 * Measures `--records N` being numbered and sealed, from when they wait: against hashing as many with
 * the same hash function and storing nothing, a proof, what it does to checks over HTTP, and the memory
 * of the service for as many and for a tenth.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { records } = readOptions(args, { records: count(10_000, RECORDS) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-record-'));
  try {
    const few = join(folder, 'few.sqlite');
    await haveService(few);
    const base = join(folder, 'base.sqlite');
    copyFileSync(few, base);
    await haveHeldRecords(few, records / 10);
    const tenth = await measureServing(few, USERS, releaseAll);

    await haveHeldRecords(base, records);
    const sealed = join(folder, 'sealed.sqlite');
    copyFileSync(base, sealed);
    const serving = await measureServing(base, USERS, releaseAll);
    const sealing = inProcess<Sealing>('seal', sealed);
    const raw = inProcess<{ readonly ms: number; readonly treeMs: number }>('hash', sealed);
    print(json, { records, sealing, raw, serving, tenth });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A policy that all users hold, and nothing that waits. */
async function haveService(database: string): Promise<void> {
  const service = await startService(database);
  await service.ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  await service.ask('POST', '/v1/policies/privacy/versions', JSON.stringify({ content: '# Privacy' }));
  await service.ask('POST', '/v1/users/import', usersToImport(USERS, { privacy: 1 }));
  const store = openSqlite(database);
  while (await waits(store)) await sleep(50);
  await store.close();
  await stopService(service);
}

/** Records of acceptances that nobody numbers yet: what would make them wait is held aside. */
async function haveHeldRecords(database: string, count: number): Promise<void> {
  const store = openSqlite(database);
  await store.atomic([sql`CREATE TABLE held AS SELECT * FROM waiting_records`.compile(store.db)]);
  for (let from = 0; from < count; from += RECORDS_PER_WRITE) {
    const acts = Array.from({ length: Math.min(RECORDS_PER_WRITE, count - from) }, acceptance);
    await store.atomic([
      ...insertRecords(store.db, sealActs(acts), ALWAYS),
      sql`INSERT INTO held SELECT * FROM waiting_records`.compile(store.db),
      sql`DELETE FROM waiting_records`.compile(store.db),
    ]);
  }
  // Each write began to count anew.
  await store.atomic([sql`UPDATE held SET turn = rowid`.compile(store.db)]);
  await store.close();
}

function acceptance(): Act {
  const id = newId();
  const at = instantFromMs(Date.now()) as Instant;
  const contentHash = `sha256:${'0'.repeat(64)}`;
  return {
    ...{ kind: 'accepted', about: id, at, recordedAt: at, actor: 'bench', ref: newId() },
    ...{ policy: 'privacy', version: 1 },
    facts: {
      ...{ acceptance: id, basis: 'explicit', contentHash, locale: 'en', method: null, source: null },
      ...{ page: null, use: null },
    },
  };
}

function release(store: SqliteStore): Promise<readonly number[]> {
  return store.atomic([
    sql`INSERT INTO waiting_records (record_id, turn)
      SELECT record_id, (SELECT turn FROM log_head) + turn FROM held`.compile(store.db),
  ]);
}

/** Lets the service at all that is held; it is done when everything has been numbered and sealed. */
async function releaseAll(_: Service, store: SqliteStore): Promise<() => Promise<boolean>> {
  await release(store);
  return async () => !(await waits(store));
}

async function waits({ db }: SqliteStore): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM waiting_records LIMIT 1`.execute(db);
  const head = await findLogHead(db);
  return rows.length > 0 || head.size !== head.sealedSize || head.size === 0;
}

function inProcess<T>(what: 'seal' | 'hash', database: string): T {
  const output = execFileSync(process.execPath, [SELF, what, database], { encoding: 'utf8' });
  return JSON.parse(output) as T;
}

/** Numbers and seals all that waits in this process, as the service's loop does, then asks for proofs. */
async function seal(database: string): Promise<Sealing> {
  const store = openSqlite(database, { inThreads: true });
  const context = {
    store,
    now: () => instantFromMs(Date.now()),
    newId,
    logSigner: await noteSigner({ name: 'bench', seed: '01'.repeat(32) }),
  };
  await sleep(11_000); // The lease of the service that was here before ends.
  await release(store);
  const start = performance.now();
  let longestRoundMs = 0;
  for (let isOver = false; !isOver; await nextTurn()) {
    const before = performance.now();
    isOver = (await keepRecord(context, 'bench')).nextInMs === null;
    longestRoundMs = Math.max(longestRoundMs, performance.now() - before);
  }
  const ms = performance.now() - start;
  if (await waits(store)) throw new Error('records are left over');
  const { size } = await findLogHead(store.db);
  const proofsMs: number[] = [];
  for (let i = 0; i < PROOFS; i++) {
    const before = performance.now();
    await proveInclusion(context, Math.floor(Math.random() * size), size);
    proofsMs.push(performance.now() - before);
    await nextTurn();
  }
  await store.close();
  return { ms, longestRoundMs, proofsMs };
}

/** Hashes as many records into one tree, from memory, a piece at a time: whole, and from their commitments on. */
async function hash(database: string): Promise<{ readonly ms: number; readonly treeMs: number }> {
  const store = openSqlite(database);
  const PIECE = 10_000;
  let [ms, treeMs] = [0, 0];
  let frontier = EMPTY_FRONTIER;
  for (let last = 0; ; ) {
    const { rows } = await sql<{ position: number; body: string; salt: string }>`
      SELECT position, body, salt FROM log_entries JOIN records ON records.id = log_entries.record_id
        JOIN record_secrets ON record_secrets.record_id = records.id
      WHERE position > ${last} ORDER BY position LIMIT ${PIECE}`.execute(store.db);
    if (rows.length === 0) break;
    last = rows.at(-1)?.position ?? 0;
    const salts = rows.map(({ salt }) => base64ToBytes(salt));
    const start = performance.now();
    const commitments = rows.map(({ body }, i) => commitmentOf(salts[i] as Uint8Array, body));
    const between = performance.now();
    frontier = appendLeaves(frontier, commitments.map(leafHash)).frontier;
    ms += performance.now() - start;
    treeMs += performance.now() - between;
  }
  const head = await findLogHead(store.db);
  if (Buffer.from(rootOf(frontier)).toString('base64') !== head.root) throw new Error('the roots differ');
  await store.close();
  return { ms, treeMs };
}

function print(
  json: boolean,
  measured: {
    readonly records: number;
    readonly sealing: Sealing;
    readonly raw: { readonly ms: number; readonly treeMs: number };
    readonly serving: Serving;
    readonly tenth: Serving;
  },
): void {
  const { records, sealing, raw, serving, tenth } = measured;
  const { proofsMs, ...rest } = sealing;
  const reached = {
    timesRaw: sealing.ms / raw.ms,
    proofMs: median(proofsMs),
    timesRest: serving.busyP99Ms / serving.restP99Ms,
    memoryGrowth: serving.peakMemoryMb / tenth.peakMemoryMb,
  };
  const proofP99Ms = quantile(proofsMs, 0.99);
  if (json) {
    const all = { bench: 'record', records, sealing: { ...rest, proofP99Ms }, raw, serving, tenth };
    process.stdout.write(`${JSON.stringify({ ...all, reached, goals: GOALS })}\n`);
    return;
  }
  const judged = (name: keyof typeof GOALS) => [`≤ ${GOALS[name]}`, reached[name] <= GOALS[name]] as const;
  const rows: Row[] = [
    [`${say(records, 0)} records numbered and sealed`, `${say(sealing.ms / 1000)} s`],
    ['as many hashed, salt and JSON into a tree', `${say(raw.ms / 1000)} s`],
    ['  ratio', say(reached.timesRaw, 2), ...judged('timesRaw')],
    ['  of that the tree alone, from commitments', `${say(raw.treeMs / 1000)} s`],
    ['longest round', `${say(sealing.longestRoundMs)} ms`],
    ['proof, median, ms', say(reached.proofMs, 2), ...judged('proofMs')],
    ['proof, p99', `${say(proofP99Ms, 2)} ms`],
    [`sealing while ${say(serving.checks, 0)} checks are asked`, `${say(serving.ms / 1000)} s`],
    ['check, p99 at rest', `${say(serving.restP99Ms)} ms`],
    ['check, p99 while sealing', `${say(serving.busyP99Ms)} ms`],
    ['  ratio', say(reached.timesRest, 2), ...judged('timesRest')],
    ['peak memory', `${say(serving.peakMemoryMb, 0)} MB`],
    [`  against ${say(records / 10, 0)} records`, say(reached.memoryGrowth, 2), ...judged('memoryGrowth')],
  ];
  printTable(rows);
}

const [, script, what, database = ''] = process.argv;
if (script === SELF) {
  process.stdout.write(JSON.stringify(await (what === 'seal' ? seal(database) : hash(database))));
}
