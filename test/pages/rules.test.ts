import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs, type Instant } from '../../src/domain/instant.ts';
import { addPeriod, isNoTime, type Period } from '../../src/domain/period.ts';
import { countTerm } from '../../src/domain/rules/count-period.ts';
import { decideOutcome } from '../../src/domain/rules/decide-outcome.ts';
import type { ChangeClass, NoticeRules, Rule, Term, When } from '../../src/domain/rules/notice-rules.ts';
import { PRESETS } from '../../src/domain/rules/presets.ts';
import { genitive } from '../../src/language/ar/genitive.ts';
import { formatPeriod } from '../../src/language/dates.ts';
import { LANGUAGES, type Language, messagesIn } from '../../src/language/languages.ts';
import { factsOfAudience, ruleFacts } from '../../src/pages/rule-facts.ts';
import { whenWords } from '../../src/pages/when-words.ts';
import { anyPeriod, soundRule, termFrom, whenOf } from '../support/any-rule.ts';

const EVENTS: readonly Term['from'][] = [
  'posting',
  'notice',
  'receipt',
  'renewal',
  'effect',
  'proposal',
  'document-date',
];

/** Everything that is said of a rule, a sentence at a time. */
function saidOf(rule: Rule, language: Language, isRequired = true): string[] {
  return ruleFacts(rule, { language, isRequired }).flatMap(({ sentences }) => sentences);
}

/** The lengths of time that a rule gives people, wherever it does; those for saying no, where there is time for it. */
function periodsIn({ effect, unanswered, decline: declared }: Rule, mayChoose: boolean): Period[] {
  const decline = mayChoose ? declared : undefined;
  const keeps = decline?.offers.some((offer) => offer.startsWith('keep-old')) ?? false;
  const whens = [
    effect,
    unanswered?.at,
    (decline?.offers.length ?? 0) > 0 ? decline?.until : undefined,
    keeps ? decline?.keepUntil : undefined,
  ].filter((when) => when !== undefined);
  return [...whens.flatMap(({ terms }) => terms.map(({ after }) => after)), ...(keeps ? endOf(decline) : [])];
}

function endOf(decline: Rule['decline']): Period[] {
  return decline?.mayEnd === undefined ? [] : [decline.mayEnd.after];
}

