/*
 * The rows of who is told what: deliveries, the words that they share, and what the provider and products said of
 * them. Who is met at all is the walks'.
 */

import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import {
  type DeliveryState,
  GIVEN,
  NEVER_LEFT,
  statesOvertakenBy,
} from '../../domain/notices/delivery-state.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import { type Says, saysToText } from '../../domain/notices/says.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { isInStretch, type Stretch } from '../stretches.ts';
import { tellsOf } from './says.ts';

/** A delivery of a chunk that is not frozen yet, with what its user looks like now. */
export type QueuedDelivery = {
  readonly ref: string;
  readonly round: number;
  /** Which of their addresses it is for: 0 for their own, else the number of a contact. */
  readonly contact: number;
  /** Where the mail would go; null when the user cannot be reached there any more. */
  readonly email: string | null;
  /** Since when they have had an address. */
  readonly addressedAt: Instant | null;
};

/** A delivery of a frozen chunk of which nothing is known yet, with where its user would be written to now. */
export type SendingDelivery = Omit<QueuedDelivery, 'addressedAt'> & {
  /** Where it goes as it was frozen; null once its user was erased. */
  readonly frozenEmail: string | null;
};

/** A delivery whose words and address are fixed. */
export type FrozenDelivery = {
  readonly id: string;
  readonly ref: string;
  readonly contact: number;
  /** Null once its user was erased and its chunk settled. */
  readonly email: string | null;
  readonly position: number;
  /** Null but for receipts. */
  readonly words: OwnWords | null;
};

/** Where the user of a row of `deliveries` is written to now, be it at a contact of theirs; a seat is nowhere. */
const ADDRESS_NOW = sql<string | null>`CASE
  WHEN users.party IS NOT NULL THEN NULL
  WHEN deliveries.contact > 0 THEN (SELECT contacts.email FROM contacts WHERE contacts.user_ref = deliveries.user_ref
    AND contacts.contact = deliveries.contact AND contacts.removed_at IS NULL)
  ELSE users.email END`;

/** Who waits in a chunk that is not frozen yet. A receipt goes where its link was sent, a notice where its user is now. */
export async function listQueuedDeliveries(db: Database, chunkId: string): Promise<QueuedDelivery[]> {
  return db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select((eb) => [
      'deliveries.user_ref as ref',
      'deliveries.round',
      'deliveries.contact',
      'users.addressed_at as addressedAt',
      eb.fn.coalesce('deliveries.email', ADDRESS_NOW).as('email'),
    ])
    .where('deliveries.chunk_id', '=', chunkId)
    .where('deliveries.state', '=', 'queued')
    .where('users.erased_at', 'is', null)
    .orderBy('deliveries.user_ref')
    .orderBy('deliveries.round')
    .orderBy('deliveries.contact')
    .execute();
}

/** Who is in a frozen chunk of which nothing is known yet. */
export async function listSendingDeliveries(db: Database, chunkId: string): Promise<SendingDelivery[]> {
  return db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select([
      'deliveries.user_ref as ref',
      'deliveries.round',
      'deliveries.contact',
      'deliveries.email as frozenEmail',
      ADDRESS_NOW.as('email'),
    ])
    .where('deliveries.chunk_id', '=', chunkId)
    .where('deliveries.state', '=', 'sending')
    .execute();
}

/**
 * The deliveries of a frozen chunk, in the order in which they are sent: also those of which the
 * provider has reported by now, or that made room for another, since a retry must be the same bytes.
 */
export async function listFrozenDeliveries(db: Database, chunkId: string): Promise<FrozenDelivery[]> {
  const { rows } = await sql<Omit<FrozenDelivery, 'words'> & { readonly words: string | null }>`
    SELECT id, user_ref AS ref, contact, email, position, words FROM deliveries
      WHERE chunk_id = ${chunkId} AND position IS NOT NULL
    UNION ALL SELECT id, user_ref, contact, email, position, words FROM ended_deliveries
      WHERE chunk_id = ${chunkId} AND position IS NOT NULL
    ORDER BY position`.execute(db);
  return rows.map((row) => ({ ...row, words: readWords(row.words) }));
}

/**
 * Fixes the deliveries of a chunk that still wait, where `condition` holds: whose user was erased since
 * they were read does not. Materialized, or the list is parsed anew for every row; with all of their key in it and
 * nothing else to find them by, or SQLite goes through all of the chunk for every row.
 */
