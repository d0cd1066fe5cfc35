/*
 * The rows of notices that are on their way out: the chunks that go together and how fast they may. A claim is
 * a lease, and what ends it names its attempt.
 */

import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { type Says, saysToText, textToSays } from '../../domain/notices/says.ts';
import type { ChunkState, Schema } from '../schema.ts';
import { ALWAYS, type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement, Store } from '../store.ts';

/** What else a retry needs to be the same bytes: fixed at the first attempt, whatever is deployed later. */
export type Envelope = {
  readonly from: string;
  /** Where answers go; not there where that is whom it is from. */
  readonly replyTo?: string;
  /** Where reports of mails that did not arrive come back to, with a token for each; not there where nowhere. */
  readonly bounceTo?: string;
  readonly publicUrl: string;
  /** Which link secret signs its links. */
  readonly linkKey: string;
};

/** Deliveries that go out together. `attempt` fences: whoever claims it next has a higher one. */
export type Chunk = {
  readonly id: string;
  readonly release: string;
  readonly says: Says;
  readonly attempt: number;
  /** How many of its attempts ended unclear. */
  readonly tries: number;
  readonly frozen: {
    readonly at: Instant;
    readonly renditionId: string;
    readonly envelope: Envelope;
  } | null;
  /** The attempt that has it in flight, where it has no key to be sent again under; see `in-flight.ts`. */
  readonly inFlight: number | null;
  /** When the outcome of an attempt was first unclear; the provider keeps keys for a day from then. */
  readonly ambiguousSince: Instant | null;
};

/**
 * Claims up to `limit` due chunks until `leaseUntil`. The repeated condition on the lease is what
 * keeps two claimers from getting one chunk. It is due again when the lease ends: a chunk whose
 * claimers keep dying then lines up behind the others.
 *
 * A frozen chunk whose last claimer never gave it back may have gone out: its outcome is unclear from
 * the end of that lease on.
 */
export async function claimChunks(
  { db, locksRows }: Pick<Store, 'db' | 'locksRows'>,
  claim: { readonly now: Instant; readonly leaseUntil: Instant; readonly limit: number },
): Promise<Chunk[]> {
  const skipLocked = locksRows ? sql`FOR UPDATE SKIP LOCKED` : sql``;
  // Materialized, or PostgreSQL looks for due ones again for every row, and claims more than `limit`.
  const { rows } = await sql<ChunkRow>`
    WITH due AS MATERIALIZED (
      SELECT id FROM chunks WHERE state = 'open' AND due_at <= ${claim.now} AND lease_until <= ${claim.now}
      ORDER BY due_at LIMIT ${claim.limit} ${skipLocked})
    UPDATE chunks SET attempt = attempt + 1, lease_until = ${claim.leaseUntil}, due_at = ${claim.leaseUntil},
      ambiguous_since = CASE WHEN ambiguous_since IS NULL AND frozen_at IS NOT NULL AND lease_until <> ''
          AND in_flight IS NULL
        THEN lease_until ELSE ambiguous_since END
    WHERE lease_until <= ${claim.now} AND state = 'open' AND id IN (SELECT id FROM due)
    RETURNING id, release, says, attempt, tries, frozen_at, rendition_id, envelope, in_flight, ambiguous_since`.execute(
    db,
  );
  return rows.map(rowToChunk);
}

/** Holds in a write once its first statement has frozen the chunk at `at`. */
export function chunkWasFrozen(chunk: Pick<Chunk, 'id' | 'attempt'>, at: Instant): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM chunks
    WHERE id = ${chunk.id} AND attempt = ${chunk.attempt} AND frozen_at = ${at})`;
}

/** Holds in a write once its first statement has settled the chunk as `state`. */
export function chunkWasSettled(
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  state: Exclude<ChunkState, 'open'>,
): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM chunks
    WHERE id = ${chunk.id} AND attempt = ${chunk.attempt} AND state = ${state})`;
}

/** Fixes what a chunk says and how it is sent, once, where `condition` holds: the first statement of a write. */
export function freezeChunk(
  db: Database,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  frozen: {
    readonly says: Says;
    readonly renditionId: string;
    readonly envelope: Envelope;
    readonly now: Instant;
    /** Whether its mails go out one by one, with no key that makes sending them again harmless. */
    readonly isSingly: boolean;
  },
  condition: Condition,
): Statement {
  return db
    .updateTable('chunks')
    .set({
      says: saysToText(frozen.says),
      frozen_at: frozen.now,
      rendition_id: frozen.renditionId,
      envelope: JSON.stringify(frozen.envelope),
      link_key: frozen.envelope.linkKey,
      in_flight: frozen.isSingly ? 0 : null,
    })
    .where('id', '=', chunk.id)
    .where('attempt', '=', chunk.attempt)
    .where('state', '=', 'open')
    .where('frozen_at', 'is', null)
    .where(condition);
}

