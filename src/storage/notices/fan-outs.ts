import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import { heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database, Statement } from '../store.ts';

/** A place in the order in which users were last touched. */
export type Cursor = { readonly touchedAt: string; readonly ref: string };

/** The place before every user. */
export const START: Cursor = { touchedAt: '', ref: '' };

/**
 * The walk for one kind of notice of one version: over the users for an announcement, over those who
 * were announced to for the others.
 */
export type FanOut = {
  readonly policy: string;
  readonly version: number;
  readonly kind: NoticeKind;
  /** Which of a version's reminders it is, from 1; 0 for the kinds of which there is one. */
  readonly round: number;
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
  { startsAt, ...fanOut }: Pick<FanOut, 'policy' | 'version' | 'kind' | 'round' | 'startsAt'>,
  write: { readonly command: string; readonly now: Instant },
  condition: Condition,
): Statement {
  return insertWhen(
    db,
    'fan_outs',
    {
      ...fanOut,
      starts_at: startsAt,
      cursor_touched_at: START.touchedAt,
      cursor_ref: START.ref,
      rewound_at: write.now,
      command: write.command,
    },
    condition,
  );
}

/** The walks that have begun and are not finished, oldest version first. */
export async function listOpenFanOuts(db: Database, now: Instant): Promise<FanOut[]> {
  const rows = await db
    .selectFrom('fan_outs')
    .selectAll()
    .where('finished_at', 'is', null)
    .where('starts_at', '<=', now)
    .orderBy('policy')
    .orderBy('version')
    .orderBy('kind')
    .orderBy('round')
    .execute();
  return rows.map(rowToFanOut);
}

/** The last of the next `limit` users after a place, or undefined when there is none. */
export async function findStepEnd(db: Database, cursor: Cursor, limit: number): Promise<Cursor | undefined> {
  const { rows } = await sql<{ touched_at: string; ref: string }>`
    SELECT touched_at, ref FROM (
      SELECT touched_at, ref FROM users
      WHERE email IS NOT NULL AND (touched_at, ref) > (${cursor.touchedAt}, ${cursor.ref})
      ORDER BY touched_at, ref LIMIT ${limit}) AS step
    ORDER BY touched_at DESC, ref DESC LIMIT 1`.execute(db);
  const [row] = rows;
  return row && { touchedAt: row.touched_at, ref: row.ref };
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
    .where('policy', '=', fanOut.policy)
    .where('version', '=', fanOut.version)
    .where('kind', '=', fanOut.kind)
    .where('round', '=', fanOut.round)
    .where('command', '=', fanOut.command);
}

/** Which language to write to someone in, by the locale on their record; `otherwise` for whoever has none. */
export type LanguageChoice = {
  readonly otherwise: string;
  readonly byLocale: readonly { readonly locale: string; readonly language: string }[];
};

/** A part of a walk, and how its notices are written. */
export type Step = {
  readonly from: Cursor;
  readonly to: Cursor;
  readonly command: string;
  readonly chunkSize: number;
  readonly languages: LanguageChoice;
  readonly now: Instant;
};

/** The locales of the users between two places of the walk, each once. */
export async function listLocales(db: Database, { from, to }: Pick<Step, 'from' | 'to'>): Promise<string[]> {
  const { rows } = await sql<{ locale: string }>`
    SELECT DISTINCT users.locale FROM users WHERE ${isWithin(from, to)} AND users.locale IS NOT NULL`.execute(
    db,
  );
  return rows.map((row) => row.locale);
}

function isWithin(from: Cursor, to: Cursor) {
  return sql`users.email IS NOT NULL
    AND (users.touched_at, users.ref) > (${from.touchedAt}, ${from.ref})
    AND (users.touched_at, users.ref) <= (${to.touchedAt}, ${to.ref})`;
}

/**
 * Queues the announcement for everyone between two places of the walk who is to be told: active, with
 * an address since before the version took effect, and not holding it or a newer one. Each gets the
 * diff from the version they hold, or from the one in force at posting.
 */
