import { addMs, type Instant, instantToMs } from '../instant.ts';
import type { DeliveryState } from './delivery-state.ts';

/** How many answered in a span of time, in which way. */
export type AnswersThen = { readonly agreed: number; readonly declined: number };

/** What a screen tells of a version in numbers. All but `mails` counts people. */
export type VersionCounts = {
  /** The announcements, by what became of them: of each reader's the last. */
  readonly mails: Partial<Readonly<Record<DeliveryState, number>>>;
  readonly told: number;
  /** Still to be told, and of those whom no mail reaches. */
  readonly notTold: number;
  readonly unreachable: number;
  readonly accepted: number;
  readonly silent: number;
  readonly objected: number;
  readonly leaving: number;
  readonly left: number;
  /** Answers by the hour or day that they came in, as the beginning of an instant: `2026-11-22T09` or `2026-11-22`. */
  readonly answers: Readonly<Record<string, AnswersThen>>;
};

/** What a count begins with. */
export const NOBODY_COUNTED: VersionCounts = {
  mails: {},
  ...{ told: 0, notTold: 0, unreachable: 0, accepted: 0, silent: 0, objected: 0, leaving: 0, left: 0 },
  answers: {},
};

/** Two counts of different people as one. */
export function addCounts(one: VersionCounts, other: VersionCounts): VersionCounts {
  const mails: Partial<Record<DeliveryState, number>> = { ...one.mails };
  for (const [state, count] of Object.entries(other.mails) as [DeliveryState, number][]) {
    mails[state] = (mails[state] ?? 0) + count;
  }
  const answers: Record<string, AnswersThen> = { ...one.answers };
  for (const [then, { agreed, declined }] of Object.entries(other.answers)) {
    const before = answers[then] ?? { agreed: 0, declined: 0 };
    answers[then] = { agreed: before.agreed + agreed, declined: before.declined + declined };
  }
  return {
    mails,
    told: one.told + other.told,
    notTold: one.notTold + other.notTold,
    unreachable: one.unreachable + other.unreachable,
    accepted: one.accepted + other.accepted,
    silent: one.silent + other.silent,
    objected: one.objected + other.objected,
    leaving: one.leaving + other.leaving,
    left: one.left + other.left,
    answers,
  };
}

/** The span by which answers are counted: by the hour in the first days of a version, by the day after. */
export type AnswerSpan = 'hour' | 'day';

const HOURS_SHOWN_MS = 3 * 24 * 60 * 60 * 1000;

/** By which span the answers to a version are counted at `now`. */
export function answerSpanOf({ postedAt }: { readonly postedAt: Instant }, now: Instant): AnswerSpan {
  return now < addMs(postedAt, HOURS_SHOWN_MS) ? 'hour' : 'day';
}

const SOONEST_MS = 60 * 1000;
const LATEST_MS = 24 * 60 * 60 * 1000;
/** What happened in so small a part of a version's age changes its numbers little. */
const PART_OF_AGE = 50;

/**
 * Whether a version is to be counted anew: a minute after it was posted every minute, later as seldom as its
 * numbers change, every day at least.
 */
export function isCountDue(
  { postedAt }: { readonly postedAt: Instant },
  countedAt: Instant | null,
  now: Instant,
): boolean {
  if (countedAt === null) return true;
  const age = instantToMs(countedAt) - instantToMs(postedAt);
  const wait = Math.min(LATEST_MS, Math.max(SOONEST_MS, age / PART_OF_AGE));
  return instantToMs(now) - instantToMs(countedAt) >= wait;
}
