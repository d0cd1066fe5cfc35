import {
  draftsAreMarked,
  listDraftsById,
  markDrafts,
  type StoredDraft,
} from '../../storage/drafts/drafts.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Statement } from '../../storage/store.ts';
import type { Context } from '../context.ts';

/**
 * Writes about drafts: first marks their rows, where each is still as it was read, then all that `statements`
 * makes, each conditional on `isMarked`. Answers whether it is written; a mark alone says nothing of a draft.
 */
export async function writeAboutDrafts(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  drafts: readonly StoredDraft[],
  statements: (isMarked: Condition, command: string) => readonly Statement[],
): Promise<boolean> {
  const { db } = store;
  const command = newId();
  const [marked] = await store.atomic([
    markDrafts(db, drafts, command),
    ...statements(draftsAreMarked(drafts, command), command),
  ]);
  if (marked === drafts.length) return true;
  // D1 may take a write, report an error, and count nothing when it is asked again.
  const now = await listDraftsById(
    db,
    drafts.map(({ id }) => id),
  );
  return now.length === drafts.length && now.every((one) => one.command === command);
}
