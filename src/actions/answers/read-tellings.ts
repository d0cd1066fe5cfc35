import { type Before, beforeOf, lastOf } from '../../domain/answers/before.ts';
import { isUntellable } from '../../domain/answers/own-facts.ts';
import {
  type OwnTelling,
  ownTelling,
  type ReachingEvent,
  type RuledVersion,
} from '../../domain/answers/own-outcome.ts';
import {
  hasWithdrawnConsent,
  heldVersion,
  type Position,
  positionOf,
  type UserFacts,
} from '../../domain/answers/position.ts';
import type { Objection } from '../../domain/answers/standing-objection.ts';
import { asksForAYes } from '../../domain/answers/use.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Telling } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Membership } from '../../domain/rules/audiences.ts';
import { listReachingEvents } from '../../storage/notices/reaching-events.ts';
import type { Database } from '../../storage/store.ts';
import { readFactsOf, readRuledReaders } from './read-facts.ts';

/** What else is to be taken into account of what reached readers, beside what is on record. */
export type Reaching = {
  /** What reaches one of them now. */
  readonly also?: (ref: string) => readonly ReachingEvent[];
  /** A mail that did not arrive after all. */
  readonly without?: string;
  /** The audiences that they were found to be in when the notice was written. */
  readonly membership?: Membership;
  /** Their no that stands from now on, or null for none; else the one that does. */
  readonly objection?: Objection | null;
  /** What they hold and were told besides; else as it is stored. */
  readonly facts?: UserFacts;
};

/**
 * What a version with rules of its own comes to for some readers, by all that reached them, at `now`: to be
 * written in one list with what reaches them, and where they are as they were read.
 */
export async function readTellings(
  db: Database,
  version: RuledVersion,
  refs: readonly string[],
  { also, without, membership, objection, facts: known }: Reaching,
  now: Instant,
): Promise<(ref: string) => OwnTelling> {
  const events = await listReachingEvents(db, refs, version);
  const factsOf = known === undefined ? await readFactsOf(db, version.policy, refs) : () => known;
  const readers = await readRuledReaders(db, refs, [version]);
  return (ref) => {
    const facts = factsOf(ref);
    const reached = (events.get(ref) ?? []).filter(({ delivery }) => delivery !== without);
    const { own, toldAt, ...position } = positionOf(facts.positions, version.version);
    const frozen = toldAt === null ? undefined : own?.membership;
    const tellingAfter = (before: ReturnType<typeof whatStandsBefore>) =>
      ownTelling(version, {
        ...{ reader: readers(ref), membership: membership ?? frozen },
        ...before,
        events: [...reached, ...(also?.(ref) ?? [])],
        objection: objection === undefined ? position.objection : (objection ?? undefined),
      });
    const telling = tellingAfter(whatStandsBefore(version, facts, now));
    const isOfBefore = facts.positions.some(
      (one) => one.version < version.version && one.toldAt !== null && one.toldAt > (telling.toldAt ?? now),
    );
    return isOfBefore ? tellingAfter(whatStandsBefore(version, facts, now, telling.toldAt)) : telling;
  };
}

/** A telling by which no silence agreed by an instant: until then its reader had said otherwise. */
export function withoutSilenceUntil(telling: OwnTelling, until: Instant): OwnTelling {
  const { agreesAt } = telling.own;
  return agreesAt === null || agreesAt > until
    ? telling
    : { ...telling, own: { ...telling.own, agreesAt: null } };
}

/** A telling with what use has to come after for it to rest on that. */
export function toTelling({ toldAt: at, toldBy, bindsAt, own }: OwnTelling): Telling | null {
  if (at === null) return null;
  return { at, by: toldBy ?? '', bindsAt: own.sooner.includes('use') ? at : bindsAt };
}

/**
 * What the versions before one mean for what it comes to for a reader, whose facts are as they are for them. Told
 * of it at `toldAt`, they were not held back by what they were told of only later.
 */
export function whatStandsBefore(
  { version }: RuledVersion,
  facts: UserFacts,
  now: Instant,
  toldAt: Instant | null = null,
) {
  const positions = facts.positions.filter((one) => one.version < version);
  const last = heldVersion({ ...facts, positions }, now);
  const held = last?.version ?? null;
  // Whoever took their consent back agrees anew by saying so alone.
  const isTakenBack = last !== null && hasWithdrawnConsent(facts, last.accepted, now);
  const told = facts.versions.filter((one) => {
    if (one.version >= version || one.withdrawal !== null) return false;
    const position = positionOf(positions, one.version);
    const isLater = toldAt !== null && position.toldAt !== null && position.toldAt > toldAt;
    return !isLater && holdsBack(one, position);
  });
  return {
    holds: held !== null,
    asksBefore: held !== null && (isTakenBack || asksForAYes(facts.versions, held, { version: version - 1 })),
    notBefore: told
      .map((one) => beforeOf(one.effectiveAt, positionOf(positions, one.version).own?.waitsFor ?? null))
      .reduce<Before | null>(lastOf, null),
  };
}

/** What they were told of comes first, where anybody is told; but not what they keep the old terms over. */
function holdsBack(version: Version, position: Position): boolean {
  const { toldAt, objection } = position;
  return toldAt !== null && objection?.answer !== 'keep-old' && !isUntellable(version, position);
}
