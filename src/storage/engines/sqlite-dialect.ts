import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Runs one query; what writes may take its time. */
type Run = <R>(query: CompiledQuery) => QueryResult<R> | Promise<QueryResult<R>>;

/**
 * How Kysely speaks to the one connection of an embedded database. What reads is answered at once, so
 * none has to wait for another, as Kysely's own dialect lets them; and there are no transactions but
 * the store's atomic lists.
 */
export function sqliteDialect(run: Run): Dialect {
  return {
    createAdapter: () => new ConcurrentAdapter(),
    createDriver: () => driver(run),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new StableQueryCompiler(),
  };
}

class ConcurrentAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * Writes parameters as `+?`. Built with STAT4, as better-sqlite3 is, SQLite plans a statement anew
 * whenever a bare parameter that is compared with an indexed column of a join has another value, which
 * takes several times as long as running it. An expression's value it does not look at.
 */
class StableQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

function driver(run: Run): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => run(query),
    streamQuery() {
      throw new Error('rows are read in pages, not streamed');
    },
  };
  const refuse = async () => {
    throw new Error('there are no transactions but atomic lists');
  };
  return {
    async init() {},
    acquireConnection: async () => connection,
    async releaseConnection() {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    async destroy() {},
  };
}
