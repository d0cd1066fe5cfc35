import { type Instant, instantToMs } from '../instant.ts';
import type { Check } from './check.ts';

/** From an instant on, until the next of its timeline, what the check says of one policy. */
export type Segment = Pick<Check, 'next' | 'accepted' | 'reason'> & {
  readonly from: Instant;
  /** The version in force. */
  readonly version: number | null;
};

/** A signed answer: what the check says of one user at each instant until `exp`, as long as nobody acts. */
export type Assertion = {
  /** Who says so: where the service is. */
  readonly iss: string;
  /** Of whom: the product's own id. */
  readonly sub: string;
  /** When it was said, and from when on it says nothing any more; in seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly policies: Readonly<Record<string, readonly Segment[]>>;
};

/**
 * What the check says from `from` until `until`, from one instant at which the clock changes it to the next.
 * `check` answers for any instant from `from` on.
 */
export function timelineOf(check: (at: Instant) => Check, from: Instant, until: Instant): Segment[] {
  const segments: Segment[] = [];
  for (let at: Instant | null = from; at !== null && at < until; ) {
    const { next, accepted, reason, current, validUntil }: Check = check(at);
    const segment = { from: at, next, accepted, reason, version: current?.version ?? null };
    const last = segments.at(-1);
    if (last === undefined || !saysTheSame(last, segment)) segments.push(segment);
    at = validUntil;
  }
  return segments;
}

/** What is signed about a user: their timeline of each policy, of which `check` answers, until `until`. */
export function assertionOf(
  { iss, sub }: Pick<Assertion, 'iss' | 'sub'>,
  checks: Readonly<Record<string, (at: Instant) => Check>>,
  from: Instant,
  until: Instant,
): Assertion {
  const timelines = Object.entries(checks).map(([policy, check]) => [policy, timelineOf(check, from, until)]);
  return {
    ...{ iss, sub },
    iat: Math.floor(instantToMs(from) / 1000),
    exp: Math.floor(instantToMs(until) / 1000),
    policies: Object.fromEntries(timelines),
  };
}

function saysTheSame({ from: _, ...one }: Segment, { from: __, ...other }: Segment): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
