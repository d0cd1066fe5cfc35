import type { Instant } from '../instant.ts';
import { frozenClass } from '../policies/frozen-rules.ts';
import type { Version } from '../policies/policy.ts';
import { versionState } from '../policies/timeline.ts';
import { Refusal } from '../refusal.ts';
import { declineWindowClosesAt } from './acceptance.ts';
import { heldVersion, positionOf, type UserFacts } from './position.ts';
import { standingAt } from './standing.ts';
import type { Objection, ObjectionKind } from './standing-objection.ts';

/** What an act of objecting does: one that says what stands already changes nothing. */
export type ObjectionDecision = 'object' | 'repeat';

/**
 * Decides an act of objecting to one version and staying.
 *
 * Refuses with `already-terminated`, `version-not-open`, `not-offered` (also where they hold nothing that they
 * could keep, or nobody told them yet), `section-not-in-class` for a part that the version does not change, or
 * `decline-window-closed`.
 */
export function decideObjection(
  facts: UserFacts,
  version: Version,
  { answer, part }: Pick<Objection, 'answer' | 'part'>,
  now: Instant,
): ObjectionDecision {
  const { standing, terminatesAt: terminatedAt } = standingAt(facts.terminations, now);
  if (standing === 'terminated' && terminatedAt !== null) {
    throw new Refusal('already-terminated', `This user left at ${terminatedAt}.`, { terminatedAt });
  }
  const state = versionState(version, facts.versions, now);
  if (state === 'withdrawn' || state === 'superseded') {
    throw new Refusal('version-not-open', `Version ${version.version} is ${state} and cannot be declined.`);
  }
  const { own, toldAt, objection } = positionOf(facts.positions, version.version);
  insistOnOffer(version, answer, own?.offers ?? []);
  const below = facts.positions.filter((one) => one.version < version.version);
  if (heldVersion({ ...facts, positions: below }, now) === null) {
    throw notOffered(version, 'they have agreed to nothing before it that they could keep', own?.offers);
  }
  if (toldAt === null || toldAt > now) {
    throw notOffered(version, 'nothing has told them of it yet', own?.offers);
  }
  insistOnPart(version, part);
  if (objection != null && objection.answer === answer && objection.part === part) return 'repeat';
  const closesAt = declineWindowClosesAt(facts, version);
  if (closesAt !== null && closesAt <= now) {
    throw new Refusal(
      'decline-window-closed',
      `The window to decline version ${version.version} closed at ${closesAt}.`,
      { closedAt: closesAt },
    );
  }
  return 'object';
}

function insistOnOffer({ version }: Version, answer: ObjectionKind, offers: readonly string[]): void {
  if (offers.includes(answer)) return;
  throw new Refusal(
    'not-offered',
    offers.length === 0
      ? `Version ${version} offers no way to decline it.`
      : `"${answer}" is not offered for version ${version}; there is ${offers.join(', ')}.`,
    { offers },
  );
}

/** A class that covers sections alone is objected to in one of them. */
function insistOnPart({ version, rules }: Version, part: string | null): void {
  const sections = rules === null ? undefined : frozenClass(rules).sections;
  if (part === null || sections === undefined || sections.includes(part.replace(/^#?(s-)?/, ''))) return;
  throw new Refusal(
    'section-not-in-class',
    `Version ${version} does not change "${part}"; it changes ${sections.join(', ')}.`,
  );
}

function notOffered({ version }: Version, because: string, offers: readonly string[] = []): Refusal {
  return new Refusal('not-offered', `Nobody can object to version ${version} so: ${because}.`, { offers });
}
