import {
  type Expression,
  expressionBuilder,
  PostgresAdapter,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { NOTICE_KINDS } from '../domain/notices/notice-kind.ts';
import type { Schema } from './schema.ts';
import type { Database, Statement } from './store.ts';

/** A condition in SQL. */
export type Condition = Expression<SqlBool>;

/** Holds anywhere. */
export const ALWAYS: Condition = sql<SqlBool>`1 = 1`;

/** Holds where both do. */
export function allOf(one: Condition, other: Condition): Condition {
  return sql<SqlBool>`(${one} AND ${other})`;
}

/** The function that makes rows of a JSON array; PostgreSQL's compiler knows it by another name. */
export const ROWS_OF_JSON = 'json_each';

/** The function that makes a JSON array of values, nulls included, which PostgreSQL calls otherwise as well. */
export const JSON_ARRAY = 'json_array';

/** Some values of a row as one, a JSON array. */
export function jsonArrayOf(values: readonly Expression<unknown>[]): Expression<unknown> {
  return expressionBuilder().fn(JSON_ARRAY, [...values]);
}

/** A list as rows: one JSON parameter, whatever its length. Read members with `value ->> 'name'`. */
export function rowsOf(items: readonly unknown[]): Expression<unknown> {
  return rowsOfJson(JSON.stringify(items));
}

/** As `rowsOf`, for a list that is JSON already. */
export function rowsOfJson(json: string): Expression<unknown> {
  const of = expressionBuilder();
  return of.fn(ROWS_OF_JSON, [of.val(json)]);
}

/**
 * Ends a sub-select whose rows nobody may change until the write is over. Only PostgreSQL lets others
 * write between the statements of a list.
 */
export function forShare(db: Database): RawBuilder<unknown> {
  return isPostgres(db) ? sql`FOR SHARE` : sql``;
}

function isPostgres(db: Database): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Holds where a lower-case text begins with the lower case of another, by an index on the text where there is one. */
export function beginsWith(db: Database, text: RawBuilder<string>, beginning: string): Condition {
  const escaped = beginning.replace(/[\\%_]/g, '\\$&');
  const isLike = sql<SqlBool>`${text} LIKE lower(${`${escaped}%`}) ESCAPE '\\'`;
  // Its order of texts may be a language's, in which what begins alike need not stand together.
  if (isPostgres(db)) return isLike;
  const last = `${beginning}\u{10ffff}`;
  return sql<SqlBool>`(${text} >= lower(${beginning}) AND ${text} < lower(${last}) AND ${isLike})`;
}

/** Holds where one of some lower-case texts begins with the lower case of another. */
export function anyBeginsWith(
  db: Database,
  texts: readonly RawBuilder<string>[],
  beginning: string,
): Condition {
  const each = texts.map((text) => beginsWith(db, text, beginning));
  return sql<SqlBool>`(${sql.join(each, sql` OR `)})`;
}

/** An attribute of `users`, as text; null where it is not known. */
export function attributeSql(name: string): RawBuilder<string | null> {
  const rows = expressionBuilder().fn(ROWS_OF_JSON, [sql`'[' || users.attributes || ']'`]);
  return sql`(SELECT value ->> ${name} FROM ${rows} AS said)`;
}

/** Holds in a write once its first statement, marked with `command`, has changed this user's row. */
export function userIsMarked(ref: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM users WHERE ref = ${ref} AND command = ${command})`;
}

/** A user's row as it was read: `command` is the write that last marked it. */
export type ReadUser = { readonly ref: string; readonly command: string };

/** Holds while some users are as they were read, and keeps them so until the write is over. */
export function usersAreAsRead(db: Database, users: readonly ReadUser[]): Condition {
  return sql<SqlBool>`(SELECT count(*) FROM (SELECT 1 FROM ${rowsOf(users)} AS listed JOIN users
    ON users.ref = value ->> 'ref' AND users.command = value ->> 'command' ${forShare(db)}) AS same)
    = CAST(${users.length} AS INTEGER)`;
}

/** Holds while this user is not erased, and keeps them from being so until the write is over. */
export function userIsKept(db: Database, ref: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM users WHERE ref = ${ref} AND erased_at IS NULL ${forShare(db)})`;
}

/** Holds in a write once its first statement, marked with `command`, has changed this policy's row. */
export function policyIsMarked(policy: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM policies WHERE policy = ${policy} AND command = ${command})`;
}

/** Holds in a write once its first statements, all with `command`, have changed the rows of all these policies. */
export function policiesAreMarked(policies: readonly string[], command: string): Condition {
  return sql<SqlBool>`(SELECT count(*) FROM policies WHERE command = ${command}
    AND policy IN (${sql.join(policies)})) = CAST(${policies.length} AS INTEGER)`;
}

/** Inserts a row only where `condition` holds; on a conflict it does as `onConflict` says, else nothing. */
export function insertWhen<T extends keyof Schema & string>(
  db: Database,
  table: T,
  row: { readonly [C in keyof Schema[T]]?: Schema[T][C] },
  condition: Condition,
  onConflict: RawBuilder<unknown> = sql`DO NOTHING`,
): Statement {
  const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  const values = sql.join(Object.values(row).map(typed));
  return sql`INSERT INTO ${sql.table(table)} (${columns}) SELECT ${values} WHERE ${condition} ON CONFLICT ${onConflict}`.compile(
    db,
  );
}

/** A select list gives its parameters no type, so PostgreSQL needs to be told which are numbers. */
function typed(value: unknown): RawBuilder<unknown> {
  return typeof value === 'number' ? sql`CAST(${value} AS INTEGER)` : sql`CAST(${value} AS TEXT)`;
}

/**
 * Holds for every delivery, in the words of the first columns of its key, so that one user's are found by
 * the last: there are few versions and kinds, and many deliveries.
 */
export const IS_OF_ANY_NOTICE = sql<boolean>`release IN (SELECT release FROM versions)
  AND kind IN (${sql.join(NOTICE_KINDS)})`;
