import type { Database as Connection, Statement } from 'better-sqlite3';

const MAX_CACHED_STATEMENTS = 500;

/** Prepares a statement, or finds it prepared: preparing costs more than most reads do. */
export type Prepare = (text: string) => Statement;

/** A cache of a connection's prepared statements. */
export function preparing(connection: Connection): Prepare {
  const cache = new Map<string, Statement>();
  return (text) => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    if (cache.size >= MAX_CACHED_STATEMENTS) cache.clear();
    cache.set(text, statement);
    return statement;
  };
}
