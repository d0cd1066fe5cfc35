import {
  type OwnTelling,
  ownTelling,
  type ReachingEvent,
  type RuledVersion,
} from '../../domain/answers/own-outcome.ts';
import { heldVersion, type Position, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import type { Objection } from '../../domain/answers/standing-objection.ts';
import { asksForAYes } from '../../domain/answers/use.ts';
import { type Instant, laterOf } from '../../domain/instant.ts';
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
};

/**
 * What a version with rules of its own comes to for some readers, by all that reached them, at `now`: to be
 * written in one list with what reaches them, and where they are as they were read.
 */
export async function readTellings(
  db: Database,
  version: RuledVersion,
  refs: readonly string[],
  { also, without, membership, objection }: Reaching,
  now: Instant,
): Promise<(ref: string) => OwnTelling> {
  const events = await listReachingEvents(db, refs, version);
  const factsOf = await readFactsOf(db, version.policy, refs);
  const readers = await readRuledReaders(db, refs, [version]);
  return (ref) => {
    const facts = factsOf(ref);
    const known = (events.get(ref) ?? []).filter(({ delivery }) => delivery !== without);
    const { own, toldAt, ...position } = positionOf(facts.positions, version.version);
    const frozen = toldAt === null ? undefined : own?.membership;
    return ownTelling(version, {
      ...{ reader: readers(ref), membership: membership ?? frozen },
      ...whatStandsBefore(version, facts, now),
      events: [...known, ...(also?.(ref) ?? [])],
      objection: objection === undefined ? position.objection : (objection ?? undefined),
    });
  };
}

/** What the versions before one mean for what it comes to for a reader. */
function whatStandsBefore({ version }: RuledVersion, facts: UserFacts, now: Instant) {
  const positions = facts.positions.filter((one) => one.version < version);
  const held = heldVersion({ ...facts, positions }, now)?.version ?? null;
  const told = facts.versions.filter(
    (one) =>
      one.version < version && one.withdrawal === null && holdsBack(positionOf(positions, one.version)),
  );
  return {
    holds: held !== null,
    asksBefore: held !== null && asksForAYes(facts.versions, held, { version: version - 1 }),
    notBefore: told.map(({ effectiveAt }) => effectiveAt).reduce<Instant | null>(latest, null),
  };
}

/** What they were told of comes first; but not what they keep the old terms over. */
function holdsBack({ toldAt, objection }: Position): boolean {
  return toldAt !== null && objection?.answer !== 'keep-old';
}

function latest(a: Instant | null, b: Instant): Instant {
  return a === null ? b : laterOf(a, b);
}
