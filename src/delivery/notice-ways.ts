import type { Stance } from '../domain/notices/outcome.ts';
import type { Ways } from '../domain/notices/reader-terms.ts';
import type { Offer } from '../domain/rules/notice-rules.ts';
import { mayEndWords } from '../language/answer-words.ts';
import { formatInstant, formatPeriod } from '../language/dates.ts';
import { messagesIn } from '../language/languages.ts';
import { isUnsure, type TermsFacts } from './notice-facts.ts';

/** The ways that are open to readers of one stance: whoever holds nothing, or nothing any more, can keep none of it. */
export function waysOpenTo(stance: Stance, ways: Ways): Ways | null {
  if (stance !== 'unrecorded' && stance !== 'is-asked-anew') return ways;
  const offers = ways.offers.filter(isLeaving);
  return offers.length === 0 || !ways.isLeavingFree ? null : { ...ways, offers };
}

/** Whether who says no so leaves the service. */
export function isLeaving(offer: Offer): boolean {
  return offer === 'leave-now' || offer === 'leave-at-close';
}

/** Until when they may say no, and a sentence for each way in which they may. */
export function waysOfTerms(facts: TermsFacts, ways: Ways): string {
  const { language, policy } = facts;
  const { ways: words } = messagesIn(language).answers;
  const { offers, isLeavingFree, mayEnd } = ways;
  const may = (...some: readonly Offer[]) => some.some((one) => offers.includes(one));
  return [
    untilOf(facts, ways),
    ...(may('leave-now', 'leave-at-close') ? [isLeavingFree ? words.leaveFree : words.leave] : []),
    ...(may('leave-part') ? [words.leavePart] : []),
    ...(may('keep-old-part') ? [words.keepOldPart] : []),
    ...(may('keep-old') ? [keepOldOf(facts, ways)] : []),
    ...(may('keep-old', 'keep-old-part') && mayEnd !== null ? [mayEndWords(mayEnd, policy, language)] : []),
  ].join('\n');
}

function untilOf(facts: TermsFacts, { closes }: Ways): string {
  const { language, policy, terms } = facts;
  const { object } = messagesIn(language).answers;
  const { tense, effect } = terms;
  const style = { locale: language, timeZone: policy.timeZone };
  if (closes === 'when-accepted') return object.untilYouAccept;
  if (isUnsure(facts)) return object.onPage;
  if (closes.kind === 'renewal') return object.untilRenewal;
  if (closes.kind === 'at') return object.until({ date: formatInstant(closes.at, style) });
  const period = formatPeriod(closes.period, language);
  // Whoever gets it before the effect has until then.
  return tense === 'soon' && effect.kind === 'at'
    ? object.around({ period, date: formatInstant(effect.at, style) })
    : object.within({ period });
}

function keepOldOf(facts: TermsFacts, { keepUntil }: Ways): string {
  const { language, policy } = facts;
  const { ways } = messagesIn(language).answers;
  if (keepUntil === 'open') return ways.keepOld;
  if (keepUntil.kind !== 'at' || isUnsure(facts)) return ways.keepOldForATime;
  return ways.keepOldUntil({
    date: formatInstant(keepUntil.at, { locale: language, timeZone: policy.timeZone }),
  });
}
