import { type Instant, laterOf } from '../instant.ts';
import { type Counting, countBefore, countTerm } from './count-period.ts';
import type { ClockEvent, Term, When } from './notice-rules.ts';

/** When each event happened that periods are counted from; null where it has not, or is not known. */
export type Clock = Readonly<Record<Exclude<ClockEvent, 'renewal'>, Instant | null>> & {
  /** The renewals that are known, and since when one counts; null where none is asked for. */
  readonly renewals: readonly Instant[];
  readonly renewsSince: Instant | null;
};

/** A date with the term that decided it, or the events it waits for. */
export type Dated =
  | { readonly at: Instant; readonly term: Term; readonly event: Instant; readonly waitsFor: null }
  | { readonly at: null; readonly waitsFor: readonly ClockEvent[] };

/** The date that terms come to. Under `latest` one whose event is unknown leaves it open; under `earliest` it is left out. */
export function dateOf({ choose = 'latest', terms }: When, clock: Clock, counting: Counting): Dated {
  const dates = terms.map((term) => {
    const event = eventOf(term, clock, counting);
    return event === null ? null : { at: datedFrom(event, term, counting), term, event, waitsFor: null };
  });
  const known = dates.filter((one) => one !== null);
  const waitsFor = [...new Set(terms.filter((_, at) => dates[at] === null).map(({ from }) => from))];
  if (known.length === 0 || (choose === 'latest' && waitsFor.length > 0)) return { at: null, waitsFor };
  return known.reduce((best, one) =>
    (choose === 'latest' ? one.at > best.at : one.at < best.at) ? one : best,
  );
}

function datedFrom(event: Instant, term: Term, counting: Counting): Instant {
  // A renewal is chosen so that the period fits in before it.
  if (term.from === 'renewal' && term.counted === 'back') return event;
  if (term.from === 'effect' && term.counted === 'back') return countBefore(event, term, counting);
  return countTerm(event, term, counting);
}

function eventOf(term: Term, clock: Clock, counting: Counting): Instant | null {
  if (term.from !== 'renewal') return clock[term.from];
  const { renewals, renewsSince } = clock;
  if (renewsSince === null) return null;
  const since = term.counted === 'back' ? countTerm(renewsSince, term, counting) : renewsSince;
  return renewals.toSorted().find((renewal) => renewal >= since) ?? null;
}

/** The later of two dates of which either may be unknown; unknown where one is. */
export function laterIfKnown(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? null : laterOf(a, b);
}
