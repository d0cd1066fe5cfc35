import { countsFromTelling, ownTelling, type ReaderCase, type RuledVersion } from '../answers/own-outcome.ts';
import { addMs, type Instant } from '../instant.ts';
import { longerPeriod, type Period } from '../period.ts';
import { frozenClass } from '../policies/frozen-rules.ts';
import { type Membership, rulesFor } from '../rules/audiences.ts';
import type { Rule, RuleAcceptance, When } from '../rules/notice-rules.ts';
import { STAYS_TRUE_MS, type Tense, tenseAt } from './outcome.ts';

/** A date as a mail can say it: an instant that stays true for a day, a period from when it is got, or an event. */
export type SayableDate =
  | { readonly kind: 'at'; readonly at: Instant }
  /** From the day on which its reader gets the mail. */
  | { readonly kind: 'after'; readonly period: Period }
  /** When the reader's contract next renews. */
  | { readonly kind: 'renewal' };

/** What a notice says of a version with rules of its own to the readers of one audience. */
export type ReaderTerms = {
  readonly tense: Tense;
  readonly effect: SayableDate;
  /** Until when they may leave; null where that is not offered. */
  readonly closes: SayableDate | 'when-accepted' | null;
  readonly acceptance: RuleAcceptance;
};

/**
 * What the readers of a version who are in some audiences are told of its dates by a notice that is written at
 * an instant, whenever within a day of that they get it.
 */
export function readerTerms(
  version: RuledVersion,
  { membership, asksBefore }: { readonly membership: Membership; readonly asksBefore: boolean },
  writtenAt: Instant,
): ReaderTerms {
  const about: ReaderCase = {
    ...{ membership, asksBefore, holds: true, notBefore: null },
    reader: { attributes: {}, joinedAt: null, renewsAt: [] },
    events: [],
  };
  const mailedAt = (at: Instant) =>
    ownTelling(version, { ...about, events: [{ kind: 'sent', channel: 'mail', at }] });
  const first = mailedAt(writtenAt);
  const last = mailedAt(addMs(writtenAt, STAYS_TRUE_MS));
  const { certain: audiences, possible: maybeIn } = membership;
  const own = rulesFor(version.rules.rules, frozenClass(version.rules), { audiences, maybeIn });
  // Nothing but being told late puts off what is counted from no telling.
  const late = longestOf(own.flatMap(({ late }) => late ?? [])) ?? version.lateNotice;
  const date = (a: Instant | null, b: Instant | null, whens: readonly When[]): SayableDate => {
    if (a === null || b === null) return { kind: 'renewal' };
    return a === b ? { kind: 'at', at: a } : { kind: 'after', period: longestFromTelling(whens) ?? late };
  };
  const effects = own.map(({ effect }) => effect);
  const effect = date(first.own.effectiveAt, last.own.effectiveAt, effects);
  const { acceptance, offers, closesAt, hasWindow } = first.own;
  const untils = own.map(({ decline, effect }) => decline?.until ?? effect);
  const mayLeave = offers.some((offer) => offer === 'leave-now' || offer === 'leave-at-close');
  const isOpenUntilAccepted = acceptance === 'explicit' && hasWindow && closesAt === null;
  const closes = isOpenUntilAccepted ? ('when-accepted' as const) : date(closesAt, last.own.closesAt, untils);
  const isOwn = effect.kind !== 'at' || (own.some(hasOwnWindow) && first.own.closesAt !== last.own.closesAt);
  const effectiveAt = effect.kind === 'at' ? effect.at : version.effectiveAt;
  return {
    tense: isOwn ? 'own' : tenseAt({ effectiveAt }, writtenAt),
    effect,
    closes: mayLeave ? closes : null,
    acceptance,
  };
}

function hasOwnWindow({ decline }: Rule): boolean {
  return decline?.until !== undefined && countsFromTelling(decline.until);
}

/** The longest of the periods that are counted from the notice or its receipt. */
function longestFromTelling(whens: readonly When[]): Period | null {
  const periods = whens.flatMap((when) =>
    when.terms.filter(({ from }) => from === 'notice' || from === 'receipt').map(({ after }) => after),
  );
  return longestOf(periods);
}

function longestOf(periods: readonly Period[]): Period | null {
  return periods.reduce<Period | null>((a, b) => (a === null ? b : longerPeriod(a, b)), null);
}
