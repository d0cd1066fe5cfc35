import { equalInConstantTime, sha256Hex } from '../../domain/hash.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { findKey } from '../../storage/access/keys.ts';
import type { Role } from '../../storage/schema.ts';
import type { Database } from '../../storage/store.ts';
import type { HttpContext } from './http-context.ts';

/** Whoever calls: the key that every write of theirs records. */
export type Caller = { readonly keyId: string; readonly role: Role };

/** The id under which writes with the environment's admin key are recorded. */
export const ADMIN_KEY_ID = 'admin';

/** What compares unequal to every secret, so that an unknown key takes as long as a known one. */
const NO_HASH = '-'.repeat(64);

/** What a request says of its caller: the secrets only as hashes, SHA-256 in hex. */
type Presented = {
  readonly tokenHash: string;
  /** Of a token that this service made: the id of its row, and its secret. */
  readonly made: { readonly id: string; readonly secretHash: string } | null;
};

/**
 * What headers that worked presented, by the header, since hashing takes as long as looking up a key.
 * The key is looked up all the same, so that a deleted one stops working at once.
 */
const worked = new Map<string, Presented>();
const MAX_WORKED = 1000;

/** Lets in a bearer key whose role may call; refuses with `unauthorized` or `forbidden`. */
export function authorize(
  { store, adminKeyHash }: Pick<HttpContext, 'store' | 'adminKeyHash'>,
  header = '',
  role: 'any' | Role,
): Soon<Caller> {
  const known = worked.get(header);
  const presented = known ?? readHeader(header);
  return whenThere(identifyMade(store.db, presented), (made) => {
    const caller = made ?? identifyAdmin(adminKeyHash, presented);
    if (caller === null) {
      throw new Refusal('unauthorized', 'Send a key that works as "Authorization: Bearer …".');
    }
    if (known === undefined) keep(header, presented);
    if (role !== 'any' && caller.role !== role && caller.role !== 'admin') {
      throw new Refusal(
        'forbidden',
        `This needs a key with the role "${role}"; this one has "${caller.role}".`,
      );
    }
    return caller;
  });
}

/** A token that this service made carries the id of its row. */
function readHeader(header: string): Presented {
  const token = /^bearer +(\S{1,512}) *$/i.exec(header)?.[1] ?? '';
  const [, id, secret] = /^pv_([0-9a-f]{32})_([0-9a-f]{64})$/.exec(token) ?? [];
  const made = id === undefined || secret === undefined ? null : { id, secretHash: sha256Hex(secret) };
  return { tokenHash: sha256Hex(token), made };
}

function identifyAdmin(adminKeyHash: string | null, { tokenHash }: Presented): Caller | null {
  const matches = adminKeyHash !== null && equalInConstantTime(tokenHash, adminKeyHash);
  return matches ? { keyId: ADMIN_KEY_ID, role: 'admin' } : null;
}

function identifyMade(db: Database, { made }: Presented): Soon<Caller | null> {
  if (made === null) return null;
  return whenThere(findKey(db, made.id), (key) => {
    const matches = equalInConstantTime(made.secretHash, key?.secretHash ?? NO_HASH);
    return matches && key !== undefined ? { keyId: key.id, role: key.role } : null;
  });
}

function keep(header: string, presented: Presented): void {
  if (worked.size >= MAX_WORKED) worked.clear();
  worked.set(header, presented);
}
