import type { Context as HonoContext } from 'hono';
import { isUseDue, noteKeyUse } from '../../actions/access/note-key-use.ts';
import { equalInConstantTime, sha256Hex } from '../../domain/hash.ts';
import { type Instant, instantToMs } from '../../domain/instant.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { type ApiKey, findKey } from '../../storage/access/keys.ts';
import type { Role } from '../../storage/access-schema.ts';
import type { Database } from '../../storage/store.ts';
import { senderOf } from './client-address.ts';
import type { HttpContext } from './http-context.ts';
import { type TokenBuckets, tokenBuckets } from './token-buckets.ts';

/** Whose keys may call a route: those of some roles, with those of `admin`; `any`: all but those for drafts alone. */
export type MayCall = 'any' | Role | readonly Role[];

/** All the keys that there are. */
export const EVERYBODY: readonly Role[] = ['legal', 'app', 'approver'];

/** What lets callers in. */
type Keeper = Pick<
  HttpContext,
  'store' | 'now' | 'log' | 'adminKeyHash' | 'wrongKeys' | 'limits' | 'clientAddress' | 'remoteAddress'
>;

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

/**
 * Headers that are looked up for the first time. Of many requests that come at once to a process that has just started,
 * all but the first would count as wrong before anybody knows; those that are count afterwards.
 */
const lookedUp = new Set<string>();

/** A sender may be wrong so often at once, and then so often a second. */
const WRONG_KEYS = { holds: 20, perSecond: 1 };

/** Makes what slows senders of wrong keys down; one for a process or isolate. */
export function wrongKeyBuckets(): TokenBuckets {
  return tokenBuckets(WRONG_KEYS);
}

/**
 * Lets in a bearer key whose role may call; refuses with `unauthorized` or `forbidden`, and with
 * `too-many-requests` whoever has sent too many wrong keys, unless it is one that has worked before, and a key
 * that asks more often than keys may.
 */
export function authorize(context: Keeper, c: HonoContext, mayCall: MayCall): Soon<Caller> {
  const header = c.req.header('authorization');
  if (header === undefined) throw notLetIn();
  const known = worked.get(header);
  const isFirst = known === undefined && !lookedUp.has(header);
  const sender = isFirst ? takeTurn(context, c) : null;
  const presented = known ?? readHeader(header);
  const found = findMade(context.store.db, presented);
  if (isFirst && found instanceof Promise) lookUp(header, found);
  return whenThere(found, (key) => {
    const at = context.now();
    const made = key && callerOf(key, at);
    const caller = made ?? identifyAdmin(context.adminKeyHash, presented);
    if (caller === null) {
      worked.delete(header);
      if (known === undefined && !isFirst) takeTurn(context, c);
      throw notLetIn();
    }
    if (sender !== null) context.wrongKeys.giveBack(sender);
    if (known === undefined) keep(header, presented);
    insistOnRate(context, caller);
    insistOnRole(mayCall, caller);
    return key !== null && made !== null && isUseDue(key, at)
      ? noteKeyUse(context, key.id, at).then(() => caller)
      : caller;
  });
}

function lookUp(header: string, found: Promise<unknown>): void {
  // A request that is given up in a Worker leaves its own behind.
  if (lookedUp.size >= MAX_WORKED) lookedUp.clear();
  lookedUp.add(header);
  const forget = () => lookedUp.delete(header);
  found.then(forget, forget);
}

/**
 * Lets in, on the spot, a header that has worked before, where `authorize` would and writes nothing down; null
 * where it may not, or where nothing is known of that yet. Takes nothing of what the key may ask.
 */
export function letInAgain(
  context: Pick<Keeper, 'store' | 'now' | 'adminKeyHash'>,
  header: string,
  mayCall: MayCall,
): Caller | null {
  const presented = worked.get(header);
  const key = presented && findMade(context.store.db, presented);
  if (presented === undefined || key === undefined || key instanceof Promise) return null;
  const at = context.now();
  const caller = key ? callerOf(key, at) : identifyAdmin(context.adminKeyHash, presented);
  if (caller === null || !mayCallWith(mayCall, caller) || (key !== null && isUseDue(key, at))) return null;
  return caller;
}

/**
 * Lets in whoever presents one secret, as a bearer key or as the password of a URL, whose SHA-256 is
 * `secretHash`; refuses as `authorize` does.
 */
