import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { forgetReceiptLinks } from '../notices/receipts.ts';
import { forgetSecretsOf, forgetWhatASeatSaid, PARTY_IS_HELD } from '../record/records.ts';
import { type Condition, IS_OF_ANY_NOTICE, insertWhen, userIsMarked } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { forgetContacts } from './contacts.ts';
import { forgetHeldValues } from './held-values.ts';
import { isNotHeld } from './holds.ts';
import { forgetSittings } from './sittings.ts';
import { forgetImportRefusals } from './user-imports.ts';
import { markUser, type User } from './users.ts';

/** A user who is to be erased, and how far that is. */
export type Erasure = {
  readonly ref: string;
  /** The write that last changed the user. */
  readonly command: string;
  readonly requestedAt: Instant;
  readonly keyId: string;
  /** What is left to wait for: a legal hold, on them or a party of theirs, or that a mail under way is settled. Null: nothing of theirs is left. */
  readonly waitsFor: 'hold' | 'mail' | null;
};

/** A write over an erasure: when, by which key, and its mark. */
export type ErasureWrite = { readonly command: string; readonly now: Instant; readonly keyId: string };

/** Who asked for a user to be erased, if anybody did, and how far that is. */
export async function findErasure(db: Database, ref: string): Promise<Erasure | undefined> {
  const row = await erasures(db).where('erasures.user_ref', '=', ref).executeTakeFirst();
  return row && rowToErasure(row);
}

/** Erasures that are not complete although no hold is in their way, in the order of `ref`, after one. */
export async function listOpenErasures(db: Database, after: string, limit: number): Promise<Erasure[]> {
  const rows = await erasures(db)
    .where('erasures.completed_at', 'is', null)
    .where('erasures.user_ref', '>', after)
    .where(isNotHeld('erasures'))
    .orderBy('erasures.user_ref')
    .limit(limit)
    .execute();
  return rows.map(rowToErasure);
}

/** Remembers that a user is to be erased, where they are as they were read: the first statement counts. */
export function requestErasure(
  db: Database,
  user: Pick<User, 'ref' | 'command'>,
  write: ErasureWrite,
): Statement[] {
  const isMarked = userIsMarked(user.ref, write.command);
  return [markUser(db, user, write.command), insertErasure(db, user.ref, write, isMarked)];
}

/**
 * Erases who a user is; what they did stays under their `ref`. The first statement counts where they
 * are as they were read and no hold is on them. It can be repeated, and takes what was left then.
 */
export function eraseUser(
  db: Database,
  user: Pick<User, 'ref' | 'command'> & {
    /** The id by which they were known, as long as they are. */
    readonly user: string | null;
  },
  write: ErasureWrite,
): Statement[] {
  const { ref } = user;
  const isErased = sql<boolean>`EXISTS (SELECT 1 FROM users WHERE ref = ${ref} AND erased_at IS NOT NULL)`;
  return [
    sql`UPDATE users SET user_id = NULL, email = NULL, addressed_at = NULL, locale = NULL, name = NULL,
        attributes = NULL, renews_at = NULL, link_lost_at = NULL, party = NULL, may_answer = 0,
        erased_at = coalesce(erased_at, ${write.now}), command = ${write.command}
      WHERE ref = ${ref} AND command = ${user.command}
        AND NOT EXISTS (SELECT 1 FROM holds WHERE user_ref = ${ref} AND lifted_at IS NULL)`.compile(db),
    insertErasure(db, ref, write, isErased),
    ...eraseRecords(db, ref, isErased),
    ...(user.user === null ? [] : [forgetImportRefusals(db, user.user, isErased)]),
    sql`UPDATE erasures SET completed_at = ${write.now}
      WHERE user_ref = ${ref} AND completed_at IS NULL AND ${isErased}
        AND NOT EXISTS (SELECT 1 FROM deliveries WHERE ${IS_OF_ANY_NOTICE}
          AND user_ref = ${ref} AND email IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM ended_deliveries
          WHERE user_ref = ${ref} AND email IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM seat_acts WHERE user_ref = ${ref} AND ${PARTY_IS_HELD})`.compile(db),
  ];
}

/**
 * Takes all that could tell who somebody is from the records about them, where `condition` holds: every
 * table with a `user_ref` has its line here, or holds nothing but pseudonyms, instants and words of ours.
 */
