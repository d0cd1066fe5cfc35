import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Says, type Tell, versionsToText } from '../../domain/notices/says.ts';
import { releaseOfOne, type Version } from '../../domain/policies/policy.ts';
import type { Condition } from '../sql.ts';

/** Text in SQL that a reader's row decides. */
type OfReader = RawBuilder<unknown>;

/** What one notice says to each of its readers: what differs from row to row is SQL. */
export type SaysOfReaders = Pick<Says, 'kind' | 'round'> & {
  readonly language: OfReader;
  readonly tells: readonly (Pick<Tell, 'policy' | 'version'> & {
    /** Holds for whom it tells of that version; null: for all. */
    readonly isTold: Condition | null;
    readonly textLocale: OfReader;
    readonly base: OfReader;
    readonly outcome: OfReader;
  })[];
};

/** What a notice says as one text, in SQL: to the letter what `saysToText` writes. */
export function saysSql({ kind, round, language, tells }: SaysOfReaders): RawBuilder<unknown> {
  const text = (value: string) => sql.lit(value);
  const told = tells.map(({ policy, version, isTold, textLocale, base, outcome }) => {
    const said = sql`${text(` ${policy}@${version}<`)} || ${base} || '!' || ${outcome} || ':' || ${textLocale}`;
    return isTold === null ? said : sql`CASE WHEN ${isTold} THEN ${said} ELSE '' END`;
  });
  return sql`${text(`${kind}/${round}/`)} || ${language} || ${sql.join(told, sql` || `)}`;
}

/**
 * Whether the mail of a row, of the release of a version, tells of it: in a release of several somebody may be told
 * of others alone. `row` is what the query calls its table.
 */
export function tellsOf(row: string, of: Pick<Version, 'policy' | 'version'>): Condition {
  const its = (column: string) => sql.ref(`${row}.${column}`);
  // Written out, since no statement of D1 takes more than 100 parameters and a release has several versions.
  return sql<SqlBool>`(${its('release')} = ${sql.lit(releaseOfOne(of))} OR ${saysOf(its('says'), sql.lit(versionsToText([of])))})`;
}

/** The same where a version is a row as well, called `versions`. */
export function tellsOfRow(row: string): Condition {
  const its = (column: string) => sql.ref(`${row}.${column}`);
  return sql<SqlBool>`(${its('release')} = versions.policy || '/' || versions.version
    OR ${saysOf(its('says'), sql`versions.policy || '@' || versions.version`)})`;
}

/** Whether the mail of a row says that a version has given place to a newer one that it tells of. */
export function replacesVersion(
  row: string,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
): Condition {
  return sql<SqlBool>`${sql.ref(`${row}.says`)} || ' ' LIKE ${sql.lit(`% ^${policy}@${version} %`)}`;
}

function saysOf(says: RawBuilder<unknown>, name: RawBuilder<unknown>): Condition {
  return sql<SqlBool>`${says} LIKE '% ' || ${name} || '<%'`;
}
