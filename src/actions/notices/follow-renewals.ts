import { lastOf } from '../../domain/answers/before.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import {
  countsFromRenewal,
  isRuled,
  type OwnTelling,
  ownTelling,
  type RuledReader,
} from '../../domain/answers/own-outcome.ts';
import { type Position, positionOf } from '../../domain/answers/position.ts';
import type { Instant } from '../../domain/instant.ts';
import { listPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import { listReachingEvents } from '../../storage/notices/reaching-events.ts';
import {
  listWaitingForRenewal,
  type Redated,
  redateReaders,
  type ToldOf,
  tellReaderAnew,
} from '../../storage/notices/tellings.ts';
import { findUserByRef, type User } from '../../storage/people/users.ts';
import { listVersions } from '../../storage/policies/versions.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readRuledReaders } from '../answers/read-facts.ts';
import { whatStandsBefore } from '../answers/read-tellings.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';

/** A user as they were read, and renewals of their contract that are not on record yet. */
export type Renewing = Pick<User, 'ref' | 'command'> & { readonly renewsAt: readonly Instant[] };

/**
 * Dates anew what waits for the contracts of some users to renew, once more is known of that: each user in a
 * write of their own. What has a date keeps it, so that a later word never takes away what a notice said.
 *
 * Whoever writes that a contract renews writes this with it; here is found what was told in between.
 */
export async function followRenewals(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  refs: readonly string[],
): Promise<void> {
  const { db } = context.store;
  const waiting = await listWaitingForRenewal(db, refs);
  for (const ref of new Set(waiting.map((one) => one.ref))) {
    await untilWritten(async () => {
      const user = await findUserByRef(db, ref);
      if (user === undefined) return true;
      const dated = await readDated(db, [{ ...user, renewsAt: [] }], context.now());
      if (dated.length === 0) return true;
      return (await writeAboutUser(context, user, datedWith(db, dated))) || undefined;
    });
  }
}

/** The statements that date a user's waiting versions, where a condition holds. */
export function datedWith(
  db: Database,
  dated: readonly Redated[],
): (condition: Condition) => readonly Statement[] {
  return (condition) => dated.map((one) => tellReaderAnew(db, one, one.telling, condition));
}

/**
 * The statements that date what waits for the contracts of some users to renew, to be written in one list before
 * what is known of them: each user's where they are as they were read.
 */
export async function datedBefore(
  db: Database,
  users: readonly Renewing[],
  now: Instant,
): Promise<readonly Statement[]> {
  const dated = await readDated(db, users, now);
  return dated.length === 0 ? [] : [redateReaders(db, dated)];
}

/** What waits for the contracts of some users to renew and has a date by what is known of that now. */
export async function readDated(
  db: Database,
  users: readonly Renewing[],
  now: Instant,
): Promise<readonly Redated[]> {
  const refs = users.map(({ ref }) => ref);
  const waiting = Map.groupBy(await listWaitingForRenewal(db, refs), ({ policy }) => policy);
  const dated: Redated[] = [];
  for (const [policy, all] of waiting) dated.push(...(await readDatedOf(db, policy, all, users, now)));
  return dated;
}

/** The same of one policy: a version that waits with one before it is dated by what that one comes to. */
async function readDatedOf(
  db: Database,
  policy: string,
  waiting: readonly ToldOf[],
  users: readonly Renewing[],
  now: Instant,
): Promise<readonly Redated[]> {
  const refs = [...new Set(waiting.map(({ ref }) => ref))];
  const versions = await listVersions(db, policy);
  const positionsOf = await listPositions(db, refs, policy, 0);
  const terminationsOf = await listTerminations(db, refs);
  const readers = await readRuledReaders(db, refs, versions);
  const renewing = new Map(users.map((one) => [one.ref, one]));
  const dated: Redated[] = [];
  for (const of of waiting) {
    const { ref } = of;
    const user = renewing.get(ref);
    const version = versions.find((one) => one.version === of.version);
    if (user === undefined || version === undefined || !isRuled(version)) continue;
    const positions = positionsOf.get(ref) ?? [];
    const { own, toldAt, toldBy, objection } = positionOf(positions, of.version);
    const reader = renewingToo(readers(ref), user.renewsAt);
    const facts = ownFacts({ versions, positions, terminations: terminationsOf.get(ref) ?? [] }, reader);
    const events = (await listReachingEvents(db, [ref], version)).get(ref) ?? [];
    const before = whatStandsBefore(version, facts, now, toldAt);
    // What only waited with another, and does no longer, has not bound anybody meanwhile.
    const isFreed = own !== undefined && !countsFromRenewal(version.rules, own.membership);
    const notBefore = isFreed
      ? lastOf(before.notBefore, { effectiveAt: now, waitsFor: null })
      : before.notBefore;
    const telling = ownTelling(version, {
      ...{ reader, membership: own?.membership, events, objection },
      ...{ ...before, notBefore },
    });
    if (telling.own.effectiveAt === null) continue;
    dated.push({ ...of, command: user.command, toldBy: toldBy ?? '', telling });
    positionsOf.set(ref, withTelling(positions, of.version, telling));
  }
  return dated;
}

function renewingToo(reader: RuledReader, renewsAt: readonly Instant[]): RuledReader {
  return { ...reader, renewsAt: [...new Set([...reader.renewsAt, ...renewsAt])].toSorted() };
}

function withTelling(
  positions: readonly Position[],
  version: number,
  { bindsAt, own }: OwnTelling,
): Position[] {
  return positions.map((one) => (one.version === version ? { ...one, bindsAt, own } : one));
}
