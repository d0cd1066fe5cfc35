/*
 * One database each: how SQLite, PostgreSQL and D1 are opened, spoken to and migrated. Whatever a database
 * does differently ends in this room; the others know a store and ask no further.
 */

import type { CompiledQuery } from 'kysely';
import type { Soon } from '../../domain/soon.ts';
import { compiled, type Database, type Statement } from '../store.ts';

/** Asks a query with its parameters in the order in which its text has them. */
export type PreparedQuery<R> = (db: Database, parameters: readonly (string | number)[]) => Soon<R[]>;

/**
 * A query whose text is made once for each database, for what is asked on every request: making it
 * takes longer than answering it. `make` puts anything of the right kind where parameters go.
 */
export function preparedQuery<R>(make: (db: Database) => CompiledQuery<R>): PreparedQuery<R> {
  const made = new WeakMap<Database, CompiledQuery<R>>();
  return (db, parameters) => {
    let query = made.get(db);
    if (query === undefined) {
      query = make(db);
      made.set(db, query);
    }
    const ask = db.askNow ?? db.askSoon;
    if (ask !== undefined) return ask<R>(query.sql, parameters);
    return db.executeQuery<R>({ ...query, parameters }).then(({ rows }) => rows);
  };
}

/**
 * Statements whose text is made once for each database, for what is written all the time. `make` gets
 * stand-ins of the same types as `sample`, which may stand in many places, and never null; what is
 * written may be.
 */
export function preparedStatements<V extends Readonly<Record<string, string | number>>>(
  sample: V,
  make: (db: Database, values: V) => readonly Statement[],
): (db: Database, values: { readonly [K in keyof V]: V[K] | null }) => CompiledQuery<unknown>[] {
  const standIns = Object.keys(sample).map((name, index) => {
    // Values that no statement has of its own.
    return [name, typeof sample[name] === 'number' ? -(2 ** 52) - index : `\0${name}`] as const;
  });
  const values = Object.fromEntries(standIns) as V;
  const nameOf = new Map<unknown, string>(standIns.map(([name, standIn]) => [standIn, name]));
  const made = new WeakMap<Database, CompiledQuery<unknown>[]>();
  return (db, given) => {
    const queries = made.get(db) ?? make(db, values).map(compiled);
    made.set(db, queries);
    return queries.map((query) => ({
      ...query,
      parameters: query.parameters.map((one) => {
        const name = nameOf.get(one);
        return name === undefined ? one : given[name];
      }),
    }));
  };
}
