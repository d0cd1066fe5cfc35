import { Temporal } from 'temporal-polyfill';
import type { Period } from '../period.ts';
import { Refusal } from '../refusal.ts';
import type { ChangeClass, NoticeRules, Rule, Term, When } from './notice-rules.ts';

/** What is wrong with a document of rules, or doubtful in it, and where: a JSON Pointer from its root. */
export type RulesRemark = { readonly pointer: string; readonly detail: string };

/** Why rules cannot be used, or null; and what could not be meant, though they can. */
export type RulesReview = {
  readonly problems: readonly RulesRemark[];
  readonly warnings: readonly RulesRemark[];
};

/** Circumstances that make a rule doubtful which is sound elsewhere. */
export type RulesSetting = { readonly hearsOfBounces: boolean };

/**
 * Reads a document, whose shape is right, for what it would do to people: nobody may be bound without having
 * been told and without time, nor asked to agree to what they were not told of.
 */
export function checkRules(rules: NoticeRules, { hearsOfBounces }: RulesSetting): RulesReview {
  const problems: RulesRemark[] = [];
  const warnings: RulesRemark[] = [];
  const names = new Set<string>();
  const audiences = new Set(rules.audiences?.map(({ audience }) => audience));
  if (audiences.size !== (rules.audiences?.length ?? 0)) {
    problems.push({ pointer: '/audiences', detail: 'name an audience twice' });
  }
  if (rules.receipt?.site === 'delivered') {
    problems.push({ pointer: '/receipt/site', detail: 'nothing proves that a page was received' });
  }
  rules.classes.forEach((one, at) => {
    const pointer = `/classes/${at}`;
    if (one.class === 'initial') {
      problems.push({ pointer: `${pointer}/class`, detail: 'initial is the first version of a policy' });
    }
    if (names.has(one.class)) problems.push({ pointer: `${pointer}/class`, detail: 'is there twice' });
    names.add(one.class);
    for (const name of Object.keys(one.audiences ?? {})) {
      if (audiences.has(name)) continue;
      problems.push({
        pointer: `${pointer}/audiences/${escaped(name)}`,
        detail: 'is no audience of these rules',
      });
    }
    for (const [place, rule] of rulesOf(one, pointer)) {
      problems.push(...problemsOf(rule, place, rules.calendar !== undefined));
      warnings.push(...warningsOf(rule, place, hearsOfBounces));
    }
  });
  return { problems, warnings };
}

/** Refuses rules that could harm somebody, with every place, as the member `rules` of a request. */
export function insistOnRules(rules: NoticeRules): void {
  const { problems } = checkRules(rules, { hearsOfBounces: true });
  if (problems.length === 0) return;
  throw new Refusal('invalid-request', 'These rules could harm somebody; see errors.', {
    errors: problems.map(({ pointer, detail }) => ({ pointer: `/rules${pointer}`, detail })),
  });
}

function rulesOf({ rule, audiences = {} }: ChangeClass, pointer: string): [string, Rule][] {
  return [
    [`${pointer}/rule`, rule],
    ...Object.entries(audiences).map(([name, other]): [string, Rule] => [
      `${pointer}/audiences/${escaped(name)}`,
      other,
    ]),
  ];
}

