import type { Instant } from '../instant.ts';
import { type Period, subtractPeriod } from '../period.ts';

/** How long what tells who somebody is may be kept; null keeps it until its user is erased. */
export type Retention = {
  /** IP address and user agent of an acceptance, from when it was recorded. */
  readonly ip: Period | null;
  /** The address that a mail went to, from when it was written; never shorter than its link opens. */
  readonly mails: Period | null;
  /** The mail provider's report as it was signed, from when it came. */
  readonly events: Period | null;
};

/** What is older than that instant has been kept long enough; null for what is kept. */
export function keptSince(period: Period | null, now: Instant): Instant | null {
  return period === null ? null : subtractPeriod(now, period, 'UTC');
}
