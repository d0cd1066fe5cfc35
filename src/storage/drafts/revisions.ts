import type { Selectable } from 'kysely';
import type { Opinion, Revision } from '../../domain/drafts/draft.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** The revisions of a draft, in their order. */
export async function listRevisions(db: Database, draft: string): Promise<readonly Revision[]> {
  const rows = await db
    .selectFrom('draft_revisions')
    .selectAll()
    .where('draft', '=', draft)
    .orderBy('revision')
    .execute();
  return rows.map(rowToRevision);
}

/** Adds a revision, where `condition` holds. */
export function insertRevision(db: Database, revision: Revision, condition: Condition): Statement {
  const row = {
    draft: revision.draft,
    revision: revision.revision,
    texts: JSON.stringify(revision.texts),
    change: revision.change,
    acceptance: revision.acceptance,
    summary: JSON.stringify(revision.summary),
    layers: JSON.stringify(revision.layers),
    up_to_date: JSON.stringify(revision.upToDate),
    reason: revision.reason,
    effective_at: revision.effectiveAt,
    proposed_at: revision.proposedAt,
    document_date: revision.documentDate,
    pending: revision.pending,
    follows: revision.follows,
    written_at: revision.writtenAt,
    key_id: revision.by,
  };
  return insertWhen(db, 'draft_revisions', row, condition);
}

/** What approvers said of a draft, in the order in which they did. */
export async function listOpinions(db: Database, draft: string): Promise<readonly Opinion[]> {
  const rows = await db
    .selectFrom('draft_verdicts')
    .selectAll()
    .where('draft', '=', draft)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, draft: row.draft, revision: row.revision, verdict: row.verdict, note: row.note },
    ...{ at: row.said_at, by: row.key_id },
  }));
}

/** Adds what an approver says, where `condition` holds. */
export function insertOpinion(db: Database, opinion: Opinion, condition: Condition): Statement {
  const { id, draft, revision, verdict, note, at, by } = opinion;
  const row = { id, draft, revision, verdict, note, said_at: at, key_id: by };
  return insertWhen(db, 'draft_verdicts', row, condition);
}

function rowToRevision(row: Selectable<Schema['draft_revisions']>): Revision {
  return {
    draft: row.draft,
    revision: row.revision,
    texts: JSON.parse(row.texts) as Revision['texts'],
    change: row.change,
    acceptance: row.acceptance,
    summary: JSON.parse(row.summary) as Revision['summary'],
    layers: JSON.parse(row.layers) as Revision['layers'],
    upToDate: JSON.parse(row.up_to_date) as string[],
    reason: row.reason,
    effectiveAt: row.effective_at,
    proposedAt: row.proposed_at,
    documentDate: row.document_date,
    pending: row.pending,
    follows: row.follows,
    writtenAt: row.written_at,
    by: row.key_id,
  };
}
