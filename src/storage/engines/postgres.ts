import { type CompiledQuery, Kysely } from 'kysely';
import pg from 'pg';
import type { Schema } from '../schema.ts';
import { compiled, type Database, StorageError } from '../store.ts';
import type { MigratableStore } from './migrate.ts';
import { checkServer } from './postgres-check.ts';
import {
  connect,
  gather,
  makeStatementNames,
  postgresDialect,
  type StatementNames,
  sharedQuestions,
} from './postgres-dialect.ts';
import { explainOpening, isWorthRepeating, toStorageError } from './postgres-errors.ts';
import { findManner, type PostgresManner } from './postgres-pooler.ts';
import { keepStatistics } from './postgres-statistics.ts';

/** Several processes share a server that by default takes 100 connections. */
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Longer than the server takes to give a statement up, for when it does not answer at all. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
/** Pages are in memory or on disks that find one as fast as the next; the server takes four times as long for granted. */
const PLANNING = '-c random_page_cost=1.1';
const CLOSE_TIMEOUT_MS = 5_000;
const MAX_TRIES = 10;
/** Whoever changes the schema holds it, so that processes which start at once take turns. */
const MIGRATION_LOCK = 0x70726f76;
const MIGRATION_TIMEOUT_MS = 24 * 60 * 60 * 1000;

const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';
/**
 * Rows are found one by one and by their keys, as the embedded database finds them: of a list the server believes that
 * it has a hundred rows, and of a table that is new that it has none, so that it would read the whole of one for each act.
 */
const BEGIN_WRITES = [
  BEGIN,
  // What must be gone through all the same counts as so dear that older servers would compile it first: `jit`.
  ...['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit'].map(
    (name) => `SET LOCAL ${name} = off`,
  ),
].join('; ');
/** What a connection is told once, for each transaction on a connection that is not ours alone. */
const BEGIN_BOUNDED = [
  BEGIN_WRITES,
  `SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
  `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
].join('; ');
const COMMIT = 'COMMIT';

/** A store on PostgreSQL, and what stands between it and us. */
export type PostgresStore = MigratableStore & { readonly manner: PostgresManner };

/** What writes go through. */
type Writing = { readonly pool: pg.Pool; readonly names: StatementNames; readonly begin: string };

/**
 * Connects to the PostgreSQL database of a URL, which other processes may use at the same time.
 *
 * Fails with a StorageError when it cannot be reached or used, and when its clock and ours, `now` in
 * milliseconds, differ by more than a second: instants are ours, and every process must mean the same
 * by them. Once open it survives restarts of the server: meanwhile everything fails with
 * StorageUnavailable, and `onLost` hears of every connection that broke. What stands in between, such as
 * PgBouncer in any of its modes but that of statements, is found out by itself, and the store says it.
 */
export async function openPostgres(
  url: string,
  { now, onLost = () => {} }: { readonly now: () => number; readonly onLost?: (error: Error) => void },
): Promise<PostgresStore> {
  const { pool, manner } = await openChecked(url, now, onLost);
  const names = makeStatementNames(manner);
  const begin = manner.isDirect ? BEGIN_WRITES : BEGIN_BOUNDED;
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool, names) });
  // Behind a pooler each question may have to wait for a connection of its own.
  const db: Database = manner.isDirect
    ? Object.assign(kysely, { askSoon: sharedQuestions(pool, names) })
    : kysely;
  const statistics = keepStatistics(pool);
  return {
    db,
    manner,
    locksRows: true,
    async atomic(statements) {
      const changed = await runAll({ pool, names, begin }, statements.map(compiled));
      statistics.note(changed.reduce((sum, rows) => sum + rows, 0));
      return changed;
    },
    runScript: (script) => runScript(pool, script),
    close: async () => {
      if (pool.ending) return;
      statistics.stop();
      const timeout = new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref());
      await Promise.race([pool.end(), timeout]);
    },
  };
}

