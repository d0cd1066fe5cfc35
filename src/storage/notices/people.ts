import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, GIVEN } from '../../domain/notices/delivery-state.ts';
import { isInTrouble, type PeopleFilter, type PeopleState } from '../../domain/notices/people-state.ts';
import type { HeldBasis, Version } from '../../domain/policies/policy.ts';
import { ALWAYS, attributeSql, type Condition, rowsOf } from '../sql.ts';
import { acceptanceHasCome, agreedAtSql, agreedBySql, heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database } from '../store.ts';
import type { Stretch } from '../stretches.ts';
import { didNotArrive } from './not-reached.ts';
import { declinersOf } from './progress.ts';
import { tellsOf } from './says.ts';

/** One of a version's people. `user` is null once they were erased. */
export type Person = {
  readonly ref: string;
  readonly user: string | null;
  readonly email: string | null;
  readonly locale: string | null;
  /** What became of the announcement to them; null where none was written. */
  readonly notice: DeliveryState | null;
  readonly toldAt: Instant | null;
  readonly bindsAt: Instant | null;
  readonly basis: HeldBasis | null;
  readonly acceptedAt: Instant | null;
  /** When they declined it and when that ends or ended their use, where it counts. */
  readonly declinedAt: Instant | null;
  readonly terminatesAt: Instant | null;
};

const MOST_THAT_BEGIN_SO = 1_000;

type OfVersion = Pick<Version, 'release' | 'policy' | 'version'>;