function expectSaid(rule: Rule, language: Language): void {
  const said = saidOf(rule, language);
  const whole = said.join(' ');
  expect(said.length).toBeGreaterThan(1);
  for (const sentence of said) {
    expect(sentence).not.toMatch(/\b(undefined|null|NaN)\b|\[object|\s\s|^\s|\s$/);
    expect(sentence).toMatch(/[.。]$/);
  }
  const mayChoose = !said.includes(messagesIn(language).rules.decline.stop);
  for (const period of periodsIn(rule, mayChoose).filter((one) => !isNoTime(one))) {
    const written = formatPeriod(period, language);
    expect(whole).toContain(language === 'ar' ? genitive(written) : written);
  }
}

const CLASSES = PRESETS.flatMap(({ preset, rules }) =>
  rules.classes.map((one): [string, ChangeClass] => [`${preset}, ${one.class}`, one]),
);

describe.each(LANGUAGES)('how changes are announced, in %s', (language) => {
  test.each(CLASSES)('is told whole of %s, with the lengths of time that it has', (_, { rule }) => {
    expectSaid(rule, language);
  });

  test('is told whole of any rule that may be used', () => {
    fc.assert(
      fc.property(anyWholeRule, (rule) => expectSaid(rule, language)),
      { numRuns: 200 },
    );
  });

  test('tells different moments in different words', () => {
    const terms = EVENTS.flatMap((from): Term[] => [
      { after: 'PT0S' as Period, from },
      { after: 'P2M' as Period, from },
      { after: 'P2M' as Period, from, counted: 'back' },
      { after: 'P2D' as Period, from, days: 'business' },
      { after: 'P2M' as Period, from, align: 'next-day' },
    ]);
    const whens: When[] = [
      ...terms.map((term): When => ({ terms: [term] })),
      { terms: terms.slice(0, 3) },
      { choose: 'earliest', terms: terms.slice(0, 3) },
    ];
    const words = whens.map((when) => whenWords(when, language));
    expect(new Set(words).size).toBe(words.length);
  });
});

describe.each(LANGUAGES.filter((one) => one !== 'en'))('how changes are announced, in %s', (language) => {
  test.each(CLASSES)('leaves nothing of %s in English', (_, { rule }) => {
    const english = new Set(saidOf(rule, 'en'));
    expect(saidOf(rule, language).filter((sentence) => english.has(sentence))).toEqual([]);
    if (['ar', 'ja', 'zh-Hans'].includes(language)) {
      expect(saidOf(rule, language).join(' ')).not.toMatch(/[A-Za-z]{2}/);
    }
  });
});

const anyWholeRule: fc.Arbitrary<Rule> = fc
  .record({
    rule: soundRule,
    keepUntil: fc.option(whenOf(termFrom('renewal', 'effect')), { nil: undefined }),
    mayEnd: fc.option(anyPeriod, { nil: undefined }),
    durable: fc.boolean(),
  })
  .map(({ rule, keepUntil, mayEnd, durable }) => {
    const { decline } = rule;
    if (decline === undefined) return { ...rule, durable };
    return {
      ...{ ...rule, durable },
      decline: { ...decline, ...(keepUntil && { keepUntil }), ...(mayEnd && { mayEnd: { after: mayEnd } }) },
    };
  });

const POSTED = '2026-04-01T10:00:00.000Z' as Instant;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What follows for somebody who holds an earlier version and is told by mail at an instant. */
function outcomeOf(rule: Rule, toldAt: Instant) {
  const changeClass: ChangeClass = { class: 'any', label: 'Any', rule };
  const rules: NoticeRules = { format: 'notice-rules/1', timeZone: 'UTC', classes: [changeClass] };
  const version = { class: 'any', postedAt: POSTED };
  const events = [{ kind: 'sent' as const, channel: 'mail' as const, at: toldAt }];
  const reader = { holds: true, renewsAt: [addMs(POSTED, 200 * DAY_MS), addMs(POSTED, 900 * DAY_MS)] };
  return decideOutcome({ rules, changeClass, version, reader, events }, toldAt);
}

const mailedRule = soundRule.map((rule): Rule => ({ ...rule, tell: { by: ['mail'], need: 1 } }));
const { effect: EFFECT, decline: DECLINE } = messagesIn('en').rules;

describe('what is told of a rule is what follows from it', () => {
  test('for somebody told late: so long later, at once, or nobody can be', () => {
    const told = fc.integer({ min: 0, max: 300 }).map((days) => addMs(POSTED, days * DAY_MS));
    fc.assert(
      fc.property(mailedRule, told, (rule, toldAt) => {
        const said = saidOf(rule, 'en');
        const { effectiveAt, bindsAt, acceptance } = outcomeOf(rule, toldAt);
        const { late = 'PT0S' as Period } = rule;
        const words = isNoTime(late) ? EFFECT.lateAtOnce : EFFECT.late({ period: formatPeriod(late, 'en') });
        if (acceptance === 'explicit') expect(said).not.toContain(words);
        if (effectiveAt === null || bindsAt === null || toldAt < effectiveAt) return;
        // Told at the very instant of a renewal: the page speaks of nobody who is, and they are bound later.
        if (toldAt === effectiveAt && rule.effect.terms.some(({ from }) => from === 'renewal')) return;
        // Silence agrees no sooner than the time to object is over.
        const hasOwnTime = acceptance === 'silence' && rule.decline?.until !== undefined;
        if (hasOwnTime && isNoTime(late)) {
          expect(said).not.toContain(words);
          return;
        }
        if (!hasOwnTime) expect(bindsAt).toBe(addPeriod(toldAt, late, 'UTC'));
        // Whoever is told when it takes effect, and is bound then, is told nothing new by that.
        if (bindsAt !== effectiveAt) expect(said).toContain(words);
      }),
      { numRuns: 3000 },
    );
  });

  test('for somebody told at posting who wants to say no: they can where it says so', () => {
    fc.assert(
      fc.property(mailedRule, (rule) => {
        const said = saidOf(rule, 'en');
        const { window, offers, bindsAt } = outcomeOf(rule, POSTED);
        const mayChoose = said.some(
          (sentence) => sentence.startsWith('You can ') && sentence !== DECLINE.stop,
        );
        if (offers.length === 0) return;
        if (rule.decline?.until === undefined && window !== null) expect(mayChoose).toBe(true);
        if (said.includes(DECLINE.untilItApplies) && window !== null) {
          expect(window.closesAt).toBe(bindsAt);
        }
        if (said.includes(DECLINE.stop)) expect(window).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  test('counted back or not: only of months and years do the words tell them apart, as only their dates differ', () => {
    const days = ['P1D', 'P30D', 'P6W', 'PT24H'] as Period[];
    for (const after of days) {
      const [forward, back] = (['forward', 'back'] as const).map(
        (counted): Term => ({
          after,
          from: 'notice',
          counted,
        }),
      );
      const counting = { timeZone: 'Europe/Berlin', calendar: null };
      expect(countTerm(POSTED, forward!, counting)).toBe(countTerm(POSTED, back!, counting));
      expect(whenWords({ terms: [forward!] }, 'en')).toBe(whenWords({ terms: [back!] }, 'en'));
    }
    const twoMonths: Term = { after: 'P2M' as Period, from: 'notice' };
    expect(whenWords({ terms: [{ ...twoMonths, counted: 'back' }] }, 'en')).toBe(
      '2 months after we tell you, counted back from that date',
    );
  });
});

const term = (after: string, from: Term['from'], more: Partial<Term> = {}): Term => ({
  ...{ after: after as Period, from },
  ...more,
});
const rule = (more: Partial<Rule> = {}): Rule => ({
  tell: { by: ['mail'], need: 1 },
  effect: { terms: [term('P30D', 'posting')] },
  acceptance: 'use',
  decline: { offers: ['leave-now', 'leave-at-close'] },
  ...more,
});

describe('in English', () => {
  test.each<[string, Rule, string]>([
    [
      'told by either of two ways',
      rule({ tell: { by: ['mail', 'account'], need: 1 } }),
      'We tell you by email or in your account. One of these is enough.',
    ],
    [
      'told by both',
      rule({ tell: { by: ['site', 'mail'], need: 2 } }),
      'We tell you on our website and by email. You count as told once all of these have happened.',
    ],
    [
      'told by two of three',
      rule({ tell: { by: ['site', 'mail', 'post'], need: 2 } }),
      'We tell you in at least 2 of these ways: on our website, by email and by post.',
    ],
    [
      'told to nobody',
      rule({ tell: { by: ['site'], need: 0 }, acceptance: 'none' }),
      'Nobody is told. The change stands in the list of all versions.',
    ],
    ['counted from posting', rule(), 'The change takes effect 30 days after it is posted.'],
    [
      'counted from receipt',
      rule({ effect: { terms: [term('P1M', 'receipt')] } }),
      'The change takes effect 1 month after you have received the notice.',
    ],
    [
      'at renewal',
      rule({ effect: { terms: [term('P30D', 'renewal', { counted: 'back' })] } }),
      'The change takes effect when your contract renews for the first time 30 days or more after we tell you.',
    ],
    [
      'in business days',
      rule({ effect: { terms: [term('P10D', 'notice', { days: 'business' })] } }),
      'The change takes effect 10 business days after we tell you.',
    ],
    [
      'to midnight',
      rule({ effect: { terms: [term('P2M', 'notice', { counted: 'back', align: 'next-day' })] } }),
      'The change takes effect 2 months after we tell you, counted back from that date, at the following midnight.',
    ],
    [
      'the later of two',
      rule({ effect: { terms: [term('PT0S', 'document-date'), term('PT0S', 'notice')] } }),
      'The change takes effect at whichever of these comes last: on the date that the text names; as soon as we tell you.',
    ],
    [
      'earlier with a reason',
      rule({ shorter: 'with-reason' }),
      'We may name an earlier date, and then we state the reason.',
    ],
    [
      'late',
      rule({ late: 'P7D' as Period }),
      'If we tell you only then or later, it does not apply to you until 7 days after we tell you.',
    ],
    [
      'at once, agreed by use',
      rule({ effect: { terms: [term('PT0S', 'posting')] }, late: 'PT0S' as Period }),
      'The time to decide ends when you next use the service.',
    ],
    [
      'no time to say no',
      rule({ effect: { terms: [term('PT0S', 'posting')] }, acceptance: 'none' }),
      'You can stop using the service.',
    ],
    [
      'explicit, waiting to leave',
      rule({ acceptance: 'explicit' }),
      'You can leave the service (at once, or when the change takes effect).',
    ],
    [
      'keeping the old for a time',
      rule({
        acceptance: 'silence',
        decline: {
          offers: ['keep-old'],
          keepUntil: { choose: 'earliest', terms: [term('PT0S', 'renewal'), term('P12M', 'effect')] },
        },
      }),
      'An earlier version that you keep is yours for some time. That time ends at whichever of these comes first: when your contract next renews; 12 months after the change takes effect.',
    ],
    [
      'never answered',
      rule({
        acceptance: 'explicit',
        // biome-ignore lint/suspicious/noThenProperty: the document calls it so, and it is a string
        unanswered: { at: { terms: [term('P30D', 'effect')] }, then: 'restrict' },
      }),
      'The time to answer ends 30 days after the change takes effect. After that you can use the service only in part until you accept.',
    ],
  ])('it says of a rule that is %s what it comes to', (_, one, sentence) => {
    expect(saidOf(one, 'en')).toContain(sentence);
  });

  test('a policy on which nothing is gated asks, and lets people go on', () => {
    const explicit = rule({ acceptance: 'explicit' });
    expect(saidOf(explicit, 'en', true)).toContain(messagesIn('en').rules.agree.asked);
    expect(saidOf(explicit, 'en', false)).toContain(messagesIn('en').rules.agree.optional);
  });
});

describe('of an audience', () => {
  const facts = (one: Rule) => ruleFacts(one, { language: 'en', isRequired: true });

  test('only what is otherwise is told', () => {
    const own = facts(rule({ effect: { terms: [term('P15D', 'notice')] } }));
    expect(factsOfAudience(facts(rule()), own).map(({ label }) => label)).toEqual(['When it takes effect']);
    expect(factsOfAudience(own, own)).toEqual([]);
  });

  test('all is told where it lacks something that everybody has', () => {
    const own = facts(rule({ acceptance: 'none', decline: { offers: [] } }));
    expect(factsOfAudience(facts(rule()), own)).toEqual(own);
  });
});
