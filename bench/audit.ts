import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { importUsers } from '../src/actions/people/import-users.ts';
import type { ImportLine } from '../src/actions/people/read-import-line.ts';
import { publishVersion } from '../src/actions/policies/publish-version.ts';
import { putPolicy } from '../src/actions/policies/put-policy.ts';
import { sendNotices } from '../src/actions/sending/send-notices.ts';
import { keepRecord } from '../src/actions/upkeep/keep-record.ts';
import { runAudit } from '../src/commands/audit.ts';
import { commitmentOf } from '../src/domain/record/act.ts';
import { base64ToBytes } from '../src/domain/record/bytes.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash } from '../src/domain/record/merkle.ts';
import { noteSigner } from '../src/domain/record/note.ts';
import { readMigrations } from '../src/runtime/migration-files.ts';
import { migrate } from '../src/storage/engines/migrate.ts';
import { openSqlite, type SqliteStore } from '../src/storage/engines/sqlite.ts';
import { benchContext } from './context.ts';
import { count, readOptions } from './options.ts';
import { printTable, type Row, say } from './table.ts';

const SELF = fileURLToPath(import.meta.url);
const RECORDS = 1_000_000;
/** An agreement brought along and a mail each. */
const RECORDS_PER_USER = 2;
const SEED = '01'.repeat(32);
/** What signs the log that is measured. */
export const LOG_KEY = `bench:${SEED}`;

const GOALS = { perSecond: 50_000, memoryGrowth: 1.2 };

type Audited = {
  readonly isSound: boolean;
  readonly records: number;
  readonly ms: number;
  readonly memoryMb: number;
};
type Measured = { readonly audited: Audited; readonly rawMs: number; readonly megabytes: number };

/**
 * Measures `npm run audit` over `--records N` of acts of a sound database, made by importing users and
 * mailing each of them: against hashing as many records from memory, and its memory against a tenth.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { records } = readOptions(args, { records: count(10_000, RECORDS) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-audit-'));
  try {
    const tenth = await measure(join(folder, 'tenth.sqlite'), records / 10);
    const whole = await measure(join(folder, 'whole.sqlite'), records);
    print(json, whole, tenth);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(database: string, records: number): Promise<Measured> {
  await haveRecords(database, Math.round(records / RECORDS_PER_USER));
  const options = { encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  const inProcess = (what: string) =>
    JSON.parse(execFileSync(process.execPath, [SELF, what, database], options));
  const audited = inProcess('audit') as Audited;
  if (!audited.isSound) throw new Error(`the database is not sound: ${JSON.stringify(audited)}`);
  const { rawMs, bytes } = inProcess('hash') as { readonly rawMs: number; readonly bytes: number };
  return { audited, rawMs, megabytes: bytes / 1e6 };
}

/** Makes a database of users who each brought an agreement along and were told of one more version: two acts each. */
export async function haveRecords(database: string, users: number): Promise<void> {
  const store = openSqlite(database, { inThreads: true });
  await migrate(store, readMigrations());
  const context = benchContext({
    store,
    linkSecret: 'bench',
    logSigner: await noteSigner({ name: 'bench', seed: SEED }),
  });
  const keep = async () => {
    while ((await keepRecord(context, 'bench', 5_000)).nextInMs === 0);
  };
  await putPolicy(context, { policy: 'privacy', title: 'Privacy Policy' }, { keyId: 'bench', role: 'admin' });
  const version = { acceptance: null, effectiveAt: null, reason: null, withdrawPending: false } as const;
  const first = { ...version, content: '# Privacy\n\nOne.\n', change: 'initial', summary: null } as const;
  await publishVersion(context, 'privacy', first, 'bench');
  await importUsers(context, linesOf(users), 'bench');
  await keep();
  const second = { ...version, content: '# Privacy\n\nTwo.\n', change: 'minor', summary: 'Two.' } as const;
  await publishVersion(context, 'privacy', second, 'bench');
  while ((await sendNotices(context)).nextInMs === 0);
  await keep();
  await store.close();
}

async function* linesOf(users: number): AsyncGenerator<ImportLine> {
  const accepted = [{ policy: 'privacy', version: 1, at: null, source: 'bench' }];
  for (let i = 0; i < users; i++) {
    const user = { user: `user-${i}`, email: `user-${i}@customers.example`, locale: null, name: null };
    yield { line: i + 1, ...user, accepted };
  }
}

async function audit(database: string): Promise<Audited> {
  let output = '';
  const env = { DATABASE_URL: `sqlite:${database}`, LOG_KEY };
  const take = (text: string) => {
    output += text;
  };
  await runAudit(['--json'], env, { out: take, complain: take });
  const { isSound, records, ms } = JSON.parse(output);
  return { isSound, records, ms, memoryMb: process.resourceUsage().maxRSS / 1024 };
}

/** Hashes as many records into one tree, from memory, a piece at a time. */
async function hash(database: string): Promise<{ readonly rawMs: number; readonly bytes: number }> {
  const store: SqliteStore = openSqlite(database);
  let [rawMs, bytes, last] = [0, 0, 0];
  for (let frontier = EMPTY_FRONTIER; ; ) {
    const { rows } = await sql<{ position: number; body: string; salt: string }>`
      SELECT position, body, salt FROM log_entries JOIN records ON records.id = log_entries.record_id
        JOIN record_secrets ON record_secrets.record_id = records.id
      WHERE position > ${last} ORDER BY position LIMIT 10000`.execute(store.db);
    if (rows.length === 0) break;
    last = rows.at(-1)?.position ?? 0;
    const salts = rows.map(({ salt }) => base64ToBytes(salt));
    const start = performance.now();
    const leaves = rows.map(({ body }, i) => leafHash(commitmentOf(salts[i] as Uint8Array, body)));
    frontier = appendLeaves(frontier, leaves).frontier;
    rawMs += performance.now() - start;
    bytes += rows.reduce((sum, { body }) => sum + body.length, 0);
  }
  await store.close();
  return { rawMs, bytes };
}

function print(json: boolean, whole: Measured, tenth: Measured): void {
  const { records, ms, memoryMb } = whole.audited;
  const reached = {
    perSecond: records / (ms / 1000),
    memoryGrowth: memoryMb / tenth.audited.memoryMb,
  };
  if (json) {
    const all = { bench: 'audit', ...whole.audited, rawMs: whole.rawMs, tenth: tenth.audited };
    process.stdout.write(`${JSON.stringify({ ...all, reached, goals: GOALS })}\n`);
    return;
  }
  const rows: Row[] = [
    [`${say(records, 0)} records audited`, `${say(ms / 1000)} s`],
    [
      '  a second',
      say(reached.perSecond, 0),
      `≥ ${say(GOALS.perSecond, 0)}`,
      reached.perSecond >= GOALS.perSecond,
    ],
    ['as many hashed into a tree, from memory', `${say(whole.rawMs / 1000)} s`],
    ['  ratio', say(ms / whole.rawMs, 2)],
    ['peak memory', `${say(memoryMb, 0)} MB`],
    [
      '  against a tenth of the records',
      say(reached.memoryGrowth, 2),
      `≤ ${GOALS.memoryGrowth}`,
      reached.memoryGrowth <= GOALS.memoryGrowth,
    ],
  ];
  printTable(rows);
}

const [, script, what, database = ''] = process.argv;
if (script === SELF) {
  process.stdout.write(JSON.stringify(await (what === 'audit' ? audit(database) : hash(database))));
}
