import { sql } from 'kysely';
import type { RuledReader } from '../../domain/answers/own-outcome.ts';
import type { Instant } from '../../domain/instant.ts';
import { rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';

/** What a user's row says of who they are to rules. */
export type RuledReaderColumns = {
  readonly attributes: string | null;
  readonly renews_at: string | null;
  readonly created_at: Instant | null;
};

/** Who somebody is to the rules of a version, as their row has it. */
export function rowToRuledReader({ attributes, renews_at, created_at }: RuledReaderColumns): RuledReader {
  return {
    attributes: attributes == null ? {} : (JSON.parse(attributes) as Record<string, string>),
    renewsAt: renews_at == null ? [] : (JSON.parse(renews_at) as Instant[]),
    joinedAt: created_at ?? null,
  };
}

/** Who some users are to rules, by `ref`, renewals that were reported by themselves included. */
export async function listRuledReaders(
  db: Database,
  refs: readonly string[],
): Promise<Map<string, RuledReader>> {
  if (refs.length === 0) return new Map();
  const wanted = rowsOf(refs.map((ref) => ({ ref })));
  const { rows } = await sql<RuledReaderColumns & { readonly ref: string }>`
    SELECT users.ref, users.attributes, users.renews_at, users.created_at
    FROM ${wanted} AS wanted CROSS JOIN users WHERE users.ref = value ->> 'ref'`.execute(db);
  const reported = await sql<{ ref: string; at: Instant }>`
    SELECT user_ref AS ref, happened_at AS at FROM ${wanted} AS wanted CROSS JOIN reader_events
    WHERE user_ref = value ->> 'ref' AND kind = 'renewal'`.execute(db);
  const renewals = Map.groupBy(reported.rows, ({ ref }) => ref);
  return new Map(
    rows.map(({ ref, ...row }) => {
      const reader = rowToRuledReader(row);
      const own = (renewals.get(ref) ?? []).map(({ at }) => at);
      if (own.length === 0) return [ref, reader];
      return [ref, { ...reader, renewsAt: [...new Set([...reader.renewsAt, ...own])].toSorted() }];
    }),
  );
}
