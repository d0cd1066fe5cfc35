import { addMs, type Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { announcedVersions } from '../policies/timeline.ts';
import { isRuled } from './own-outcome.ts';
import { hasDeclined, heldVersion, positionOf, type UserFacts } from './position.ts';

/** How mail reaches somebody, as far as it is asked whether the product should tell them itself. */
export type Reach = {
  readonly hasAddress: boolean;
  /** The versions whose announcement is known not to have arrived where they are written to. */
  readonly notReached: readonly number[];
};

/** What a mail has for its way before the product tells somebody itself. */
const MAIL_HAS_MS = 60 * 60 * 1000;

/**
 * From when on the product should show somebody the notice of an announced version that nothing has told
 * them of: at once where no mail can or did reach them, else once a mail has had an hour.
 */
export function showsFrom(
  { version, postedAt }: Pick<Version, 'version' | 'postedAt'>,
  reach: Reach,
): Instant {
  const canArrive = reach.hasAddress && !reach.notReached.includes(version);
  return canArrive ? addMs(postedAt, MAIL_HAS_MS) : postedAt;
}

/** The announced versions that a user is owed a notice of: changes, not told, and not answered yet. */
export function untoldVersions(policy: string, facts: UserFacts, now: Instant): readonly Version[] {
  const held = heldVersion(facts, now)?.version ?? 0;
  return announcedVersions(facts.versions, now).filter(
    (one) =>
      one.change !== 'initial' &&
      one.version > held &&
      positionOf(facts.positions, one.version).toldAt === null &&
      positionOf(facts.positions, one.version).objection === undefined &&
      !hasDeclined(facts.terminations, policy, one.version, now),
  );
}

/**
 * The versions whose mails may be on their way at `now`: only of those it matters which did not arrive. A version
 * with rules of its own may be announced to somebody still when it has taken effect for others.
 */
export function versionsUnderWay(versions: readonly Version[], now: Instant): readonly number[] {
  const hourAgo = addMs(now, -MAIL_HAS_MS);
  const isUnderWay = (one: Version) =>
    one.withdrawal === null &&
    one.change !== 'initial' &&
    (one.effectiveAt > now || isRuled(one)) &&
    one.postedAt > hourAgo;
  return versions.filter(isUnderWay).map((one) => one.version);
}
