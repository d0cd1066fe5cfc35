import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { attributeSql } from '../sql.ts';
import { heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database } from '../store.ts';

/** What may make the mail to one reader another than that to the next, besides who they are. */
export type ReaderKind = {
  readonly locale: string | null;
  /** The version of the policy that they hold; null: none. */
  readonly held: number | null;
  /** The values of the attributes that were asked for, in their order; null where one is not known. */
  readonly attributes: readonly (string | null)[];
};

/** The kinds of readers that there are among those who could be mailed about a policy, each once, in no order. */
export async function listReaderKinds(
  db: Database,
  of: { readonly policy: string; readonly attributes: readonly string[]; readonly now: Instant },
  limit: number,
): Promise<ReaderKind[]> {
  const values = of.attributes.map((name, at) => sql`, ${attributeSql(name)} AS ${sql.ref(`a${at}`)}`);
  const { rows } = await sql<Record<string, string | number | null>>`
    SELECT DISTINCT users.locale AS locale, ${heldVersionSql(of.policy, of.now)} AS held${sql.join(values, sql``)}
    FROM users WHERE users.addressed_at IS NOT NULL AND NOT ${IS_LEAVING} LIMIT ${limit}`.execute(db);
  return rows.map(({ locale, held, ...row }) => ({
    locale: locale === null ? null : String(locale),
    held: held === null ? null : Number(held),
    attributes: of.attributes.map((_, at) => (row[`a${at}`] ?? null) as string | null),
  }));
}

/** Readers of several policies who may share a mail, and how many they are. */
export type ReleaseReaders = {
  readonly locale: string | null;
  /** The version that they hold of each policy, in their order; null: none. */
  readonly held: readonly (number | null)[];
  readonly readers: number;
};

/** The kinds of readers that there are among those who could be mailed about some policies, in no order. */
export async function listReleaseReaders(
  db: Database,
  of: { readonly policies: readonly string[]; readonly now: Instant },
  limit: number,
): Promise<ReleaseReaders[]> {
  const names = of.policies.map((_, i) => sql.ref(`held_${i}`));
  const held = of.policies.map((policy, i) => sql`${heldVersionSql(policy, of.now)} AS ${names[i]}`);
  const { rows } = await sql<Record<string, string | number | null>>`
    SELECT locale, ${sql.join(names)}, count(*) AS readers FROM (
      SELECT users.locale AS locale, ${sql.join(held)}
      FROM users WHERE users.addressed_at IS NOT NULL AND NOT ${IS_LEAVING}) AS met
    GROUP BY locale, ${sql.join(names)} LIMIT ${limit}`.execute(db);
  return rows.map(({ locale, readers, ...row }) => ({
    locale: locale === null ? null : String(locale),
    readers: Number(readers),
    held: of.policies.map((_, i) => {
      const version = row[`held_${i}`] ?? null;
      return version === null ? null : Number(version);
    }),
  }));
}
