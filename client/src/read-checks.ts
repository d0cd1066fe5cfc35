import { type Answer, type Check, combine } from './answer.ts';
import { ProvisoError } from './error.ts';
import { idOf, type User } from './options.ts';
import { type Asking, callService, notProviso } from './service.ts';

/** What the service says of a user, and until when that may be kept. */
export type Fetched = {
  /** Null where it is what is known already. */
  readonly answer: Answer | null;
  readonly etag: string | null;
  /** The service's clock when it said so, in milliseconds since 1970. */
  readonly saidAt: number;
  /** By when the clock alone may change it, likewise; Infinity where it cannot. */
  readonly validUntil: number;
};

/** How long the service has for a check, also when nobody waits for it any more. */
export const CHECK_TIMEOUT_MS = 5_000;

/** The path of a user's own resources. */
export function userPath(user: string): string {
  return `/v1/users/${encodeURIComponent(user)}`;
}

/**
 * Asks the service about a user and all policies, in one call; a user whom it does not know is put first,
 * where the product says who they are. Throws a ProvisoError.
 */
export async function fetchAnswer(
  asking: Asking,
  policies: readonly string[],
  user: User,
  etag: string | null,
): Promise<Fetched> {
  try {
    return await fetchKnown(asking, policies, idOf(user), etag);
  } catch (error) {
    const isUnknown = error instanceof ProvisoError && error.code === 'unknown-user';
    if (!isUnknown || typeof user === 'string') throw error;
    await putUser(asking, user);
    return fetchKnown(asking, policies, user.id, null);
  }
}

/** Makes a user known. */
export async function putUser(asking: Asking, { id, ...body }: Exclude<User, string>): Promise<void> {
  await callService(asking, { method: 'PUT', path: userPath(id), body, timeoutMs: CHECK_TIMEOUT_MS });
}

async function fetchKnown(
  asking: Asking,
  policies: readonly string[],
  user: string,
  etag: string | null,
): Promise<Fetched> {
  const [only, ...others] = policies;
  const path = `${userPath(user)}/policies${others.length === 0 ? `/${only}` : ''}`;
  const reply = await callService(asking, { method: 'GET', path, etag, timeoutMs: CHECK_TIMEOUT_MS });
  const saidAt = reply.saidAt ?? Date.now();
  if (reply.status === 304) return { answer: null, etag, saidAt, validUntil: Number.POSITIVE_INFINITY };
  const checks = others.length === 0 ? [reply.body] : itemsOf(reply.body);
  return { ...readChecks(checks, policies, user), etag: reply.etag, saidAt };
}

/** Reads checks of which those of the client's policies decide. Throws a ProvisoError where one is missing. */
export function readChecks(
  said: readonly unknown[],
  policies: readonly string[],
  user: string,
): { readonly answer: Answer; readonly validUntil: number } {
  const checks = said.map(toCheck);
  const deciding = policies.map((policy) => {
    const check = checks.find((one) => one.policy === policy);
    if (check !== undefined) return check;
    throw new ProvisoError('unknown-policy', `there is no policy "${policy}"`, { status: 404 });
  });
  const ends = deciding.map(({ validUntil }) =>
    validUntil === null ? Number.POSITIVE_INFINITY : Date.parse(validUntil),
  );
  return { answer: combine(user, deciding, 'service'), validUntil: Math.min(...ends) };
}

/** The items of a list as the service answers it. */
export function itemsOf(body: unknown): readonly unknown[] {
  const { items } = (body ?? {}) as { items?: unknown };
  if (!Array.isArray(items)) throw notProviso(200, JSON.stringify(body) ?? '');
  return items;
}

function toCheck(said: unknown): Check {
  const check = (said ?? {}) as Partial<Check>;
  const isCheck =
    typeof check.policy === 'string' &&
    typeof check.next === 'string' &&
    typeof check.accepted === 'boolean' &&
    (check.validUntil === null || !Number.isNaN(Date.parse(check.validUntil ?? '')));
  if (!isCheck) throw notProviso(200, JSON.stringify(said) ?? '');
  return check as Check;
}
