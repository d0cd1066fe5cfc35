import { addMs, type Instant, instantToMs } from '../instant.ts';

/** A session, by which somebody who signed in goes on from page to page. */
export type Session = {
  /** Of the id in the cookie, which is kept nowhere: SHA-256 in hex. */
  readonly idHash: string;
  readonly member: string;
  readonly createdAt: Instant;
  /** To within five minutes. */
  readonly usedAt: Instant;
  /** When whoever it is last typed in a code, or came by a link that makes an admin. */
  readonly codeAt: Instant;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a session holds without being used, in milliseconds. */
const SESSION_IDLE_MS = 8 * HOUR_MS;
/** How long a session holds at most, in milliseconds. */
export const SESSION_LIFETIME_MS = 24 * HOUR_MS;
/** How exactly it is known when one was last used. */
const EXACT_TO_MS = 5 * MINUTE_MS;
/** For how long a code lets somebody do what cannot be undone. */
const CODE_COUNTS_MS = HOUR_MS;
/** By how much the clocks of processes may differ, in milliseconds. */
export const CLOCKS_DIFFER_MS = 5 * MINUTE_MS;

/**
 * Whether an instant can have come by another, going by clocks that differ a little. What a clock that was wrong
 * dated later counts for nothing once it is set right, or it would count until that day has come.
 */
export function hasComeBy(at: Instant, now: Instant): boolean {
  return at <= addMs(now, CLOCKS_DIFFER_MS);
}

/** Whether a session still holds at an instant. */
export function isSessionOpen({ createdAt, usedAt }: Session, at: Instant): boolean {
  const isInTime = at < addMs(createdAt, SESSION_LIFETIME_MS) && at < addMs(usedAt, SESSION_IDLE_MS);
  return isInTime && hasComeBy(createdAt, at);
}

/** Whether the use of a session at an instant is to be written down. */
export function isSessionUseDue({ usedAt }: Session, at: Instant): boolean {
  return instantToMs(at) - instantToMs(usedAt) >= EXACT_TO_MS;
}

/** Whether somebody has shown so lately who they are that they may do what cannot be undone. */
export function isCodeFresh({ codeAt }: Session, at: Instant): boolean {
  return at < addMs(codeAt, CODE_COUNTS_MS) && hasComeBy(codeAt, at);
}