export function insistOnSecret(context: Keeper, c: HonoContext, secretHash: string): void {
  const header = c.req.header('authorization');
  if (header === undefined) throw notLetIn();
  const known = worked.get(header);
  const sender = known === undefined ? takeTurn(context, c) : null;
  const presented = known ?? { tokenHash: sha256Hex(readSecret(header)), made: null };
  if (!equalInConstantTime(presented.tokenHash, secretHash)) {
    worked.delete(header);
    throw notLetIn();
  }
  if (sender === null) return;
  context.wrongKeys.giveBack(sender);
  keep(header, presented);
}

function readSecret(header: string): string {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S{1,1024}) *$/i.exec(header) ?? [];
  if (scheme.toLowerCase() !== 'basic') return value;
  try {
    return /:(.*)$/s.exec(atob(value))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** The roles whose keys may call a route, besides `admin`. */
export function rolesOf(mayCall: MayCall): readonly Role[] {
  return mayCall === 'any' ? ['legal', 'app'] : [mayCall].flat();
}

function mayCallWith(mayCall: MayCall, { role }: Caller): boolean {
  return role === 'admin' || rolesOf(mayCall).includes(role);
}

function insistOnRole(mayCall: MayCall, caller: Caller): void {
  if (mayCallWith(mayCall, caller)) return;
  const { role } = caller;
  const needed = rolesOf(mayCall)
    .map((one) => `"${one}"`)
    .join(' or ');
  throw new Refusal('forbidden', `This needs a key with the role ${needed}; this one has "${role}".`);
}

/** Has whoever sends a key that nobody knows yet wait, where too many of theirs were wrong. */
function takeTurn(context: Keeper, c: HonoContext): string {
  const sender = senderOf(context, c);
  const { waitSeconds, isNews } = context.wrongKeys.take(sender, instantToMs(context.now()));
  if (waitSeconds === 0) return sender;
  if (isNews) context.log('warn', 'somebody sends many wrong keys, and is slowed down', { sender });
  throw new Refusal(
    'too-many-requests',
    `Too many keys that do not work came from your address. Try again in ${waitSeconds} seconds.`,
    { retryAfter: waitSeconds },
  );
}

function insistOnRate({ limits, log }: Keeper, { keyId }: Caller): void {
  const taken = limits.takeOfKey(keyId);
  if (taken === null || taken.waitSeconds === 0) return;
  if (taken.isNews)
    log('warn', 'a key asks more often than KEY_RATE lets it, and is slowed down', { key: keyId });
  throw new Refusal(
    'too-many-requests',
    `This key asks more often than keys may. Try again in ${taken.waitSeconds} seconds.`,
    { retryAfter: taken.waitSeconds },
  );
}

function notLetIn(): Refusal {
  return new Refusal('unauthorized', 'Send a key that works as "Authorization: Bearer …".');
}

/** A token that this service made carries the id of its row. */
function readHeader(header: string): Presented {
  const token = /^bearer +(\S{1,512}) *$/i.exec(header)?.[1] ?? '';
  const [, id, secret] = /^pv_([0-9a-f]{32})_([0-9a-f]{64})$/.exec(token) ?? [];
  const made = id === undefined || secret === undefined ? null : { id, secretHash: sha256Hex(secret) };
  return { tokenHash: sha256Hex(token), made };
}

/** Whoever calls with a key that works at an instant. */
function callerOf({ id, role, endsAt }: ApiKey, at: Instant): Caller | null {
  return endsAt === null || endsAt > at ? { keyId: id, role } : null;
}

function identifyAdmin(adminKeyHash: string | null, { tokenHash }: Presented): Caller | null {
  const matches = adminKeyHash !== null && equalInConstantTime(tokenHash, adminKeyHash);
  return matches ? { keyId: ADMIN_KEY_ID, role: 'admin' } : null;
}

function findMade(db: Database, { made }: Presented): Soon<ApiKey | null> {
  if (made === null) return null;
  return whenThere(findKey(db, made.id), (key) => {
    const matches = equalInConstantTime(made.secretHash, key?.secretHash ?? NO_HASH);
    return matches && key !== undefined ? key : null;
  });
}

function keep(header: string, presented: Presented): void {
  if (worked.size >= MAX_WORKED) worked.clear();
  worked.set(header, presented);
}
