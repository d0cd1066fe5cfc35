import { type Answer, letsIn } from './answer.ts';
import { type Assertion, type AssertionKeys, answerAt, readAssertion } from './assertion.ts';
import { toProvisoError } from './error.ts';
import { type Asking, callService } from './service.ts';

/** Answers from tokens that users carry, with no network but for the keys. */
export type SignedAnswers = {
  /** What a token says of a user now, where it lets them in and may be believed; else null. Never throws. */
  readonly find: (token: string, user: string) => Answer | null | Promise<Answer | null>;
  /** Believes no token from before now: of one user, or of all. */
  readonly forget: (user?: string) => void;
};

/** A token that was verified, and the stretch of it that counted when it was last asked for. */
type Known = Assertion & { answer: Answer | null; since: number; until: number };

const KEYS_AGAIN_MS = 60_000;
const KEYS_TIMEOUT_MS = 5_000;

/** Makes what reads signed answers for one client. `keys` are those it begins with; null fetches them. */
export function readSignedAnswers(
  asking: Asking,
  options: { readonly policies: readonly string[]; readonly issuer: string; readonly mostUsers: number },
  keys: AssertionKeys | null,
): SignedAnswers {
  const { policies, issuer, mostUsers } = options;
  const byToken = new Map<string, Known>();
  const forgottenAt = new Map<string, number>();
  let allForgottenAt = 0;
  let known = keys;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | null = null;

  /** At most once a minute, however many tokens come with ids of keys that nobody knows. */
  const fetchKeys = (): Promise<void> => {
    if (fetching !== null) return fetching;
    if (performance.now() < fetchedAt + KEYS_AGAIN_MS) return Promise.resolve();
    fetchedAt = performance.now();
    fetching = callService(asking, {
      method: 'GET',
      path: '/.well-known/jwks.json',
      timeoutMs: KEYS_TIMEOUT_MS,
    })
      .then(
        ({ body }) => {
          known = body as AssertionKeys;
        },
        // Then tokens are not believed, and the service is asked about people.
        () => {},
      )
      .finally(() => {
        fetching = null;
      });
    return fetching;
  };

  const verify = async (token: string, user: string): Promise<Answer | null> => {
    if (known === null) await fetchKeys();
    for (const isLast of [false, true]) {
      const at = Date.now();
      try {
        if (known === null) return null;
        const assertion = await readAssertion(token, { keys: known, issuer, user, policies, at });
        if (byToken.size >= mostUsers) byToken.delete(byToken.keys().next().value as string);
        byToken.set(token, { ...assertion, answer: null, since: 0, until: 0 });
        return findKnown(token, user, at) ?? null;
      } catch (thrown) {
        if (isLast || toProvisoError(thrown).code !== 'unknown-assertion-key') return null;
        await fetchKeys();
      }
    }
    return null;
  };

  /** Undefined where the token was not verified for that user. */
  const findKnown = (token: string, user: string, at: number): Answer | null | undefined => {
    const assertion = byToken.get(token);
    if (assertion === undefined || assertion.user !== user) return undefined;
    if (assertion.issuedAt <= allForgottenAt) return null;
    if (forgottenAt.size > 0 && assertion.issuedAt <= (forgottenAt.get(user) ?? 0)) return null;
    if (at >= assertion.until || at < assertion.since) {
      const answer = answerAt(assertion, at);
      const next = assertion.stretches.find(({ from }) => from > at)?.from ?? assertion.expiresAt;
      assertion.answer = answer !== null && letsIn(answer) ? answer : null;
      assertion.since = at;
      assertion.until = next;
    }
    return assertion.answer;
  };

  return {
    find(token, user) {
      const found = findKnown(token, user, Date.now());
      return found === undefined ? verify(token, user) : found;
    },
    forget(user) {
      if (user === undefined) {
        allForgottenAt = Date.now();
        byToken.clear();
        return;
      }
      if (forgottenAt.size >= mostUsers) forgottenAt.delete(forgottenAt.keys().next().value as string);
      forgottenAt.delete(user);
      forgottenAt.set(user, Date.now());
    },
  };
}
