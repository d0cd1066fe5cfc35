import { type Client, createClient } from './client.ts';
import { type Change, DAY_MS, type FakeState, NOTICE_DAYS, standingVersions, tell } from './fake-rules.ts';
import { answerFake, FakeRefusal } from './fake-service.ts';
import type { ClientOptions } from './options.ts';

export type { Change } from './fake-rules.ts';

/** A client over rules in memory, and what has things happen there. */
export type FakeProviso = Client & {
  /** Posts a version of a policy, by the default rules, and tells everybody who has an address. Answers its number. */
  readonly publish: (
    policy: string,
    how?: { readonly change?: Change; readonly acceptance?: 'deemed' | 'explicit' },
  ) => number;
  /** Withdraws an announced version. */
  readonly withdraw: (policy: string, version: number) => void;
  /** Has nobody asked about a policy until then, as an operator can; null has people asked again. */
  readonly pauseAsking: (policy: string, until: string | null) => void;
  /** Makes a user known; `email` null cannot be reached by mail. `accepted` is what they agreed to before. */
  readonly put: (
    user: string,
    known?: { readonly email?: string | null; readonly accepted?: Readonly<Record<string, number>> },
  ) => void;
  /** Moves the clock on to a date or an instant, such as `2026-12-28`. It never goes back. */
  readonly at: (when: string) => void;
  /** Has the service be away, until it is called with false. */
  readonly beAway: (isAway: boolean) => void;
};

/**
 * The client that products use, over a service in memory that goes by the default rules, so that a product's
 * own tests say what it does in thirty days. It begins at `now`, 1 January 2026 unless said.
 */
export function fakeProviso(
  options: Partial<ClientOptions> & Pick<ClientOptions, 'policies'> & { readonly now?: string },
): FakeProviso {
  const { now: start = '2026-01-01', ...given } = options;
  let now = Date.parse(start);
  let isAway = false;
  const state: FakeState = { versions: [], users: new Map(), pauses: new Map() };

  const fakeFetch: typeof fetch = async (input, init) => {
    if (isAway) throw new TypeError('fetch failed');
    const { pathname } = new URL(String(input));
    const headers = { date: new Date(now).toUTCString(), 'content-type': 'application/json' };
    try {
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
      const { status, answer } = answerFake(state, now, init?.method ?? 'GET', pathname, body);
      return Response.json(answer, { status, headers });
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error;
      const problem = { type: `/problems/${error.code}`, status: error.status, detail: error.message };
      const response = { ...headers, 'content-type': 'application/problem+json' };
      return Response.json(problem, { status: error.status, headers: response });
    }
  };
  const client = createClient({
    ...{ url: 'http://proviso.invalid', key: 'fake', fallback: 'keep-out', ...given },
    fetch: fakeFetch,
  });
  const changed = () => {
    tell(state, now);
    client.forget();
  };

  return {
    ...client,
    publish(policy, { change, acceptance = 'deemed' } = {}) {
      const before = standingVersions(state, policy);
      const kind = change ?? (before.length === 0 ? 'initial' : 'substantial');
      if ((kind === 'initial') !== (before.length === 0)) {
        throw new TypeError('the first version of a policy is `initial`, and no other');
      }
      const version = state.versions.filter((one) => one.policy === policy).length + 1;
      // No version takes effect before its predecessor.
      const effectiveAt = Math.max(now + NOTICE_DAYS[kind] * DAY_MS, ...before.map((one) => one.effectiveAt));
      state.versions.push({
        policy,
        version,
        change: kind,
        acceptance,
        postedAt: now,
        effectiveAt,
        withdrawnAt: null,
      });
      changed();
      return version;
    },
    withdraw(policy, version) {
      const found = standingVersions(state, policy).find((one) => one.version === version);
      if (found === undefined || found.effectiveAt <= now)
        throw new TypeError('only an announced version can be withdrawn');
      found.withdrawnAt = now;
      for (const user of state.users.values()) {
        const kept = user.leavings.filter(
          (one) => one.policy !== policy || one.version !== version || one.terminatesAt <= now,
        );
        user.leavings.splice(0, Number.POSITIVE_INFINITY, ...kept);
      }
      changed();
    },
    pauseAsking(policy, until) {
      const end = until === null ? 0 : Date.parse(until);
      if (Number.isNaN(end)) throw new TypeError('until must be a date or an instant');
      state.pauses.set(policy, end);
      changed();
    },
    put(id, { email = `${id}@example.com`, accepted = {} } = {}) {
      const user = state.users.get(id) ?? { id, email, accepted: [], told: [], leavings: [] };
      user.email = email;
      for (const [policy, version] of Object.entries(accepted)) {
        user.accepted.push({ policy, version, basis: 'explicit', at: now });
      }
      state.users.set(id, user);
      changed();
    },
    at(when) {
      const then = Date.parse(when);
      if (!(then >= now))
        throw new TypeError(`the clock stands at ${new Date(now).toISOString()} and never goes back`);
      now = then;
      changed();
    },
    beAway(value) {
      isAway = value;
      client.forget();
    },
  };
}
