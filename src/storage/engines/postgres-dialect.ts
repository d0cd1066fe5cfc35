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

/** Over how many connections many ask at the same moment, and how many questions wait on one before another is taken. */
const SHARED_CONNECTIONS = 3;
const MANY_QUESTIONS = 8;

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

/** A connection that several ask over, until nobody waits for an answer of it. */
type Shared = { readonly client: Promise<pg.PoolClient>; asked: number };

/**
 * Asks what is answered in no time, and all the time: what is asked in one turn of the event loop leaves in one piece,
 * over a connection that others ask over too, since for such questions taking one and writing to it is most of the
 * work. Answers come in the order of the questions, so whatever may take long is asked over a connection of its own.
 */
export function sharedQuestions(
  pool: pg.Pool,
  names: StatementNames,
): <R>(text: string, values: readonly unknown[]) => Promise<R[]> {
  const open = new Set<Shared>();
  let ofThisTurn: Shared | null = null;
  const choose = (): Shared => {
    const [least] = [...open].sort((one, other) => one.asked - other.asked);
    const isMore = open.size < SHARED_CONNECTIONS && pool.waitingCount === 0;
    if (least && (least.asked < MANY_QUESTIONS || !isMore)) return least;
    const shared = { client: connect(pool), asked: 0 };
    open.add(shared);
    return shared;
  };
  const leave = async (shared: Shared) => {
    shared.asked--;
    if (shared.asked > 0) return;
    open.delete(shared);
    if (ofThisTurn === shared) ofThisTurn = null;
    (await shared.client).release();
  };
  return async <R>(text: string, values: readonly unknown[]) => {
    if (ofThisTurn === null) {
      ofThisTurn = choose();
      setImmediate(() => {
        ofThisTurn = null;
      });
    }
    const shared = ofThisTurn;
    shared.asked++;
    try {
      const client = await shared.client;
      gather(client);
      return (await ask(client, names, text, values)).rows as R[];
    } finally {
      await leave(shared).catch(() => {});
    }
  };
}

/** Has what is written to a connection in this turn written at once: a piece each takes longer than the statements. */
export function gather({ connection: { stream } }: pg.PoolClient): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
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