export function freezeDeliveries(
  db: Database,
  chunk: { readonly id: string; readonly release: string },
  says: Says,
  deliveries: readonly (Omit<FrozenDelivery, 'words'> & Pick<QueuedDelivery, 'round'>)[],
  condition: Condition,
): Statement {
  return sql`
    WITH frozen AS MATERIALIZED (
      SELECT CAST(${chunk.release} AS TEXT) AS release, CAST(${says.kind} AS TEXT) AS kind, value ->> 'ref' AS ref,
        value ->> 'id' AS id, value ->> 'email' AS email, CAST(value ->> 'round' AS INTEGER) AS round,
        CAST(value ->> 'contact' AS INTEGER) AS contact, CAST(value ->> 'position' AS INTEGER) AS position
      FROM ${rowsOf(deliveries)} AS listed)
    UPDATE deliveries SET id = frozen.id, email = frozen.email, position = frozen.position, state = 'sending',
      says = ${saysToText(says)}
    FROM frozen
    WHERE deliveries.release = frozen.release AND deliveries.kind = frozen.kind AND deliveries.user_ref = frozen.ref
      AND deliveries.round = frozen.round AND deliveries.contact = frozen.contact
      AND deliveries.chunk_id || '' = ${chunk.id} AND deliveries.state = 'queued' AND ${condition}`.compile(
    db,
  );
}

/** Moves deliveries that wait in a chunk into another, where `condition` holds. */
export function moveDeliveries(
  db: Database,
  chunkId: string,
  moved: readonly Pick<QueuedDelivery, 'ref' | 'contact'>[],
  to: { readonly chunkId: string; readonly says: Says },
  condition: Condition,
): Statement {
  const keys = moved.map(({ ref, contact }) => ({ ref, contact }));
  return sql`
    UPDATE deliveries SET chunk_id = ${to.chunkId}, says = ${saysToText(to.says)}
    WHERE chunk_id = ${chunkId} AND state = 'queued' AND ${condition} AND (user_ref, contact) IN (
      SELECT value ->> 'ref', CAST(value ->> 'contact' AS INTEGER) FROM ${rowsOf(keys)} AS moved)`.compile(
    db,
  );
}

/** Moves the deliveries of a frozen chunk that never went out into one that is to be frozen anew, where `condition` holds. */
export function queueDeliveriesAnew(
  db: Database,
  chunkId: string,
  intoChunk: string,
  condition: Condition,
): Statement {
  return db
    .updateTable('deliveries')
    .set({ chunk_id: intoChunk, state: 'queued', id: null, email: null, position: null })
    .where('chunk_id', '=', chunkId)
    .where('state', '=', 'sending')
    .where(condition);
}

/** Gives every delivery of a chunk that is in one of some states another, where `condition` holds. */
export function changeDeliveryStates(
  db: Database,
  chunkId: string,
  from: readonly DeliveryState[],
  to: DeliveryState,
  condition: Condition,
): Statement {
  return db
    .updateTable('deliveries')
    .set({ state: to })
    .where('chunk_id', '=', chunkId)
    .where('state', 'in', from)
    .where(condition);
}

/** What the provider said of one delivery of a batch: its id there, or null when it refused it. */
export type DeliveryOutcome = { readonly id: string; readonly providerId: string | null };

/** That a mail tells its user of a version: when, and from when on that binds. */
export type ToldOfVersion = {
  readonly at: Instant;
  readonly bindsAt: Instant;
  readonly policy: string;
  readonly version: number;
};

/**
 * Records what became of a chunk's deliveries and tells their users of the versions that it tells of,
 * where `condition` holds: `at` when the provider took the mail, `bindsAt` from then. What the provider
 * reported before we could write this stays.
 */
