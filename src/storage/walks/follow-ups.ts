import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { isSameVersion, type NamedVersion } from '../../domain/notices/says.ts';
import { mayKnowOf } from '../notices/known-versions.ts';
import { replacesVersion } from '../notices/says.ts';
import { allOf, type Condition, rowsOf } from '../sql.ts';
import { IS_LEAVING } from '../standing.ts';
import type { Database, Statement } from '../store.ts';
import type { FanOut } from './fan-outs.ts';
import { HAS_OWN_ADDRESS, heldSql, queueNotices, type ToldByWalk, type Writing } from './queue-notices.ts';

/**
 * Reminders and withdrawal notices go to people who were announced to, by mail or by the product, and the
 * latter also to those who answered without that. So their walks go along the announcement's deliveries,
 * the showings and the answers in the order of `user_ref`.
 */
type Announced = Pick<FanOut, 'release' | 'tells' | 'kind'>;

/** A part of such a walk: after `from`, up to and including `to`. */
export type FollowUpStep = Writing & { readonly from: string; readonly to: string };

/** What took the place of a withdrawn version: the releases whose mails may say so. */
export type Replaced = NamedVersion & { readonly inReleases: readonly string[] };

/** The last of the next `limit` people after `ref` whom a walk looks at, or undefined when there is none. */
export async function findFollowUpEnd(
  db: Database,
  { release, tells, kind }: Announced,
  ref: string,
  limit: number,
): Promise<string | undefined> {
  const next = (table: string, name: string) => sql`
      UNION SELECT user_ref FROM (SELECT user_ref FROM ${sql.table(table)}
        WHERE ${isAboutOneOf(tells)} AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS ${sql.ref(name)}`;
  const answered = sql`${next('user_versions', 'accepted')}${next('terminations', 'declined')}`;
  const { rows } = await sql<{ user_ref: string }>`
    SELECT user_ref FROM (
      SELECT user_ref FROM (SELECT user_ref FROM deliveries
        WHERE release = ${release} AND kind = 'announcement' AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS mailed
      ${next('showings', 'shown')}
      ${kind === 'withdrawal' ? answered : sql``}
      ORDER BY user_ref LIMIT ${limit}) AS step
    ORDER BY user_ref DESC LIMIT 1`.execute(db);
  return rows[0]?.user_ref;
}

/** The locales of the people in a part of such a walk, each once. */
export async function listFollowUpLocales(
  db: Database,
  of: Announced,
  step: Pick<FollowUpStep, 'from' | 'to'>,
): Promise<string[]> {
  const { rows } = await sql<{ locale: string }>`
    WITH announced AS MATERIALIZED (${mailedTo(of, step, 'deliveries')}
      UNION ${mailedTo(of, step, 'ended_deliveries')} UNION ${among(of, step, 'showings')}
      UNION ${among(of, step, 'user_versions')} UNION ${among(of, step, 'terminations')})
    SELECT users.locale FROM announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.locale IS NOT NULL
    UNION SELECT contacts.locale FROM announced CROSS JOIN contacts
      WHERE contacts.user_ref = announced.user_ref AND contacts.locale IS NOT NULL`.execute(db);
  return rows.map((row) => row.locale);
}

