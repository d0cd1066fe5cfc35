import { type RawBuilder, sql } from 'kysely';
import type { Says, Tell } from '../../domain/notices/says.ts';

/** Text in SQL that a reader's row decides. */
type OfReader = RawBuilder<unknown>;

/** What one notice of a release of one says to each of its readers: what differs from row to row is SQL. */
export type SaysOfReaders = Pick<Says, 'kind' | 'round'> &
  Pick<Tell, 'policy' | 'version'> & {
    readonly language: OfReader;
    readonly textLocale: OfReader;
    readonly base: OfReader;
    readonly outcome: OfReader;
  };

/** What a notice says as one text, in SQL: to the letter what `saysToText` writes. */
export function saysSql(says: SaysOfReaders): RawBuilder<unknown> {
  const { kind, round, policy, version, textLocale, language, base, outcome } = says;
  const text = (value: string) => sql`CAST(${value} AS TEXT)`;
  return sql`${text(`${kind}/${round}/`)} || ${language} || ${text(` ${policy}@${version}<`)} || ${base}
    || '!' || ${outcome} || ':' || ${textLocale}`;
}
