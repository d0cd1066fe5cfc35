import type { Instant } from '../instant.ts';
import type { Basis } from '../policies/policy.ts';
import type { Accepted } from './position.ts';
import type { Termination } from './standing.ts';

/** An act of agreeing to one version by one user that was not voided, in force or not. */
export type MadeAcceptance = {
  readonly id: string;
  readonly basis: Basis;
  readonly at: Instant;
  readonly recordedAt: Instant;
};

/** The act of agreeing that counts, of all that were made. */
export type CountingAct = Accepted & { readonly basis: Basis };

/** What is asked of an act of declining the same version. */
export type MadeDecline = Pick<Termination, 'id' | 'declinedAt' | 'endedBy'>;

/**
 * Which of a user's acts of agreeing to one version counts, of all that they did about it: instants
 * decide, and not the order in which acts arrived.
 *
 * A decline takes back what was agreed before it, until it is itself cancelled. Of what is left, a clear
 * yes counts before a use and before what was imported, and of those the earlier.
 */
export function countingAcceptance(
  made: readonly MadeAcceptance[],
  declines: readonly MadeDecline[],
): CountingAct | null {
  const no = declines.filter(({ endedBy }) => endedBy !== 'cancelled' && endedBy !== 'voided');
  const left = made.filter((one) => !no.some((declined) => isTakenBack(one, declined)));
  const lastOf = (basis: Basis, isLater: typeof laterSaid) =>
    left.filter((one) => one.basis === basis).reduce(isLater, null);
  const imported = left.filter((one) => one.basis === 'imported').reduce(earlierOne, null);
  // A use is only recorded where nothing bound them at its instant: the one recorded last, then, and
  // not one before it, which met them leaving.
  const counting =
    lastOf('explicit', laterSaid) ?? [lastOf('deemed', laterMade), imported].reduce(earlierOne, null);
  const first = left.reduce(firstMade, null);
  if (counting === null || first === null) return null;
  return { id: counting.id, basis: counting.basis, at: counting.at, since: first.at, first: first.id };
}

/** What counted of a version at an instant, by what is known now: what was declined after that counted then. */
export function countingAcceptanceAt(
  made: readonly MadeAcceptance[],
  declines: readonly MadeDecline[],
  at: Instant,
): CountingAct | null {
  return countingAcceptance(
    made.filter((one) => one.at <= at),
    declines.filter((one) => one.declinedAt <= at),
  );
}

/**
 * Whether an act of declining takes an act of agreeing back: it came after. Of the same instant, a person's
 * own acts come in their order, and what was imported comes before them.
 */
export function isTakenBack({ id, basis, at }: MadeAcceptance, declined: MadeDecline): boolean {
  if (at !== declined.declinedAt) return at < declined.declinedAt;
  return basis === 'imported' || id < declined.id;
}

/** Of what they said, the last; what came by another way may be written down after what they said since. */
function laterSaid(best: MadeAcceptance | null, one: MadeAcceptance): MadeAcceptance {
  return best === null || one.at === best.at ? laterMade(best, one) : one.at > best.at ? one : best;
}

function laterMade(best: MadeAcceptance | null, one: MadeAcceptance): MadeAcceptance {
  if (best === null) return one;
  const isLater = one.recordedAt === best.recordedAt ? one.id > best.id : one.recordedAt > best.recordedAt;
  return isLater ? one : best;
}

function firstMade(best: MadeAcceptance | null, one: MadeAcceptance): MadeAcceptance {
  if (best === null) return one;
  return one.at < best.at || (one.at === best.at && one.id < best.id) ? one : best;
}

function earlierOne(best: MadeAcceptance | null, one: MadeAcceptance | null): MadeAcceptance | null {
  if (best === null || one === null) return best ?? one;
  return firstMade(best, one);
}