/** A chunk of announcements of a release that are still on their way, if there is one: what becomes of them is not known yet. */
export async function findOpenAnnouncement(
  db: Database,
  { release }: Pick<Announced, 'release'>,
): Promise<string | undefined> {
  // 'open' is written out: the index of open chunks serves no parameter.
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM chunks WHERE state = 'open' AND release = ${release} AND kind = 'announcement' LIMIT 1`.execute(
    db,
  );
  return rows[0]?.id;
}

/**
 * Queues the notice of withdrawal for everyone in a part of the walk who was told of one of its versions, or whom a
 * mail may have told, or who answered all the same, and who has an address, there and to their contacts; leaving, gone
 * or not. But for those addresses to which the mail of what took its place says so or, where `isAwaited`, may yet.
 */
export function queueWithdrawals(
  db: Database,
  fanOut: FanOut,
  step: FollowUpStep & { readonly replaced: readonly Replaced[]; readonly isAwaited: boolean },
): Statement[] {
  const announced = sql`${mailedTo(fanOut, step, 'deliveries')} UNION ${among(fanOut, step, 'showings')}
      UNION ${among(fanOut, step, 'user_versions')} UNION ${among(fanOut, step, 'terminations')}
      UNION ${mailedTo(fanOut, step, 'ended_deliveries')}`;
  // Whoever holds a newer version by now is told all the same.
  const held = step.told.map(({ version }, i) => {
    const of = sql.ref(`told.held_${i}`);
    return sql`CASE WHEN ${of} > ${sql.lit(version.version)} THEN 0 ELSE ${of} END AS ${sql.ref(`held_${i}`)}`;
  });
  return queueNotices(
    db,
    { fanOut, step },
    {
      people: sql`SELECT told.ref, told.locale, told.since, told.has_own, ${sql.join([...held, ...dueOf(step, 'told')])} FROM (
      ${peopleIn(announced, step, ({ version }) => mayKnowOf(version))}) AS told`,
      also: dueNames(step),
      haveContacts: true,
      isDue: (told, place) =>
        step.replaced
          .filter((one) => isSameVersion(one, told.version))
          .map((one) => isNotToldSo(one, step))
          .reduce(allOf, isDue(told, place)),
    },
  );
}

/** Whether no mail to an address where somebody is met says what took the place of a version, or may yet. */
function isNotToldSo(of: Replaced, { isAwaited }: { readonly isAwaited: boolean }): Condition {
  const mayYet = isAwaited ? sql`newer.state IN ('queued', 'sending') OR` : sql``;
  return sql<boolean>`NOT EXISTS (SELECT 1 FROM deliveries AS newer
    WHERE newer.release IN (${sql.join(of.inReleases.map((release) => sql.lit(release)))})
      AND newer.kind = 'announcement' AND newer.user_ref = met.ref AND newer.contact = met.contact
      AND (${mayYet} (newer.state IN ('sent', 'delivered') AND ${replacesVersion('newer', of)})))`;
}

/**
 * Queues a reminder for everyone in a part of the walk who was told of one of its versions by the time it came, is
 * active, has an address, and has answered neither that version nor a newer one.
 */
export function queueReminders(
  db: Database,
  fanOut: FanOut,
  step: FollowUpStep & { readonly toldBy: Instant },
): Statement[] {
  const wasTold = ({ version: { policy, version } }: ToldByWalk) =>
    sql<boolean>`EXISTS (SELECT 1 FROM user_versions AS own WHERE own.user_ref = users.ref
          AND own.policy = ${sql.lit(policy)} AND own.version = ${sql.lit(version)} AND own.told_at <= ${step.toldBy})`;
  const announced = sql`${mailedTo(fanOut, step, 'deliveries')} UNION ${among(fanOut, step, 'showings')}`;
  return queueNotices(
    db,
    { fanOut, step },
    {
      people: sql`${peopleIn(announced, step, wasTold)} AND NOT ${IS_LEAVING}`,
      also: dueNames(step),
      haveContacts: true,
      isDue,
    },
  );
}

/** Of `announced` those who have an address, each with what they hold and of which versions they are told. */
function peopleIn(
  announced: RawBuilder<unknown>,
  step: FollowUpStep,
  isDueTo: (told: ToldByWalk) => Condition,
) {
  const due = step.told.map(
    (one, i) => sql`CASE WHEN ${isDueTo(one)} THEN 1 ELSE 0 END AS ${sql.ref(`due_${i}`)}`,
  );
  return sql`SELECT users.ref, users.locale, users.addressed_at AS since, ${HAS_OWN_ADDRESS}, ${heldSql(step)}, ${sql.join(due)}
      FROM (${announced}) AS announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.addressed_at IS NOT NULL`;
}

function dueNames({ told }: FollowUpStep): readonly string[] {
  return told.map((_, i) => `due_${i}`);
}

function dueOf(step: FollowUpStep, table: string): readonly RawBuilder<unknown>[] {
  return dueNames(step).map((name) => sql.ref(`${table}.${name}`));
}

function isDue(_: ToldByWalk, place: number): Condition {
  return sql<boolean>`${sql.ref(`met.due_${place}`)} = 1`;
}

function mailedTo(
  { release }: Announced,
  { from, to }: Pick<FollowUpStep, 'from' | 'to'>,
  table: 'deliveries' | 'ended_deliveries',
) {
  return sql`SELECT DISTINCT user_ref FROM ${sql.table(table)}
    WHERE release = ${release} AND kind = 'announcement' AND user_ref > ${from} AND user_ref <= ${to}`;
}

/** Whoever has a row about one of the versions of a walk in some table. */
function among({ tells }: Announced, { from, to }: Pick<FollowUpStep, 'from' | 'to'>, table: string) {
  return sql`SELECT user_ref FROM ${sql.table(table)}
    WHERE ${isAboutOneOf(tells)} AND user_ref > ${from} AND user_ref <= ${to}`;
}

/** Where a row is about one of some versions. */
function isAboutOneOf(versions: readonly NamedVersion[]): Condition {
  const [one] = versions;
  if (one !== undefined && versions.length === 1) {
    return sql<boolean>`policy = ${one.policy} AND version = ${one.version}`;
  }
  return sql<boolean>`(policy, version) IN (
    SELECT value ->> 'policy', CAST(value ->> 'version' AS INTEGER) FROM ${rowsOf(versions)} AS told)`;
}
