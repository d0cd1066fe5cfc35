/*
 * The rows of walks: how far each has come over the users, whom its next step meets, and how what they are told is
 * queued, all in SQL, so that a step costs no more than its rows.
 */

import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import { type NamedVersion, textToVersions, versionsToText } from '../../domain/notices/says.ts';
import type { Schema } from '../schema.ts';
import type { Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { type Cursor, START } from './walk-steps.ts';

/**
 * The walk for one kind of notice of one release: over the users for an announcement, over those who
 * were announced to for the others.
 */
export type FanOut = {
  readonly release: string;
  readonly kind: NoticeKind;
  /**
   * Which of the release's reminders it is, from 1, or which of its withdrawals, by the place of the first version that
   * it tells of; 0 for the announcement.
   */
  readonly round: number;
  /** The versions that it tells of, in the order of their policies' names. */
  readonly tells: readonly NamedVersion[];
  /** When the walk begins. */
  readonly startsAt: Instant;
  readonly cursor: Cursor;
  /** When the walk last went back over what may have been committed behind its cursor. */
  readonly rewoundAt: Instant;
  readonly command: string;
};

/** Starts a walk, now or later, where `condition` holds. */
export function insertFanOut(
  db: Database,
  { round, ...fanOut }: Pick<FanOut, 'release' | 'kind' | 'round' | 'startsAt' | 'tells'>,
  write: { readonly command: string; readonly now: Instant },
  condition: Condition,
): Statement {
  return insertWalk(db, { ...fanOut, round: sql`CAST(${round} AS INTEGER)` }, write, condition);
}

/**
 * Starts the walk of the notice that some versions of a release are withdrawn, where `condition` holds. Its round is
 * the place in the release of the first of them, so that what other writes withdraw of it has other rounds.
 */
export function insertWithdrawalWalk(
  db: Database,
  fanOut: Pick<FanOut, 'release' | 'startsAt' | 'tells'>,
  write: { readonly command: string; readonly now: Instant },
  condition: Condition,
): Statement {
  const [first] = fanOut.tells.map(({ policy }) => policy).toSorted();
  const round = sql`(SELECT count(*) FROM versions WHERE release = ${fanOut.release} AND policy < ${first ?? ''})`;
  return insertWalk(db, { ...fanOut, kind: 'withdrawal', round }, write, condition);
}

function insertWalk(
  db: Database,
  {
    release,
    kind,
    round,
    startsAt,
    tells,
  }: Pick<FanOut, 'release' | 'kind' | 'startsAt' | 'tells'> & { readonly round: RawBuilder<unknown> },
  { command, now }: { readonly command: string; readonly now: Instant },
  condition: Condition,
): Statement {
  const text = (value: string) => sql`CAST(${value} AS TEXT)`;
  return sql`INSERT INTO fan_outs (release, kind, round, starts_at, tells, cursor_touched_at, cursor_ref, rewound_at,
      command)
    SELECT ${text(release)}, ${text(kind)}, ${round}, ${text(startsAt)}, ${text(versionsToText(tells))},
      ${text(START.touchedAt)}, ${text(START.ref)}, ${text(now)}, ${text(command)}
    WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db);
}

/** The walks that have begun and are not finished, oldest first. */
export async function listOpenFanOuts(db: Database, now: Instant): Promise<FanOut[]> {
  const rows = await db
    .selectFrom('fan_outs')
    .selectAll()
    .where('finished_at', 'is', null)
    .where('starts_at', '<=', now)
    .orderBy('starts_at')
    .orderBy('tells')
    .orderBy('kind')
    .orderBy('round')
    .execute();
  return rows.map(rowToFanOut);
}

/** Where the walk of a release's announcement stands; undefined where it is finished, or there is none. */
export async function findAnnouncementCursor(db: Database, release: string): Promise<Cursor | undefined> {
  const row = await db
    .selectFrom('fan_outs')
    .select(['cursor_touched_at as touchedAt', 'cursor_ref as ref'])
    .where('release', '=', release)
    .where('kind', '=', 'announcement')
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  return row;
}

/** When the reminder of that round of a release comes due; undefined where there is none. */
export async function findReminderStart(
  db: Database,
  { release, round }: Pick<FanOut, 'release' | 'round'>,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('fan_outs')
    .select('starts_at')
    .where('release', '=', release)
    .where('kind', '=', 'reminder')
    .where('round', '=', round)
    .executeTakeFirst();
  return row?.starts_at;
}

/** What waits for a step besides the walks: receipts to be gathered, and users whose link may be gone. */
export async function findWaiting(
  db: Database,
  now: Instant,
): Promise<{ readonly receipts: boolean; readonly withoutLink: boolean }> {
  const { rows } = await sql<{ receipts: number; withoutLink: number }>`SELECT
    CASE WHEN EXISTS (SELECT 1 FROM deliveries WHERE chunk_id = '' AND state = 'queued') THEN 1 ELSE 0 END AS receipts,
    CASE WHEN EXISTS (SELECT 1 FROM users WHERE link_lost_at <= ${now}) THEN 1 ELSE 0 END AS "withoutLink"`.execute(
    db,
  );
  return { receipts: rows[0]?.receipts === 1, withoutLink: rows[0]?.withoutLink === 1 };
}

/** Moves a walk, where nobody else has moved it since it was read. */
export function moveFanOut(
  db: Database,
  fanOut: FanOut,
  to: {
    readonly cursor: Cursor;
    readonly command: string;
    readonly rewoundAt?: Instant;
    readonly finishedAt?: Instant;
  },
): Statement {
  return db
    .updateTable('fan_outs')
    .set({
      cursor_touched_at: to.cursor.touchedAt,
      cursor_ref: to.cursor.ref,
      command: to.command,
      ...(to.rewoundAt === undefined ? {} : { rewound_at: to.rewoundAt }),
      ...(to.finishedAt === undefined ? {} : { finished_at: to.finishedAt }),
    })
    .where('release', '=', fanOut.release)
    .where('kind', '=', fanOut.kind)
    .where('round', '=', fanOut.round)
    .where('command', '=', fanOut.command);
}

function rowToFanOut(row: Selectable<Schema['fan_outs']>): FanOut {
  return {
    release: row.release,
    kind: row.kind,
    round: row.round,
    startsAt: row.starts_at,
    tells: textToVersions(row.tells),
    cursor: { touchedAt: row.cursor_touched_at, ref: row.cursor_ref },
    rewoundAt: row.rewound_at,
    command: row.command,
  };
}
