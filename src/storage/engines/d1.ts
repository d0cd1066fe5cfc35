import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteQueryCompiler,
} from 'kysely';
import type { Schema } from '../schema.ts';
import { compiled, StorageError, StorageUnavailable, type Store } from '../store.ts';
import { insistOnWholeDatabase } from './applied-migrations.ts';

/** What is used of D1's binding (developers.cloudflare.com/d1/worker-api). */
export type D1Binding = {
  readonly prepare: (sql: string) => D1Statement;
  readonly batch: (statements: D1Statement[]) => Promise<D1Answer[]>;
};

type D1Statement = {
  readonly bind: (...parameters: unknown[]) => D1Statement;
  readonly all: () => Promise<D1Answer>;
};

type D1Answer = {
  readonly results: readonly unknown[];
  readonly meta: { readonly changes: number };
};

/** A store on D1, and how many of the queries that an invocation of the Worker may make it has made. */
export type D1Store = Store & {
  readonly queriesMade: () => number;
  readonly queriesLeft: () => number;
};

/** D1 answers so many queries to one invocation of a Worker; each statement of a batch counts. */
export const QUERIES_PER_INVOCATION = 1_000;

const TRIES = 4;
const FIRST_PAUSE_MS = 50;

/** What D1 says when asking again may help (developers.cloudflare.com/d1/best-practices/retry-queries). */
const PASSING = [
  'Network connection lost',
  'storage caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
];

/**
 * A store on D1, for one invocation of a Worker that may make so many `queries`, or to be shared by several that
 * don't count them: it holds no connection.
 *
 * D1 may commit a write and still report an error. Reads and `atomic` lists are asked again then, since
 * every list can be repeated: what its first statement compares with has moved on by the first time, so
 * it counts nothing, and whoever wrote it reads and decides again. Any other write is not repeated here.
 */
export function openD1(binding: D1Binding, queries = QUERIES_PER_INVOCATION): D1Store {
  let made = 0;
  const ask = async <T>(count: number, mayRepeat: boolean, question: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      made += count;
      try {
        return await question();
      } catch (error) {
        if (!mayRepeat || tries === TRIES || !isPassing(error)) throw forOperator(error);
        await pause(FIRST_PAUSE_MS * 2 ** (tries - 1) * (1 + Math.random()));
      }
    }
  };
  const prepared = ({ sql, parameters }: CompiledQuery) => binding.prepare(sql).bind(...parameters);

  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const isRead = /^\s*select\b/i.test(query.sql);
      const { results, meta } = await ask(1, isRead, () => prepared(query).all());
      return { rows: results as R[], numAffectedRows: BigInt(meta.changes) };
    },
    streamQuery() {
      throw new Error('rows are read in pages, not streamed');
    },
  };

  return {
    db: new Kysely<Schema>({
      dialect: {
        createAdapter: () => new D1Adapter(),
        createDriver: () => driverOf(connection),
        createIntrospector: tablesOf,
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
    locksRows: false,
    async atomic(statements) {
      const list = statements.map(compiled);
      const answers = await ask(list.length, true, () => binding.batch(list.map(prepared)));
      return answers.map(({ results, meta }) => (results.length > 0 ? results.length : meta.changes));
    },
    queriesMade: () => made,
    queriesLeft: () => queries - made,
    close: async () => {},
  };
}

/**
 * Insists that D1 has had every one of `migrations` (names of files) and no other. Throws a StorageError
 * that says what to run.
 */
export async function insistOnMigrations(
  { db }: Pick<Store, 'db'>,
  migrations: readonly string[],
): Promise<void> {
  // Wrangler keeps its own record of what it applied.
  const { rows } = await db.executeQuery<{ name: string }>(
    CompiledQuery.raw('SELECT name FROM d1_migrations ORDER BY name'),
  );
  const applied = rows.map((row) => row.name);
  insistOnWholeDatabase(applied);
  const missing = migrations.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !migrations.includes(name));
  if (missing.length > 0)
    throw new StorageError(`The D1 database lacks ${missing.join(', ')}. ${HOW_TO_MIGRATE}`);
  if (unknown.length > 0) {
    throw new StorageError(
      `The D1 database was migrated by a newer Proviso (${unknown.join(', ')}). Deploy that version, or restore the database to before it with D1's Time Travel.`,
    );
  }
}

const HOW_TO_MIGRATE =
  'Run "npx wrangler d1 migrations apply DB --remote" (with "--env staging" for staging); locally, "npm run dev:worker" does it.';

/** Otherwise Kysely would have queries wait for each other, also those of different requests. */
class D1Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Names our tables. Kysely's introspector for SQLite asks for all, and D1 refuses to speak of its own. */
function tablesOf(db: Kysely<unknown>): DatabaseIntrospector {
  return {
    getSchemas: async () => [],
    async getTables() {
      const query = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 4) <> '_cf_'";
      const { rows } = await db.executeQuery<{ name: string }>(CompiledQuery.raw(query));
      return rows.map(({ name }) => ({ name, isView: false, isForeign: false, columns: [] }));
    },
  };
}

function driverOf(connection: DatabaseConnection): Driver {
  const refuse = async () => {
    throw new Error('D1 has no interactive transactions; write one atomic list');
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

function isPassing(error: unknown): boolean {
  return PASSING.some((message) => String(error).includes(message));
}

function forOperator(error: unknown): unknown {
  const [missing] = /no such (?:table|column): \S+|has no column named \S+/.exec(String(error)) ?? [];
  if (missing !== undefined) {
    const message = `The D1 database is not set up (${missing}). ${HOW_TO_MIGRATE}`;
    return new StorageError(message, { cause: error });
  }
  if (!isPassing(error) && !/caused object to be reset|D1 DB is overloaded/.test(String(error))) return error;
  return new StorageUnavailable(`The D1 database does not answer: ${String(error)}`, { cause: error });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
