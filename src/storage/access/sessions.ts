import { type SqlBool, sql } from 'kysely';
import type { Member } from '../../domain/access/member.ts';
import type { Session } from '../../domain/access/session.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Condition, forShare } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { rowToMember } from './members.ts';

/** A session with whose it is, unless they were removed; whether it still holds is for its reader to say. */
export async function findSession(
  db: Database,
  idHash: string,
): Promise<{ readonly session: Session; readonly member: Member } | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('members', 'members.id', 'sessions.member')
    .selectAll('members')
    .select(['sessions.id_hash', 'sessions.created_at', 'sessions.used_at', 'sessions.code_at'])
    .where('sessions.id_hash', '=', idHash)
    .where('members.removed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id: member, created_at: createdAt, used_at: usedAt, code_at: codeAt } = row;
  return { session: { idHash, member, createdAt, usedAt, codeAt }, member: rowToMember(row) };
}

/** Begins a session of a member who was not removed, where `condition` holds. */
export function insertSession(db: Database, session: Session, condition: Condition): Statement {
  const { idHash, member, createdAt, usedAt, codeAt } = session;
  return sql`INSERT INTO sessions (id_hash, member, created_at, used_at, code_at)
    SELECT CAST(${idHash} AS TEXT), id, CAST(${createdAt} AS TEXT), CAST(${usedAt} AS TEXT), CAST(${codeAt} AS TEXT)
    FROM members WHERE id = ${member} AND removed_at IS NULL AND ${condition} ${forShare(db)}
    ON CONFLICT DO NOTHING`.compile(db);
}

/** Holds in a write that has begun a session. */
export function sessionIsThere(idHash: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM sessions WHERE id_hash = ${idHash})`;
}

/** Says when a session was used, unless it was used since. */
export function setSessionUse(db: Database, idHash: string, at: Instant): Statement {
  return db
    .updateTable('sessions')
    .set({ used_at: at })
    .where('id_hash', '=', idHash)
    .where('used_at', '<', at);
}

/** Ends a session, where `condition` holds. */
export function deleteSession(db: Database, idHash: string, condition: Condition): Statement {
  return db.deleteFrom('sessions').where('id_hash', '=', idHash).where(condition);
}

/** Ends all sessions of a member, where `condition` holds. */
export function deleteSessionsOf(db: Database, member: string, condition: Condition): Statement {
  return db.deleteFrom('sessions').where('member', '=', member).where(condition);
}

/** Deletes sessions that began before an instant. */
export function deleteSessionsBefore(db: Database, before: Instant): Statement {
  return db.deleteFrom('sessions').where('created_at', '<', before);
}
