import { type EndByCompany, endByCompany, isLeavingFree } from '../answers/objection.ts';
import {
  countsFromTelling,
  type OwnOutcome,
  ownTelling,
  type ReaderCase,
  type RuledVersion,
} from '../answers/own-outcome.ts';
import { addMs, type Instant } from '../instant.ts';
import { longerPeriod, type Period, sumOfDays } from '../period.ts';
import { frozenClass } from '../policies/frozen-rules.ts';
import { type Membership, rulesFor } from '../rules/audiences.ts';
import type { Offer, Rule, RuleAcceptance, When } from '../rules/notice-rules.ts';
import { type NoticeStance, STAYS_TRUE_MS, type Tense, tenseAt } from './outcome.ts';

/** A date as a mail can say it: an instant that stays true for a day, a period from when it is got, or an event. */
export type SayableDate =
  | { readonly kind: 'at'; readonly at: Instant }
  /** From the day on which its reader gets the mail. */
  | { readonly kind: 'after'; readonly period: Period }
  /** When the reader's contract next renews. */
  | { readonly kind: 'renewal' };

/** The ways to say no, and what comes of them. */
export type Ways = {
  /** Until when they may. */
  readonly closes: SayableDate | 'when-accepted';
  readonly offers: readonly Offer[];
  readonly isLeavingFree: boolean;
  /** Until when the old terms may be kept: `open` where that does not end. */
  readonly keepUntil: SayableDate | 'open';
  readonly mayEnd: EndByCompany | null;
};

/** What a notice says of a version with rules of its own to the readers of one audience. */
export type ReaderTerms = {
  readonly tense: Tense;
  readonly effect: SayableDate;
  /** Until when they may leave; null where that is not offered. */
  readonly closes: SayableDate | 'when-accepted' | null;
  readonly acceptance: RuleAcceptance;
  /** What they may do besides, or where leaving is free; null where a word on leaving says all. */
  readonly ways: Ways | null;
  /** Until when they have to say no, in any way that is offered, for silence not to agree; null where it does not. */
  readonly objection: SayableDate | null;
  /** Whether use agrees from when they get it. */
  readonly bindsAtOnce: boolean;
  /** Acts of theirs that make it bind them before it takes effect. */
  readonly sooner: OwnOutcome['sooner'];
  /** What becomes of whoever leaves it unanswered, and from when on; the instant is null where it is not the same for all. */
  readonly unanswered: { readonly consequence: 'restrict' | 'end'; readonly at: Instant | null } | null;
  /** Whether its dates are the same for whoever was told at any time since it was posted, as in a mail that tells once more. */
  readonly isSameForAll: boolean;
  /** Whether a date may be sooner for whoever's contract renews sooner, which a mail to many does not know of. */
  readonly mayBeSooner: boolean;
};

/**
 * What the readers of a version who are in some audiences are told of its dates by a notice that is written at
 * an instant, whenever within a day of that they get it. Whoever is asked and holds nothing goes by the date for
 * people in general.
 */
export function readerTerms(
  version: RuledVersion,
  { membership, stance }: { readonly membership: Membership; readonly stance: NoticeStance },
  writtenAt: Instant,
): ReaderTerms {
  const about: ReaderCase = {
    ...{
      membership,
      asksBefore: stance === 'is-asked' || stance === 'is-asked-anew',
      holds: true,
      notBefore: null,
    },
    reader: { attributes: {}, joinedAt: null, renewsAt: [] },
    events: [],
  };
  const tellingAt = (at: Instant) => {
    // Where only a proof of arrival counts, that comes later still.
    const events = (['sent', 'delivered'] as const).map((kind) => ({ kind, channel: 'mail' as const, at }));
    return ownTelling(version, { ...about, events });
  };
  const { own: first, bindsAt } = tellingAt(writtenAt);
  const { own: last } = tellingAt(addMs(writtenAt, STAYS_TRUE_MS));
  const { own: earliest } = tellingAt(version.postedAt);
  const { certain: audiences, possible: maybeIn } = membership;
  const own = rulesFor(version.rules.rules, frozenClass(version.rules), { audiences, maybeIn });
  // Nothing but being told late puts off what is counted from no telling.
  const late = longestOf(own.flatMap(({ late }) => late ?? [])) ?? version.lateNotice;
  const mayBeSooner = own.some(countsFromFirstRenewal);
  const date = (a: Instant | null, b: Instant | null, whens: readonly When[]): SayableDate => {
    if (mayBeSooner) return { kind: 'after', period: late };
    if (a === null || b === null) return { kind: 'renewal' };
    return a === b
      ? { kind: 'at', at: a }
      : { kind: 'after', period: longestFromTelling(version, whens) ?? late };
  };
  const ownEffect = date(
    first.effectiveAt,
    last.effectiveAt,
    own.map(({ effect }) => effect),
  );
  const effect = stance === 'unrecorded' ? generalEffect(version, ownEffect) : ownEffect;
  const { acceptance, offers, closesAt } = first;
  const declines = own.flatMap(({ decline, effect }) => (decline === undefined ? [] : [{ decline, effect }]));
  const hasWindow = first.hasWindow && last.hasWindow;
  const closing = date(
    closesAt,
    last.closesAt,
    declines.map(({ decline, effect }) => decline.until ?? effect),
  );
  const mayLeave = offers.some(isLeaving);
  const isOpenUntilAccepted =
    acceptance === 'explicit' && declines.some(({ decline }) => decline.until === undefined);
  const closes = isOpenUntilAccepted && closesAt === null ? ('when-accepted' as const) : closing;
  const isOwn = effect.kind !== 'at' || (own.some(hasOwnWindow) && closesAt !== last.closesAt);
  const effectiveAt = effect.kind === 'at' ? effect.at : version.effectiveAt;
  return {
    tense: isOwn ? 'own' : tenseAt({ effectiveAt }, writtenAt),
    effect,
    closes: mayLeave && hasWindow ? closes : null,
    ways: hasWindow ? waysOf(version, membership, { closes, own, keeping: [first, last], writtenAt }) : null,
    acceptance,
    objection: acceptance === 'silence' ? closing : null,
    bindsAtOnce: acceptance === 'use' && bindsAt !== null && bindsAt <= writtenAt,
    sooner: first.sooner,
    unanswered: unansweredOf(own, acceptance, [first, last]),
    isSameForAll: [first, last].every(
      (one) => one.effectiveAt === earliest.effectiveAt && one.closesAt === earliest.closesAt,
    ),
    mayBeSooner,
  };
}

