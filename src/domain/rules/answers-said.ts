import { type Instant, laterOf } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Counting } from './count-period.ts';
import type { Offer } from './notice-rules.ts';
import { type DatesInput, type ReaderDates, readerDates } from './reader-dates.ts';
import type { ReaderEvent } from './ruled-case.ts';

/** What a reader said last of a version, or did. */
export type Said =
  | { readonly what: 'nothing' }
  | { readonly what: 'accepted' | 'used'; readonly at: Instant }
  | {
      readonly what: 'declined';
      readonly at: Instant;
      readonly offer: Offer;
      readonly endsAt: Instant | null;
    };

const NOTHING: Said = { what: 'nothing' };

/**
 * Goes through what happened, in its order: what is said last counts, a no in time stands until it is taken
 * back or has ended, and an act that binds sooner brings the dates forward.
 */
export function readAnswers(input: Omit<DatesInput, 'sooner'>): {
  readonly dates: ReaderDates;
  readonly said: Said;
} {
  let dates = readerDates({ ...input, sooner: null });
  let [said, yes]: [Said, Said] = [NOTHING, NOTHING];
  for (const event of input.happened) {
    if (said.what === 'declined' && said.endsAt !== null && said.endsAt <= event.at) break;
    if (event.kind === 'accepted') {
      dates = broughtForward('acceptance', event.at);
      said = yes = { what: 'accepted', at: event.at };
    } else if (event.kind === 'used' && said.what === 'nothing' && input.reader.holds) {
      if (dates.toldAt !== null && dates.toldAt <= event.at) dates = broughtForward('use', event.at);
      if (bindsByUse(event.at)) said = yes = { what: 'used', at: event.at };
    } else if (event.kind === 'declined' && mayDecline(event, dates, said)) {
      said = { what: 'declined', at: event.at, offer: event.offer, endsAt: endOf(event, dates) };
    } else if (event.kind === 'cancelled' && said.what === 'declined') {
      said = yes;
    } else if (event.kind === 'ended' && said.what === 'declined' && keeps(said.offer)) {
      said = { ...said, endsAt: endByCompany(event.at, dates, input.counting) };
    }
  }
  return { dates, said };

  function broughtForward(by: 'acceptance' | 'use', at: Instant): ReaderDates {
    if (by === 'use' && input.version.states?.includes('use') === false) return dates;
    const sooner = readerDates({ ...input, sooner: { by, at } });
    const isSooner =
      sooner.effectiveAt !== null && (dates.effectiveAt === null || sooner.effectiveAt < dates.effectiveAt);
    return isSooner ? sooner : dates;
  }

  /** Use agrees from when it binds on; where it brought the date forward, whatever else would. */
  function bindsByUse(at: Instant): boolean {
    if (dates.toldAt === null || dates.effectiveAt === null) return false;
    const isAsked = dates.acceptance === 'use' && dates.bindsAt !== null && at >= dates.bindsAt;
    const isSooner = input.own.every(({ sooner }) => sooner?.includes('use')) && dates.effectiveAt === at;
    return isAsked || isSooner;
  }
}

/** In its window; or where a change that binds by use at once never had one, until they use it. */
function mayDecline(
  { at, offer }: Extract<ReaderEvent, { kind: 'declined' }>,
  { window, offers, acceptance, toldAt, bindsAt }: ReaderDates,
  said: Said,
): boolean {
  if (!offers.includes(offer) || toldAt === null || at < toldAt) return false;
  if (said.what === 'used' || (said.what === 'accepted' && acceptance === 'explicit')) return false;
  if (window === null) return acceptance === 'use' && bindsAt !== null;
  return window.closesAt === null || at < window.closesAt;
}

function endOf(
  { at, offer }: Extract<ReaderEvent, { kind: 'declined' }>,
  { window, effectiveAt }: ReaderDates,
): Instant | null {
  if (offer === 'leave-now') return at;
  if (offer !== 'leave-at-close') return null;
  return laterOf(at, window?.closesAt ?? effectiveAt ?? at);
}

/** The company may end what somebody keeps, with its notice, and not before the change takes effect. */
function endByCompany(
  at: Instant,
  { mayEndAfter, effectiveAt }: ReaderDates,
  { timeZone }: Counting,
): Instant | null {
  if (mayEndAfter === null) return null;
  return laterOf(addPeriod(at, mayEndAfter, timeZone), effectiveAt ?? at);
}

function keeps(offer: Offer): boolean {
  return offer === 'keep-old' || offer === 'keep-old-part';
}
