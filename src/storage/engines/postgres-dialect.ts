import {
  type FunctionNode,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
} from 'kysely';
import type pg from 'pg';
import { JSON_ARRAY, ROWS_OF_JSON } from '../sql.ts';
import { StorageUnavailable } from '../store.ts';
import { isOutdatedPlan, messageOf, toStorageError } from './postgres-errors.ts';
import type { PostgresManner } from './postgres-pooler.ts';

const MAX_NAMED_STATEMENTS = 500;

/** Names of statements, so that each connection plans one once. What is beyond them is planned every time. */
export type StatementNames = {
  /** A statement with the name by which its connection knows it, if it has one. */
  readonly named: (text: string, values: readonly unknown[]) => pg.QueryConfig;
  /** Has a statement get a new name at its next use. */
  readonly forget: (text: string) => void;
};

/** How Kysely speaks to a pool: one statement at a time, outside of any transaction. */
export function postgresDialect(pool: pg.Pool, names: StatementNames): PostgresDialect {
  return new Dialect({ pool: readingPool(pool, names) });
}

/** What stands before and after the arguments of functions that SQLite calls otherwise. */
const WORDS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  [ROWS_OF_JSON]: ['jsonb_array_elements(CAST(', ' AS jsonb))'],
  [JSON_ARRAY]: ['json_build_array(', ')'],
};

/** Has PostgreSQL's words where the text of a statement has SQLite's. */
class Compiler extends PostgresQueryCompiler {
  protected override visitFunction(node: FunctionNode): void {
    const [before, after] = WORDS[node.func] ?? [`${node.func}(`, ')'];
    this.append(before);
    this.compileList(node.arguments);
    this.append(after);
  }
}

class Dialect extends PostgresDialect {
  override createQueryCompiler(): Compiler {
    return new Compiler();
  }
}

function readingPool(pool: pg.Pool, names: StatementNames): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await connect(pool);
      return {
        query: (text: string, values: readonly unknown[]) => ask(client, names, text, values),
        release: () => client.release(),
      } as unknown as PostgresPoolClient;
    },
  };
}

async function ask(
  client: pg.PoolClient,
  { named, forget }: StatementNames,
  text: string,
  values: readonly unknown[],
): Promise<pg.QueryResult> {
  try {
    return await client.query(named(text, values)).catch((error: unknown) => {
      if (!isOutdatedPlan(error)) throw error;
      forget(text);
      return client.query(named(text, values));
    });
  } catch (error) {
    throw toStorageError(error);
  }
}

/** Takes a connection, to be released. Throws StorageUnavailable when there is none. */
export async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new StorageUnavailable(`PostgreSQL gives no connection: ${messageOf(error)}`, { cause: error });
  }
}

/** Makes names for the statements of one pool; none where connections do not keep them. */
export function makeStatementNames({ keepsNames }: Pick<PostgresManner, 'keepsNames'>): StatementNames {
  const names = new Map<string, string>();
  let given = 0;
  return {
    named(text, values) {
      let name = names.get(text);
      if (name === undefined && keepsNames && names.size < MAX_NAMED_STATEMENTS) {
        name = `proviso-${++given}`;
        names.set(text, name);
      }
      return { text, values: [...values], ...(name === undefined ? {} : { name }) };
    },
    forget: (text) => void names.delete(text),
  };
}
