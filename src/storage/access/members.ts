import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Member } from '../../domain/access/member.ts';
import type { MemberRole } from '../../domain/access/roles.ts';
import { mailboxOf } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { anyBeginsWith, type Condition, forShare, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A member and the name of the write that last said something of them: what a write compares with. */
export type StoredMember = Member & { readonly command: string };

/** The member of that id, if there is one; they may have been removed. */
export async function findMember(db: Database, id: string): Promise<StoredMember | undefined> {
  const row = await db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToMember(row);
}

/** The member of a mailbox, however the address is written; they may have been removed. */
export async function findMemberByAddress(db: Database, email: string): Promise<StoredMember | undefined> {
  const row = await db
    .selectFrom('members')
    .selectAll()
    .where('mailbox', '=', mailboxOf(email))
    .executeTakeFirst();
  return row && rowToMember(row);
}

/** Members who were not removed, in the order of their mailboxes, after one; of those whose name or address begins so. */
export async function listMembers(
  db: Database,
  page: {
    readonly after: string | undefined;
    readonly limit: number;
    readonly beginning?: string | undefined;
  },
): Promise<readonly StoredMember[]> {
  let query = db
    .selectFrom('members')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('mailbox')
    .limit(page.limit);
  if (page.after !== undefined) query = query.where('mailbox', '>', page.after);
  if (page.beginning !== undefined) {
    query = query.where(anyBeginsWith(db, [sql`lower(email)`, sql`lower(name)`], page.beginning));
  }
  return (await query.execute()).map(rowToMember);
}

/** Those of some members that there are, removed ones among them. */
export async function listMembersById(
  db: Database,
  ids: readonly string[],
): Promise<readonly StoredMember[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('members').selectAll().where('id', 'in', ids).execute();
  return rows.map(rowToMember);
}

/** Whether some admin was not removed. */
export async function hasAdmin(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('removed_at', 'is', null)
    .where(isAdminSql('members'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Inserts a member, where `condition` holds; nothing happens where their mailbox is one's already. */
export function insertMember(
  db: Database,
  member: StoredMember,
  by: string,
  condition: Condition,
): Statement {
  const { id, invitedAt } = member;
  return insertWhen(db, 'members', { id, invited_at: invitedAt, ...rowOf(member, by) }, condition);
}

/**
 * Says something of a member where they are still as `expected` (the command of the write that was read), and
 * `condition` holds; with `keepsAdmin` not of the last admin.
 */
export function updateMember(
  db: Database,
  member: StoredMember,
  write: {
    readonly by: string;
    readonly expected: string;
    readonly keepsAdmin: boolean;
    readonly condition: Condition;
  },
): Statement {
  const another = sql<boolean>`EXISTS (SELECT 1 FROM members AS other WHERE other.id <> ${member.id}
    AND other.removed_at IS NULL AND ${isAdminSql('other')} ${forShare(db)})`;
  return db
    .updateTable('members')
    .set(rowOf(member, write.by))
    .where('id', '=', member.id)
    .where('command', '=', write.expected)
    .where(write.condition)
    .$if(write.keepsAdmin, (query) => query.where(another));
}

/** Holds in a write once its first statement, marked with `command`, has said something of this member. */
export function memberIsMarked(id: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM members WHERE id = ${id} AND command = ${command})`;
}

/** Holds while a member is as they were read, and keeps them so until the write is over. */
export function memberIsAsRead(db: Database, { id, command }: StoredMember): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM members WHERE id = ${id} AND command = ${command} ${forShare(db)})`;
}

function rowOf(member: StoredMember, by: string) {
  return {
    mailbox: mailboxOf(member.email),
    email: member.email,
    name: member.name,
    roles: JSON.stringify(member.roles),
    edition: member.edition,
    updated_at: member.updatedAt,
    updated_by: by,
    removed_at: member.removedAt,
    command: member.command,
  };
}

function isAdminSql(table: string): Condition {
  return sql<SqlBool>`${sql.ref(`${table}.roles`)} LIKE '%"admin"%'`;
}

/** A member as their row has them. */
export function rowToMember(row: Selectable<Schema['members']>): StoredMember {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: JSON.parse(row.roles) as MemberRole[],
    edition: row.edition,
    invitedAt: row.invited_at,
    updatedAt: row.updated_at,
    signedInAt: row.signed_in_at,
    removedAt: row.removed_at,
    command: row.command,
  };
}

/** Says when a member last signed in, where `condition` holds. */
export function setSignIn(db: Database, member: string, at: Instant, condition: Condition): Statement {
  return db.updateTable('members').set({ signed_in_at: at }).where('id', '=', member).where(condition);
}
