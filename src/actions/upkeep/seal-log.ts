import { checkpointText, type NoteSigner } from '../../domain/record/note.ts';
import { findLogHead, insertCheckpoint } from '../../storage/record/log.ts';
import type { Context } from '../context.ts';

/**
 * Signs where the log stands, once it has grown by `atLeast` since that was done last. Two differing checkpoints of one size cannot
 * come of it: size and root are those of the head, in a write that also tests the size sealed before.
 */
export async function sealLog(
  { store, now }: Pick<Context, 'store' | 'now'>,
  signer: NoteSigner,
  atLeast = 1,
): Promise<void> {
  const head = await findLogHead(store.db);
  if (head.size < head.sealedSize + atLeast) return;
  const note = await signer.sign(checkpointText(signer.name, head.size, head.root));
  const checkpoint = { size: head.size, root: head.root, note, signedAt: now() };
  await store.atomic(insertCheckpoint(store.db, head, checkpoint));
}
