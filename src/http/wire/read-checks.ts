import {
  readParties,
  readPolicy,
  readRuledReaders,
  readUser,
  unknownParty,
} from '../../actions/answers/read-facts.ts';
import { type Asking, type Check, checkOfSeat, checkUser } from '../../domain/answers/check.ts';
import { isFor } from '../../domain/answers/is-for.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { countsFromRenewal, isRuled, type RuledReader } from '../../domain/answers/own-outcome.ts';
import { type Position, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { type Reach, versionsUnderWay } from '../../domain/answers/untold.ts';
import { USE_MAY_LEAD_MS } from '../../domain/answers/use.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionInForce } from '../../domain/policies/timeline.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { listPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import {
  findPartyOfPolicy,
  findUserOfPolicy,
  type UserOfPolicy,
} from '../../storage/answers/user-of-policy.ts';
import { listNotReached } from '../../storage/notices/not-reached.ts';
import type { User } from '../../storage/people/users.ts';
import { listPolicies, type StoredPolicy } from '../../storage/policies/policies.ts';
import {
  findKnownVersions,
  listVersionsOf,
  type PolicyVersions,
} from '../../storage/policies/policy-versions.ts';
import type { HttpContext } from './http-context.ts';

type Reading = Pick<HttpContext, 'store' | 'now'>;

/** A policy with all its versions, in one look-up when nothing changed since; refuses with `unknown-policy`. */
export function readPolicyVersions({ store }: Pick<Reading, 'store'>, name: string): Promise<PolicyVersions> {
  return readPolicy(store.db, name);
}

/** Every policy with all its versions. */
export async function readAllPolicyVersions({ store }: Reading): Promise<PolicyVersions[]> {
  const policies = await listPolicies(store.db);
  return Promise.all(policies.map((policy) => listVersionsOf(store.db, policy)));
}

/**
 * What is true right now of one user and one policy, in one look-up while neither the policy nor its
 * versions change and the user has never declined, and in two of a seat; refuses with `unknown-policy`,
 * `unknown-user` or `unknown-party`.
 */
export function readCheck(context: Reading, user: string, policy: string): Soon<Check> {
  const { db } = context.store;
  const at = context.now();
  const known = findKnownVersions(db, policy);
  if (known === undefined) return readCheckAnew(context, user, policy);
  const { versions } = known;
  const ruled = versions.some(isRuled);
  const from = firstThatMatters(versions, at);
  const isKnown = (found: UserOfPolicy | undefined): found is UserOfPolicy & { readonly ref: string } =>
    found !== undefined && found.ref !== null && found.command === known.policy.command;
  const check = (found: UserOfPolicy & { readonly ref: string }): Soon<Check> => {
    const { ref, positions, hasAddress, hasTerminations } = found;
    const needsMore = hasTerminations || (ruled && versions.some(asksForRenewals));
    const facts: Soon<UserFacts> = needsMore
      ? readFactsOfOne(context, policy, versions, { ref, positions })
      : ownFacts({ versions, positions, terminations: [] }, found.reader);
    const reach = readReach(context, { policy, versions, at }, { ref, hasAddress, positions });
    return whenThere(facts, (facts) =>
      whenThere(reach, (reach) =>
        checkUser(user, policy, facts, reach, at, askingOf(known.policy, found.reader)),
      ),
    );
  };
  return whenThere(findUserOfPolicy(db, user, policy, from, ruled), (found) => {
    if (!isKnown(found)) return readCheckAnew(context, user, policy);
    if (found.party === null) return check(found);
    return whenThere(findPartyOfPolicy(db, user, policy, from, ruled), (party) =>
      party === undefined || !isKnown(party)
        ? readCheckAnew(context, user, policy)
        : whenThere(check(party), (one) => checkOfSeat(one, party.mayAnswer)),
    );
  });
}

/** As `readCheck`, whatever is known already. */
async function readCheckAnew(context: Reading, user: string, policy: string): Promise<Check> {
  const fresh = await readPolicyVersions(context, policy);
  const [check] = await readChecks(context, fresh, [await readUser(context.store.db, user)]);
  return check as Check;
}

/** What is true right now of some users and one policy, in the order of the users; refuses as `readCheckers`. */
export async function readChecks(
  context: Reading,
  policy: PolicyVersions,
  users: readonly User[],
): Promise<Check[]> {
  const at = context.now();
  return (await readCheckers(context, policy, users, at)).map((check) => check(at));
}

/**
 * What answers the check of some users and one policy, in the order of the users, for `at` and every
 * instant after it, as long as nobody acts. Refuses with `unknown-party` seats of somebody who was erased.
 */
export async function readCheckers(
  { store }: Pick<Reading, 'store'>,
  { policy, versions }: PolicyVersions,
  users: readonly User[],
  at: Instant,
): Promise<((at: Instant) => Check)[]> {
  const partyOf = await readParties(store.db, users);
  const subjects = users.map((one) => partyOf(one) ?? refuseSeat());
  const refs = subjects.map((one) => one.ref);
  const from = firstThatMatters(versions, at);
  const positions = await listPositions(store.db, refs, policy.policy, from);
  const known = refs.map((ref) => ({ ref, positions: positions.get(ref) ?? [] }));
  const readers = await readersOf({ store }, versions, subjects as readonly User[]);
  const facts = await readFacts({ store }, policy.policy, versions, known, readers);
  const underWay = versionsUnderWay(versions, at);
  const notReached = await listNotReached(store.db, refs, policy.policy, underWay);
  return users.map(({ user, party, mayAnswer }, i) => {
    const { ref, addressedAt } = subjects[i] as User;
    const reach = { hasAddress: addressedAt !== null, notReached: notReached.get(ref) ?? [] };
    const asking = askingOf(policy, readers(ref));
    return (at) => {
      const check = checkUser(user, policy.policy, facts[i] as UserFacts, reach, at, asking);
      return party === null ? check : checkOfSeat(check, mayAnswer);
    };
  });
}

/** Who some users are to the rules of versions, by `ref`: as their rows say it, but for renewals that these count from. */
async function readersOf(
  { store }: Pick<Reading, 'store'>,
  versions: readonly Version[],
  users: readonly User[],
): Promise<(ref: string) => RuledReader> {
  if (versions.some(asksForRenewals)) {
    return readRuledReaders(
      store.db,
      users.map(({ ref }) => ref),
      versions,
    );
  }
  const byRef = new Map(users.map((one) => [one.ref, one]));
  return (ref) => {
    const { attributes = {}, createdAt = null, renewsAt = [] } = byRef.get(ref) ?? {};
    return { attributes, joinedAt: createdAt, renewsAt };
  };
}

function refuseSeat(): never {
  throw unknownParty();
}

/**
 * All that decides what some users owe, in their order. Of whoever ever declined every position is read:
 * what lies below the one that they would hold may be what they do, if they were leaving when that came.
 */
async function readFacts(
  { store }: Pick<Reading, 'store'>,
  policy: string,
  versions: readonly Version[],
  known: readonly { readonly ref: string; readonly positions: readonly Position[] }[],
  readers: (ref: string) => RuledReader,
): Promise<UserFacts[]> {
  const refs = known.map(({ ref }) => ref);
  const terminations = await listTerminations(store.db, refs);
  const declined = refs.filter((ref) => terminations.has(ref));
  const all = declined.length === 0 ? null : await listPositions(store.db, declined, policy, 0);
  return known.map(({ ref, positions }) => {
    const own = { positions: all?.get(ref) ?? positions, terminations: terminations.get(ref) ?? [] };
    return ownFacts({ versions, ...own }, readers(ref));
  });
}

async function readFactsOfOne(
  context: Pick<Reading, 'store'>,
  policy: string,
  versions: readonly Version[],
  one: { readonly ref: string; readonly positions: readonly Position[] },
): Promise<UserFacts> {
  const readers = await readRuledReaders(context.store.db, [one.ref], versions);
  const [facts] = await readFacts(context, policy, versions, [one], readers);
  return facts as UserFacts;
}

/** How mail reaches a user. It takes no query but in the hour after a version is posted, for whoever is not told. */
function readReach(
  { store }: Pick<Reading, 'store'>,
  {
    policy,
    versions,
    at,
  }: { readonly policy: string; readonly versions: readonly Version[]; readonly at: Instant },
  {
    ref,
    hasAddress,
    positions,
  }: { readonly ref: string; readonly hasAddress: boolean; readonly positions: readonly Position[] },
): Soon<Reach> {
  const untold = notTold(positions, versionsUnderWay(versions, at));
  if (!hasAddress || untold.length === 0) return { hasAddress, notReached: [] };
  return whenThere(listNotReached(store.db, [ref], policy, untold), (byRef) => ({
    hasAddress,
    notReached: byRef.get(ref) ?? [],
  }));
}

/** Those of some versions that nothing told a user of. */
export function notTold(positions: readonly Position[], versions: readonly number[]): readonly number[] {
  return versions.filter((version) => positionOf(positions, version).toldAt === null);
}

/** What is true right now of one user and every policy. */
export async function readAllChecks(context: Reading, user: User): Promise<Check[]> {
  const policies = await readAllPolicyVersions(context);
  return Promise.all(
    policies.map(async (one) => {
      const [check] = await readChecks(context, one, [user]);
      return check as Check;
    }),
  );
}

/** Whether the rules of a version ask for renewals, of which a user's row does not say all. */
export function asksForRenewals({ rules }: Version): boolean {
  return rules !== null && countsFromRenewal(rules);
}

const ASKS_EVERYBODY: Asking = { appliesToThem: true, required: true, revocable: false, pausedUntil: null };

/** Whom a policy is for, and whether it is gated on. */
export function askingOf(policy: StoredPolicy, { attributes }: RuledReader): Asking {
  const { appliesTo, required, revocable, askingPause } = policy;
  if (appliesTo === null && required && !revocable && askingPause === null) return ASKS_EVERYBODY;
  const pausedUntil = askingPause?.until ?? null;
  return { appliesToThem: isFor(policy, attributes), required, revocable, pausedUntil };
}

/**
 * The first version a check looks at, besides the one a user holds: what is in force. Whoever accepted by
 * a use that still lies ahead used a version that was in force no longer ago than that.
 */
export function firstThatMatters(versions: readonly Version[], at: Instant): number {
  // What is in force differs from reader to reader.
  if (versions.some(isRuled)) return 0;
  return versionInForce(versions, addMs(at, -USE_MAY_LEAD_MS))?.version ?? 0;
}
