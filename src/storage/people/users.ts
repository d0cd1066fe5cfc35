/*
 * The rows of who people are: users, what is kept of them and for how long, holds, and erasing. A user is
 * known to other tables by a `ref` that says nothing of them.
 */

import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { preparedQuery } from '../engines/prepared.ts';
import type { Schema } from '../schema.ts';
import { beginsWith, type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import type { Contact } from './contacts.ts';

/** What a product says of a user that rules may ask for: `{ plan: "pro" }`. */
export type Attributes = Readonly<Record<string, string>>;

/** A person or account that the product names by its own id (`user`); `ref` is what records name them by. */
export type User = {
  readonly ref: string;
  readonly user: string;
  readonly email: string | null;
  readonly locale: string | null;
  readonly name: string | null;
  readonly attributes: Attributes;
  /** When their contract renews, past and to come, in the order of time. */
  readonly renewsAt: readonly Instant[];
  /** Since when mail reaches them, at an address of their own or of a contact; null where it does not. */
  readonly addressedAt: Instant | null;
  /** The `ref` of the user whose seat they are: what they owe is that user's, and so is what they do. */
  readonly party: string | null;
  /** Whether they answer for their party. */
  readonly mayAnswer: boolean;
  readonly command: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** What a product says of one user; what is undefined keeps its value. */
export type UserRecord = {
  readonly user: string;
  readonly email: string | null;
  readonly locale?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly attributes?: Attributes | undefined;
  readonly renewsAt?: readonly Instant[] | undefined;
  /** All of them; none where the list is empty. */
  readonly contacts?: readonly Contact[] | undefined;
  /** The product's id of the user whose seat they are; null: of nobody. */
  readonly party?: string | null | undefined;
  readonly mayAnswer?: boolean | undefined;
};

/** The user of that id, if known and not erased. */
export async function findUser(db: Database, user: string): Promise<User | undefined> {
  const [row] = await usersOfId(db, [user]);
  return row && rowToUser(row);
}

const usersOfId = preparedQuery((db) =>
  db.selectFrom('users').selectAll().where('user_id', '=', '').compile(),
);

/** The user whom records call `ref`, if not erased. */
export async function findUserByRef(db: Database, ref: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('ref', '=', ref)
    .where('user_id', 'is not', null)
    .executeTakeFirst();
  return row && rowToUser(row);
}

/** Those of some users, by `ref`, who have seats. */
export async function listParties(db: Database, refs: readonly string[]): Promise<ReadonlySet<string>> {
  if (refs.length === 0) return new Set();
  const wanted = rowsOf(refs.map((ref) => ({ ref })));
  const { rows } = await sql<{ ref: string }>`SELECT value ->> 'ref' AS ref FROM ${wanted} AS wanted
    WHERE EXISTS (SELECT 1 FROM users WHERE users.party = value ->> 'ref' AND users.party IS NOT NULL)`.execute(
    db,
  );
  return new Set(rows.map(({ ref }) => ref));
}

/** Those of some users, by `ref`, that are known and not erased. */
export async function listUsersByRef(db: Database, refs: readonly string[]): Promise<Map<string, User>> {
  if (refs.length === 0) return new Map();
  const wanted = rowsOf(refs.map((ref) => ({ ref })));
  const { rows } = await sql<Selectable<Schema['users']>>`
    SELECT users.* FROM ${wanted} AS wanted CROSS JOIN users
    WHERE users.ref = value ->> 'ref' AND users.user_id IS NOT NULL`.execute(db);
  return new Map(rows.map((row) => [row.ref, rowToUser(row)]));
}

/** The write that a user's row was last marked with, also once they are erased. */
export async function findUserCommand(db: Database, ref: string): Promise<string | undefined> {
  const row = await db.selectFrom('users').select('command').where('ref', '=', ref).executeTakeFirst();
  return row?.command;
}

/** The write that each of some users' rows was last marked with. */
export async function listUserCommands(
  db: Database,
  refs: readonly string[],
): Promise<readonly { readonly ref: string; readonly command: string }[]> {
  const wanted = rowsOf(refs.map((ref) => ({ ref })));
  const { rows } = await sql<{ ref: string; command: string }>`SELECT users.ref, users.command
    FROM ${wanted} AS wanted CROSS JOIN users WHERE users.ref = value ->> 'ref'`.execute(db);
  return rows;
}

/** Those of some users that are known, in no order. */
export async function listUsers(db: Database, users: readonly string[]): Promise<User[]> {
  const wanted = rowsOf(users.map((id) => ({ id })));
  const { rows } = await sql<Selectable<Schema['users']>>`
    SELECT users.* FROM ${wanted} AS wanted CROSS JOIN users WHERE users.user_id = value ->> 'id'`.execute(
    db,
  );
  return rows.map(rowToUser);
}

/**
 * Users whose address begins so, or that of a contact of theirs, in whatever case, by address: whoever has just
 * that one comes first, and a user once for each such address. `after` is the place of the last one before.
 */
export async function listUsersByAddress(
  db: Database,
  beginning: string,
  page: {
    readonly after: { readonly address: string; readonly ref: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly (User & { readonly address: string })[]> {
  const found = (table: 'users' | 'contacts', ref: string, isThere: RawBuilder<unknown>) => {
    const address = sql<string>`lower(${sql.ref(`${table}.email`)})`;
    const owner = sql.ref(`${table}.${ref}`);
    const after =
      page.after === undefined
        ? sql`1 = 1`
        : sql`(${address}, ${owner}) > (${page.after.address}, ${page.after.ref})`;
    return sql`SELECT * FROM (SELECT ${address} AS address, ${owner} AS owner FROM ${sql.table(table)}
      WHERE ${isThere} AND ${beginsWith(db, address, beginning)} AND ${after}
      ORDER BY ${address}, ${owner} LIMIT ${page.limit}) AS ${sql.ref(`of_${table}`)}`;
  };
  const { rows } = await sql<Selectable<Schema['users']> & { address: string }>`
    SELECT users.*, found.address FROM (
      ${found('users', 'ref', sql`users.email IS NOT NULL`)}
      UNION ${found('contacts', 'user_ref', sql`contacts.removed_at IS NULL AND contacts.email IS NOT NULL`)}
      ORDER BY address, owner LIMIT ${page.limit}) AS found JOIN users ON users.ref = found.owner
    ORDER BY found.address, users.ref`.execute(db);
  return rows.map((row) => ({ ...rowToUser(row), address: row.address }));
}

/** A user's record to write, with the pseudonym that a new one gets. */
export type UserToWrite = UserRecord & {
  readonly ref: string;
  /** Of the `party` that is said, the `ref`. */
  readonly partyRef?: string | null | undefined;
};

/**
 * Inserts users or changes those that are known, each id once in the list.
 *
 * `command` marks every row written, and `touched_at` moves, so that fan-outs meet them. Whoever has
 * another address may have lost their link by that, which `link_lost_at` says.
 */
export function upsertUsers(
  db: Database,
  users: readonly UserToWrite[],
  write: { readonly command: string; readonly now: Instant; readonly keyId: string },
): Statement {
  const records = rowsOf(
    users.map(({ ref, user, email, locale, name, attributes, renewsAt, contacts, partyRef, mayAnswer }) => ({
      ref,
      user,
      email,
      locale,
      name,
      attributes: attributes && attributesToColumn(attributes),
      renewsAt: renewsAt && renewalsToColumn(renewsAt),
      // JSON has no undefined: what was not said is told apart from null by a flag.
      keepsLocale: locale === undefined ? 1 : 0,
      keepsName: name === undefined ? 1 : 0,
      keepsAttributes: attributes === undefined ? 1 : 0,
      keepsRenewals: renewsAt === undefined ? 1 : 0,
      party: partyRef,
      keepsParty: partyRef === undefined ? 1 : 0,
      mayAnswer: mayAnswer === true ? 1 : 0,
      keepsMayAnswer: mayAnswer === undefined ? 1 : 0,
      contacts: contacts === undefined ? null : contacts.length,
    })),
  );
  const kept = (flag: string, column: string, member: string) =>
    sql`CASE WHEN CAST(value ->> ${sql.lit(flag)} AS INTEGER) = 1
        THEN ${sql.ref(`known.${column}`)} ELSE value ->> ${sql.lit(member)} END`;
  const party = kept('keepsParty', 'party', 'party');
  const hasContacts = sql`CASE WHEN value ->> 'contacts' IS NULL
    THEN EXISTS (SELECT 1 FROM contacts WHERE user_ref = known.ref AND removed_at IS NULL)
    ELSE CAST(value ->> 'contacts' AS INTEGER) > 0 END`;
  return sql`
    INSERT INTO users (ref, user_id, email, locale, name, attributes, renews_at, party, may_answer, command, created_at,
      updated_at, touched_at, addressed_at, key_id)
    SELECT coalesce(known.ref, value ->> 'ref'), value ->> 'user', value ->> 'email',
      ${kept('keepsLocale', 'locale', 'locale')}, ${kept('keepsName', 'name', 'name')},
      ${kept('keepsAttributes', 'attributes', 'attributes')}, ${kept('keepsRenewals', 'renews_at', 'renewsAt')},
      ${party}, CASE WHEN ${party} IS NULL THEN 0 WHEN CAST(value ->> 'keepsMayAnswer' AS INTEGER) = 1
        THEN coalesce(known.may_answer, 0) ELSE CAST(value ->> 'mayAnswer' AS INTEGER) END,
      ${write.command}, ${write.now}, ${write.now}, ${write.now},
      CASE WHEN ${party} IS NULL AND (value ->> 'email' IS NOT NULL OR ${hasContacts})
        THEN coalesce(known.addressed_at, ${write.now}) END, ${write.keyId}
    FROM ${records} AS records LEFT JOIN users AS known ON known.user_id = value ->> 'user'
    WHERE true
    ON CONFLICT (user_id) DO UPDATE SET
      link_lost_at = CASE WHEN users.email IS NOT DISTINCT FROM excluded.email THEN users.link_lost_at
        ELSE excluded.updated_at END,
      email = excluded.email, locale = excluded.locale, name = excluded.name, attributes = excluded.attributes,
      renews_at = excluded.renews_at, party = excluded.party, may_answer = excluded.may_answer,
      command = excluded.command,
      updated_at = excluded.updated_at, touched_at = excluded.touched_at,
      addressed_at = excluded.addressed_at, key_id = excluded.key_id`.compile(db);
}

/** Marks a user's row for a write over them, where it is still as it was read. The write that arbitrates. */
export function markUser(
  db: Database,
  user: Pick<User, 'ref' | 'command'>,
  command: string,
  also: {
    readonly touchedAt?: Instant;
    /** Since when their link may be gone; null once they are seen to. */
    readonly linkLostAt?: Instant | null;
    readonly onlyWhere?: Condition;
  } = {},
): Statement {
  return db
    .updateTable('users')
    .set({
      command,
      ...(also.touchedAt === undefined ? {} : { touched_at: also.touchedAt }),
      ...(also.linkLostAt === undefined ? {} : { link_lost_at: also.linkLostAt }),
    })
    .where('ref', '=', user.ref)
    .where('command', '=', user.command)
    .$if(also.onlyWhere !== undefined, (query) => query.where(also.onlyWhere as Condition));
}

/** Since when a user's link may be gone without anybody having seen to them; null where it is not. */
export async function findLinkLostAt(db: Database, ref: string): Promise<Instant | null> {
  const row = await db.selectFrom('users').select('link_lost_at').where('ref', '=', ref).executeTakeFirst();
  return row?.link_lost_at ?? null;
}

/** The next users whose link may be gone since some instant or before, those first who wait the longest. */
export async function listUsersWithoutLink(db: Database, since: Instant, limit: number): Promise<User[]> {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where('link_lost_at', '<=', since)
    .orderBy('link_lost_at')
    .orderBy('ref')
    .limit(limit)
    .execute();
  return rows.map(rowToUser);
}

function rowToUser(row: Selectable<Schema['users']>): User {
  return {
    ref: row.ref,
    user: row.user_id ?? '',
    email: row.email,
    locale: row.locale,
    name: row.name,
    attributes: row.attributes === null ? {} : (JSON.parse(row.attributes) as Attributes),
    renewsAt: row.renews_at === null ? [] : (JSON.parse(row.renews_at) as Instant[]),
    addressedAt: row.addressed_at,
    party: row.party,
    mayAnswer: row.may_answer === 1,
    command: row.command,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** In the order of their names, so that the same is always the same text; null: none. */
function attributesToColumn(attributes: Attributes): string | null {
  const entries = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries));
}

function renewalsToColumn(renewsAt: readonly Instant[]): string | null {
  return renewsAt.length === 0 ? null : JSON.stringify([...new Set(renewsAt)].toSorted());
}
