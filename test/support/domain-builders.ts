import type { Accepted, Position, UserFacts } from '../../src/domain/answers/position.ts';
import type { Termination } from '../../src/domain/answers/standing.ts';
import { addMs, type Instant } from '../../src/domain/instant.ts';
import type { Period } from '../../src/domain/period.ts';
import { type Basis, POLICY_DEFAULTS, type Policy, type Version } from '../../src/domain/policies/policy.ts';
import { Refusal, type RefusalCode, type RefusalFacts } from '../../src/domain/refusal.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY_ZERO = '2026-12-01T00:00:00.000Z' as Instant;

/** Midnight UTC of the n-th day of a story; fractions are times of day. */
export function day(n: number): Instant {
  return addMs(DAY_ZERO, n * DAY_MS);
}

/** The last millisecond before an instant. */
export function justBefore(instant: Instant): Instant {
  return addMs(instant, -1);
}

/** The privacy policy as it is when nothing else was asked for: 7 days for minor changes, 30 for substantial ones, in UTC. */
export function policy(what: Partial<Policy> = {}): Policy {
  return { policy: 'privacy', title: 'Privacy policy', ...POLICY_DEFAULTS, ...what };
}

/** A version of the privacy policy: deemed, in force from its posting on day 0, and seven days of late notice, unless told otherwise. */
export function version(number: number, what: Partial<Version> = {}): Version {
  const effectiveAt = what.effectiveAt ?? day(0);
  const change = what.change ?? (number === 1 ? 'initial' : 'minor');
  return {
    policy: 'privacy',
    version: number,
    release: `privacy/${number}`,
    change,
    class: change,
    acceptance: 'deemed',
    postedAt: day(0),
    effectiveAt,
    rule: { by: 'posting' },
    lateNotice: 'P7D' as Period,
    reminders: [],
    remindAtEffect: false,
    timeZone: 'UTC',
    locale: 'en',
    translations: [],
    summary: null,
    reason: null,
    contentHash: `sha256:${String(number).padStart(64, '0')}`,
    recipients: 0,
    previous: null,
    source: null,
    sending: null,
    rules: null,
    withdrawal: null,
    pausedAt: null,
    ...what,
  };
}

/** A withdrawal on that day. */
export function withdrawnOn(n: number): NonNullable<Version['withdrawal']> {
  return { at: day(n), reason: null };
}

/** Agreed to on that day: said so, unless told otherwise. */
export function acceptedOn(n: number, basis: Basis = 'explicit'): Accepted {
  return { id: `acceptance-on-${n}`, basis, at: day(n), since: day(n) };
}

/** What someone knows of a version and did about it: nothing, unless told otherwise. */
export function position(number: number, what: Partial<Position> = {}): Position {
  return { version: number, toldAt: null, bindsAt: null, toldBy: null, accepted: null, ...what };
}

/** Someone who declined a version on day 1 and leaves on day 7, unless told otherwise. */
export function termination(number: number, what: Partial<Termination> = {}): Termination {
  return {
    id: `termination-of-${number}`,
    policy: 'privacy',
    version: number,
    when: 'effect',
    by: 'user',
    reason: null,
    declinedAt: day(1),
    terminatesAt: day(7),
    endedAt: null,
    endedBy: null,
    endedOver: null,
    resumedAt: null,
    holds: null,
    revokes: null,
    ...what,
  };
}

/** A user whom nothing was told and who did nothing, about one version in force, unless told otherwise. */
export function facts(what: Partial<UserFacts> = {}): UserFacts {
  return { versions: [version(1)], positions: [], terminations: [], ...what };
}

/** The code and the facts with which something is refused. Throws when it is not. */
export function refusalOf(act: () => unknown): { readonly code: RefusalCode; readonly facts: RefusalFacts } {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('this was not refused');
}