function problemsOf(rule: Rule, place: string, hasCalendar: boolean): RulesRemark[] {
  const { tell, effect, acceptance, late, unanswered, decline } = rule;
  const found: RulesRemark[] = [];
  const say = (pointer: string, detail: string) => void found.push({ pointer: place + pointer, detail });
  if (tell.need > tell.by.length) say('/tell/need', 'is more than the channels there are');
  if (tell.need > 1 && !tell.by.includes('site')) {
    say('/tell/need', 'above 1 needs the site among the channels, which alone reaches everyone');
  }
  if (effect.terms.some(({ from }) => from === 'effect')) {
    say('/effect', 'effect cannot hang on itself');
  }
  for (const [pointer, when] of whensOf(rule)) {
    when.terms.forEach((term, at) => {
      if (term.days !== 'business') return;
      const isDays = /^P\d+D$/.test(term.after);
      if (!isDays) say(`${pointer}/terms/${at}/after`, 'business days are counted in days alone, as P10D');
      if (!hasCalendar) say(`${pointer}/terms/${at}/days`, 'business days need a calendar');
    });
  }
  const leaves = leavesTime(effect, effect);
  const isLongLate = late !== undefined && !isZero(late);
  const hasOffers = decline !== undefined && decline.offers.length > 0;
  if (tell.need === 0 && acceptance !== 'none') say('/acceptance', 'whoever is not told cannot agree');
  if (acceptance === 'silence') {
    if (!hasOffers) say('/decline', 'silence agrees only where one can say no');
    const hasWindow =
      leaves || isLongLate || (decline?.until !== undefined && leavesTime(decline.until, effect));
    if (!hasWindow) {
      say(
        '/acceptance',
        'silence needs a window: somebody could be told when there is no time left (see late)',
      );
    }
  }
  if (acceptance === 'use' && !leaves && late === undefined) {
    say(
      '/late',
      'use may bind at once here: say how long whoever is told late has (PT0S where at once is meant)',
    );
  }
  if (unanswered !== undefined) {
    if (acceptance !== 'explicit') say('/unanswered', 'is only for what has to be accepted');
    const isAtOnce = unanswered.at.terms.every(({ after }) => isZero(after));
    if (isAtOnce || !(leavesTime(unanswered.at, effect) || isLongLate)) {
      say('/unanswered', 'unanswered needs time: somebody could be told when there is none left (see late)');
    }
  }
  const mayKeep = decline?.offers.some((one) => one === 'keep-old' || one === 'keep-old-part') ?? false;
  if (decline?.keepUntil !== undefined && !mayKeep) say('/decline/keepUntil', 'needs the offer keep-old');
  if (decline?.mayEnd !== undefined && !mayKeep) say('/decline/mayEnd', 'needs the offer keep-old');
  return found;
}

function warningsOf(
  { tell, acceptance, decline }: Rule,
  place: string,
  hearsOfBounces: boolean,
): RulesRemark[] {
  const found: RulesRemark[] = [];
  if (acceptance !== 'none' && (decline?.offers.length ?? 0) === 0) {
    found.push({ pointer: `${place}/decline`, detail: 'offers nothing to whoever does not agree' });
  }
  if (tell.by.length === 1 && tell.by[0] === 'mail' && !hearsOfBounces) {
    found.push({
      pointer: `${place}/tell`,
      detail: 'needs mail alone, and this service hears of no bounces: some would count as told who were not',
    });
  }
  if (tell.by.length === 1 && tell.by[0] === 'site' && acceptance !== 'none') {
    found.push({
      pointer: `${place}/tell`,
      detail: 'what is only posted is easily missed, and is to bind people',
    });
  }
  return found;
}

function whensOf({ effect, unanswered, decline }: Rule): [string, When][] {
  const found: [string, When][] = [['/effect', effect]];
  if (unanswered !== undefined) found.push(['/unanswered/at', unanswered.at]);
  if (decline?.until !== undefined) found.push(['/decline/until', decline.until]);
  if (decline?.keepUntil !== undefined) found.push(['/decline/keepUntil', decline.keepUntil]);
  return found;
}

/** Whether a date always lies after the reader is told, whenever that is. */
export function leavesTime({ choose = 'latest', terms }: When, effect: When): boolean {
  const does = (term: Term) => !isZero(term.after) && isCountedFromTelling(term, effect);
  return choose === 'latest' ? terms.some(does) : terms.every(does);
}

function isCountedFromTelling({ from, counted }: Term, effect: When): boolean {
  if (from === 'notice' || from === 'receipt' || from === 'renewal') return true;
  if (from !== 'effect' || counted === 'back') return false;
  const fromTelling = effect.terms.map((term) => isCountedFromTelling(term, { terms: [] }));
  return effect.choose === 'earliest' ? fromTelling.every(Boolean) : fromTelling.some(Boolean);
}

function isZero(period: Period): boolean {
  return Temporal.Duration.from(period).sign === 0;
}

/** A name as a part of a JSON Pointer. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
