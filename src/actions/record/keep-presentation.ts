import { imageHashOf, type Presentation, presentationIdOf } from '../../domain/record/presentation.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  countEditions,
  findPresentation,
  insertPresentation,
  type StoredPresentation,
} from '../../storage/record/presentations.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';

/**
 * Keeps what a product's own screen looks like. The same content answers as the first time; another one under
 * the same name is a new edition, and the one before stays.
 */
export async function keepPresentation(
  { store, now }: Pick<Context, 'store' | 'now'>,
  said: Omit<Presentation, 'imageHash'>,
  keyId: string,
): Promise<{ readonly presentation: StoredPresentation; readonly first: boolean }> {
  const { db } = store;
  const content: Presentation = { ...said, imageHash: said.image === null ? null : imageHashOf(said.image) };
  const id = presentationIdOf(content);
  return untilWritten(async () => {
    const known = await findPresentation(db, id);
    if (known !== undefined) return { presentation: known, first: false };
    const edition = (await countEditions(db, said.name)) + 1;
    const presentation: StoredPresentation = { ...content, id, edition, createdAt: now() };
    const [written] = await store.atomic([insertPresentation(db, { ...presentation, keyId })]);
    return written === 1 ? { presentation, first: true } : undefined;
  });
}

/** Refuses with `unknown-presentation` where an act names a screen that nobody has recorded. */
export async function insistOnPresentation(db: Database, id: string | null | undefined): Promise<void> {
  if (id == null || (await findPresentation(db, id)) !== undefined) return;
  throw new Refusal('unknown-presentation', 'There is no such presentation.');
}
