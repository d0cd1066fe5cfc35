import { type Instant, laterOf } from '../instant.ts';
import { addPeriod, longerPeriod, type Period } from '../period.ts';
import type { Counting } from './count-period.ts';
import {
  ACCEPTANCES,
  type Channel,
  type ClockEvent,
  type NoticeRules,
  OFFERS,
  type Offer,
  type Rule,
  type RuleAcceptance,
  type When,
} from './notice-rules.ts';
import { type Reached, reachedBy } from './reached.ts';
import type { Reader, ReaderEvent, RuledVersion } from './ruled-case.ts';
import { type Clock, type Dated, dateOf } from './when.ts';

/** What rules come to for one reader, before anything that they answered. */
export type ReaderDates = {
  readonly tells: {
    readonly by: readonly Channel[];
    readonly need: number;
    readonly reached: readonly Channel[];
  };
  readonly toldAt: Instant | null;
  readonly effectiveAt: Instant | null;
  readonly waitsFor: readonly ClockEvent[] | null;
  /** What decided the date of effect, of each rule that holds for them. */
  readonly effects: readonly Dated[];
  /** When it binds them by the clock alone, or may by use; null where only saying yes does. */
  readonly bindsAt: Instant | null;
  readonly window: { readonly opensAt: Instant; readonly closesAt: Instant | null } | null;
  readonly acceptance: RuleAcceptance;
  readonly offers: readonly Offer[];
  readonly unanswered: { readonly at: Instant; readonly consequence: 'restrict' | 'end' } | null;
  readonly keepUntil: Instant | null;
  /** The notice with which the company may end it for whoever keeps the old terms; null where it may not. */
  readonly mayEndAfter: Period | null;
};

/** What is known of a case, and an act of the reader that brings the date forward, where one did. */
export type DatesInput = {
  readonly rules: NoticeRules;
  readonly own: readonly Rule[];
  readonly version: RuledVersion;
  readonly reader: Reader;
  readonly happened: readonly ReaderEvent[];
  readonly counting: Counting;
  readonly sooner: { readonly by: 'acceptance' | 'use'; readonly at: Instant } | null;
};

type RuleDates = {
  readonly rule: Rule;
  readonly reached: Reached;
  readonly clock: Clock;
  readonly effect: Dated;
};

/**
 * The dates of one reader. In several audiences the latest dates count, the strictest acceptance, every
 * offer, and the milder consequence: part by part, so that they are worse off than in none of them.
 */
export function readerDates(input: DatesInput): ReaderDates {
  const { rules, own, version, reader, happened, counting } = input;
  const found = own.map((rule): RuleDates => {
    const reached = reachedBy(rule, rules, version, reader, happened);
    const clock: Clock = {
      posting: version.postedAt,
      notice: reached.noticeAt,
      receipt: reached.receivedAt,
      effect: null,
      proposal: version.proposedAt ?? null,
      'document-date': version.documentDate ?? null,
      renewals: reader.renewsAt ?? [],
      renewsSince: reached.receivedAt,
    };
    const effect = effectOf(rule, clock, input);
    return { rule, reached, clock: { ...clock, effect: effect.at }, effect };
  });

  const toldAt = latest(found.map(({ reached }) => reached.receivedAt));
  const effectiveAt = latest(found.map(({ effect }) => effect.at));
  const acceptance = acceptanceOf(own, version);
  const byTheClock = (one: RuleDates) => bindingOf(one, toldAt, counting);
  const offers = OFFERS.filter((offer) => own.some(({ decline }) => decline?.offers.includes(offer)));
  const window = windowOf();
  const waits = new Set(found.flatMap(({ effect }) => effect.waitsFor ?? []));
  return {
    tells: {
      by: [...new Set(own.flatMap(({ tell }) => tell.by))],
      need: Math.max(...own.map(({ tell }) => tell.need)),
      reached: [...new Set(found.flatMap(({ reached }) => reached.by))],
    },
    toldAt,
    effectiveAt,
    waitsFor: waits.size === 0 ? null : [...waits],
    effects: found.map(({ effect }) => effect),
    bindsAt: acceptance === 'explicit' ? null : latest(found.map(bindingWith)),
    window,
    acceptance,
    offers,
    unanswered: acceptance === 'explicit' ? unansweredOf() : null,
    keepUntil: keepUntilOf(),
    mayEndAfter: mayEndOf(own),
  };

  /** By silence only once nobody can object any more, also where another rule would have use agree. */
  function bindingWith(one: RuleDates): Instant | null {
    const binds = byTheClock(one);
    return one.rule.acceptance === 'silence' ? latest([binds, closingOf(one)]) : binds;
  }

  function windowOf(): ReaderDates['window'] {
    if (toldAt === null) return null;
    const closings = found.flatMap((one) => (one.rule.decline === undefined ? [] : [closingOf(one)]));
    if (closings.length === 0) return null;
    const closesAt = latest(closings);
    return closesAt !== null && closesAt <= toldAt ? null : { opensAt: toldAt, closesAt };
  }

  /** When a rule's window closes: whoever is told too late for it has until it binds them. */
  function closingOf(one: RuleDates): Instant | null {
    const { until } = one.rule.decline ?? {};
    const binds = acceptance === 'explicit' ? null : byTheClock(one);
    if (until === undefined) return binds;
    const { at } = dateOf(until, one.clock, counting);
    const isLate = at !== null && toldAt !== null && (toldAt >= at || isToldLate(one, toldAt));
    return isLate && binds !== null ? laterOf(at, binds) : at;
  }

  function unansweredOf(): ReaderDates['unanswered'] {
    const all = found.map(({ rule: { unanswered, late }, clock }) => {
      if (unanswered === undefined) return null;
      const { at } = dateOf(unanswered.at, clock, counting);
      if (at === null || toldAt === null || toldAt < at || late === undefined) return at;
      return addPeriod(toldAt, late, counting.timeZone);
    });
    const at = latest(all);
    if (at === null) return null;
    return {
      at,
      consequence: own.some(({ unanswered }) => unanswered?.then === 'restrict') ? 'restrict' : 'end',
    };
  }

  function keepUntilOf(): Instant | null {
    const keeping = found.filter(({ rule }) => mayKeep(rule));
    if (keeping.length === 0) return null;
    return latest(
      keeping.map(({ rule, clock }) => {
        const { keepUntil } = rule.decline ?? {};
        if (keepUntil === undefined) return null;
        // The term that runs when it takes effect is the one that counts.
        const renewsSince = latest([clock.renewsSince, clock.effect]);
        return dateOf(keepUntil, { ...clock, renewsSince }, counting).at;
      }),
    );
  }
}

