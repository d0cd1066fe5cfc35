import { ProvisoError, toProvisoError } from './error.ts';
import { idOf, type User, type UserRecord } from './options.ts';
import { putUser, userPath } from './read-checks.ts';
import { type Asking, type Call, callService, type Reply } from './service.ts';

/** A version that an act is about, with what the user was shown. */
export type AboutVersion = {
  readonly policy: string;
  readonly version: number;
};

/** What was shown to whoever accepts, and how they said so. */
export type Acceptance = AboutVersion & {
  /** Pins the text that was shown, as `current` gives it: another one is refused. */
  readonly contentHash?: string;
  readonly locale?: string;
  readonly method?: string;
  readonly ip?: string;
  readonly userAgent?: string;
  /** For somebody who left and comes back. */
  readonly returning?: boolean;
};

/** How somebody declines. */
export type Decline = AboutVersion & {
  /** `effect`, unless said: they leave when their window closes. */
  readonly when?: 'effect' | 'now';
  readonly reason?: string;
};

/** What is recorded of an acceptance or of leaving; `id` names it from then on. */
export type Recorded = AboutVersion & { readonly id: string; readonly [more: string]: unknown };

/** The version in force of a policy, as anybody may read it. */
export type CurrentVersion = {
  readonly policy: string;
  readonly title: string;
  readonly version: number;
  readonly contentHash: string;
  readonly locale: string;
  readonly effectiveAt: string;
  readonly url: string;
};

/** Somebody who signs up. */
export type SignUp = {
  readonly user: UserRecord;
  /** The policies they agree to. */
  readonly accept: readonly string[];
  /** What they were shown of each, as `current` gave it. */
  readonly shown: Readonly<
    Record<string, Pick<CurrentVersion, 'version'> & Partial<Pick<CurrentVersion, 'contentHash' | 'locale'>>>
  >;
  readonly method?: string;
  readonly ip?: string;
  readonly userAgent?: string;
};

/** A page of the service for one user. */
export type UserLink = { readonly url: string; readonly expiresAt: string };

/** What a product does for its users. All of it throws a ProvisoError where it cannot be done. */
export type Acts = {
  readonly accept: (user: User, acceptance: Acceptance) => Promise<Recorded>;
  readonly decline: (user: User, decline: Decline) => Promise<Recorded>;
  /** Takes a leaving back that has not happened, by the id that `decline` answered. */
  readonly cancelLeaving: (user: User, id: string) => Promise<Recorded>;
  /** The product showed the notice of a version by itself: from then on the user is told. */
  readonly showed: (
    user: User,
    about: AboutVersion,
  ) => Promise<{ readonly toldAt: string; readonly bindsAt: string }>;
  /** What somebody who signs up is to be shown. */
  readonly current: (policy: string) => Promise<CurrentVersion>;
  /** Makes a user and what they agree to in one call, which may be repeated. */
  readonly signUp: (
    signUp: SignUp,
  ) => Promise<{ readonly user: string; readonly acceptances: readonly Recorded[] }>;
  /** A signed answer about a user, for them to carry: in a cookie, say. `check` takes it. */
  readonly assertion: (user: User) => Promise<{ readonly assertion: string; readonly expiresAt: string }>;
  /** Makes a user known, or changes what is known of them. */
  readonly putUser: (user: UserRecord) => Promise<void>;
  /**
   * A link to the page where this user reads and answers all that is asked of them, for whoever is there: it waits
   * a quarter of an hour to be opened, and opens for a day then. From there they go back to `returnTo`, which must
   * begin with one of the service's `RETURN_TO`; else it refuses with `return-not-allowed`.
   */
  readonly link: (user: User, how?: { readonly returnTo?: string | undefined }) => Promise<UserLink>;
};

const ACT_TIMEOUT_MS = 10_000;
const TRIES = 3;
const FIRST_PAUSE_MS = 200;

/** Makes the acts of one client. `acted` hears of each user about whom something changed. */
export function makeActs(asking: Asking, policies: readonly string[], acted: (user: string) => void): Acts {
  const act = async <T>(user: User | null, call: Omit<Call, 'timeoutMs'>): Promise<T> => {
    try {
      const { body } = await callUntilAnswered(asking, call);
      return body as T;
    } finally {
      // Also where it failed: it may have been done.
      if (user !== null) acted(idOf(user));
    }
  };
  const post = <T>(user: User | null, path: string, body: unknown) =>
    act<T>(user, { method: 'POST', path, body, idempotencyKey: crypto.randomUUID() });

  return {
    accept: (user, acceptance) => post(user, '/v1/acceptances', { user: idOf(user), ...acceptance }),
    decline: (user, decline) => post(user, '/v1/terminations', { user: idOf(user), ...decline }),
    cancelLeaving: (user, id) =>
      act(user, { method: 'DELETE', path: `/v1/terminations/${encodeURIComponent(id)}` }),
    showed: (user, { policy, version }) =>
      post(user, '/v1/notices/shown', { user: idOf(user), policy, version }),
    current: (policy) =>
      act(null, { method: 'GET', path: `/policies/${encodeURIComponent(policy)}/current.json` }),
    signUp({ user: { id, ...known }, accept, shown, ...how }) {
      const accepts = accept.map((policy) => ({ policy, ...whatWasShown(shown, policy) }));
      return post(id, '/v1/users', { user: id, ...known, accepts, ...how });
    },
    async assertion(user) {
      const query = new URLSearchParams({ policies: policies.join(',') });
      return act(null, { method: 'GET', path: `${userPath(idOf(user))}/assertion?${query}` });
    },
    async putUser(user) {
      try {
        await putUser(asking, user);
      } finally {
        acted(user.id);
      }
    },
    link: (user, { returnTo } = {}) =>
      act(null, {
        method: 'POST',
        path: `${userPath(idOf(user))}/links`,
        body: { purpose: 'sitting', policies, returnTo },
      }),
  };
}

function whatWasShown(shown: SignUp['shown'], policy: string) {
  const one = shown[policy];
  if (one === undefined)
    throw new ProvisoError('invalid-request', `\`shown\` does not say what was shown of "${policy}"`);
  const { version, contentHash, locale } = one;
  return { version, contentHash, locale };
}

/** Asks until the service answers, a few times: what carries a key of its own is done once however often it comes. */
async function callUntilAnswered(asking: Asking, call: Omit<Call, 'timeoutMs'>): Promise<Reply> {
  for (let tries = 1; ; tries++) {
    try {
      return await callService(asking, { ...call, timeoutMs: ACT_TIMEOUT_MS });
    } catch (thrown) {
      const error = toProvisoError(thrown);
      if (!error.isServiceDown || tries === TRIES) throw error;
      const pause = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (tries - 1);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
