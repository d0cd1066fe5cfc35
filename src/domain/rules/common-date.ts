import { type Instant, laterOf } from '../instant.ts';
import { addPeriod, type Period } from '../period.ts';
import { decideOutcome } from './decide-outcome.ts';
import type { ChangeClass, NoticeRules, When } from './notice-rules.ts';
import type { Reader, ReaderEvent, RuledVersion } from './ruled-case.ts';

/** A mail is taken within that after it was written, or it is written anew. */
const MARGIN = 'P1D' as Period;

/**
 * The earliest date that is everybody's, though the class counts from when each reader is told: what whoever is
 * told last has, a day later than sending is expected to end. Null where posting alone decides, and where a
 * renewal does, which each has of their own.
 */
export function commonDateOf(
  rules: NoticeRules,
  changeClass: ChangeClass,
  version: RuledVersion,
  sentBy: Instant,
): Instant | null {
  const { rule, audiences = {} } = changeClass;
  if (![rule, ...Object.values(audiences)].some(({ effect }) => countsFromTelling(effect))) return null;
  const at = addPeriod(sentBy, MARGIN, rules.timeZone);
  const events = (['mail', 'account', 'post', 'push'] as const).flatMap((channel): ReaderEvent[] => [
    { kind: 'sent', channel, at },
    { kind: 'delivered', channel, at },
  ]);
  const readers: Reader[] = [[], ...Object.keys(audiences).map((name) => [name])].map((names) => {
    return { holds: true, audiences: names };
  });
  const dates = readers.map((reader) => {
    return decideOutcome({ rules, changeClass, version, reader, events }, at).effectiveAt;
  });
  return dates.reduce((latest, date) => (latest === null || date === null ? null : laterOf(latest, date)));
}

function countsFromTelling({ terms }: When): boolean {
  return terms.some(({ from }) => from === 'notice' || from === 'receipt');
}
