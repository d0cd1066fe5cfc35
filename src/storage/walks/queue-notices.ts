import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import type { Tense } from '../../domain/notices/outcome.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { saysSql, tellsOf } from '../notices/says.ts';
import { ALWAYS, type Condition, rowsOf } from '../sql.ts';
import { heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database, Statement } from '../store.ts';
import type { FanOut } from './fan-outs.ts';
import { isWithin, type Part, type StepReaders } from './walk-steps.ts';

/** Which language to write to someone in, and which text of each version to show, in their order. */
type Reading = { readonly language: string; readonly textLocales: readonly string[] };

/** The same by the locale on somebody's record; `otherwise` for whoever has none. */
export type LanguageChoice = {
  readonly otherwise: Reading;
  readonly byLocale: readonly (Reading & { readonly locale: string })[];
};

/** A version that the notices of a step tell of. */
export type ToldByWalk = {
  readonly version: Version;
  /** Whoever holds less than this version is asked; 0 where use agrees, whatever they hold. */
  readonly askedBelow: number;
  readonly tense: Tense;
};

/**
 * How the notices of a walk's step are written. What is so for all of a version is written out in its statements, since
 * no statement of D1 takes more than 100 parameters and a release has several versions.
 */
export type Writing = {
  readonly command: string;
  readonly chunkSize: number;
  /** The versions that may be told of, in the order of their policies' names. */
  readonly told: readonly ToldByWalk[];
  readonly languages: LanguageChoice;
  readonly now: Instant;
};

/** A part of a walk, and how its notices are written. */
export type Step = Writing & Pick<StepReaders, 'haveContacts'> & Part;

/**
 * Queues the announcement for everyone between two places of the walk who is to be told: active, with
 * an address since before a version took effect, and holding neither that one nor a newer one; and for each contact of
 * theirs since then. Each gets the diff from the version they hold, or from the one in force at posting.
 */
export function queueAnnouncements(db: Database, fanOut: FanOut, step: Step): Statement[] {
  const { from, to, told } = step;
  const isInTimeForOne = sql.join(
    told.map(({ version }) => isInTime('users.addressed_at', version)),
    sql` OR `,
  );
  return queueNotices(
    db,
    { fanOut, step },
    {
      people: sql`SELECT users.ref, users.locale, users.addressed_at AS since, ${HAS_OWN_ADDRESS}, ${heldSql(step)}
      FROM users WHERE ${isWithin(from, to)} AND (${isInTimeForOne}) AND NOT ${IS_LEAVING}`,
      also: [],
      haveContacts: step.haveContacts,
      isDue: ({ version }) => isInTime('met.since', version),
    },
  );
}

/** Whether `users` have an address besides those of their contacts, as `has_own`. */
export const HAS_OWN_ADDRESS = sql`CASE WHEN users.email IS NULL THEN 0 ELSE 1 END AS has_own`;

/** The version that `users` hold of the policy of each version told, as `held_0`, `held_1`, … */
export function heldSql({ told, now }: Pick<Writing, 'told' | 'now'>): RawBuilder<unknown> {
  return sql.join(
    told.map(({ version: { policy } }, i) => sql`${heldVersionSql(policy, now)} AS ${sql.ref(`held_${i}`)}`),
  );
}

/** Whether somebody had an address in time to be owed the announcement of a version, as `isOwedNotice` has it. */
function isInTime(since: string, { effectiveAt, postedAt }: Version): Condition {
  const at = sql.ref(since);
  return sql<boolean>`(${at} < ${sql.lit(effectiveAt)} OR ${at} <= ${sql.lit(postedAt)})`;
}

/** Whom a step is about, and of which versions each of them is told. */
export type People = {
  /** Their `ref`, `locale`, `HAS_OWN_ADDRESS`, `heldSql`, and `since` when they have had an address. */
  readonly people: RawBuilder<unknown>;
  /** What else of them decides of which versions they are told: names of columns. */
  readonly also: readonly string[];
  /** Whether any of them may be written to at contacts besides. */
  readonly haveContacts: boolean;
  /** Holds for the rows `met` of those who are told of a version, by its place. */
  readonly isDue: (told: ToldByWalk, place: number) => Condition;
};

/**
 * Queues one notice for each of some people of all the versions that they are told of: those that are due for them
 * and that they hold neither of nor a newer one; at each of their addresses. Chunks hold at most `chunkSize` deliveries
 * that say the same. The language of a notice is fixed here: who changes their locale later gets the next in it.
 *
 * Nobody is queued twice; whoever had dropped out comes back in. Holds only where the walk was marked
 * with `command` by the statement before. Chunk ids are of equal length within a step, so a range of
 * them means the same under every collation.
 */
