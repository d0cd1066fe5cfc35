/*
 * Who may do what: makes the keys that programs call with. A secret is shown once, to whoever asked for
 * it, and only its hash is kept.
 */

import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { type ApiKey, deleteKey, findKeyDeletion, insertKey } from '../../storage/access/keys.ts';
import type { Role } from '../../storage/access-schema.ts';
import type { Context } from '../context.ts';

const SECRET_BYTES = 32;

/** A new bearer key and, this once, its token: `pv_`, the key's id without dashes, `_`, and the secret in hex. */
export async function makeKey(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  input: { readonly name: string; readonly role: Role; readonly endsAt?: Instant | null | undefined },
  createdBy: string,
): Promise<{ readonly key: ApiKey; readonly token: string }> {
  const at = now();
  const { name, role, endsAt = null } = input;
  if (endsAt !== null && endsAt <= at) throw invalid('/endsAt', 'must lie in the future');
  const secret = Array.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const id = newId().replaceAll('-', '');
  const key: ApiKey = {
    ...{ id, name, role, endsAt, secretHash: sha256Hex(secret) },
    ...{ createdAt: at, createdBy, lastUsedAt: null },
  };
  await store.atomic([insertKey(store.db, key)]);
  return { key, token: `pv_${id}_${secret}` };
}

/**
 * Ends a key at once. Refuses with `unknown-key`, and with `last-admin-key` the last by which an admin gets
 * in: one that works until it is deleted, unless the environment has one (`isAdminElsewhere`).
 */
export async function endKey(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  id: string,
  { isAdminElsewhere }: { readonly isAdminElsewhere: boolean },
): Promise<void> {
  const command = newId();
  const [deleted] = await store.atomic([
    deleteKey(store.db, id, { now: now(), command, keepsAdmin: !isAdminElsewhere }),
  ]);
  if (deleted === 1) return;
  const found = await findKeyDeletion(store.db, id);
  // D1 may take a write, report an error, and count nothing when it is asked again.
  if (found?.command === command) return;
  if (found?.isDeleted === false) {
    throw new Refusal(
      'last-admin-key',
      'Nobody could make keys any more: make another admin key without an end, or set ADMIN_KEY, first.',
    );
  }
  throw new Refusal('unknown-key', 'There is no such key.');
}
