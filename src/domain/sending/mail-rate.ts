/*
 * How notices may leave: at which rate, at which hours, in which waves, and what stops them. Knows mails by
 * their number alone.
 */

/** At most so many mails in any stretch of so many milliseconds. */
export type MailLimit = { readonly mails: number; readonly perMs: number };

/** How many mails may leave, from the limit over the shortest time to that over the longest. */
export type MailRate = readonly MailLimit[];

/** How many mails left when: for each limit, by `perMs`, the beginnings of slots in milliseconds and a count. */
export type SpentMails = { readonly [perMs: string]: readonly (readonly [startMs: number, mails: number])[] };

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A limit over no more than that is kept to by spacing mails evenly; a longer one by counting them. */
const SPACED_MS = 1_000;

/** Into so many slots a limit's time is cut to count in. */
const SLOTS = 60;

/** Reads a rate as operators write it, such as `30/s,50000/h`; null where it is none. */
export function parseMailRate(text: string): MailRate | null {
  const limits = text.split(',').map((part): MailLimit | null => {
    const [, mails, unit] = /^([1-9]\d{0,8})\/([smhd])$/.exec(part.trim()) ?? [];
    const perMs = UNITS[unit ?? ''];
    return mails === undefined || perMs === undefined ? null : { mails: Number(mails), perMs };
  });
  const read = limits.filter((one) => one !== null);
  const isEachOnce = new Set(read.map((one) => one.perMs)).size === read.length;
  if (read.length < limits.length || !isEachOnce) return null;
  return read.toSorted((a, b) => a.perMs - b.perMs);
}

/** A rate as operators write it. */
export function mailRateToText(rate: MailRate): string {
  const unitOf = (perMs: number) => Object.keys(UNITS).find((unit) => UNITS[unit] === perMs);
  return rate.map(({ mails, perMs }) => `${mails}/${unitOf(perMs)}`).join(',');
}

/** How many of `mails` may leave together, so that no limit is passed at once. */
export function mostTogether(rate: MailRate, mails: number): number {
  return Math.min(mails, ...rate.map((one) => one.mails));
}

/** How long after some mails the next may leave, in milliseconds, by the limits that spread them evenly. */
export function spacingAfter(rate: MailRate, mails: number): number {
  const spaced = rate.filter((one) => one.perMs <= SPACED_MS);
  return Math.max(0, ...spaced.map((one) => Math.ceil((mails * one.perMs) / one.mails)));
}

/** How long to wait, in milliseconds, until some mails may leave by the limits that count them. */
export function waitForMails(rate: MailRate, spent: SpentMails, nowMs: number, mails: number): number {
  return Math.max(0, ...counted(rate).map((limit) => waitWithin(limit, spent, nowMs, mails)));
}

/** What has left once some more mails do. What no limit looks back to any more is forgotten. */
export function spend(rate: MailRate, spent: SpentMails, nowMs: number, mails: number): SpentMails {
  return Object.fromEntries(
    counted(rate).map((limit) => {
      const slotMs = limit.perMs / SLOTS;
      const start = Math.floor(nowMs / slotMs) * slotMs;
      const slots = slotsOf(limit, spent, nowMs);
      const before = slots.find(([at]) => at === start)?.[1] ?? 0;
      return [limit.perMs, [...slots.filter(([at]) => at !== start), [start, before + mails] as const]];
    }),
  );
}

/** How long some mails take to leave, in milliseconds, where nothing was spent before. */
export function timeToSend(rate: MailRate, mails: number): number {
  const longest = rate.at(-1);
  if (longest === undefined || mails <= 0) return 0;
  if (longest.perMs <= SPACED_MS) return spacingAfter([longest], mails);
  const wholeTimes = Math.floor((mails - 1) / longest.mails);
  return wholeTimes * longest.perMs + timeToSend(rate.slice(0, -1), mails - wholeTimes * longest.mails);
}

function counted(rate: MailRate): MailRate {
  return rate.filter((one) => one.perMs > SPACED_MS);
}

/** The slots that a limit still looks back to, oldest first. A slot counts until all of it is out of sight. */
function slotsOf({ perMs }: MailLimit, spent: SpentMails, nowMs: number): SpentMails[string] {
  const slots = spent[perMs] ?? [];
  return slots.filter(([start]) => start + perMs / SLOTS + perMs > nowMs).toSorted(([a], [b]) => a - b);
}

function waitWithin(limit: MailLimit, spent: SpentMails, nowMs: number, mails: number): number {
  const slots = slotsOf(limit, spent, nowMs);
  // What is more than the limit goes alone.
  const wanted = Math.min(mails, limit.mails);
  let left = slots.reduce((sum, [, count]) => sum + count, 0);
  let freeAt = nowMs;
  for (const [start, count] of slots) {
    if (left + wanted <= limit.mails) break;
    left -= count;
    freeAt = start + limit.perMs / SLOTS + limit.perMs;
  }
  return Math.max(0, Math.ceil(freeAt - nowMs));
}
