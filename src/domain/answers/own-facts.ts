import { earlierOf, type Instant, laterOf, NOT_KNOWN_YET } from '../instant.ts';
import { toVersionAcceptance } from '../policies/frozen-rules.ts';
import type { Version } from '../policies/policy.ts';
import {
  isRuled,
  type OwnOutcome,
  type OwnTelling,
  type RuledReader,
  type RuledVersion,
  untoldOutcome,
} from './own-outcome.ts';
import { type Accepted, EARLIER_AGREEMENT, type Position, type UserFacts } from './position.ts';
import { isInPart, type Objection } from './standing-objection.ts';

/**
 * The versions and positions of a policy as they are for one reader: each version takes effect on the reader's
 * own date and asks what it asks of them, so that whatever is asked of versions is answered for that reader.
 *
 * Where no version has rules of its own these are the facts as they were.
 */
export function ownFacts(facts: UserFacts, reader: RuledReader): UserFacts {
  if (!facts.versions.some(isRuled)) return facts;
  const versions: Version[] = [];
  const positions = new Map(facts.positions.map((one) => [one.version, one]));
  let notBefore: Instant | null = null;
  let holds = positions.get(EARLIER_AGREEMENT)?.accepted != null;
  for (const version of facts.versions) {
    const own = isRuled(version) ? ownVersion(version, positions, reader, holds) : version;
    const effectiveAt: Instant = notBefore === null ? own.effectiveAt : laterOf(own.effectiveAt, notBefore);
    versions.push(effectiveAt === own.effectiveAt ? own : { ...own, effectiveAt });
    const { toldAt = null, accepted = null, objection } = positions.get(version.version) ?? {};
    if (version.withdrawal !== null) continue;
    // What they were not told of, or keep the old terms over, holds nothing back: a later notice shows its changes too.
    if (toldAt !== null && objection?.answer !== 'keep-old') notBefore = effectiveAt;
    if (accepted !== null) holds = true;
  }
  return { ...facts, versions, positions: inOrder(positions) };
}

/** A version as it is for a reader, whose position it completes by what the rules come to for them. */
function ownVersion(
  version: RuledVersion,
  positions: Map<number, Position>,
  reader: RuledReader,
  holds: boolean,
): Version {
  const position = positions.get(version.version);
  // Who came when it was in force has it from the beginning, unless they brought an agreement along.
  if (!holds && reader.joinedAt !== null && reader.joinedAt >= version.effectiveAt) return version;
  const { toldAt, toldBy, bindsAt, own } = toldOutcome(position) ?? untoldOutcome(version, reader, holds);
  const accepted = inPart(position?.objection) ?? withSilence(position?.accepted ?? null, own, toldBy);
  const { objection, consentWithdrawnAt } = position ?? {};
  positions.set(version.version, {
    ...{ version: version.version, toldAt, toldBy, bindsAt, accepted, own },
    ...{ objection, consentWithdrawnAt },
  });
  const acceptance = toVersionAcceptance(own.acceptance);
  // Whoever holds nothing has nothing that stays in force for them.
  const ofOthers = holds ? null : version.effectiveAt;
  const date = broughtForward(own, position?.accepted ?? null) ?? own.effectiveAt ?? NOT_KNOWN_YET;
  const effectiveAt = ofOthers === null || date < ofOthers ? date : ofOthers;
  // Until silence has agreed, or they have, what they hold is what applies to them.
  const { agreesAt } = own;
  const agreed = agreesAt && earlierOf(agreesAt, position?.accepted?.since ?? agreesAt);
  return {
    ...{ ...version, acceptance, generalAt: version.effectiveAt },
    effectiveAt: laterOf(effectiveAt, agreed ?? effectiveAt),
  };
}

/** When an act of theirs made it take effect for them before its date; null where none did. */
function broughtForward({ sooner, effectiveAt }: OwnOutcome, accepted: Accepted | null): Instant | null {
  if (accepted === null || (effectiveAt !== null && accepted.since >= effectiveAt)) return null;
  return sooner.includes(accepted.basis === 'deemed' ? 'use' : 'acceptance') ? accepted.since : null;
}

/** How whoever objected to a part of a version came to hold the rest of it. */
function inPart(objection: Objection | undefined): Accepted | null {
  if (objection === undefined || !isInPart(objection)) return null;
  const { id, at, answer } = objection;
  return { id, basis: answer === 'leave-part' ? 'explicit' : 'kept-old', at, since: at };
}

/** The acceptance of a version that counts, silence included: it agreed first, or will unless they say so themselves. */
function withSilence(
  accepted: Accepted | null,
  { agreesAt: at }: OwnOutcome,
  toldBy: string | null,
): Accepted | null {
  if (at === null) return accepted;
  if (accepted === null) return { id: `silence:${toldBy ?? ''}`, basis: 'silence', at, since: at };
  return at < accepted.since ? { ...accepted, since: at, saidSince: accepted.since } : accepted;
}

function toldOutcome(position: Position | undefined): OwnTelling | null {
  if (position?.own === undefined || position.toldAt === null) return null;
  const { toldAt, toldBy, bindsAt, own } = position;
  return { toldAt, toldBy, bindsAt, own };
}

function inOrder(positions: ReadonlyMap<number, Position>): readonly Position[] {
  return [...positions.values()].toSorted((a, b) => a.version - b.version);
}