/** Gives a chunk back for a later attempt. */
export function postponeChunk(
  db: Database,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  until: {
    readonly dueAt: Instant;
    readonly problem: string;
    /** Since when outcomes are unclear, and how many were, where that changes. */
    readonly unclear?: { readonly since: Instant; readonly tries: number };
  },
): Statement {
  return db
    .updateTable('chunks')
    .set({
      due_at: until.dueAt,
      lease_until: '',
      problem: until.problem,
      ...(until.unclear && { ambiguous_since: until.unclear.since, tries: until.unclear.tries }),
    })
    .where('id', '=', chunk.id)
    .where('attempt', '=', chunk.attempt)
    .where('state', '=', 'open');
}

/** Settles a chunk for good, where `onlyWhere` holds: the first statement of a write, which locks out any other claimer. */
export function settleChunk(
  db: Database,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  as: { readonly state: Exclude<ChunkState, 'open'>; readonly problem: string | null },
  onlyWhere: Condition = ALWAYS,
): Statement {
  return db
    .updateTable('chunks')
    .set({ state: as.state, problem: as.problem, lease_until: '' })
    .where('id', '=', chunk.id)
    .where('attempt', '=', chunk.attempt)
    .where('state', '=', 'open')
    .where(onlyWhere);
}

/** Opens new chunks for deliveries that left another one because they must say something else. */
export function insertChunks(
  db: Database,
  chunks: readonly Pick<Chunk, 'id' | 'release' | 'says'>[],
  now: Instant,
  condition: Condition,
): Statement {
  const fresh = chunks.map(({ id, release, says }) => ({
    ...{ id, release, kind: says.kind },
    says: saysToText(says),
  }));
  return sql`
    INSERT INTO chunks (id, release, kind, says, state, due_at, lease_until, attempt)
    SELECT value ->> 'id', value ->> 'release', value ->> 'kind', value ->> 'says', 'open', ${now}, '', 0
    FROM ${rowsOf(fresh)} AS fresh WHERE ${condition}
    ON CONFLICT DO NOTHING`.compile(db);
}

/** Written out, since the index of open chunks serves no parameter. */
const IS_OPEN = sql<boolean>`chunks.state = 'open'`;

/** How many chunks wait to be sent by now. */
export async function countDueChunks(db: Database, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('chunks')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where(IS_OPEN)
    .where('due_at', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How many mails wait in chunks that are due by now. */
export async function countDueMails(db: Database, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('chunks')
    .innerJoin('deliveries', 'deliveries.chunk_id', 'chunks.id')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where(IS_OPEN)
    .where('chunks.due_at', '<=', now)
    .where('deliveries.state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * When the next open chunk is due, if there is one, and whether it is of no use: all that it tells of was
 * withdrawn, or superseded by `now` where the chunk cannot have gone out.
 */
export async function findNextChunk(
  db: Database,
  now: Instant,
): Promise<{ readonly dueAt: Instant; readonly isOfNoUse: boolean } | undefined> {
  const row = await db
    .selectFrom('chunks')
    .select([
      'chunks.due_at',
      'chunks.kind',
      'chunks.frozen_at',
      'chunks.lease_until',
      'chunks.in_flight',
      'chunks.ambiguous_since',
      sql<0 | 1>`CASE WHEN EXISTS (SELECT 1 FROM versions WHERE versions.release = chunks.release
        AND versions.withdrawn_at IS NULL) THEN 1 ELSE 0 END`.as('stands'),
      sql<0 | 1>`CASE WHEN EXISTS (SELECT 1 FROM versions WHERE versions.release = chunks.release
        AND versions.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM versions AS newer
          WHERE newer.policy = versions.policy AND newer.version > versions.version
            AND newer.withdrawn_at IS NULL AND newer.effective_at <= ${now})) THEN 1 ELSE 0 END`.as(
        'is_newest',
      ),
    ])
    .where(IS_OPEN)
    .orderBy('chunks.due_at')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // As whoever claims it will find it: the outcome of a lease that nobody ended is unclear.
  const wasLeft = row.frozen_at !== null && row.lease_until !== '' && row.in_flight !== 0;
  const mayBeOut = row.ambiguous_since !== null || wasLeft;
  const isVoid = row.stands === 0 || (row.is_newest === 0 && !mayBeOut);
  return { dueAt: row.due_at, isOfNoUse: isVoid && tellsOfVersion(row.kind) };
}

type ChunkRow = Pick<
  Selectable<Schema['chunks']>,
  | 'id'
  | 'release'
  | 'says'
  | 'attempt'
  | 'tries'
  | 'frozen_at'
  | 'rendition_id'
  | 'envelope'
  | 'in_flight'
  | 'ambiguous_since'
>;

function rowToChunk(row: ChunkRow): Chunk {
  return {
    id: row.id,
    release: row.release,
    says: textToSays(row.says),
    attempt: row.attempt,
    tries: row.tries,
    frozen:
      row.frozen_at !== null && row.rendition_id !== null && row.envelope !== null
        ? {
            at: row.frozen_at,
            renditionId: row.rendition_id,
            envelope: JSON.parse(row.envelope) as Envelope,
          }
        : null,
    inFlight: row.in_flight,
    ambiguousSince: row.ambiguous_since,
  };
}
