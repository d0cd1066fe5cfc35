/*
 * Who may do what: makes the keys that programs call with. A secret is shown once, to whoever asked for
 * it, and only its hash is kept.
 */

import { sha256Hex } from '../../domain/hash.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type ApiKey, deleteKey, insertKey } from '../../storage/access/keys.ts';
import type { Role } from '../../storage/schema.ts';
import type { Context } from '../context.ts';

const SECRET_BYTES = 32;

/** A new bearer key and, this once, its token: `pv_`, the key's id without dashes, `_`, and the secret in hex. */
export async function makeKey(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  input: { readonly name: string; readonly role: Role },
  createdBy: string,
): Promise<{ readonly key: ApiKey; readonly token: string }> {
  const secret = Array.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const id = newId().replaceAll('-', '');
  const key: ApiKey = { id, ...input, secretHash: sha256Hex(secret), createdAt: now(), createdBy };
  await store.atomic([insertKey(store.db, key)]);
  return { key, token: `pv_${id}_${secret}` };
}

/** Ends a key at once; refuses with `unknown-key`. */
export async function endKey({ store, now }: Pick<Context, 'store' | 'now'>, id: string): Promise<void> {
  const [deleted] = await store.atomic([deleteKey(store.db, id, now())]);
  if (deleted !== 1) throw new Refusal('unknown-key', 'There is no such key.');
}
