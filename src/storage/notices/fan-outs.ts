/*
 * The rows of who is told what: walks over users, deliveries, the words that they share, and what the provider
 * and products said of them.
 */

import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import type { Tense } from '../../domain/notices/outcome.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Schema } from '../schema.ts';
import { ALWAYS, type Condition, insertWhen, rowsOf } from '../sql.ts';
import { heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database, Statement } from '../store.ts';
import { saysSql } from './says.ts';
import { type Cursor, isWithin, type Part, START, type StepReaders } from './walk-steps.ts';

/**
 * The walk for one kind of notice of one release: over the users for an announcement, over those who
 * were announced to for the others.
 */
export type FanOut = {
  readonly release: string;
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
  { startsAt, ...fanOut }: Pick<FanOut, 'release' | 'kind' | 'round' | 'startsAt'>,
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

/** A walk with the one version that its release is of. */
export type FanOutOfOne = FanOut & { readonly of: Pick<Version, 'policy' | 'version'> };

/** The walks that have begun and are not finished, oldest first. */
export async function listOpenFanOuts(db: Database, now: Instant): Promise<FanOutOfOne[]> {
  const rows = await db
    .selectFrom('fan_outs')
    .innerJoin('versions', 'versions.release', 'fan_outs.release')
    .selectAll('fan_outs')
    .select(['versions.policy', 'versions.version'])
    .where('finished_at', 'is', null)
    .where('starts_at', '<=', now)
    .orderBy('starts_at')
    .orderBy('versions.policy')
    .orderBy('versions.version')
    .orderBy('kind')
    .orderBy('round')
    .execute();
  return rows.map((row) => ({
    ...rowToFanOut(row),
    of: { policy: row.policy, version: row.version },
  }));
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

/** Which language to write to someone in, and which text of the version to show. */
type Reading = { readonly language: string; readonly textLocale: string };

/** The same by the locale on somebody's record; `otherwise` for whoever has none. */
export type LanguageChoice = {
  readonly otherwise: Reading;
  readonly byLocale: readonly (Reading & { readonly locale: string })[];
};

/** How the notices of a walk's step are written. */
export type Writing = {
  readonly command: string;
  readonly chunkSize: number;
  readonly languages: LanguageChoice;
  /** Whoever holds less than this version is asked; 0 where use agrees, whatever they hold. */
  readonly askedBelow: number;
  readonly tense: Tense;
  readonly now: Instant;
};

/** A part of a walk, and how its notices are written. */
export type Step = Writing & Pick<StepReaders, 'haveContacts'> & Part;

/**
 * Queues the announcement for everyone between two places of the walk who is to be told: active, with
 * an address since before the version took effect, and not holding it or a newer one; and for each contact of
 * theirs since then. Each gets the diff from the version they hold, or from the one in force at posting.
 */
export function queueAnnouncements(db: Database, fanOut: FanOut, version: Version, step: Step): Statement[] {
  const { from, to } = step;
  return queueNotices(
    db,
    { fanOut, version, step },
    sql`SELECT users.ref, users.locale, ${HAS_OWN_ADDRESS}, ${heldVersionSql(version.policy, step.now)} AS held
      FROM users WHERE ${isWithin(from, to)}
        AND ${isInTime('users.addressed_at', version)} AND NOT ${IS_LEAVING}`,
    step.haveContacts ? isInTime('contacts.added_at', version) : null,
  );
}

/** Whether `users` have an address besides those of their contacts, as `has_own`. */
export const HAS_OWN_ADDRESS = sql`CASE WHEN users.email IS NULL THEN 0 ELSE 1 END AS has_own`;

/** Whether somebody had an address in time to be owed the announcement of a version, as `isOwedNotice` has it. */
function isInTime(since: string, { effectiveAt, postedAt }: Version): Condition {
  return sql<boolean>`(${sql.ref(since)} < ${effectiveAt} OR ${sql.ref(since)} <= ${postedAt})`;
}

/**
 * Queues a notice for each of `people` (their `ref`, `locale`, `HAS_OWN_ADDRESS` and the version they hold, `held`) who hold
 * neither this version nor a newer one, at each of their addresses, those `contacts` that `reaches` holds for
 * among them (null where nobody has any); chunks hold at most `chunkSize` deliveries that say the same. The
 * language of a notice is fixed here: who changes their locale later gets the next in it.
 *
 * Nobody is queued twice; whoever had dropped out comes back in. Holds only where the walk was marked
 * with `command` by the statement before. Chunk ids are of equal length within a step, so a range of
 * them means the same under every collation.
 */
export function queueNotices(
  db: Database,
  { fanOut, version, step }: { readonly fanOut: FanOut; readonly version: Version; readonly step: Writing },
  people: RawBuilder<unknown>,
  reaches: Condition | null = ALWAYS,
): Statement[] {
  const { release, kind, round } = fanOut;
  const { command } = step;
  const isMarked = sql`EXISTS (SELECT 1 FROM fan_outs WHERE release = ${release}
    AND kind = ${kind} AND round = ${round} AND command = ${command})`;
  const of = sql`CAST(${release} AS TEXT), CAST(${kind} AS TEXT)`;
  const { otherwise, byLocale } = step.languages;
  const language = sql`coalesce(spoken.language, CAST(${otherwise.language} AS TEXT))`;
  const textLocale = sql`coalesce(spoken.text_locale, CAST(${otherwise.textLocale} AS TEXT))`;
  const says = saysSql({
    ...{ kind, round, policy: version.policy, version: version.version },
    ...{ language, textLocale, base: baseSql(kind, version), outcome: outcomeSql(kind, step) },
  });
  const atContacts =
    reaches === null
      ? sql``
      : sql`UNION ALL SELECT readers.ref, coalesce(contacts.locale, readers.locale), readers.held, contacts.contact
          FROM readers CROSS JOIN contacts
          WHERE contacts.user_ref = readers.ref AND contacts.removed_at IS NULL AND ${reaches}`;
  return [
    // Materialized, or what someone holds is looked up again for each place it is mentioned.
    sql`
      WITH readers AS MATERIALIZED (${people}),
        met AS (
          SELECT readers.ref, readers.locale, readers.held, 0 AS contact FROM readers
            WHERE readers.has_own = 1
          ${atContacts}),
        spoken AS MATERIALIZED (
          SELECT value ->> 'locale' AS locale, value ->> 'language' AS language,
            value ->> 'textLocale' AS text_locale
          FROM ${rowsOf(byLocale)} AS listed),
        people AS MATERIALIZED (
          SELECT met.ref, met.contact, ${says} AS says
          FROM met LEFT JOIN spoken ON spoken.locale = met.locale
          WHERE coalesce(met.held, 0) < ${version.version})
      INSERT INTO deliveries (release, kind, round, user_ref, contact, chunk_id, says, state)
      SELECT ${of}, CAST(${round} AS INTEGER), placed.ref, placed.contact,
        CAST(${command} AS TEXT) || '-' || (100000 + placed.part) || '-' || (100000 + (placed.place - 1) / CAST(${step.chunkSize} AS INTEGER)),
        placed.says, 'queued'
      FROM (
        SELECT people.ref, people.contact, people.says,
          dense_rank() OVER (ORDER BY people.says) AS part,
          row_number() OVER (PARTITION BY people.says ORDER BY people.ref, people.contact) AS place
        FROM people
      ) AS placed
      WHERE ${isMarked}
      ON CONFLICT (release, kind, user_ref, round, contact) DO UPDATE SET
        chunk_id = excluded.chunk_id, says = excluded.says, state = 'queued'
        WHERE deliveries.state = 'dropped'`.compile(db),
    sql`
      INSERT INTO chunks (id, release, kind, says, state, due_at, lease_until, attempt)
      SELECT chunk_id, ${of}, min(says), 'open', ${step.now}, '', 0
      FROM deliveries
      WHERE chunk_id BETWEEN ${`${command}-100000-100000`} AND ${`${command}-199999-199999`} AND ${isMarked}
      GROUP BY chunk_id
      ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/** The version that the changes are shown from: none to whoever hears that they are withdrawn. */
function baseSql(kind: NoticeKind, { previous }: Version) {
  return kind === 'withdrawal'
    ? sql`0`
    : sql`coalesce(nullif(met.held, 0), CAST(${previous ?? 0} AS INTEGER))`;
}

/** What becomes of whoever holds `met.held`: as `noticeStance` and `withdrawalOutcome` decide it. */
function outcomeSql(kind: NoticeKind, { askedBelow, tense }: Writing) {
  if (kind === 'withdrawal') return sql`CASE WHEN met.held IS NULL THEN 'unrecorded' ELSE 'goes-on' END`;
  const ending = tense === 'ahead' ? '' : `.${tense}`;
  return sql`CASE WHEN met.held IS NULL THEN 'unrecorded'
    WHEN met.held < CAST(${askedBelow} AS INTEGER) THEN 'is-asked' ELSE 'agrees-by-use' END
    || CAST(${ending} AS TEXT)`;
}

function rowToFanOut(row: Selectable<Schema['fan_outs']>): FanOut {
  return {
    release: row.release,
    kind: row.kind,
    round: row.round,
    startsAt: row.starts_at,
    cursor: { touchedAt: row.cursor_touched_at, ref: row.cursor_ref },
    rewoundAt: row.rewound_at,
    command: row.command,
  };
}