export function queueAnnouncements(db: Database, fanOut: FanOut, version: Version, step: Step): Statement[] {
  const { from, to } = step;
  return queueNotices(
    db,
    fanOut,
    step,
    sql`SELECT users.ref, users.locale,
        coalesce(${heldVersionSql(version.policy, step.now)}, CAST(${version.previous ?? 0} AS INTEGER)) AS base
      FROM users
      WHERE ${isWithin(from, to)}
        AND (users.addressed_at < ${version.effectiveAt} OR users.addressed_at <= ${version.postedAt})
        AND NOT ${IS_LEAVING}`,
  );
}

/**
 * Queues a notice for each of `people` (their `ref`, `locale` and the version their diff starts from,
 * `base`) who hold neither this version nor a newer one; chunks hold at most `chunkSize` deliveries that
 * say the same. The language of a notice is fixed here: who changes their locale later gets the next in it.
 *
 * Nobody is queued twice; whoever had dropped out comes back in. Holds only where the walk was marked
 * with `command` by the statement before. Chunk ids are of equal length within a step, so a range of
 * them means the same under every collation.
 */
export function queueNotices(
  db: Database,
  { policy, version, kind, round }: FanOut,
  step: Pick<Step, 'command' | 'chunkSize' | 'languages' | 'now'>,
  people: RawBuilder<unknown>,
): Statement[] {
  const { command } = step;
  const isMarked = sql`EXISTS (SELECT 1 FROM fan_outs WHERE policy = ${policy} AND version = ${version}
    AND kind = ${kind} AND round = ${round} AND command = ${command})`;
  const key = sql`CAST(${policy} AS TEXT), CAST(${version} AS INTEGER), CAST(${kind} AS TEXT), CAST(${round} AS INTEGER)`;
  return [
    // Materialized, or what someone holds is looked up again for each place it is mentioned.
    sql`
      WITH met AS MATERIALIZED (${people}),
        spoken AS MATERIALIZED (
          SELECT value ->> 'locale' AS locale, value ->> 'language' AS language
          FROM ${rowsOf(step.languages.byLocale)} AS listed),
        people AS MATERIALIZED (
          SELECT met.ref, met.base, coalesce(spoken.language, CAST(${step.languages.otherwise} AS TEXT)) AS locale
          FROM met LEFT JOIN spoken ON spoken.locale = met.locale
          WHERE met.base < ${version})
      INSERT INTO deliveries (policy, version, kind, round, user_ref, chunk_id, base_version, locale, state)
      SELECT ${key}, placed.ref,
        CAST(${command} AS TEXT) || '-' || (100000 + placed.part) || '-' || (100000 + (placed.place - 1) / CAST(${step.chunkSize} AS INTEGER)),
        placed.base, placed.locale, 'queued'
      FROM (
        SELECT people.ref, people.base, people.locale,
          dense_rank() OVER (ORDER BY people.base, people.locale) AS part,
          row_number() OVER (PARTITION BY people.base, people.locale ORDER BY people.ref) AS place
        FROM people
      ) AS placed
      WHERE ${isMarked}
      ON CONFLICT (policy, version, kind, user_ref, round) DO UPDATE SET
        chunk_id = excluded.chunk_id, base_version = excluded.base_version, locale = excluded.locale, state = 'queued'
        WHERE deliveries.state = 'dropped'`.compile(db),
    sql`
      INSERT INTO chunks (id, policy, version, kind, round, base_version, locale, state, due_at, lease_until, attempt)
      SELECT chunk_id, ${key}, min(base_version), min(locale), 'open', ${step.now}, '', 0
      FROM deliveries
      WHERE chunk_id BETWEEN ${`${command}-100000-100000`} AND ${`${command}-199999-199999`} AND ${isMarked}
      GROUP BY chunk_id
      ON CONFLICT DO NOTHING`.compile(db),
  ];
}

function rowToFanOut(row: Selectable<Schema['fan_outs']>): FanOut {
  return {
    policy: row.policy,
    version: row.version,
    kind: row.kind,
    round: row.round,
    startsAt: row.starts_at,
    cursor: { touchedAt: row.cursor_touched_at, ref: row.cursor_ref },
    rewoundAt: row.rewound_at,
    command: row.command,
  };
}
