import type { Instant } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Version } from '../policies/policy.ts';

/**
 * From when on use binds someone told at `toldAt`: the effective date, or, when told at or after it,
 * the late period after that.
 */
export function bindsAt(
  version: Pick<Version, 'effectiveAt' | 'lateNotice' | 'timeZone'>,
  toldAt: Instant,
): Instant {
  if (toldAt < version.effectiveAt) return version.effectiveAt;
  return addPeriod(toldAt, version.lateNotice, version.timeZone);
}
