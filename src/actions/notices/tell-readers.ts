import { type Before, beforeOf, lastOf } from '../../domain/answers/before.ts';
import { isUntellable } from '../../domain/answers/own-facts.ts';
import {
  isRuled,
  type OwnTelling,
  ownTelling,
  type ReachingEvent,
  type RuledVersion,
} from '../../domain/answers/own-outcome.ts';
import { heldVersion, type Position, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { asksForAYes } from '../../domain/answers/use.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Telling, tellingAt } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Membership } from '../../domain/rules/audiences.ts';
import { listReachingEvents } from '../../storage/notices/reaching-events.ts';
import { tellReaders, tellUser } from '../../storage/notices/tellings.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readFactsOf, readRuledReaders } from '../answers/read-facts.ts';

/** What else is to be taken into account of what reached readers, beside what is on record. */
export type Reaching = {
  /** What reaches one of them now. */
  readonly also?: (ref: string) => readonly ReachingEvent[];
  /** A mail that did not arrive after all. */
  readonly without?: string;
  /** The audiences that they were found to be in when the notice was written. */
  readonly membership?: Membership;
};

/**
 * What a version with rules of its own comes to for some readers, by all that reached them, at `now`: to be
 * written in one list with what reaches them, and where they are as they were read.
 */
export async function readTellings(
  db: Database,
  version: RuledVersion,
  refs: readonly string[],
  { also, without, membership }: Reaching,
  now: Instant,
): Promise<(ref: string) => OwnTelling> {
  const events = await listReachingEvents(db, refs, version);
  const factsOf = await readFactsOf(db, version.policy, refs);
  const readers = await readRuledReaders(db, refs, [version]);
  return (ref) => {
    const facts = factsOf(ref);
    const known = (events.get(ref) ?? []).filter(({ delivery }) => delivery !== without);
    const { own, toldAt } = positionOf(facts.positions, version.version);
    const frozen = toldAt === null ? undefined : own?.membership;
    return ownTelling(version, {
      ...{ reader: readers(ref), membership: membership ?? frozen },
      ...whatStandsBefore(version, facts, now),
      events: [...known, ...(also?.(ref) ?? [])],
    });
  };
}

/** What reaches somebody with the notice of a version: that it does, and perhaps the proof of it. */
export type ReachingOf = {
  readonly ref: string;
  readonly events: readonly [ReachingEvent, ...ReachingEvent[]];
  /** The audiences that a mail had found them to be in when it was written. */
  readonly membership?: Membership;
};

/** Writes, where a condition holds, that something tells somebody of a version, if enough has reached them with it. */
export async function tellingBy(
  db: Database,
  version: Version,
  { ref, events, membership }: ReachingOf,
  now: Instant,
): Promise<(condition: Condition) => Statement> {
  const of = { ref, policy: version.policy, version: version.version };
  if (!isRuled(version)) {
    const [{ at, delivery = '' }] = events;
    const telling = tellingAt(version, { at, by: delivery });
    return (condition) => tellUser(db, of, telling, condition);
  }
  const reaching = { also: () => events, ...(membership && { membership }) };
  const tellingOf = await readTellings(db, version, [ref], reaching, now);
  return (condition) => tellReaders(db, of, [{ ref, telling: tellingOf(ref) }], condition);
}

/** A telling with what use has to come after for it to rest on that. */
export function toTelling({ toldAt: at, toldBy, bindsAt, own }: OwnTelling): Telling | null {
  if (at === null) return null;
  return { at, by: toldBy ?? '', bindsAt: own.sooner.includes('use') ? at : bindsAt };
}

/** Whether somebody was told of a version, of which anybody is. */
function isTold(version: Version, position: Position): boolean {
  return position.toldAt !== null && !isUntellable(version, position);
}

/** What the versions before one mean for what it comes to for a reader, whose facts are as they are for them. */
export function whatStandsBefore({ version }: RuledVersion, facts: UserFacts, now: Instant) {
  const positions = facts.positions.filter((one) => one.version < version);
  const held = heldVersion({ ...facts, positions }, now)?.version ?? null;
  const told = facts.versions.filter(
    (one) =>
      one.version < version && one.withdrawal === null && isTold(one, positionOf(positions, one.version)),
  );
  return {
    holds: held !== null,
    asksBefore: held !== null && asksForAYes(facts.versions, held, { version: version - 1 }),
    notBefore: told
      .map((one) => beforeOf(one.effectiveAt, positionOf(positions, one.version).own?.waitsFor ?? null))
      .reduce<Before | null>(lastOf, null),
  };
}