async function openChecked(url: string, now: () => number, onLost: (error: Error) => void) {
  let pool: pg.Pool | undefined;
  try {
    const manner = await findManner(url, CONNECT_TIMEOUT_MS);
    pool = openPool(url, manner, onLost);
    await checkServer(pool, now);
    return { pool, manner };
  } catch (error) {
    await pool?.end();
    throw error instanceof StorageError ? error : new StorageError(explainOpening(error, url));
  }
}

function openPool(url: string, { isDirect }: PostgresManner, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'proviso',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    // A pooler refuses whoever sets more while connecting than it can follow.
    ...(isDirect && {
      options: PLANNING,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    }),
    keepAlive: true,
    pipeline: true,
    types: { getTypeParser: parserOf },
  });
  pool.on('connect', (client) => client.on('error', onLost));
  // It repeats what idle ones say: without a listener that ends us.
  pool.on('error', () => {});
  return pool;
}

/** What columns and counts are here: numbers and text. Nothing ever becomes a Date. */
export function parserOf(type: number, format?: 'text' | 'binary') {
  if (type === pg.types.builtins.INT8) return Number;
  const isTime = [pg.types.builtins.DATE, pg.types.builtins.TIMESTAMP, pg.types.builtins.TIMESTAMPTZ];
  if (isTime.includes(type)) return String;
  return pg.types.getTypeParser(type, format as 'text');
}

/** Runs statements in one transaction, again where it met another one: the list is fixed, so nothing is decided anew. */
async function runAll(
  writing: Writing,
  queries: readonly CompiledQuery<unknown>[],
): Promise<readonly number[]> {
  queries.forEach(insistOnPlainValues);
  const statements = queries.map(({ sql, parameters }) => writing.names.named(sql, parameters));
  for (let tries = 1; ; tries++) {
    try {
      return await runOnce(writing, statements);
    } catch (error) {
      if (!isWorthRepeating(error) || tries >= MAX_TRIES) throw toStorageError(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * tries * 10));
    }
  }
}

/** A statement that the driver could not send would be left out of a transaction that it sends at once. */
function insistOnPlainValues({ sql, parameters }: CompiledQuery<unknown>): void {
  if (parameters.every((value) => value === null || ['string', 'number'].includes(typeof value))) return;
  throw new TypeError(`only text, numbers and null can be bound: ${sql}`);
}

/**
 * Sends a whole transaction at once, for the price of one way to the server and back. After a statement
 * that fails the server refuses the others and makes a rollback of the commit.
 */
async function runOnce(
  { pool, begin }: Writing,
  statements: readonly pg.QueryConfig[],
): Promise<readonly number[]> {
  const client = await connect(pool);
  gather(client);
  try {
    const [began, ...answers] = await Promise.allSettled(
      [begin, ...statements, COMMIT].map((statement) => client.query(statement)),
    );
    const failed = [began, ...answers].find((one) => one?.status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return answers
      .slice(0, -1)
      .map((answer) => (answer.status === 'fulfilled' ? (answer.value.rowCount ?? 0) : 0));
  } finally {
    client.release();
  }
}

/**
 * Text is compared by its code points, as everywhere else: a locale's order would differ between
 * databases, and change under the indexes when the system's locales are upgraded.
 */
const COMPARE_BY_CODE_POINTS = `DO $$ DECLARE change text; BEGIN
  FOR change IN
    SELECT format('ALTER TABLE %s %s', attrelid::regclass,
      string_agg(format('ALTER COLUMN %I TYPE text COLLATE "C"', attname), ', '))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attnum > 0
      AND NOT attisdropped AND atttypid = 'text'::regtype AND attcollation <> '"C"'::regcollation
    GROUP BY attrelid
  LOOP EXECUTE change; END LOOP;
END $$`;

async function runScript(pool: pg.Pool, script: string): Promise<void> {
  const client = await connect(pool);
  const text = [
    BEGIN,
    'SET LOCAL statement_timeout = 0',
    `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`,
    `${script}\n`,
    COMPARE_BY_CODE_POINTS,
    COMMIT,
  ].join(';\n');
  try {
    await client.query({ text, query_timeout: MIGRATION_TIMEOUT_MS } as pg.QueryConfig);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw toStorageError(error);
  } finally {
    client.release();
  }
}
