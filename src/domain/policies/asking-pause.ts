import { addMs, type Instant } from '../instant.ts';
import { invalid } from '../refusal.ts';

/**
 * The emergency brake of a policy: while it is on, products are told to gate on that policy for nobody, and to show
 * the notice instead. It changes nothing of who accepted what, and nothing of whoever has left.
 */
export type AskingPause = {
  readonly id: string;
  readonly since: Instant;
  /** From when on people are asked again by themselves. */
  readonly until: Instant;
  readonly reason: string;
  /** The key or member who did it. */
  readonly by: string;
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** How many days a pause lasts at most; whoever needs longer says so again. */
export const LONGEST_PAUSE_DAYS = 30;

/** The pause that is on at `now`, or null. */
export function pauseAt(
  { askingPause }: { readonly askingPause: AskingPause | null },
  now: Instant,
): AskingPause | null {
  return askingPause !== null && now < askingPause.until ? askingPause : null;
}

/** Refuses with `invalid-request` at `/until` a pause that would end before it began, or last too long. */
export function insistOnEnd(until: Instant, now: Instant): void {
  if (until <= now) throw invalid('/until', 'must lie ahead');
  if (until > addMs(now, LONGEST_PAUSE_DAYS * DAY_MS)) {
    throw invalid('/until', `must be within ${LONGEST_PAUSE_DAYS} days: pause anew where that is too short`);
  }
}