export function queueNotices(
  db: Database,
  { fanOut, step }: { readonly fanOut: FanOut; readonly step: Writing },
  { people, also, haveContacts, isDue }: People,
): Statement[] {
  const { release, kind, round } = fanOut;
  const { command, told } = step;
  const isMarked = sql`EXISTS (SELECT 1 FROM fan_outs WHERE release = ${release}
    AND kind = ${kind} AND round = ${round} AND command = ${command})`;
  const of = sql`CAST(${release} AS TEXT), CAST(${kind} AS TEXT)`;
  const { otherwise, byLocale } = step.languages;
  const isTold = told.map(
    (one, i) =>
      sql<boolean>`(coalesce(${sql.ref(`met.held_${i}`)}, 0) < ${sql.lit(one.version.version)} AND ${isDue(one, i)}
        AND ${isNotYetTold(fanOut, one)})`,
  );
  const says = saysSql({
    ...{ kind, round },
    language: sql`coalesce(spoken.language, CAST(${otherwise.language} AS TEXT))`,
    tells: told.map(({ version, ...one }, i) => ({
      ...{ policy: version.policy, version: version.version },
      // Of one version alone, nobody is met whom it is not told.
      isTold: told.length === 1 ? null : (isTold[i] as Condition),
      base: baseSql(kind, version, i),
      outcome: outcomeSql(kind, one, i),
      textLocale: sql`coalesce(${sql.ref(`spoken.text_${i}`)}, CAST(${otherwise.textLocales[i] ?? ''} AS TEXT))`,
    })),
  });
  const carried = sql.join(
    [...told.map((_, i) => `held_${i}`), ...also].map((name) => sql.ref(`readers.${name}`)),
  );
  const texts = sql.join(
    told.map((_, i) => sql`value ->> ${sql.lit(`text_${i}`)} AS ${sql.ref(`text_${i}`)}`),
  );
  const spoken = byLocale.map(({ locale, language, textLocales }) => ({
    ...{ locale, language },
    ...Object.fromEntries(textLocales.map((text, i) => [`text_${i}`, text])),
  }));
  const atContacts = haveContacts
    ? sql`UNION ALL SELECT readers.ref, coalesce(contacts.locale, readers.locale), contacts.added_at, ${carried},
            contacts.contact
          FROM readers CROSS JOIN contacts
          WHERE contacts.user_ref = readers.ref AND contacts.removed_at IS NULL`
    : sql``;
  return [
    // Materialized, or what someone holds is looked up again for each place it is mentioned.
    sql`
      WITH readers AS MATERIALIZED (${people}),
        met AS (
          SELECT readers.ref, readers.locale, readers.since, ${carried}, 0 AS contact FROM readers
            WHERE readers.has_own = 1
          ${atContacts}),
        spoken AS MATERIALIZED (
          SELECT value ->> 'locale' AS locale, value ->> 'language' AS language, ${texts}
          FROM ${rowsOf(spoken)} AS listed),
        people AS MATERIALIZED (
          SELECT met.ref, met.contact, ${says} AS says, ${roundSql(fanOut)} AS round
          FROM met LEFT JOIN spoken ON spoken.locale = met.locale
          WHERE ${sql.join(isTold, sql` OR `)})
      INSERT INTO deliveries (release, kind, round, user_ref, contact, chunk_id, says, state)
      SELECT ${of}, placed.round, placed.ref, placed.contact,
        CAST(${command} AS TEXT) || '-' || (100000 + placed.part) || '-' || (100000 + (placed.place - 1) / CAST(${step.chunkSize} AS INTEGER)),
        placed.says, 'queued'
      FROM (
        SELECT people.ref, people.contact, people.says, people.round,
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

/** Further apart than the withdrawals of one release are numbered. */
const BETWEEN_WITHDRAWALS = 10;

/**
 * Of several versions somebody may be told of some first, and of another once it concerns them after all: whether a
 * mail of the walk to an address, `met`, tells of a version already. Of one alone, the key of its delivery says so.
 */
function isNotYetTold({ release, kind, tells }: FanOut, { version }: ToldByWalk): Condition {
  if (tells.length === 1 || kind === 'reminder') return ALWAYS;
  return sql<boolean>`NOT EXISTS (SELECT 1 FROM deliveries AS before WHERE ${isOfMet(release, kind)}
    AND before.state <> 'dropped' AND ${tellsOf('before', version)})`;
}

/** The round of a mail: that of its walk, or where one went before that told of other versions, one that is free. */
function roundSql({ release, kind, round, tells }: FanOut) {
  if (tells.length === 1 || kind === 'reminder') return sql`CAST(${round} AS INTEGER)`;
  const apart = kind === 'withdrawal' ? BETWEEN_WITHDRAWALS : 1;
  return sql`CAST(${round} AS INTEGER) + ${sql.lit(apart)} * (SELECT count(*) FROM deliveries AS before
    WHERE ${isOfMet(release, kind)} AND before.state <> 'dropped'
      AND ${kind === 'withdrawal' ? sql`before.round % ${sql.lit(apart)} = ${sql.lit(round)}` : ALWAYS})`;
}

/** The mails of a release, called `before`, to the address at which somebody is met. */
function isOfMet(release: string, kind: NoticeKind): Condition {
  return sql<boolean>`before.release = ${release} AND before.kind = ${sql.lit(kind)} AND before.user_ref = met.ref
    AND before.contact = met.contact`;
}

/** The version that the changes are shown from: none to whoever hears that they are withdrawn. */
function baseSql(kind: NoticeKind, { previous }: Version, place: number) {
  return kind === 'withdrawal'
    ? sql`0`
    : sql`coalesce(nullif(${sql.ref(`met.held_${place}`)}, 0), ${sql.lit(previous ?? 0)})`;
}

/** What becomes of whoever holds what they hold: as `noticeStance` and `withdrawalOutcome` decide it. */
function outcomeSql(
  kind: NoticeKind,
  { askedBelow, tense }: Pick<ToldByWalk, 'askedBelow' | 'tense'>,
  place: number,
) {
  const held = sql.ref(`met.held_${place}`);
  if (kind === 'withdrawal') return sql`CASE WHEN ${held} IS NULL THEN 'unrecorded' ELSE 'goes-on' END`;
  const ending = tense === 'ahead' ? '' : `.${tense}`;
  return sql`CASE WHEN ${held} IS NULL THEN 'unrecorded'
    WHEN ${held} < ${sql.lit(askedBelow)} THEN 'is-asked' ELSE 'agrees-by-use' END
    || ${sql.lit(ending)}`;
}
