import { type Instant, NOT_KNOWN_YET } from '../instant.ts';
import type { Period } from '../period.ts';
import { type FrozenRules, frozenClass, rulesOfClass, toRuledVersion } from '../policies/frozen-rules.ts';
import type { Version } from '../policies/policy.ts';
import { type Membership, type MembershipOf, membershipOf, rulesFor } from '../rules/audiences.ts';
import { type Deciding, decideOutcome } from '../rules/decide-outcome.ts';
import type { ClockEvent, NoticeRules, Offer, Rule, RuleAcceptance, When } from '../rules/notice-rules.ts';
import type { Outcome } from '../rules/outcome.ts';
import { mayEndOf } from '../rules/reader-dates.ts';
import type { ReaderEvent } from '../rules/ruled-case.ts';
import { atLeast, type Before, lastOf, waitsAlso } from './before.ts';
import { bindsAt } from './binds-at.ts';
import { isFor } from './is-for.ts';
import { isInPart, type Objection } from './standing-objection.ts';

/** A version whose rules say what becomes of each reader. */
export type RuledVersion = Version & { readonly rules: FrozenRules };

/** What of such a version decides what it comes to for a reader. */
export type RulesOfVersion = Pick<
  RuledVersion,
  'class' | 'postedAt' | 'effectiveAt' | 'rule' | 'reason' | 'lateNotice' | 'timeZone' | 'rules'
>;

/** Whether a version's own columns do not say all of what becomes of its readers. */
export function isRuled(version: Version): version is RuledVersion {
  return version.rules !== null;
}

/** Who somebody is to the rules of a version. */
export type RuledReader = {
  readonly attributes: Readonly<Record<string, string>>;
  /** When they became known to the service. */
  readonly joinedAt: Instant | null;
  /** When their contract renews, past and to come. */
  readonly renewsAt: readonly Instant[];
};

/** What the rules of a version come to for one reader, as it is kept with them. */
export type OwnOutcome = {
  /** Null while an event that it counts from is not known: `waitsFor` says which. */
  readonly effectiveAt: Instant | null;
  readonly waitsFor: readonly ClockEvent[] | null;
  /** When they may no longer say no; null where nothing but a yes of theirs ends that. */
  readonly closesAt: Instant | null;
  /** Whether they may say no at all. */
  readonly hasWindow: boolean;
  /** When silence agrees if nothing happens; null where it does not. */
  readonly agreesAt: Instant | null;
  readonly acceptance: RuleAcceptance;
  readonly offers: readonly Offer[];
  /** The audiences that they were in when they were told, and may have been in as far as was known. */
  readonly membership: Membership;
  /** What becomes of whoever has not answered, and when. */
  readonly unanswered: { readonly at: Instant; readonly consequence: 'restrict' | 'end' } | null;
  readonly keepUntil: Instant | null;
  /** Whether it is for them, and a mail is one of the ways in which they are told. */
  readonly byMail: boolean;
  /** Acts of theirs that make it bind them before it takes effect. */
  readonly sooner: readonly ('acceptance' | 'use')[];
  /** The notice with which the company may end it for whoever keeps the old terms; null where it may not. */
  readonly mayEndAfter?: Period | null;
};

/** All that decides what a version comes to for one reader. */
export type ReaderCase = {
  readonly reader: RuledReader;
  /** The audiences they were found to be in when they were written to; else by their attributes. */
  readonly membership?: Membership | undefined;
  /** Whether they hold an earlier version, and silence or use can mean anything. */
  readonly holds: boolean;
  /** Whether between what they hold and this one stands a version that only saying yes agrees to. */
  readonly asksBefore: boolean;
  /** What comes of the versions before it that they were told of: it takes effect no earlier. Null: of none. */
  readonly notBefore: Before | null;
  /** In any order. */
  readonly events: readonly ReachingEvent[];
  /** Their no to it that stands, where they stay. */
  readonly objection?: Pick<Objection, 'answer'> | undefined;
};

/** Something that reached a reader; `delivery` is the id of what tells, `states` what it said will count as agreeing. */
export type ReachingEvent = Extract<ReaderEvent, { channel: unknown }> & {
  readonly states?: readonly ('silence' | 'use')[] | undefined;
};

/** When and by what somebody was told, from when on that binds, and what else follows. */
export type OwnTelling = {
  readonly toldAt: Instant | null;
  /** The event with which enough of the channels had reached them; null where nothing had to. */
  readonly toldBy: string | null;
  readonly bindsAt: Instant | null;
  readonly own: OwnOutcome;
};

