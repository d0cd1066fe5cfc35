import { equalInConstantTime, sha256Hex } from '../domain/hash.ts';
import { Refusal } from '../domain/refusal.ts';
import { findKey } from '../storage/keys.ts';
import type { Role } from '../storage/schema.ts';
import type { Database } from '../storage/store.ts';
import type { HttpContext } from './endpoint.ts';

/** Whoever calls: the key that every write of theirs records. */
export type Caller = { readonly keyId: string; readonly role: Role };

/** The id under which writes with the environment's admin key are recorded. */
export const ADMIN_KEY_ID = 'admin';

/** What compares unequal to every secret, so that an unknown key takes as long as a known one. */
const NO_HASH = '-'.repeat(64);

/**
 * The hashes of secrets that worked, by the secret, since hashing one takes as long as looking up its
 * key. The key is looked up all the same, so that a deleted one stops working at once.
 */
const hashes = new Map<string, string>();
const MAX_HASHES = 1000;

/** Lets in a bearer key whose role may call; refuses with `unauthorized` or `forbidden`. */
export async function authorize(
  context: Pick<HttpContext, 'store' | 'adminKeyHash'>,
  header: string | undefined,
  role: 'any' | Role,
): Promise<Caller> {
  const token = /^bearer +(\S{1,512}) *$/i.exec(header ?? '')?.[1] ?? '';
  const caller = (await identifyMade(context.store.db, token)) ?? identifyAdmin(context.adminKeyHash, token);
  if (caller === null) {
    throw new Refusal('unauthorized', 'Send a key that works as "Authorization: Bearer …".');
  }
  if (role !== 'any' && caller.role !== role && caller.role !== 'admin') {
    throw new Refusal(
      'forbidden',
      `This needs a key with the role "${role}"; this one has "${caller.role}".`,
    );
  }
  return caller;
}

function identifyAdmin(adminKeyHash: string | null, token: string): Caller | null {
  const matches = adminKeyHash !== null && hasHash(token, adminKeyHash);
  return matches ? { keyId: ADMIN_KEY_ID, role: 'admin' } : null;
}

/** A key that this service made carries the id of its row. */
async function identifyMade(db: Database, token: string): Promise<Caller | null> {
  const [, id, secret] = /^pv_([0-9a-f]{32})_([0-9a-f]{64})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return null;
  const key = await findKey(db, id);
  const matches = hasHash(secret, key?.secretHash ?? NO_HASH);
  return matches && key !== undefined ? { keyId: key.id, role: key.role } : null;
}

function hasHash(secret: string, hash: string): boolean {
  const known = hashes.get(secret);
  const matches = equalInConstantTime(known ?? sha256Hex(secret), hash);
  if (matches && known === undefined) {
    if (hashes.size >= MAX_HASHES) hashes.clear();
    hashes.set(secret, hash);
  }
  return matches;
}