function eraseRecords(db: Database, ref: string, condition: Condition): Statement[] {
  return [
    // `method` and `source` are words of the product, which may be about one person.
    sql`UPDATE acceptances SET ip = NULL, user_agent = NULL, source = NULL,
        method = CASE WHEN method IN ('review-page', 'hosted-page') THEN method END
      WHERE user_ref = ${ref} AND ${condition}`.compile(db),
    db.updateTable('earlier_agreements').set({ source: null }).where('user_ref', '=', ref).where(condition),
    db.updateTable('terminations').set({ reason: null }).where('user_ref', '=', ref).where(condition),
    db.updateTable('resolutions').set({ reason: null }).where('user_ref', '=', ref).where(condition),
    db
      .updateTable('holds')
      .set({ reason: null, lift_reason: null })
      .where('user_ref', '=', ref)
      .where(condition),
    db.updateTable('provider_events').set({ payload: null }).where('user_ref', '=', ref).where(condition),
    db.deleteFrom('replies').where('user_ref', '=', ref).where(condition),
    ...forgetRowsOfSeat(db, ref, condition),
    forgetHeldValues(db, ref, condition),
    forgetContacts(db, ref, condition),
    forgetReceiptLinks(db, ref, condition),
    forgetSittings(db, ref, condition),
    forgetSecretsOf(db, ref, condition),
    forgetWhatASeatSaid(db, ref, condition),
    // A chunk under way needs its addresses until it is settled, since a retry must be the same bytes.
    // Whoever settles it forgets them; one that is being frozen right now shows in its deliveries alone.
    sql`UPDATE deliveries SET email = NULL, state = CASE state WHEN 'queued' THEN 'dropped' ELSE state END
      WHERE ${IS_OF_ANY_NOTICE} AND user_ref = ${ref}
        AND state <> 'sending' AND NOT ${isUnderWay('deliveries')} AND ${condition}`.compile(db),
    sql`UPDATE ended_deliveries SET email = NULL WHERE user_ref = ${ref}
      AND NOT ${isUnderWay('ended_deliveries')} AND ${condition}`.compile(db),
  ];
}

/** The same of what a seat did for its party, whose records those are, but for what is kept by a hold on it. */
function forgetRowsOfSeat(db: Database, ref: string, condition: Condition): Statement[] {
  // By the ids of theirs, of which there are few: whatever is asked of each row is asked of everybody's.
  const isTheirs = (kind: string) => sql<boolean>`id IN (SELECT substr(record_id, ${sql.lit(kind.length + 1)})
    FROM seat_acts WHERE user_ref = ${ref} AND record_id LIKE ${sql.lit(`${kind}%`)} AND NOT ${PARTY_IS_HELD})`;
  return [
    db
      .updateTable('acceptances')
      .set({ ip: null, user_agent: null, source: null, method: null })
      .where(isTheirs('accepted:'))
      .where(condition),
    db.updateTable('terminations').set({ reason: null }).where(isTheirs('leaving:')).where(condition),
  ];
}

function isUnderWay(table: 'deliveries' | 'ended_deliveries'): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM chunks WHERE chunks.id = ${sql.ref(`${table}.chunk_id`)}
    AND chunks.state = 'open' AND chunks.frozen_at IS NOT NULL)`;
}

function insertErasure(db: Database, ref: string, write: ErasureWrite, condition: Condition): Statement {
  const row = { user_ref: ref, requested_at: write.now, key_id: write.keyId };
  return insertWhen(db, 'erasures', row, condition);
}

function erasures(db: Database) {
  return db
    .selectFrom('erasures')
    .innerJoin('users', 'users.ref', 'erasures.user_ref')
    .select([
      'erasures.user_ref as ref',
      'users.command',
      'erasures.requested_at as requestedAt',
      'erasures.key_id as keyId',
      'erasures.completed_at as completedAt',
      'users.erased_at as erasedAt',
      sql<0 | 1>`CASE WHEN EXISTS (SELECT 1 FROM seat_acts
        WHERE seat_acts.user_ref = erasures.user_ref AND ${PARTY_IS_HELD}) THEN 1 ELSE 0 END`.as(
        'partyIsHeld',
      ),
    ]);
}

type ErasureRow = Omit<Erasure, 'waitsFor'> & {
  readonly completedAt: Instant | null;
  readonly erasedAt: Instant | null;
  readonly partyIsHeld: 0 | 1;
};

function rowToErasure({ completedAt, erasedAt, partyIsHeld, ...erasure }: ErasureRow): Erasure {
  if (completedAt !== null) return { ...erasure, waitsFor: null };
  return { ...erasure, waitsFor: erasedAt === null || partyIsHeld === 1 ? 'hold' : 'mail' };
}
