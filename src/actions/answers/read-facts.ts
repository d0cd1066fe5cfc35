/*
 * What people do about a version: accept, decline and leave, change their mind, use the service; with
 * their receipts. Each is decided on the facts read here and written only if they still stand.
 */

import type { MadeAcceptance } from '../../domain/answers/counting.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { isRuled, type RuledReader } from '../../domain/answers/own-outcome.ts';
import type { UserFacts } from '../../domain/answers/position.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { actsKey, type CountingOf, listMadeAcceptances } from '../../storage/answers/acceptances.ts';
import {
  listPositions,
  listPositionsOf,
  listTerminations,
  listTerminationsOf,
} from '../../storage/answers/user-facts.ts';
import { listRuledReaders } from '../../storage/people/ruled-readers.ts';
import { findUser, listUsersByRef, type User } from '../../storage/people/users.ts';
import { findPolicyVersions, type PolicyVersions } from '../../storage/policies/policy-versions.ts';
import { listVersions } from '../../storage/policies/versions.ts';
import type { Database } from '../../storage/store.ts';

/** The policy of that name with its versions; refuses with `unknown-policy`. */
export async function readPolicy(db: Database, policy: string): Promise<PolicyVersions> {
  const found = await findPolicyVersions(db, policy);
  if (found === undefined) throw new Refusal('unknown-policy', `There is no policy "${policy}".`);
  return found;
}

/** One of a policy's versions; refuses with `unknown-version`. */
export function versionOf(versions: readonly Version[], policy: string, version: number): Version {
  const found = versions.find((one) => one.version === version);
  if (found === undefined) {
    throw new Refusal('unknown-version', `Policy "${policy}" has no version ${version}.`);
  }
  return found;
}

/** The user of that id; refuses with `unknown-user`. */
export async function readUser(db: Database, user: string): Promise<User> {
  const found = await findUser(db, user);
  if (found === undefined) throw new Refusal('unknown-user', 'There is no such user.');
  return found;
}

/** Whose an act of a user is: their own, or that of the party whose seat, `seat`, they are. */
export type Acting = { readonly user: User; readonly seat?: string };

/** Whose a user's act is; refuses with `unknown-user`, and with `unknown-party` a seat of somebody who was erased. */
export async function readActing(db: Database, user: string): Promise<Acting> {
  const found = await readUser(db, user);
  return found.party === null ? { user: found } : { user: await readPartyOf(db, found), seat: found.ref };
}

/** As `readActing`, for an answer; refuses with `may-not-answer` what a seat says that may not. */
export async function readAnswering(db: Database, user: string): Promise<Acting> {
  const found = await readUser(db, user);
  if (found.party === null) return { user: found };
  if (!found.mayAnswer) {
    throw new Refusal(
      'may-not-answer',
      'This user is a seat that does not answer for its party: ask one with "mayAnswer", or the party itself.',
    );
  }
  return { user: await readPartyOf(db, found), seat: found.ref };
}

async function readPartyOf(db: Database, seat: User): Promise<User> {
  const party = (await readParties(db, [seat]))(seat);
  if (party === undefined) throw unknownParty();
  return party;
}

/** Whose check that of each of some users is: their own, or that of the party whose seat they are, if there is one still. */
export async function readParties(
  db: Database,
  users: readonly User[],
): Promise<(user: User) => User | undefined> {
  const parties = await listUsersByRef(db, [...new Set(users.flatMap(({ party }) => party ?? []))]);
  return (user) => {
    if (user.party === null) return user;
    const found = parties.get(user.party);
    // A party that became a seat since speaks for nobody, or it would go round in circles.
    return found?.party === null ? found : undefined;
  };
}

/** Refuses what a seat asks or says whose party is gone. */
export function unknownParty(): Refusal {
  return new Refusal(
    'unknown-party',
    'The party whose seat this user is was erased, or is a seat itself by now.',
  );
}

/** All acts by which a user agreed to a version that were not voided, whether they count or not. */
export async function readMadeAcceptances(db: Database, of: CountingOf): Promise<readonly MadeAcceptance[]> {
  return (await listMadeAcceptances(db, [of])).get(actsKey(of)) ?? [];
}

/** All that decides what a user owes about a policy, its versions as they are for them. */
export async function readUserFacts(
  db: Database,
  ref: string,
  policy: string,
  versions: readonly Version[],
): Promise<UserFacts> {
  const positions = await listPositionsOf(db, ref, policy);
  const facts = { versions, positions, terminations: await listTerminationsOf(db, ref) };
  const readers = await readRuledReaders(db, [ref], versions);
  return ownFacts(facts, readers(ref));
}

/** Who some users are to the rules of versions, by `ref`; takes no query where no version has any. */
export async function readRuledReaders(
  db: Database,
  refs: readonly string[],
  versions: readonly Version[],
): Promise<(ref: string) => RuledReader> {
  const readers = versions.some(isRuled) ? await listRuledReaders(db, refs) : null;
  return (ref) => readers?.get(ref) ?? NOBODY_KNOWN;
}

const NOBODY_KNOWN: RuledReader = { attributes: {}, joinedAt: null, renewsAt: [] };

/** All that decides what some users are told of a policy's versions, by `ref`. */
export async function readFactsOf(
  db: Database,
  policy: string,
  refs: readonly string[],
): Promise<(ref: string) => UserFacts> {
  const versions = await listVersions(db, policy);
  const positions = await listPositions(db, refs, policy, 0);
  const terminations = await listTerminations(db, refs);
  const readers = await readRuledReaders(db, refs, versions);
  return (ref) => {
    const own = { positions: positions.get(ref) ?? [], terminations: terminations.get(ref) ?? [] };
    return ownFacts({ versions, ...own }, readers(ref));
  };
}