export function recordOutcomes(
  db: Database,
  chunkId: string,
  outcomes: readonly DeliveryOutcome[],
  told: readonly ToldOfVersion[],
  now: Instant,
  condition: Condition,
): Statement[] {
  return [
    sql`
    WITH outcome AS MATERIALIZED (
      SELECT value ->> 'id' AS id, value ->> 'providerId' AS provider_id FROM ${rowsOf(outcomes)} AS listed)
    UPDATE deliveries SET provider_id = coalesce(deliveries.provider_id, outcome.provider_id),
      sent_at = coalesce(deliveries.sent_at, ${now}),
      state = CASE WHEN deliveries.state NOT IN (${sql.join(statesOvertakenBy('sent'))}) THEN deliveries.state
        WHEN outcome.provider_id IS NULL THEN 'failed' ELSE 'sent' END
    FROM outcome
    WHERE deliveries.chunk_id = ${chunkId} AND deliveries.id = outcome.id AND ${condition}`.compile(db),
    ...told.map(({ policy, version, at, bindsAt }) =>
      sql`
      INSERT INTO user_versions (user_ref, policy, version, told_at, binds_at, told_by)
      SELECT user_ref, CAST(${policy} AS TEXT), CAST(${version} AS INTEGER), ${at}, ${bindsAt}, min(id) FROM deliveries
      WHERE chunk_id = ${chunkId} AND state IN (${sql.join(GIVEN)}) AND ${condition} GROUP BY user_ref
      ON CONFLICT (user_ref, policy, version) DO UPDATE SET
        told_at = excluded.told_at, binds_at = excluded.binds_at, told_by = excluded.told_by
        WHERE user_versions.told_at IS NULL`.compile(db),
    ),
  ];
}

/** Forgets the addresses in a settled chunk of users who were erased meanwhile. */
export function forgetErasedAddresses(db: Database, chunkId: string, condition: Condition): Statement[] {
  return (['deliveries', 'ended_deliveries'] as const).map((table) =>
    sql`UPDATE ${sql.table(table)} SET email = NULL WHERE chunk_id = ${chunkId} AND ${condition} AND EXISTS (
      SELECT 1 FROM users WHERE users.ref = ${sql.ref(`${table}.user_ref`)} AND users.erased_at IS NOT NULL)`.compile(
      db,
    ),
  );
}

/**
 * How the announcements that tell of a version stand, by state: of each of its readers, or of those of a stretch, the
 * last that was sent.
 */
export async function countAnnouncements(
  db: Database,
  policy: string,
  version: number,
  stretch?: Stretch,
): Promise<Partial<Record<DeliveryState, number>>> {
  const of = { policy, version };
  const isOfRelease = sql`release IN (SELECT release FROM versions WHERE policy = ${policy} AND version = ${version})`;
  // Few went out once more; those before them are taken off, by the index that finds them.
  const { rows } = await sql<{ state: DeliveryState; count: number | string }>`
    SELECT state, sum(count) AS count FROM (
      SELECT state, count(*) AS count FROM deliveries
        WHERE kind = 'announcement' AND ${isOfRelease} AND ${tellsOf('deliveries', of)}
          AND ${isInStretch('deliveries.user_ref', stretch)} GROUP BY state
      UNION ALL SELECT before.state, -count(*) FROM deliveries AS again JOIN deliveries AS before
        ON before.release = again.release AND before.kind = again.kind AND before.user_ref = again.user_ref
          AND before.round = again.round - 1 AND before.contact = again.contact
        WHERE again.kind = 'announcement' AND again.round > 0 AND again.${isOfRelease}
          AND ${tellsOf('again', of)} AND ${tellsOf('before', of)}
          AND ${isInStretch('again.user_ref', stretch)} GROUP BY before.state
    ) AS counted GROUP BY state`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

/** How many of the announcements that tell of a version are for contacts, besides those for users' own addresses. */
export async function countToContacts(db: Database, policy: string, version: number): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    SELECT count(*) AS count FROM deliveries
    WHERE release IN (SELECT release FROM versions WHERE policy = ${policy} AND version = ${version})
      AND ${tellsOf('deliveries', { policy, version })} AND contact > 0 AND kind = 'announcement' AND round = 0 AND state NOT IN (${sql.join(NEVER_LEFT)})`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

/**
 * How many mails there are of which nobody can tell whether they went out. Counted release by release, since the
 * index of deliveries in trouble begins with those; and with what it serves written out, or it is not taken.
 */
export async function countUnknownMails(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    SELECT count(*) AS count FROM (SELECT DISTINCT release FROM versions) AS told
      JOIN deliveries ON deliveries.release = told.release
        AND deliveries.state IN ('bounced', 'suppressed', 'failed', 'unknown') AND deliveries.state = 'unknown'`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

/** A reader's own words as they are stored. */
export function readWords(words: string | null): OwnWords | null {
  return words === null ? null : (JSON.parse(words) as OwnWords);
}
