import type { Log } from '../../src/actions/context.ts';

/** What no line of the log may hold, wherever it is said: whom mails go to, and what opens something. */
const NEVER: readonly RegExp[] = [
  // Addresses of people.
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i,
  // Keys, ours and of tests, and what lets their bearers in.
  /pv_[0-9a-f]{32}_[0-9a-f]{64}/,
  /test-admin-key-for-all-the-tests|a secret for tests that is long enough/,
  /\bbearer \S{8}/i,
  /whsec_\w{4}/,
  // Links that open something of one person's, and passwords in URLs.
  /\/(?:review|previews)\/[\w-]{30,}/,
  /\/console\/(?:first|link)\/[\w-]{20,}/,
  /\w+:\/\/[^\s:/@"]+:[^\s/@"]+@/,
];

const unclean: string[] = [];

/** Lines that hold what no log may hold, since this was last asked. */
export function takeUnclean(): readonly string[] {
  return unclean.splice(0);
}

/** Whether a line holds something that no log may hold. */
export function isUnclean(line: string): boolean {
  return NEVER.some((pattern) => pattern.test(line));
}

/** Looks at what a service printed; lines of its log that hold what they may not fail the file of the test. */
export function lookAtLog(printed: string): void {
  const lines = printed.split('\n').filter((line) => /^\{"time":"[^"]+","level":"/.test(line));
  unclean.push(...lines.filter(isUnclean));
}

/** A log of which nothing is kept but what it may not hold. */
export const cleanLog: Log = (level, message, fields = {}) => {
  const line = JSON.stringify({ level, message, ...fields });
  if (isUnclean(line)) unclean.push(line);
};
