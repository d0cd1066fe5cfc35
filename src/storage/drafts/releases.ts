import { type Selectable, type SqlBool, sql } from 'kysely';
import type { ReleaseState } from '../../domain/drafts/draft.ts';
import type { Release, ReleasedDraft } from '../../domain/drafts/release.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A release and the name of the write that last changed it. */
export type StoredRelease = Release & { readonly command: string };

/** The release of that id, if there is one. */
export async function findRelease(db: Database, id: string): Promise<StoredRelease | undefined> {
  const row = await db.selectFrom('releases').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToRelease(row);
}

/** Releases whose time has come, the longest overdue first. */
export async function listDueReleases(
  db: Database,
  now: Instant,
  limit: number,
): Promise<readonly StoredRelease[]> {
  const rows = await db
    .selectFrom('releases')
    .selectAll()
    .where('state', '=', 'scheduled')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(rowToRelease);
}

/** Inserts a release that is scheduled, where `condition` holds. */
export function insertRelease(db: Database, release: StoredRelease, condition: Condition): Statement {
  const row = {
    id: release.id,
    state: release.state,
    due_at: release.dueAt,
    summary: release.summary,
    drafts: JSON.stringify(release.drafts),
    command: release.command,
    created_at: release.createdAt,
    created_by: release.createdBy,
  };
  return insertWhen(db, 'releases', row, condition);
}

/** Says how a release came out, where it is still as it was read and `condition` holds, and marks it for the write. */
export function endRelease(
  db: Database,
  { id, command }: Pick<StoredRelease, 'id' | 'command'>,
  end: {
    readonly state: ReleaseState;
    readonly at: Instant;
    readonly by: string;
    readonly command: string;
  },
  condition: Condition,
): Statement {
  return db
    .updateTable('releases')
    .set({ state: end.state, ended_at: end.at, ended_by: end.by, command: end.command })
    .where('id', '=', id)
    .where('command', '=', command)
    .where(condition);
}

/** Holds in a write once a statement of it, marked with `command`, has changed this release's row. */
export function releaseIsMarked(id: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM releases WHERE id = ${id} AND command = ${command})`;
}

/** Whether a release was changed by the write of that name. */
export async function isReleaseMarked(db: Database, id: string, command: string): Promise<boolean> {
  const row = await db.selectFrom('releases').select('command').where('id', '=', id).executeTakeFirst();
  return row?.command === command;
}

function rowToRelease(row: Selectable<Schema['releases']>): StoredRelease {
  const { ended_at: endedAt, ended_by: endedBy } = row;
  return {
    id: row.id,
    state: row.state,
    dueAt: row.due_at,
    summary: row.summary,
    drafts: JSON.parse(row.drafts) as ReleasedDraft[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    ended: endedAt === null || endedBy === null ? null : { at: endedAt, by: endedBy },
    command: row.command,
  };
}
