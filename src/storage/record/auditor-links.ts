import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { policiesBeginning } from '../policies/policies.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A link by which an auditor from outside reads what is recorded of some people about a policy. */
export type AuditorLink = {
  readonly id: string;
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly policy: string;
  /** Null: all of them. */
  readonly version: number | null;
  /** Pseudonyms, in the order in which they were named or drawn. */
  readonly people: readonly string[];
  /** What they were drawn by; null where they were named. */
  readonly seed: string | null;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly expiresAt: Instant;
  /** When somebody ended it before its time. */
  readonly endedAt: Instant | null;
};

/** The link of a secret, by the hash of it, or of an id, whether it still opens or not. */
export async function findAuditorLink(
  db: Database,
  by: { readonly secretHash: string } | { readonly id: string },
): Promise<AuditorLink | undefined> {
  const query = db.selectFrom('auditor_links').selectAll();
  const row = await ('id' in by
    ? query.where('id', '=', by.id)
    : query.where('secret_hash', '=', by.secretHash)
  ).executeTakeFirst();
  return row && rowToLink(row);
}

/** Links for auditors, the newest first, before one. */
export async function listAuditorLinks(
  db: Database,
  page: {
    readonly before: string | undefined;
    readonly limit: number;
    /** How the name or the title of the policy begins. */
    readonly beginning?: string | undefined;
  },
): Promise<readonly AuditorLink[]> {
  const rows = await db
    .selectFrom('auditor_links')
    .selectAll()
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before as string))
    .$if(page.beginning !== undefined, (query) =>
      query.where('policy', 'in', policiesBeginning(db, page.beginning as string)),
    )
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(rowToLink);
}

/** Adds a link, where `condition` holds. */
export function insertAuditorLink(
  db: Database,
  link: Omit<AuditorLink, 'endedAt'>,
  condition: Condition,
): Statement {
  const row = {
    ...{ id: link.id, secret_hash: link.secretHash, policy: link.policy },
    // PostgreSQL takes a null of no type for a text.
    ...(link.version === null ? {} : { version: link.version }),
    ...{ people: JSON.stringify(link.people), seed: link.seed, made_at: link.madeAt },
    ...{ made_by: link.madeBy, expires_at: link.expiresAt },
  };
  return insertWhen(db, 'auditor_links', row, condition);
}

/** Ends a link, where it was not ended before. */
export function endAuditorLink(
  db: Database,
  id: string,
  end: { readonly at: Instant; readonly by: string },
): Statement {
  return db
    .updateTable('auditor_links')
    .set({ ended_at: end.at, ended_by: end.by })
    .where('id', '=', id)
    .where('ended_at', 'is', null);
}

/** Holds in a write that has ended this link, just then and by just them. */
export function auditorLinkIsEnded(
  id: string,
  end: { readonly at: Instant; readonly by: string },
): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM auditor_links
    WHERE id = ${id} AND ended_at = ${end.at} AND ended_by = ${end.by})`;
}

/** Whom the records at some positions are about, and their bodies; those alone that are about somebody. */
export async function listRecordsAt(
  db: Database,
  positions: readonly number[],
): Promise<readonly { readonly position: number; readonly ref: string; readonly body: string }[]> {
  const wanted = rowsOf([...new Set(positions)].map((position) => ({ position })));
  const { rows } = await sql<{ position: number; ref: string; body: string }>`
    SELECT entries.position, records.user_ref AS ref, records.body
    FROM ${wanted} AS wanted JOIN log_entries AS entries ON entries.position = CAST(value ->> 'position' AS INTEGER)
      JOIN records ON records.id = entries.record_id
    WHERE records.user_ref IS NOT NULL`.execute(db);
  return rows;
}

function rowToLink(row: Selectable<Schema['auditor_links']>): AuditorLink {
  return {
    ...{ id: row.id, secretHash: row.secret_hash, policy: row.policy, version: row.version },
    ...{ people: JSON.parse(row.people) as string[], seed: row.seed, madeAt: row.made_at },
    ...{ madeBy: row.made_by, expiresAt: row.expires_at, endedAt: row.ended_at },
  };
}