/** What the rules of a version come to for a reader, by all that reached them. Pure, and without a clock. */
export function ownTelling(version: RulesOfVersion, about: ReaderCase): OwnTelling {
  const telling = tellingUnanswered(version, about);
  return about.objection === undefined ? telling : afterObjection(telling, about.objection);
}

/**
 * What it comes to once they said no and stay. Whoever keeps the old terms has the new ones once those end, as anybody
 * has them who did nothing; whoever goes without a part, or refused a consent, has the rest like everybody else.
 */
function afterObjection(telling: OwnTelling, objection: Pick<Objection, 'answer'>): OwnTelling {
  const answered = { ...telling.own, agreesAt: null, unanswered: null, sooner: [] };
  if (isInPart(objection) || objection.answer === 'refuse') return { ...telling, own: answered };
  const { keepUntil: until, acceptance } = telling.own;
  const agreesAt = acceptance === 'silence' ? until : null;
  return {
    ...telling,
    bindsAt: until,
    own: { ...answered, effectiveAt: until, waitsFor: null, agreesAt },
  };
}

function tellingUnanswered(version: RulesOfVersion, about: ReaderCase): OwnTelling {
  const events = about.events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const told = whatTold(version, about, events);
  const outcome = outcomeWith(version, about, events, told?.states);
  const isUnsaid = about.asksBefore && outcome.acceptance === 'silence';
  const acceptance = isUnsaid ? 'explicit' : outcome.acceptance;
  const before = lastOf(about.notBefore, heldBackBy(version, about));
  const effectiveAt = atLeast(outcome.effectiveAt, before);
  const byClock = bindingOf(version, outcome, acceptance);
  const ownBinding = atLeast(byClock, before);
  const closesAt = outcome.window?.closesAt ?? null;
  return {
    toldAt: outcome.tells.at,
    toldBy: told?.delivery ?? null,
    bindsAt: ownBinding,
    own: {
      ...{ effectiveAt, waitsFor: waitsAlso(outcome.waitsFor, before) },
      ...{ acceptance, offers: outcome.offers },
      // A window that is open until it binds stays open as long as that is put off.
      closesAt: closesAt !== null && closesAt === byClock ? ownBinding : closesAt,
      hasWindow: outcome.window !== null,
      agreesAt: acceptance === 'silence' && about.holds ? ownBinding : null,
      membership: about.membership ?? membershipOf(version.rules.rules, about.reader),
      unanswered: unansweredOf(version, about, outcome, acceptance),
      keepUntil: outcome.keepUntil,
      byMail: isToldByMail(version, about, outcome),
      sooner: soonerBy(version, about),
      ...mayEndBy(version, about),
    },
  };
}