/** Those of a stretch whom a filter leaves, by how they stand with a version at `now`, in the order of `ref`, up to a number. */
export async function listPeople(
  db: Database,
  of: OfVersion,
  filter: PeopleFilter,
  { after, to }: Stretch,
  { limit, now }: { readonly limit: number; readonly now: Instant },
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    SELECT users.ref, users.user_id AS "user", users.email, users.locale, mail.state AS notice,
      own.told_at AS "toldAt", own.binds_at AS "bindsAt", ${agreedBySql('own')} AS basis, ${agreedAtSql('own')} AS "acceptedAt",
      declined.declined_at AS "declinedAt", declined.terminates_at AS "terminatesAt"
    FROM users
      LEFT JOIN user_versions AS own ON own.user_ref = users.ref AND own.policy = ${of.policy}
        AND own.version = ${of.version}
      LEFT JOIN (${declinersOf(of.policy, of.version)}) AS declined ON declined.user_ref = users.ref
      LEFT JOIN deliveries AS mail ON mail.release = ${of.release} AND mail.kind = 'announcement'
        AND mail.user_ref = users.ref AND ${tellsOf('mail', of)} AND NOT EXISTS (SELECT 1 FROM deliveries AS newer
          WHERE newer.release = mail.release AND newer.kind = mail.kind AND newer.user_ref = mail.user_ref
            AND ${tellsOf('newer', of)} AND (newer.round > mail.round OR newer.round = mail.round AND ${comesBefore('newer', 'mail')}))
    WHERE users.ref > ${after} AND users.ref <= ${to} AND ${sql.join(conditionsOf(of, filter, now), sql` AND `)}
    ORDER BY users.ref LIMIT ${limit}`.execute(db);
  return rows;
}

/** Of the mails to several addresses of one user, which one says what became of their notice: one that was given, and the first. */
function comesBefore(one: string, other: string): Condition {
  const rank = (name: string) =>
    sql`CASE WHEN ${sql.ref(`${name}.state`)} IN (${sql.join(GIVEN)}) THEN 0 ELSE 1 END`;
  return sql<SqlBool>`(${rank(one)}, ${sql.ref(`${one}.contact`)}) < (${rank(other)}, ${sql.ref(`${other}.contact`)})`;
}

/** How many of a stretch are still to be told of a version, and how many of those no mail reaches. */
export async function countUntold(
  db: Database,
  of: OfVersion,
  { after, to }: Stretch,
  now: Instant,
): Promise<{ readonly notTold: number; readonly unreachable: number }> {
  const { rows } = await sql<{ notTold: number | string; unreachable: number | string | null }>`
    SELECT count(*) AS "notTold", sum(CASE WHEN ${isUnreachable(of)} THEN 1 ELSE 0 END) AS unreachable
    FROM users
      LEFT JOIN user_versions AS own ON own.user_ref = users.ref AND own.policy = ${of.policy}
        AND own.version = ${of.version}
    WHERE users.ref > ${after} AND users.ref <= ${to} AND ${isNotTold(of, now)}`.execute(db);
  return { notTold: Number(rows[0]?.notTold ?? 0), unreachable: Number(rows[0]?.unreachable ?? 0) };
}

function conditionsOf(
  of: OfVersion,
  { state, notice, beginning, locale, base, attributes = {} }: PeopleFilter,
  now: Instant,
): readonly Condition[] {
  const conditions: Condition[] = state === undefined ? [] : [standsSo({ ...of, state }, now)];
  if (state === 'leaving' || state === 'left') {
    conditions.push(sql<SqlBool>`users.ref IN (SELECT user_ref FROM terminations
      WHERE policy = ${of.policy} AND version = ${of.version})`);
  }
  if (notice !== undefined) {
    conditions.push(sql<SqlBool>`mail.state = ${notice}`);
    if (isInTrouble(notice)) conditions.push(hasMailInTrouble(of, notice));
  }
  if (beginning !== undefined) {
    conditions.push(sql<SqlBool>`users.ref IN (SELECT ref FROM (SELECT ref FROM users
      WHERE user_id >= ${beginning} AND user_id < ${`${beginning}\u{10ffff}`}
      ORDER BY user_id LIMIT ${MOST_THAT_BEGIN_SO}) AS begins)`);
  }
  if (locale !== undefined) {
    conditions.push(sql<SqlBool>`(users.locale = ${locale} OR users.locale LIKE ${`${locale}-%`})`);
  }
  if (base !== undefined) {
    conditions.push(sql<SqlBool>`mail.says LIKE ${`% ${of.policy}@${of.version}<${base}!%`}`);
  }
  for (const [name, values] of Object.entries(attributes)) {
    conditions.push(
      sql<SqlBool>`${attributeSql(name)} IN (SELECT value ->> 'is' FROM ${rowsOf(values.map((is) => ({ is })))} AS wanted)`,
    );
  }
  return conditions.length === 0 ? [ALWAYS] : conditions;
}

/** By the index of mails in trouble, whose condition has to stand there word for word. */
function hasMailInTrouble({ release }: OfVersion, state: DeliveryState): Condition {
  return sql<SqlBool>`users.ref IN (SELECT troubled.user_ref FROM deliveries AS troubled
    WHERE troubled.release = ${release} AND troubled.state IN ('bounced', 'suppressed', 'failed', 'unknown')
      AND troubled.state = ${state} AND troubled.kind = 'announcement')`;
}

function standsSo(of: OfVersion & { readonly state: PeopleState }, now: Instant): Condition {
  switch (of.state) {
    case 'not-told':
      return isNotTold(of, now);
    case 'unreachable':
      return sql<SqlBool>`(${isNotTold(of, now)} AND ${isUnreachable(of)})`;
    case 'told':
      return sql<SqlBool>`own.told_at IS NOT NULL`;
    case 'silent':
      return sql<SqlBool>`(own.told_at IS NOT NULL AND declined.user_ref IS NULL AND own.objection IS NULL
        AND (${agreedAtSql('own')} IS NULL OR NOT ${acceptanceHasCome('own', now)}))`;
    case 'accepted':
      return acceptanceHasCome('own', now);
    case 'objected':
      return sql<SqlBool>`own.objection IS NOT NULL`;
    case 'leaving':
      return sql<SqlBool>`declined.terminates_at > ${now}`;
    case 'left':
      return sql<SqlBool>`declined.terminates_at <= ${now}`;
  }
}

/** Nothing has told them, they stay, have not said no, and hold neither the version nor a newer one. */
function isNotTold({ policy, version }: OfVersion, now: Instant): Condition {
  // Whoever was told is looked at no further: SQLite would ask all that is only about `users` before it joins `own`.
  return sql<SqlBool>`(users.user_id IS NOT NULL AND users.party IS NULL
    AND CASE WHEN own.told_at IS NULL AND own.objection IS NULL
      THEN NOT ${IS_LEAVING} AND coalesce(${heldVersionSql(policy, now)}, 0) < ${version} ELSE 1 = 0 END)`;
}

/** They have no address, or what was sent to it did not arrive. */
function isUnreachable(of: OfVersion): Condition {
  return sql<SqlBool>`(users.addressed_at IS NULL OR EXISTS (SELECT 1 FROM deliveries AS lost
    WHERE lost.release = ${of.release} AND lost.kind = 'announcement' AND lost.user_ref = users.ref
      AND ${tellsOf('lost', of)} AND ${didNotArrive('lost')}))`;
}
