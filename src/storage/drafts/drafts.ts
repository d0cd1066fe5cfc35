/*
 * The rows of versions to be: drafts with their revisions, texts and what approvers say of them, and releases.
 * What was written or said is only added to; how a draft or release stands is in its own row.
 */

import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Attention, Draft, DraftState } from '../../domain/drafts/draft.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A draft and the name of the write that last changed it: what a write about it compares with. */
export type StoredDraft = Draft & { readonly command: string };

/** The draft of that id, if there is one. */
export async function findDraft(db: Database, id: string): Promise<StoredDraft | undefined> {
  const row = await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToDraft(row);
}

/** Those of some drafts that there are, in the order of their ids. */
export async function listDraftsById(db: Database, ids: readonly string[]): Promise<readonly StoredDraft[]> {
  const rows = await db.selectFrom('drafts').selectAll().where('id', 'in', ids).orderBy('id').execute();
  return rows.map(rowToDraft);
}

/** The drafts of a policy that are not discarded, newest first, before the draft `before`. */
export async function listDrafts(
  db: Database,
  policy: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly StoredDraft[]> {
  let query = db
    .selectFrom('drafts')
    .selectAll()
    .where('policy', '=', policy)
    .where('state', '<>', 'discarded')
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return (await query.execute()).map(rowToDraft);
}

/** Drafts of all policies in some states, newest first. */
export async function listDraftsIn(
  db: Database,
  states: readonly DraftState[],
  limit: number,
): Promise<readonly StoredDraft[]> {
  const rows = await db
    .selectFrom('drafts')
    .selectAll()
    .where('state', 'in', states)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(rowToDraft);
}

/** Counts the drafts that need somebody. */
export async function countDraftsInNeed(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM drafts WHERE state = 'needs-attention'`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Inserts a draft that is open. */
export function insertDraft(db: Database, draft: StoredDraft): Statement {
  return db
    .insertInto('drafts')
    .values({
      id: draft.id,
      policy: draft.policy,
      state: draft.state,
      revision: draft.revision,
      command: draft.command,
      created_at: draft.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** Marks drafts for a write about them, each where it is still as it was read. */
export function markDrafts(db: Database, drafts: readonly StoredDraft[], command: string): Statement {
  return sql`UPDATE drafts SET command = ${command} WHERE EXISTS (SELECT 1 FROM ${rowsOf(
    drafts.map(({ id, command: was }) => ({ id, was })),
  )} AS listed WHERE value ->> 'id' = drafts.id AND value ->> 'was' = drafts.command)`.compile(db);
}

/** Holds in a write once its first statement, marked with `command`, has changed all of these drafts' rows. */
export function draftsAreMarked(drafts: readonly Pick<Draft, 'id'>[], command: string): Condition {
  const ids = drafts.map(({ id }) => id);
  return sql<SqlBool>`(SELECT count(*) FROM drafts WHERE command = ${command} AND id IN (${sql.join(ids)}))
    = CAST(${ids.length} AS INTEGER)`;
}

/** Says how drafts stand from now on, where `condition` holds. */
export function setDrafts(
  db: Database,
  ids: readonly string[],
  to: {
    readonly state: DraftState;
    readonly revision?: number;
    readonly release?: string | null;
    readonly version?: number;
    readonly attention?: Attention | null;
    /** What marks them, where their release arbitrates instead of them. */
    readonly command?: string;
  },
  condition: Condition,
): Statement {
  const { attention, ...columns } = to;
  return db
    .updateTable('drafts')
    .set({
      ...columns,
      ...(attention === undefined ? {} : { attention: attention && JSON.stringify(attention) }),
    })
    .where('id', 'in', ids)
    .where(condition);
}

/** Holds for drafts that are in a release. */
export function isInRelease(release: string): Condition {
  return sql<SqlBool>`release = ${release}`;
}

/** Holds in a write once its first statement has made this draft with `command`. */
export function draftIsMade(id: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM drafts WHERE id = ${id} AND command = ${command})`;
}

/** Keeps a text of a draft by its hash, once, where `condition` holds. */
export function insertDraftText(
  db: Database,
  text: { readonly draft: string; readonly locale: string; readonly hash: string; readonly content: string },
  condition: Condition,
): Statement {
  return insertWhen(db, 'draft_texts', text, condition);
}

/** A draft's text in a language, by its hash. */
export async function findDraftText(
  db: Database,
  of: { readonly draft: string; readonly locale: string; readonly hash: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('draft_texts')
    .select('content')
    .where('draft', '=', of.draft)
    .where('locale', '=', of.locale)
    .where('hash', '=', of.hash)
    .executeTakeFirst();
  return row?.content;
}

function rowToDraft(row: Selectable<Schema['drafts']>): StoredDraft {
  return {
    id: row.id,
    policy: row.policy,
    state: row.state,
    revision: row.revision,
    release: row.release,
    version: row.version,
    attention: row.attention === null ? null : (JSON.parse(row.attention) as Attention),
    createdAt: row.created_at,
    command: row.command,
  };
}
