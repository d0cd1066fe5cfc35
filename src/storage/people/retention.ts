import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { isNotHeld } from './holds.ts';

/** Forgets IP and user agent of up to `limit` acceptances recorded before an instant, but for users on hold. */
export function forgetIps(db: Database, before: Instant, limit: number): Statement {
  return sql`UPDATE acceptances SET ip = NULL, user_agent = NULL WHERE id IN (
    SELECT id FROM acceptances WHERE (ip IS NOT NULL OR user_agent IS NOT NULL) AND recorded_at < ${before}
      AND ${isNotHeld('acceptances')} ORDER BY recorded_at LIMIT ${limit})`.compile(db);
}

/** Forgets the text of up to `limit` provider's reports that came before an instant, but for users on hold. */
export function forgetPayloads(db: Database, before: Instant, limit: number): Statement {
  return sql`UPDATE provider_events SET payload = NULL WHERE id IN (
    SELECT id FROM provider_events WHERE payload IS NOT NULL AND received_at < ${before}
      AND ${isNotHeld('provider_events')} ORDER BY received_at LIMIT ${limit})`.compile(db);
}

/** What personal parts of records are kept for a time only, by the rows that say how old each is. */
const DATED = {
  accepted: { table: 'acceptances', at: 'recorded_at' },
  'provider-event': { table: 'provider_events', at: 'received_at' },
} as const;

/**
 * Forgets the personal parts of up to `limit` records of a kind, of acts written down before an instant,
 * but for users on hold.
 */
export function forgetPersonalParts(
  db: Database,
  kind: keyof typeof DATED,
  before: Instant,
  limit: number,
): Statement {
  const { table, at } = DATED[kind];
  return sql`UPDATE record_secrets SET personal = NULL WHERE record_id IN (
    SELECT secrets.record_id FROM record_secrets AS secrets
      JOIN ${sql.table(table)} AS told ON told.id = substr(secrets.record_id, ${kind.length + 2})
    WHERE secrets.personal IS NOT NULL AND secrets.record_id > ${`${kind}:`} AND secrets.record_id < ${`${kind};`}
      AND ${sql.ref(`told.${at}`)} < ${before} AND ${isNotHeld('secrets')}
    ORDER BY secrets.record_id LIMIT ${limit})`.compile(db);
}

/** A settled chunk, by when it was frozen. */
export type AddressedChunk = { readonly id: string; readonly frozenAt: Instant };

/**
 * The next chunks, after one, whose addresses may have to go: settled, frozen before `before`, and of a
 * version that took effect before `linkBefore`.
 */
export async function listAddressedChunks(
  db: Database,
  cut: { readonly before: Instant; readonly linkBefore: Instant },
  after: AddressedChunk | undefined,
  limit: number,
): Promise<AddressedChunk[]> {
  const { rows } = await sql<AddressedChunk>`
    SELECT chunks.id, chunks.frozen_at AS "frozenAt" FROM chunks
    WHERE chunks.frozen_at IS NOT NULL AND chunks.forgotten_at IS NULL AND chunks.frozen_at < ${cut.before}
      AND (chunks.frozen_at, chunks.id) > (${after?.frozenAt ?? ''}, ${after?.id ?? ''})
      AND chunks.state <> 'open' AND NOT EXISTS (SELECT 1 FROM versions
        WHERE versions.release = chunks.release AND versions.effective_at >= ${cut.linkBefore})
    ORDER BY chunks.frozen_at, chunks.id LIMIT ${limit}`.execute(db);
  return rows;
}

/**
 * Forgets the addresses that some settled chunks went to, but for users on hold and for those whose
 * link still opens: the version binds them since `linkBefore` or later.
 */
export function forgetAddresses(
  db: Database,
  chunks: readonly AddressedChunk[],
  cut: { readonly linkBefore: Instant; readonly now: Instant },
): Statement[] {
  const ids = sql`SELECT value ->> 'id' FROM ${rowsOf(chunks.map(({ id }) => ({ id })))} AS listed`;
  const tables = ['deliveries', 'ended_deliveries'] as const;
  const opens = (table: (typeof tables)[number]) => sql`EXISTS (SELECT 1 FROM versions
    JOIN user_versions AS own ON own.policy = versions.policy AND own.version = versions.version
    WHERE versions.release = ${sql.ref(`${table}.release`)} AND own.user_ref = ${sql.ref(`${table}.user_ref`)}
      AND own.binds_at >= ${cut.linkBefore})`;
  const noneLeft = tables.map(
    (table) => sql`NOT EXISTS (SELECT 1 FROM ${sql.table(table)}
      WHERE ${sql.ref(`${table}.chunk_id`)} = chunks.id AND email IS NOT NULL)`,
  );
  return [
    ...tables.map((table) =>
      sql`UPDATE ${sql.table(table)} SET email = NULL WHERE chunk_id IN (${ids}) AND email IS NOT NULL
        AND ${isNotHeld(table)} AND NOT ${opens(table)}`.compile(db),
    ),
    sql`UPDATE record_secrets SET personal = NULL WHERE personal IS NOT NULL AND record_id IN (
      ${sql.join(
        tables.map(
          (table) => sql`SELECT 'sent:' || id FROM ${sql.table(table)}
            WHERE chunk_id IN (${ids}) AND id IS NOT NULL AND email IS NULL`,
        ),
        sql` UNION ALL `,
      )})`.compile(db),
    sql`UPDATE chunks SET forgotten_at = ${cut.now}
      WHERE id IN (${ids}) AND ${sql.join(noneLeft, sql` AND `)}`.compile(db),
  ];
}