/** What a version comes to for a reader whom nothing reached; the same for all who are the same to its rules. */
export function untoldOutcome(version: RuledVersion, reader: RuledReader, holds: boolean): OwnTelling {
  const key = whatDecides(version, reader, holds);
  const known = untold.get(version.rules) ?? new Map<string, OwnTelling>();
  untold.set(version.rules, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const about = { reader, holds, asksBefore: false, notBefore: null, events: [] };
  const made = ownTelling(version, about);
  known.set(key, made);
  return made;
}

const MOST_KNOWN = 1_000;
const untold = new WeakMap<FrozenRules, Map<string, OwnTelling>>();

/** What of a reader the rules of a version ask for, as one text. */
function whatDecides({ rules, postedAt }: RuledVersion, reader: RuledReader, holds: boolean): string {
  const { attributes, joinedAt, renewsAt } = reader;
  const values = decidingAttributes(rules.rules).map((name) => attributes[name] ?? null);
  const joined = joinedAt !== null && joinedAt > postedAt ? joinedAt : null;
  return JSON.stringify([values, joined, countsFromRenewal(rules) ? renewsAt : null, holds]);
}

/** Whether nobody who is in some audiences is told of a version in any way. */
export function tellsNobody({ rules }: Pick<RuledVersion, 'rules'>, membership: Membership): boolean {
  return rulesOf(rules, membership).every(({ tell }) => tell.need === 0);
}

function rulesOf({ rules, ...frozen }: FrozenRules, { certain, possible }: Membership): readonly Rule[] {
  const reader = { audiences: certain, maybeIn: possible };
  return rulesFor(rules, frozenClass({ rules, ...frozen }), reader);
}

/** The attributes that decide in which audiences somebody is, in order. */
export function decidingAttributes({ audiences = [] }: Pick<NoticeRules, 'audiences'>): readonly string[] {
  return [...new Set(audiences.flatMap(({ match }) => Object.keys(match)))].toSorted();
}

/** Whether a date counts from the notice that its reader gets. */
export function countsFromTelling({ terms }: When): boolean {
  return terms.some(({ from }) => from === 'notice' || from === 'receipt');
}

/** Whether a date under these rules counts from when a contract renews; for those in some audiences, or anybody. */
export function countsFromRenewal(frozen: FrozenRules, membership?: Membership): boolean {
  const own = membership === undefined ? rulesOfClass(frozenClass(frozen)) : rulesOf(frozen, membership);
  return own.some(({ effect, decline, unanswered }) =>
    [effect, decline?.until, decline?.keepUntil, unanswered?.at].some((when) =>
      when?.terms.some(({ from }) => from === 'renewal'),
    ),
  );
}

function outcomeWith(
  version: RulesOfVersion,
  about: ReaderCase,
  events: readonly ReachingEvent[],
  states: ReachingEvent['states'],
): Outcome {
  const { reader, holds } = about;
  const deciding: Deciding = {
    rules: version.rules.rules,
    changeClass: frozenClass(version.rules),
    version: { ...toRuledVersion(version, version.rules), ...(states !== undefined && { states }) },
    reader: {
      ...{ holds, renewsAt: reader.renewsAt, ...memberOf(about) },
      ...(reader.joinedAt !== null && { joinedAt: reader.joinedAt }),
    },
    events,
  };
  // What has happened by the last instant is all that has.
  return decideOutcome(deciding, NOT_KNOWN_YET);
}

/** The first event with which they count as told; null where they do not, or nothing had to reach them. */
function whatTold(
  version: RulesOfVersion,
  about: ReaderCase,
  events: readonly ReachingEvent[],
): ReachingEvent | null {
  for (let some = 0; some <= events.length; some++) {
    const { tells } = outcomeWith(version, about, events.slice(0, some), undefined);
    if (tells.at !== null) return events[some - 1] ?? null;
  }
  return null;
}

/** From when on it binds by the clock or by use; of what has to be accepted, from when on leaving over it is over. */
function bindingOf(
  version: RulesOfVersion,
  { bindsAt: byClock, effectiveAt, tells }: Outcome,
  acceptance: RuleAcceptance,
): Instant | null {
  if (acceptance !== 'explicit' && byClock !== null) return byClock;
  if (effectiveAt === null || tells.at === null) return null;
  return bindsAt({ ...version, effectiveAt }, tells.at);
}

function unansweredOf(
  { rules }: RulesOfVersion,
  about: ReaderCase,
  { unansweredAt: at }: Outcome,
  acceptance: RuleAcceptance,
): OwnOutcome['unanswered'] {
  if (at === null || acceptance !== 'explicit') return null;
  const isMild = ownRules(rules, about).some((one) => one.unanswered?.then === 'restrict');
  return { at, consequence: isMild ? 'restrict' : 'end' };
}

function memberOf({ reader: { attributes }, membership }: ReaderCase): MembershipOf {
  if (membership === undefined) return { attributes };
  return { attributes, audiences: membership.certain, maybeIn: membership.possible };
}

function isToldByMail({ rules }: RulesOfVersion, { reader }: ReaderCase, { tells }: Outcome): boolean {
  const isTheirs = isFor({ rules: rules.rules, appliesTo: rules.appliesTo }, reader.attributes);
  return isTheirs && tells.need > 0 && tells.by.includes('mail');
}

/** What brings it forward by every rule that holds for them. */
function soonerBy({ rules }: RulesOfVersion, about: ReaderCase): OwnOutcome['sooner'] {
  const own = ownRules(rules, about);
  return (['acceptance', 'use'] as const).filter((act) => own.every(({ sooner }) => sooner?.includes(act)));
}

/** Left out where the company may not, which is nearly always. */
function mayEndBy({ rules }: RulesOfVersion, about: ReaderCase): Pick<OwnOutcome, 'mayEndAfter'> {
  const mayEndAfter = mayEndOf(ownRules(rules, about));
  return mayEndAfter === null ? {} : { mayEndAfter };
}

function ownRules(frozen: FrozenRules, about: ReaderCase) {
  return rulesFor(frozen.rules, frozenClass(frozen), memberOf(about));
}

/**
 * What holds a version back for everybody: its general date was put off to that of a version that was pending
 * when it was posted. Whoever joins meanwhile may have it at once, where the rules say so.
 */
function heldBackBy(
  { rule, effectiveAt, postedAt, rules }: RulesOfVersion,
  about: ReaderCase,
): Before | null {
  if (rule.by !== 'predecessor') return null;
  const { joinedAt } = about.reader;
  const isNew = !about.holds && joinedAt !== null && joinedAt > postedAt;
  if (isNew && ownRules(rules, about).every(({ newcomers }) => newcomers === 'at-once')) return null;
  return { effectiveAt, waitsFor: null };
}
