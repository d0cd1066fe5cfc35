import { isNoTime } from '../domain/period.ts';
import { leavesTime } from '../domain/rules/check-rules.ts';
import type { ClockEvent, DeclineRule, Offer, Rule, Term, When } from '../domain/rules/notice-rules.ts';
import { formatList, formatPeriod } from '../language/dates.ts';
import { type Language, messagesIn } from '../language/languages.ts';
import { whenWords } from './when-words.ts';

/** One thing that a rule says to whoever it is for, in sentences under a label. */
export type RuleFact = { readonly label: string; readonly sentences: readonly string[] };

/** How a rule is told, and in which circumstances it holds. */
export type RuleSetting = {
  readonly language: Language;
  /** Whether products may be told to gate on the policy. */
  readonly isRequired: boolean;
};

/** What a rule says, in the order in which it matters: being told, the date, saying no, and doing nothing. */
export function ruleFacts(rule: Rule, setting: RuleSetting): readonly RuleFact[] {
  const { notice, rules: words } = messagesIn(setting.language);
  const facts = [
    { label: words.told, sentences: toldBy(rule, setting) },
    { label: words.effect.label, sentences: takesEffect(rule, setting) },
    { label: notice.ifYouDoNotAgree, sentences: sayingNo(rule, setting) },
    { label: notice.ifYouDoNothing, sentences: doingNothing(rule, setting) },
  ];
  return facts.filter(({ sentences }) => sentences.length > 0);
}

/** What is told of an audience: what it has otherwise than everybody, or all of it where it lacks something. */
export function factsOfAudience(general: readonly RuleFact[], own: readonly RuleFact[]): readonly RuleFact[] {
  const saidOf = (facts: readonly RuleFact[], label: string) =>
    facts.find((fact) => fact.label === label)?.sentences.join(' ');
  const lacks = general.some(({ label }) => saidOf(own, label) === undefined);
  const differing = own.filter(({ label }) => saidOf(own, label) !== saidOf(general, label));
  return lacks ? own : differing;
}

function toldBy({ tell, durable }: Rule, { language }: RuleSetting): string[] {
  const { channels, tell: words } = messagesIn(language).rules;
  const { by, need } = tell;
  if (need === 0) return [words.nobody];
  const ways = (type: 'and' | 'or') =>
    formatList(
      by.map((channel) => channels[channel]),
      type,
      language,
    );
  const told =
    by.length === 1
      ? words.one({ ways: ways('and') })
      : need === 1
        ? words.any({ ways: ways('or') })
        : need === by.length
          ? words.all({ ways: ways('and') })
          : words.some({ need: String(need), ways: ways('and') });
  return durable === true ? [told, words.durable] : [told];
}

function takesEffect(rule: Rule, { language }: RuleSetting): string[] {
  const { effect: words } = messagesIn(language).rules;
  const found = [words.at({ when: whenWords(rule.effect, language) })];
  if (rule.shorter === 'with-reason') found.push(words.earlier);
  if (rule.sooner?.includes('acceptance')) found.push(words.acceptance);
  if (rule.sooner?.includes('use')) found.push(words.use);
  if (rule.newcomers === 'at-once') found.push(words.newcomers);
  const late = lateWords(rule, language);
  return late === null ? found : [...found, late];
}

/** What somebody gets who is told at or after effect; null where nobody can be, or where the clock binds nobody. */
function lateWords(rule: Rule, language: Language): string | null {
  const { effect: words } = messagesIn(language).rules;
  const { tell, effect, late, shorter, acceptance } = rule;
  if (tell.need === 0 || acceptance === 'explicit') return null;
  const isShortened = shorter === 'with-reason';
  const follows = followsTelling(effect);
  if (late !== undefined && !isNoTime(late)) {
    const isToldBefore = leavesTime(effect, effect) || follows === 'renewal';
    return isToldBefore && !isShortened ? null : words.late({ period: formatPeriod(late, language) });
  }
  const isPosted = tell.need === 1 && tell.by.includes('site');
  // Silence agrees no sooner than the time to object is over, however late somebody is told.
  const hasOwnTime = acceptance === 'silence' && rule.decline?.until !== undefined;
  return isPosted || hasOwnTime || (follows !== null && !isShortened) ? null : words.lateAtOnce;
}

