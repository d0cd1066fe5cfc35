import { isRuled } from '../../domain/answers/own-outcome.ts';
import { findSaidOfUser } from '../../storage/answers/user-of-policy.ts';
import { findKnownVersions } from '../../storage/policies/policy-versions.ts';
import { CHECK_PATH, cacheControl, MAY_CHECK } from '../api/checks.ts';
import { letInAgain } from '../wire/authorize.ts';
import { routeOf } from '../wire/endpoint.ts';
import { etagOf, matchesEtag } from '../wire/etag.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { firstThatMatters } from '../wire/read-checks.ts';
import { beginTrace, commonHeaders, noteAnswer } from '../wire/trace.ts';
import { keptCheck } from './kept-checks.ts';

/** A request as a server has it, before anything is made of it. */
export type PlainRequest = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
};

/** An answer as a server writes it. */
export type PlainAnswer = {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** Answers a check on the spot; null, and nothing is counted or written, where the app is to be asked. */
export type QuickChecks = (request: PlainRequest) => PlainAnswer | null;

/** Ids that stand in a path as they are, and whatever a policy can be called. */
const PLAIN_CHECK =
  /^\/v1\/users\/([\w:~-][\w.:~@-]{0,255})\/policies\/([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)$/;

const CHECK_ROUTE = routeOf(CHECK_PATH);
const AUTHORIZATION = 'authorization';

/**
 * The one way past the app: the check of one user by a key that is known, which products ask on every request. What
 * it answers is what the app would, and is counted and logged alike; but no request and no response is made
 * of it, no route looked for, no schema run, which together take as long as finding the answer.
 *
 * It knows the ordinary case alone. Whatever else there is about a request, a key or a user, the app is asked; so it
 * is always on a database that does not answer on the spot.
 */
export function quickChecks(context: HttpContext): QuickChecks {
  if (context.store.db.askNow === undefined) return () => null;
  return (request) => {
    const { url = '', headers } = request;
    const [, user, policy] = PLAIN_CHECK.exec(url) ?? [];
    const { authorization, 'if-none-match': ifNoneMatch } = headers;
    if (user === undefined || policy === undefined || typeof authorization !== 'string') return null;
    if (!isPlain(request)) return null;
    const trace = beginTrace(textOf(headers['x-request-id']));
    const found = findCheck(context, { authorization, user, policy });
    if (found === null) return null;
    context.limits.takeOfKey(found.keyId);
    const text = `{"user":"${user}",${found.rest}`;
    const etag = etagOf(text);
    const common = { 'cache-control': found.cacheControl, etag, ...commonHeaders(trace.requestId) };
    const answer: PlainAnswer = matchesEtag(textOf(ifNoneMatch), etag)
      ? { status: 304, headers: common, body: null }
      : { status: 200, headers: { 'content-type': 'application/json', ...common }, body: text };
    noteAnswer(context, trace, { method: 'GET', route: CHECK_ROUTE, status: answer.status });
    return answer;
  };
}

/** What is said of a user to a key that may ask once more; null where either is not known on the spot. */
function findCheck(
  context: HttpContext,
  {
    authorization,
    user,
    policy,
  }: { readonly authorization: string; readonly user: string; readonly policy: string },
): { readonly keyId: string; readonly rest: string; readonly cacheControl: string } | null {
  const { db } = context.store;
  const known = findKnownVersions(db, policy);
  if (known === undefined) return null;
  try {
    const caller = letInAgain(context, authorization, MAY_CHECK);
    if (caller === null || !context.limits.hasOfKey(caller.keyId)) return null;
    const at = context.now();
    const { versions } = known;
    const from = firstThatMatters(versions, at);
    const found = findSaidOfUser(db, user, policy, from, versions.some(isRuled));
    if (found === undefined || found instanceof Promise || found.ref === null) return null;
    const kept = keptCheck(known, found, at);
    return kept && { keyId: caller.keyId, rest: kept.rest, cacheControl: cacheControl([kept.check], at) };
  } catch {
    // The app meets it too, and says what it is.
    return null;
  }
}

/** Whether there is nothing about a request but what it asks, by one key and without a body. */
function isPlain({ method, headers, rawHeaders }: PlainRequest): boolean {
  if (method !== 'GET' || headers['content-length'] !== undefined) return false;
  if (headers['transfer-encoding'] !== undefined) return false;
  let keys = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION) keys++;
  }
  return keys === 1;
}

/** Of a header that is read as one however often it came. */
function textOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