/** When a version takes effect for a reader by one rule, a named date and what they did themselves included. */
function effectOf(rule: Rule, clock: Clock, { version, reader, counting, sooner }: DatesInput): Dated {
  const { postedAt, namedAt } = version;
  const named = (at: Instant): Dated => ({
    at,
    event: postedAt,
    term: { after: 'PT0S' as Period, from: 'posting' },
    waitsFor: null,
  });
  let effect = dateOf(rule.effect, clock, counting);
  if (namedAt !== undefined) {
    if (isShortened(rule, version, counting)) effect = named(laterOf(namedAt, postedAt));
    else if (effect.at !== null && namedAt > effect.at) effect = named(namedAt);
  }
  const { joinedAt, holds } = reader;
  if (rule.newcomers === 'at-once' && !holds && joinedAt !== undefined && joinedAt > postedAt) {
    if (effect.at === null || joinedAt < effect.at) effect = named(joinedAt);
  }
  if (sooner !== null && rule.sooner?.includes(sooner.by)) {
    if (effect.at === null || sooner.at < effect.at) effect = named(sooner.at);
  }
  return effect;
}

/** Whether the date that legal named comes, with a reason, before the one that the rule gives for everybody. */
function isShortened(rule: Rule, version: RuledVersion, counting: Counting): boolean {
  const { namedAt, reason } = version;
  if (rule.shorter !== 'with-reason' || reason === undefined || namedAt === undefined) return false;
  return namedAt < generalDateOf(rule.effect, version, counting).at;
}

/**
 * What a rule gives for a reader who is told, and has received it, at posting, renewals left out: the date
 * that pages print and versions are ordered by.
 */
export function generalDateOf(
  effect: When,
  { postedAt, proposedAt, documentDate }: RuledVersion,
  counting: Counting,
): Dated & { readonly at: Instant } {
  const terms = effect.terms.filter(({ from }) => from !== 'renewal');
  const clock: Clock = {
    posting: postedAt,
    notice: postedAt,
    receipt: postedAt,
    effect: null,
    proposal: proposedAt ?? null,
    'document-date': documentDate ?? null,
    renewals: [],
    renewsSince: null,
  };
  const dated = dateOf({ ...effect, terms }, clock, counting);
  // Nothing takes effect before it is public.
  if (dated.at !== null && dated.at >= postedAt) return dated;
  return {
    at: postedAt,
    event: postedAt,
    term: { after: 'PT0S' as Period, from: 'posting' },
    waitsFor: null,
  };
}

/** From when on a rule binds whoever is told at an instant: at effect, or so long after they were told at or after it. */
function bindingOf(
  { rule, effect }: RuleDates,
  toldAt: Instant | null,
  { timeZone }: Counting,
): Instant | null {
  if (effect.at === null || toldAt === null) return null;
  if (toldAt < effect.at) return effect.at;
  return rule.late === undefined ? toldAt : addPeriod(toldAt, rule.late, timeZone);
}

function isToldLate({ effect }: RuleDates, toldAt: Instant): boolean {
  return effect.at !== null && toldAt >= effect.at;
}

/** The strictest, as far as the notice said that silence or use would count: without that only saying yes does. */
function acceptanceOf(own: readonly Rule[], { states }: RuledVersion): RuleAcceptance {
  const strictest = Math.max(...own.map(({ acceptance }) => ACCEPTANCES.indexOf(acceptance)));
  const acceptance = ACCEPTANCES[strictest]!;
  const isUnsaid =
    (acceptance === 'silence' || acceptance === 'use') && states?.includes(acceptance) === false;
  return isUnsaid ? 'explicit' : acceptance;
}

/** Only where each rule that lets them keep the old terms says so; the longest of them. */
export function mayEndOf(own: readonly Rule[]): Period | null {
  const periods = own.filter(mayKeep).map(({ decline }) => decline?.mayEnd?.after ?? null);
  if (periods.length === 0) return null;
  return periods.reduce((longest, one) =>
    one === null || longest === null ? null : longerPeriod(longest, one),
  );
}

function mayKeep({ decline }: Rule): boolean {
  return decline?.offers.some((offer) => offer === 'keep-old' || offer === 'keep-old-part') ?? false;
}

/** The latest of some instants; null where one is not known, or there is none. */
function latest(instants: readonly (Instant | null)[]): Instant | null {
  if (instants.length === 0) return null;
  return instants.reduce((a, b) => (a === null || b === null ? null : laterOf(a, b)));
}
