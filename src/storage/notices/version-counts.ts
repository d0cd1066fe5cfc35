import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { AnswerSpan, AnswersThen, VersionCounts } from '../../domain/notices/version-counts.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { acceptanceHasCome, agreedAtSql } from '../standing.ts';
import type { Database, Statement } from '../store.ts';
import { isInStretch, type Stretch } from '../stretches.ts';
import { countAnnouncements } from './deliveries.ts';
import { countUntold } from './people.ts';
import { countResponses, declinersOf } from './progress.ts';

/** How the people of a stretch stand with a version at `now`; its answers by `span`. */
export async function countStretch(
  db: Database,
  version: Version,
  stretch: Stretch,
  { now, span }: { readonly now: Instant; readonly span: AnswerSpan },
): Promise<VersionCounts> {
  const { policy, version: number } = version;
  const responses = await countResponses(db, policy, number, now, stretch);
  // Nobody is told of a first version, nor of one that was withdrawn before it was theirs to know.
  const isOwed = version.change !== 'initial' && version.withdrawal === null;
  const untold = isOwed ? await countUntold(db, version, stretch, now) : { notTold: 0, unreachable: 0 };
  return {
    mails: await countAnnouncements(db, policy, number, stretch),
    ...{ told: responses.told, silent: responses.silent, objected: responses.objected ?? 0, ...untold },
    accepted: Object.values(responses.accepted).reduce((sum, count) => sum + count, 0),
    ...{ leaving: responses.leaving, left: responses.terminated },
    answers: await countAnswers(db, version, stretch, { now, span }),
  };
}

async function countAnswers(
  db: Database,
  { policy, version }: Version,
  stretch: Stretch,
  { now, span }: { readonly now: Instant; readonly span: AnswerSpan },
): Promise<Record<string, AnswersThen>> {
  const length = span === 'hour' ? '2026-11-22T09'.length : '2026-11-22'.length;
  const { rows } = await sql<{ span: string; agreed: number | string; declined: number | string }>`
    SELECT substr(came_at, 1, ${sql.lit(length)}) AS span, sum(agreed) AS agreed, sum(declined) AS declined FROM (
      SELECT ${agreedAtSql('own')} AS came_at, 1 AS agreed, 0 AS declined FROM user_versions AS own
        WHERE own.policy = ${policy} AND own.version = ${version} AND ${isInStretch('own.user_ref', stretch)}
          AND ${acceptanceHasCome('own', now)}
      UNION ALL SELECT declined_at, 0, 1 FROM (${declinersOf(policy, version, stretch)}) AS declined) AS came
    GROUP BY 1`.execute(db);
  return Object.fromEntries(
    rows.map((row) => [row.span, { agreed: Number(row.agreed), declined: Number(row.declined) }]),
  );
}

/** How counting a version stands: the last whole count, and the one under way. */
export type KeptCount = {
  readonly policy: string;
  readonly version: number;
  readonly countedAt: Instant | null;
  /** As of when the count under way counts; null while none is. */
  readonly begunAt: Instant | null;
  readonly cursor: string;
  readonly command: string;
};

/** How counting each version stands that was ever counted, without what was counted. */
export async function listKeptCounts(db: Database): Promise<readonly KeptCount[]> {
  const rows = await db
    .selectFrom('version_counts')
    .select(['policy', 'version', 'counted_at', 'begun_at', 'cursor_ref', 'command'])
    .execute();
  return rows.map((row) => ({
    ...{ policy: row.policy, version: row.version, countedAt: row.counted_at, begunAt: row.begun_at },
    ...{ cursor: row.cursor_ref, command: row.command },
  }));
}

/** What was counted of a version: the last whole count, and what the one under way has come to. */
export async function findCounts(
  db: Database,
  { policy, version }: { readonly policy: string; readonly version: number },
): Promise<{
  readonly whole: { readonly counts: VersionCounts; readonly countedAt: Instant } | null;
  readonly partial: VersionCounts | null;
} | null> {
  const row = await db
    .selectFrom('version_counts')
    .select(['counts', 'counted_at', 'partial'])
    .where('policy', '=', policy)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { counts, counted_at: countedAt, partial } = row;
  return {
    whole:
      counts === null || countedAt === null
        ? null
        : { counts: JSON.parse(counts) as VersionCounts, countedAt },
    partial: partial === null ? null : (JSON.parse(partial) as VersionCounts),
  };
}

/** Lets counting a version be kept, where it is not yet. */
export function insertKeptCount(
  db: Database,
  { policy, version }: { readonly policy: string; readonly version: number },
  command: string,
): Statement {
  return db
    .insertInto('version_counts')
    .values({
      ...{ policy, version, command, cursor_ref: '' },
      ...{ counts: null, counted_at: null, begun_at: null, partial: null },
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** Writes how far counting a version has come, where nobody else has moved it since it was read. */
export function moveCount(
  db: Database,
  seen: Pick<KeptCount, 'policy' | 'version' | 'command'>,
  to: { readonly command: string } & (
    | { readonly begunAt: Instant; readonly cursor: string; readonly partial: VersionCounts }
    | { readonly countedAt: Instant; readonly counts: VersionCounts }
  ),
): Statement {
  const set =
    'counts' in to
      ? {
          ...{ counts: JSON.stringify(to.counts), counted_at: to.countedAt },
          ...{ begun_at: null, cursor_ref: '', partial: null },
        }
      : { begun_at: to.begunAt, cursor_ref: to.cursor, partial: JSON.stringify(to.partial) };
  return db
    .updateTable('version_counts')
    .set({ ...set, command: to.command })
    .where('policy', '=', seen.policy)
    .where('version', '=', seen.version)
    .where('command', '=', seen.command);
}