/** When it takes effect for whoever goes by the date for people in general, where their own would come later. */
function generalEffect({ effectiveAt: at }: RuledVersion, own: SayableDate): SayableDate {
  return own.kind === 'at' && own.at < at ? own : { kind: 'at', at };
}

/** Whether a date comes when a contract renews, if that is sooner than another. */
function countsFromFirstRenewal({ effect, decline, unanswered }: Rule): boolean {
  return [effect, decline?.until, unanswered?.at].some(
    (when) =>
      when?.choose === 'earliest' &&
      when.terms.some(({ from }) => from === 'renewal') &&
      when.terms.some(({ from }) => from !== 'renewal'),
  );
}

/** Null where leaving is all that is offered, and nothing is promised of it. */
function waysOf(
  version: RuledVersion,
  membership: Membership,
  about: {
    readonly closes: Ways['closes'];
    readonly own: readonly Rule[];
    readonly keeping: readonly [OwnOutcome, OwnOutcome];
    readonly writtenAt: Instant;
  },
): Ways | null {
  const { closes, own, writtenAt } = about;
  const [first, last] = about.keeping;
  const { offers } = first;
  const isFree = isLeavingFree(version, membership) && offers.some(isLeaving);
  if (offers.length === 0 || (offers.every(isLeaving) && !isFree)) return null;
  const whens = own.flatMap(({ decline }) => decline?.keepUntil ?? []);
  const isSame = first.keepUntil !== null && first.keepUntil === last.keepUntil;
  const ends: SayableDate = isSame
    ? { kind: 'at', at: first.keepUntil }
    : { kind: 'after', period: longestFromTelling(version, whens) ?? version.lateNotice };
  return {
    ...{ closes, offers, isLeavingFree: isFree },
    keepUntil: whens.length === 0 ? 'open' : ends,
    mayEnd: endByCompany(version, first, writtenAt),
  };
}

function isLeaving(offer: Offer): boolean {
  return offer === 'leave-now' || offer === 'leave-at-close';
}

function unansweredOf(
  own: readonly Rule[],
  acceptance: RuleAcceptance,
  [first, last]: readonly [OwnOutcome, OwnOutcome],
): ReaderTerms['unanswered'] {
  // In an audience where nothing comes of it, nothing does.
  if (acceptance !== 'explicit' || own.some(({ unanswered }) => unanswered === undefined)) return null;
  const isMild = own.some(({ unanswered }) => unanswered?.then === 'restrict');
  const at = first.unanswered?.at ?? null;
  return { consequence: isMild ? 'restrict' : 'end', at: at === last.unanswered?.at ? at : null };
}

function hasOwnWindow({ decline }: Rule): boolean {
  return decline?.until !== undefined && countsFromTelling(decline.until);
}

/**
 * The longest period that is counted from the sending of a mail; null where none is. What counts from its receipt
 * does so some days later, where those are all that passes in between.
 */
function longestFromTelling({ rules }: RuledVersion, whens: readonly When[]): Period | null {
  const delay = rules.rules.receipt?.mail;
  const terms = whens.flatMap((when) => when.terms);
  const periods = terms.flatMap(({ from, after, days }) => {
    if (from === 'notice') return [after];
    if (from !== 'receipt') return [];
    const isDays = delay !== undefined && delay !== 'delivered' && days !== 'business';
    return [(isDays && sumOfDays(delay, after)) || after];
  });
  return longestOf(periods);
}

function longestOf(periods: readonly Period[]): Period | null {
  return periods.reduce<Period | null>((a, b) => (a === null ? b : longerPeriod(a, b)), null);
}
