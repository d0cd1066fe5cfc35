import { earliestOf, type Instant, ifKnown } from '../instant.ts';
import { addPeriod, type Period } from '../period.ts';
import { frozenClass } from '../policies/frozen-rules.ts';
import { type Consenting, isConsent, type Version } from '../policies/policy.ts';
import { versionState } from '../policies/timeline.ts';
import { Refusal } from '../refusal.ts';
import { type Membership, rulesFor } from '../rules/audiences.ts';
import { declineWindowClosesAt } from './acceptance.ts';
import { insistOnRefusable } from './consent.ts';
import type { OwnOutcome, RuledVersion } from './own-outcome.ts';
import { hasWithdrawnConsent, heldVersion, positionOf, type UserFacts } from './position.ts';
import { standingAt } from './standing.ts';
import { isInPart, OBJECTIONS, type Objection, type ObjectionKind } from './standing-objection.ts';

/** What an act of objecting does: one that says what stands already changes nothing. */
export type ObjectionDecision = 'object' | 'repeat';

/**
 * Decides an act of objecting to one version and staying. A consent may be refused at any time until they say yes
 * themselves, told or not.
 *
 * Refuses with `already-terminated`, `version-not-open`, `not-offered` (also where they hold nothing that they
 * could keep, or took back the consent by which they did, or nobody told them yet, or there is no consent to refuse), `section-not-in-class` for a part that the version does not change, or
 * `decline-window-closed`.
 */
export function decideObjection(
  policy: Consenting,
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
  if (answer === 'refuse') {
    if (objection?.answer === 'refuse') return 'repeat';
    insistOnRefusable(policy, facts, version, now);
    // What they have is theirs to keep, by the rules: that says more than that they do not give a consent.
    if (mayKeepOld(policy, facts, version, now)) {
      throw notOffered(version, 'they may keep what they have, with "keep-old"', own?.offers);
    }
    return 'object';
  }
  insistOnOffer(version, answer, own?.offers ?? []);
  const below = facts.positions.filter((one) => one.version < version.version);
  const held = heldVersion({ ...facts, positions: below }, now);
  if (held === null || hasWithdrawnConsent(facts, held.accepted, now)) {
    throw notOffered(version, 'they have agreed to nothing before it that they could keep', own?.offers);
  }
  // Who says no before a mail counts as received has been told all the same.
  if (toldAt === null) {
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

/** What somebody may object to on a page: all of a version, or a section that it changes. */
export type OpenObjection = Pick<Objection, 'answer' | 'part'>;

/** Whether somebody keeps the old terms over a version, or may. */
function mayKeepOld(policy: Consenting, facts: UserFacts, version: Version, now: Instant): boolean {
  const { own, objection } = positionOf(facts.positions, version.version);
  if (objection?.answer === 'keep-old') return own?.keepUntil == null || own.keepUntil > now;
  return isOpen(policy, facts, version, { answer: 'keep-old', part: null }, now);
}

/** Whether somebody may refuse a consent to a version at `now`, and has not. */
export function mayRefuse(policy: Consenting, facts: UserFacts, version: Version, now: Instant): boolean {
  return isConsent(policy) && isOpen(policy, facts, version, { answer: 'refuse', part: null }, now);
}

/**
 * The next instant after `now` at which the clock alone lets somebody refuse a version with rules, or no more; null
 * if none does. What they keep or may keep ends at its date, and what is below it they hold from a date on.
 */
export function refusalTurnsAt(
  policy: Consenting,
  facts: UserFacts,
  version: Version,
  now: Instant,
): Instant | null {
  if (!isConsent(policy) || version.rules === null) return null;
  const keepUntil = positionOf(facts.positions, version.version).own?.keepUntil ?? null;
  const held = facts.positions.map(({ accepted }) => accepted?.at ?? null);
  const later = [declineWindowClosesAt(facts, version), keepUntil, ...held].filter(
    (at): at is Instant => at !== null && at > now,
  );
  if (later.length === 0) return null;
  const may = mayRefuse(policy, facts, version, now);
  return earliestOf(later.filter((at) => mayRefuse(policy, facts, version, at) !== may));
}

/**
 * The ways to say no and stay that are open to a user at `now`, but for what stands already. Parts are the
 * sections that the class of the version covers: of one that covers all, nobody but the product can name them.
 */
export function openObjections(
  policy: Consenting,
  facts: UserFacts,
  version: Version,
  now: Instant,
): readonly OpenObjection[] {
  const parts = version.rules === null ? [] : (frozenClass(version.rules).sections?.map(bareAnchor) ?? []);
  const all = OBJECTIONS.flatMap((answer): readonly OpenObjection[] =>
    isInPart({ answer }) ? parts.map((part) => ({ answer, part })) : [{ answer, part: null }],
  );
  return all.filter((one) => isOpen(policy, facts, version, one, now));
}

function isOpen(
  policy: Consenting,
  facts: UserFacts,
  version: Version,
  one: OpenObjection,
  now: Instant,
): boolean {
  try {
    return decideObjection(policy, facts, version, one, now) === 'object';
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** An anchor as it is in the text: without what pages and links put before it. */
function bareAnchor(anchor: string): string {
  return anchor.replace(/^#?(s-)?/, '');
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
  if (part === null || sections === undefined) return;
  if (sections.map(bareAnchor).includes(bareAnchor(part))) return;
  throw new Refusal(
    'section-not-in-class',
    `Version ${version} does not change "${part}"; it changes ${sections.join(', ')}.`,
  );
}

function notOffered({ version }: Version, because: string, offers: readonly string[] = []): Refusal {
  return new Refusal('not-offered', `Nobody can object to version ${version} so: ${because}.`, { offers });
}

/** With what notice the company may end it for whoever keeps the old terms, and when that ends it at the earliest. */
export type EndByCompany = {
  readonly after: Period;
  /** Null where that is so long from now on. */
  readonly earliest: Instant | null;
};

/** Whether and how the company may end it for a user who keeps the old terms over a version, as far as that is known. */
export function endByCompany(
  { generalAt, effectiveAt, timeZone }: Pick<Version, 'generalAt' | 'effectiveAt' | 'timeZone'>,
  own: Pick<OwnOutcome, 'mayEndAfter'> | null | undefined,
  now: Instant,
): EndByCompany | null {
  const after = own?.mayEndAfter ?? null;
  if (after === null) return null;
  const from = ifKnown(generalAt ?? effectiveAt);
  return { after, earliest: from === null || from <= now ? null : addPeriod(from, after, timeZone) };
}

/** Whether leaving over a version costs its reader nothing, as one of the rules that hold for them promises. */
export function isLeavingFree({ rules }: Pick<RuledVersion, 'rules'>, membership: Membership): boolean {
  const { certain: audiences, possible: maybeIn } = membership;
  const own = rulesFor(rules.rules, frozenClass(rules), { audiences, maybeIn });
  return own.some(({ decline }) => decline?.free ?? false);
}
