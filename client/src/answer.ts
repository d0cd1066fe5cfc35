/** What the product should do next about a user, in the order of strictness. */
export type NextStep = 'none' | 'report-use' | 'show-notice' | 'ask' | 'restrict' | 'deny';

/** How strict each step is: of several policies the strictest decides. */
const STRICTNESS: Readonly<Record<string, number>> = {
  none: 0,
  'report-use': 1,
  'show-notice': 2,
  ask: 3,
  restrict: 4,
  deny: 5,
};

/** A version that a check names. Instants are ISO 8601 in UTC. */
export type CheckedVersion = {
  readonly version: number;
  readonly effectiveAt: string;
  readonly toldAt: string | null;
  readonly bindsAt: string | null;
  readonly [more: string]: unknown;
};

/** The service's answer about one user and one policy, as `GET /v1/users/{user}/policies/{policy}` gives it. */
export type Check = {
  readonly user: string;
  readonly policy: string;
  readonly standing: 'active' | 'leaving' | 'terminated';
  readonly accepted: boolean;
  readonly basis: string | null;
  readonly reason: string | null;
  /** One of `NextStep`; what a newer service says and this client does not know is taken for `ask`. */
  readonly next: string;
  /** There where asking about the policy is paused for everybody and they would be asked: until when. */
  readonly askingPausedUntil?: string;
  readonly current: CheckedVersion | null;
  readonly holds: { readonly version: number | null; readonly basis: string; readonly at: string } | null;
  readonly upcoming: readonly (CheckedVersion & { readonly change: string; readonly response: string })[];
  readonly validUntil: string | null;
  readonly [more: string]: unknown;
};

/** What is said of one policy; from a signed answer only this much is known, and the `version` in force. */
export type PolicyAnswer = Pick<Check, 'policy' | 'next' | 'accepted' | 'reason'> &
  Partial<Check> & { readonly version?: number | null };

/** Where an answer comes from. */
export type Source = 'signed' | 'cache' | 'service' | 'last-known' | 'fallback';

/** What went wrong while an answer was looked for. */
export type Trouble = { readonly code: string; readonly detail: string };

/** The answer to the question that a product asks on each request, for all policies of the client at once. */
export type Answer = {
  readonly user: string;
  /** The strictest of what the policies ask for. */
  readonly next: NextStep;
  /** Whether the user is bound by the version in force of every policy. */
  readonly accepted: boolean;
  /** Of the policy that decides; null where they accepted, or where nothing is known. */
  readonly reason: string | null;
  /** By name; empty where nothing is known. */
  readonly policies: Readonly<Record<string, PolicyAnswer>>;
  readonly source: Source;
  /** For how many milliseconds this has been older than it should be; 0 for what is fresh. */
  readonly staleFor: number;
  /** Not null where the service failed, or refused. What it refused never lets anybody in. */
  readonly error: Trouble | null;
};

/** Whether whoever is answered so goes on. */
export function letsIn({ next }: Pick<Answer, 'next'>): boolean {
  return (STRICTNESS[next] ?? 3) < 3;
}

/** A version whose notice somebody is to be shown. */
export type NoticeToShow = {
  readonly policy: string;
  readonly version: number;
  readonly effectiveAt: string;
};

/**
 * What somebody is to be shown who goes on with `show-notice`: what is in force and they have not answered, and what is
 * announced and nothing told them of. A signed answer names none of it: check without it. Tell `showed` of each.
 */
export function noticesToShow({ policies }: Pick<Answer, 'policies'>): readonly NoticeToShow[] {
  return Object.values(policies).flatMap(({ policy, next, accepted, current, upcoming = [] }) => {
    if (next !== 'show-notice') return [];
    const inForce = accepted || !current ? [] : [current];
    const untold = upcoming.filter(({ toldAt }) => toldAt === null);
    return [...inForce, ...untold].map(({ version, effectiveAt }) => ({ policy, version, effectiveAt }));
  });
}

/** Puts what is said of each policy into one answer. */
export function combine(user: string, said: readonly PolicyAnswer[], source: Source): Answer {
  let deciding: PolicyAnswer | undefined;
  let next: NextStep = 'none';
  for (const one of said) {
    const step = knownStep(one.next);
    if (deciding !== undefined && strictness(step) <= strictness(next)) continue;
    deciding = one;
    next = step;
  }
  const unbound = deciding?.accepted === false ? deciding : said.find((one) => !one.accepted);
  return {
    user,
    next,
    accepted: said.every((one) => one.accepted),
    reason: unbound?.reason ?? null,
    policies: Object.fromEntries(said.map((one) => [one.policy, one])),
    source,
    staleFor: 0,
    error: null,
  };
}

/** What is answered where nothing is known of a user. */
export function unknownAnswer(user: string, next: NextStep, error: Trouble): Answer {
  return { user, next, accepted: false, reason: null, policies: {}, source: 'fallback', staleFor: 0, error };
}

function knownStep(next: string): NextStep {
  return next in STRICTNESS ? (next as NextStep) : 'ask';
}

function strictness(next: NextStep): number {
  return STRICTNESS[next] as number;
}
