import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { Basis } from '../../domain/policies/policy.ts';
import { acceptanceHasCome, agreedBySql, terminationCounts } from '../standing.ts';
import type { Database } from '../store.ts';
import { isInStretch, type Stretch } from '../stretches.ts';

/** What users did about a version, counted. */
export type ResponseCounts = {
  readonly told: number;
  /** `silence` only where it agreed for somebody. */
  readonly accepted: Readonly<Record<Basis, number> & { silence?: number }>;
  readonly leaving: number;
  readonly terminated: number;
  /** Told, and neither accepted nor declined. */
  readonly silent: number;
  /** Said no to all of it or a part, and stay; only where somebody did. */
  readonly objected?: number;
};

/** Counts what users did about a version by `now`: all of them, or those of a stretch. */
export async function countResponses(
  db: Database,
  policy: string,
  version: number,
  now: Instant,
  stretch?: Stretch,
): Promise<ResponseCounts> {
  const { rows } = await sql<Record<string, number | string | null>>`
    SELECT
      count(own.told_at) AS told,
      sum(CASE WHEN own.basis = 'explicit' THEN 1 ELSE 0 END) AS explicit,
      sum(CASE WHEN own.basis = 'deemed' THEN 1 ELSE 0 END) AS deemed,
      sum(CASE WHEN own.basis = 'imported' THEN 1 ELSE 0 END) AS imported,
      sum(CASE WHEN own.basis = 'silence' THEN 1 ELSE 0 END) AS silence,
      sum(CASE WHEN own.told_at IS NOT NULL AND own.basis IS NULL AND declined.user_ref IS NULL AND own.objection IS NULL
        THEN 1 ELSE 0 END) AS silent,
      sum(CASE WHEN own.objection IS NOT NULL THEN 1 ELSE 0 END) AS objected
    FROM (SELECT counted.user_ref, counted.told_at, counted.objection,
        CASE WHEN ${acceptanceHasCome('counted', now)} THEN ${agreedBySql('counted')} END AS basis
      FROM user_versions AS counted WHERE counted.policy = ${policy} AND counted.version = ${version}
        AND ${isInStretch('counted.user_ref', stretch)}) AS own
    LEFT JOIN (${declinersOf(policy, version, stretch)}) AS declined ON declined.user_ref = own.user_ref`.execute(
    db,
  );
  const { rows: left } = await sql<{ leaving: number | string | null; terminated: number | string | null }>`
    SELECT sum(CASE WHEN terminates_at > ${now} THEN 1 ELSE 0 END) AS leaving,
      sum(CASE WHEN terminates_at <= ${now} THEN 1 ELSE 0 END) AS terminated
    FROM (${declinersOf(policy, version, stretch)}) AS declined`.execute(db);
  const number = (value: number | string | null | undefined) => Number(value ?? 0);
  const [row] = rows;
  return {
    told: number(row?.told),
    accepted: {
      explicit: number(row?.explicit),
      deemed: number(row?.deemed),
      imported: number(row?.imported),
      ...(number(row?.silence) === 0 ? {} : { silence: number(row?.silence) }),
    },
    leaving: number(left[0]?.leaving),
    terminated: number(left[0]?.terminated),
    silent: number(row?.silent),
    ...(number(row?.objected) === 0 ? {} : { objected: number(row?.objected) }),
  };
}

/** Whoever declined a version in a way that counts, with when that ends their use: of all, or of a stretch. */
export function declinersOf(policy: string, version: number, stretch?: Stretch) {
  return sql`SELECT terminations.user_ref, min(terminations.declined_at) AS declined_at,
      min(terminations.terminates_at) AS terminates_at FROM terminations
    WHERE terminations.policy = ${policy} AND terminations.version = ${version}
      AND ${isInStretch('terminations.user_ref', stretch)} AND ${terminationCounts('terminations')}
    GROUP BY terminations.user_ref`;
}

/** How many announcements of some releases there are, by state: a mail that tells of several versions is one. */
export async function countMailsByState(
  db: Database,
  releases: readonly string[],
): Promise<Partial<Record<DeliveryState, number>>> {
  if (releases.length === 0) return {};
  const rows = await db
    .selectFrom('deliveries')
    .select((eb) => ['state', eb.fn.countAll<number | string>().as('count')])
    .where('release', 'in', releases)
    .where('kind', '=', 'announcement')
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}
