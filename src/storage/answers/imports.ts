import { sql } from 'kysely';
import type { Accepted } from '../../domain/answers/position.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SealedRecord } from '../../domain/record/act.ts';
import { insertRecords } from '../record/records.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import type { Acceptance } from './acceptances.ts';
import { insertEarlierAgreements, type StoredEarlierAgreement } from './earlier-agreements.ts';
import type { TerminationEnded } from './terminations.ts';

/** What an agreement that happened elsewhere writes. */
export type ImportedAgreementRows = {
  readonly acceptance: Acceptance;
  /** Which act counts from then on; null where a decline outweighs them all. */
  readonly counting: Accepted | null;
  readonly ends: readonly TerminationEnded[];
};

/** What an import writes of agreements: to versions, and to texts that are not known. */
export type ImportedRows = {
  /** The users' rows as they were read. */
  readonly marks: readonly { readonly ref: string; readonly expected: string }[];
  readonly agreements: readonly ImportedAgreementRows[];
  readonly earlier: readonly StoredEarlierAgreement[];
};

/**
 * Keeps agreements that happened elsewhere, with what follows from each and their `records`: marks their
 * users with `command`, where each is still as it was read, and writes of those alone. Whoever stays by it
 * is met by walks again.
 */
export function insertImportedAgreements(
  db: Database,
  { marks, agreements, earlier }: ImportedRows,
  records: readonly SealedRecord[],
  { command, now }: { readonly command: string; readonly now: Instant },
): Statement[] {
  const counting = agreements.flatMap(({ acceptance: { ref, policy, version }, counting }) =>
    counting === null ? [] : [{ ref, policy, version, ...counting }],
  );
  const ends = agreements.flatMap(({ acceptance: { ref }, ends }) => ends.map((one) => ({ ref, ...one })));
  const isMarked: Condition = sql<boolean>`EXISTS (SELECT 1 FROM users
    WHERE users.ref = value ->> 'ref' AND users.command = ${command})`;
  return [
    // Materialized, or the list is parsed anew for every row.
    sql`WITH marked AS MATERIALIZED (
        SELECT DISTINCT value ->> 'ref' AS ref, value ->> 'expected' AS expected FROM ${rowsOf(marks)} AS listed)
      UPDATE users SET command = ${command} FROM marked
      WHERE users.ref = marked.ref AND users.command = marked.expected AND users.erased_at IS NULL`.compile(
      db,
    ),
    sql`INSERT INTO acceptances (id, user_ref, policy, version, basis, accepted_at, recorded_at, content_hash,
        locale, source, actor)
      SELECT value ->> 'id', value ->> 'ref', value ->> 'policy', CAST(value ->> 'version' AS INTEGER), 'imported',
        value ->> 'at', value ->> 'recordedAt', value ->> 'contentHash', value ->> 'locale', value ->> 'source',
        value ->> 'actor'
      FROM ${rowsOf(agreements.map(({ acceptance }) => acceptance))} AS imported
      WHERE ${isMarked} ON CONFLICT DO NOTHING`.compile(db),
    sql`INSERT INTO user_versions (user_ref, policy, version, acceptance_id, basis, accepted_at, accepted_since)
      SELECT value ->> 'ref', value ->> 'policy', CAST(value ->> 'version' AS INTEGER), value ->> 'id',
        value ->> 'basis', value ->> 'at', value ->> 'since'
      FROM ${rowsOf(counting)} AS counting WHERE ${isMarked}
      ON CONFLICT (user_ref, policy, version) DO UPDATE SET acceptance_id = excluded.acceptance_id,
        basis = excluded.basis, accepted_at = excluded.accepted_at, accepted_since = excluded.accepted_since`.compile(
      db,
    ),
    ...(ends.length === 0
      ? []
      : [
          sql`
      WITH ended AS MATERIALIZED (SELECT value ->> 'id' AS id, value ->> 'at' AS at,
          CAST(value ->> 'over' AS INTEGER) AS over FROM ${rowsOf(ends)} AS listed WHERE ${isMarked})
      UPDATE terminations SET ended_at = ended.at, ended_by = 'accepted', ended_over = ended.over
      FROM ended WHERE terminations.id = ended.id`.compile(db),
          sql`UPDATE users SET touched_at = ${now}
      WHERE command = ${command} AND ref IN (SELECT value ->> 'ref' FROM ${rowsOf(ends)} AS listed)`.compile(
            db,
          ),
        ]),
    ...insertEarlierAgreements(db, earlier, isMarked),
    ...insertRecords(db, records, isMarked),
  ];
}