/** Whether it takes effect no sooner than they are told, or than the first renewal after that; null where neither is sure. */
function followsTelling({ choose = 'latest', terms }: When): 'notice' | 'renewal' | null {
  const isSure = (events: readonly ClockEvent[]) => {
    const does = ({ from }: Term) => events.includes(from);
    return choose === 'latest' ? terms.some(does) : terms.every(does);
  };
  if (isSure(['renewal'])) return 'renewal';
  return isSure(['notice', 'receipt', 'renewal']) ? 'notice' : null;
}

/** Whether it takes effect the moment that people are told, and binds them then: nobody has time to say no. */
function isAtOnce({ effect, late, acceptance }: Rule): boolean {
  const { choose = 'latest', terms } = effect;
  const isNow = terms.map(
    ({ after, from, align }) =>
      isNoTime(after) && align !== 'next-day' && ['posting', 'notice', 'receipt'].includes(from),
  );
  return (
    acceptance !== 'explicit' &&
    (choose === 'latest' ? isNow.every(Boolean) : isNow.some(Boolean)) &&
    (late === undefined || isNoTime(late))
  );
}

/** Whether the time to say no would end as it begins. */
function hasNoTime(rule: Rule): boolean {
  return isAtOnce(rule) && rule.decline?.until === undefined;
}

function sayingNo(rule: Rule, { language }: RuleSetting): string[] {
  const { decline: words } = messagesIn(language).rules;
  const { acceptance, decline = { offers: [] } } = rule;
  if (decline.offers.length === 0) {
    return acceptance === 'use' ? [words.stop] : [];
  }
  if (hasNoTime(rule) && acceptance !== 'use') return [words.stop];
  const offers = formatList(offersIn(rule, decline, language), 'or', language);
  const found = [words.can({ offers })];
  if (decline.until !== undefined) found.push(words.ends({ when: whenWords(decline.until, language) }));
  else if (acceptance === 'explicit') found.push(words.untilYouAccept);
  else found.push(hasNoTime(rule) ? words.untilYouUse : words.untilItApplies);
  if (decline.free === true) found.push(words.free);
  return [...found, ...keeping(decline, language)];
}

function offersIn(rule: Rule, decline: DeclineRule, language: Language): string[] {
  const { offers: words } = messagesIn(language).rules.decline;
  const has = (offer: Offer) => decline.offers.includes(offer);
  return [
    ...(has('leave-now') || has('leave-at-close') ? [leaving(rule, decline, language)] : []),
    ...(has('leave-part') ? [words.leavePart] : []),
    ...(has('keep-old') ? [words.keepOld] : []),
    ...(has('keep-old-part') ? [words.keepOldPart] : []),
  ];
}

/** Where nobody has time, leaving is at once; where the time has no end, the date of effect is what may be waited for. */
function leaving(rule: Rule, { offers, until }: DeclineRule, language: Language): string {
  const { offers: words } = messagesIn(language).rules.decline;
  const mayGoNow = offers.includes('leave-now');
  if (!offers.includes('leave-at-close') || hasNoTime(rule)) return words.leaveNow;
  if (rule.acceptance === 'explicit' && until === undefined) {
    return mayGoNow ? words.leaveNowOrAtEffect : words.leaveAtEffect;
  }
  return mayGoNow ? words.leave : words.leaveAtClose;
}

function keeping({ offers, keepUntil, mayEnd }: DeclineRule, language: Language): string[] {
  const { decline: words } = messagesIn(language).rules;
  if (!offers.some((offer) => offer === 'keep-old' || offer === 'keep-old-part')) return [];
  const found = [
    keepUntil === undefined ? words.kept : words.keptUntil({ when: whenWords(keepUntil, language) }),
  ];
  if (mayEnd === undefined) return found;
  const end = isNoTime(mayEnd.after)
    ? words.mayEnd
    : words.mayEndAfter({ period: formatPeriod(mayEnd.after, language) });
  return [...found, end];
}

function doingNothing(rule: Rule, { language, isRequired }: RuleSetting): string[] {
  const { agree: words } = messagesIn(language).rules;
  const { acceptance, unanswered, late } = rule;
  if (acceptance !== 'explicit') return [words[acceptance]];
  const asked = [words.explicit, isRequired ? words.asked : words.optional];
  if (unanswered === undefined) return asked;
  const consequence = words[unanswered.then]({ when: whenWords(unanswered.at, language) });
  const isLong = late !== undefined && !isNoTime(late);
  return [
    ...asked,
    consequence,
    ...(isLong && !leavesTime(unanswered.at, rule.effect)
      ? [words.late({ period: formatPeriod(late, language) })]
      : []),
  ];
}
