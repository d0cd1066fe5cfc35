import { equalInConstantTime, sha256Hex } from '../domain/hash.ts';
import { Refusal } from '../domain/refusal.ts';
import { findKey } from '../storage/keys.ts';
import type { Role } from '../storage/schema.ts';
import type { HttpContext } from './endpoint.ts';

/** Whoever calls: the key that every write of theirs records. */
export type Caller = { readonly keyId: string; readonly role: Role };

/** The id under which writes with the environment's admin key are recorded. */
export const ADMIN_KEY_ID = 'admin';

/** What compares unequal to every secret, so that an unknown key takes as long as a known one. */
const NO_HASH = '-'.repeat(64);

/** Lets in a bearer key whose role may call; refuses with `unauthorized` or `forbidden`. */
export async function authorize(
  context: Pick<HttpContext, 'store' | 'adminKeyHash'>,
  header: string | undefined,
  role: 'any' | Role,
): Promise<Caller> {
  const caller = await identify(context, header);
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

async function identify(
  { store, adminKeyHash }: Pick<HttpContext, 'store' | 'adminKeyHash'>,
  header: string | undefined,
): Promise<Caller | null> {
  const token = /^bearer +(\S{1,512}) *$/i.exec(header ?? '')?.[1];
  if (token === undefined) return null;
  if (adminKeyHash !== null && equalInConstantTime(sha256Hex(token), adminKeyHash)) {
    return { keyId: ADMIN_KEY_ID, role: 'admin' };
  }
  const [, id, secret] = /^pv_([0-9a-f]{32})_([0-9a-f]{64})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return null;
  const key = await findKey(store.db, id);
  const matches = equalInConstantTime(sha256Hex(secret), key?.secretHash ?? NO_HASH);
  return matches && key !== undefined ? { keyId: key.id, role: key.role } : null;
}
