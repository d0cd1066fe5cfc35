import type { Instant } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Version } from '../policies/policy.ts';
import { announcedVersions, versionInForce } from '../policies/timeline.ts';

/** What a product's own site says about a policy to everybody, whatever they hold. */
export type SiteNotice = {
  readonly version: Version;
  readonly state: 'announced' | 'in-force';
  /** How many more versions are announced than the one it is about. */
  readonly more: number;
  /** When the clock alone makes it another notice, or none. */
  readonly until: Instant;
};

/**
 * The change to tell on the product's own site at `now`, if there is one.
 *
 * That is the announced version which takes effect first. When none is announced, it is the version in
 * force, for its late period after it took effect: a legal change may take effect as it is posted, and
 * nobody would read of it on the site otherwise. A first version changes nothing, so it is never told.
 *
 * `versions` are one policy's, in the order of their numbers, which is that of their effective dates.
 */
export function siteNotice(versions: readonly Version[], now: Instant): SiteNotice | null {
  const [next, ...later] = announcedVersions(versions, now).filter(isChange);
  if (next !== undefined) {
    return { version: next, state: 'announced', more: later.length, until: next.effectiveAt };
  }
  const current = versionInForce(versions, now);
  if (current === null || !isChange(current)) return null;
  const until = addPeriod(current.effectiveAt, current.lateNotice, current.timeZone);
  return now < until ? { version: current, state: 'in-force', more: 0, until } : null;
}

function isChange({ change }: Version): boolean {
  return change !== 'initial';
}
