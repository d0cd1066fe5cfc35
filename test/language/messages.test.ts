import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import { formatDay } from '../../src/language/dates.ts';
import { en } from '../../src/language/en.ts';
import { LANGUAGES, type Language, messagesIn } from '../../src/language/languages.ts';

const COUNTS = ['count', 'added', 'removed', 'moved'];
const BASES = ['explicit', 'deemed', 'silence', 'imported'];

/** Facts in which every name stands for itself, all that is counted is `count`, and nothing else is there. */
function factsNaming({ count = 12, basis = 'deemed', asked = new Set<string>() } = {}): object {
  return new Proxy(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        if (name === 'basis') return basis;
        return COUNTS.includes(String(name)) ? count : `‹${String(name)}›`;
      },
    },
  );
}

/** Every sentence of some messages with its path, as it reads with some facts. */
function sentencesOf(value: unknown, facts: object, path = ''): [path: string, sentence: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return sentencesOf(value(facts), facts, path);
  return Object.entries(value as object).flatMap(([key, child]) =>
    sentencesOf(child, facts, path === '' ? key : `${path}.${key}`),
  );
}

/** What `language` says, once for every ground of an acceptance; a tag is not a sentence. */
function everythingIn(language: Language): [path: string, sentence: string][] {
  return BASES.flatMap((basis) =>
    sentencesOf(messagesIn(language), factsNaming({ basis }))
      .filter(([path]) => path !== 'direction' && path !== 'diff.language')
      .map(([path, sentence]): [string, string] => [`${path} (${basis})`, sentence]),
  );
}

/** The facts that a sentence tells, by their names. */
function toldIn(sentence: string): string[] {
  const names = [...sentence.matchAll(/‹(\w+)›/g)].map(([, name]) => name!);
  return [...new Set(sentence.includes('12') ? [...names, 'count'] : names)].sort();
}

/** What each message tells, the title and the body of a statement taken together. */
function toldByMessage(language: Language): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const [path, sentence] of everythingIn(language)) {
    const message = path.replace(/\.(title|body) /, ' ');
    told.set(message, [...new Set([...(told.get(message) ?? []), ...toldIn(sentence)])].sort());
  }
  return told;
}

/** Words that are the same in English and elsewhere. */
const SAME_AS_ENGLISH = new Set(['Contact', 'Document', 'Feed', 'Links', 'Status', 'Version', 'links']);

/** What of a sentence is a language's own: neither facts nor the marks around them. */
function ownWords(sentence: string): string {
  return sentence.replace(/‹\w+›/g, '').replace(/^[^\p{L}\p{Nd}]+|[^\p{L}\p{Nd}]+$/gu, '');
}

describe.each(LANGUAGES)('what we say in %s', (language) => {
  const sentences = everythingIn(language);
  const { review, mail, terms, diff, direction } = messagesIn(language);

  test('has no empty sentence, no line break and no stray space', () => {
    for (const [path, sentence] of sentences) {
      expect(sentence, path).not.toBe('');
      expect(sentence, path).not.toMatch(/[^\S \u00a0\u202f\u3000]|\s\s/);
      expect(sentence, path).not.toMatch(/\b(undefined|null|NaN)\b|\[object/);
      // A legend has its examples between its parts, a colon what it leads to, a comma what follows.
      if (!/^diff\.(legend|colon|comma)\b/.test(path)) expect(sentence, path).toBe(sentence.trim());
    }
  });

  test('is set with quotes and apostrophes of print, not of the typewriter', () => {
    for (const [path, sentence] of sentences) expect(sentence, path).not.toMatch(/['"`]/);
  });

  test('tells in every message what it tells in English, and nothing else', () => {
    expect(Object.fromEntries(toldByMessage(language))).toEqual(Object.fromEntries(toldByMessage('en')));
  });

  test.skipIf(language === 'en')('leaves nothing in English', () => {
    const english = new Set(everythingIn('en').map(([, sentence]) => ownWords(sentence)));
    const left = sentences.filter(([, sentence]) => {
      const own = ownWords(sentence);
      return own !== '' && english.has(own) && !SAME_AS_ENGLISH.has(own);
    });
    expect(left).toEqual([]);
  });

  test('sets what others wrote apart where the writing runs from right to left, and only there', () => {
    for (const [path, sentence] of sentences) {
      for (const [inserted, name] of sentence.matchAll(
        /\u2068?‹(title|company|text|heading|was|before|after|host|audience|zone)›\u2069?/g,
      )) {
        const set = direction === 'rtl' ? `\u2068‹${name}›\u2069` : `‹${name}›`;
        expect(inserted, path).toBe(set);
      }
    }
  });

  test('names the language it is in, where it stands among words of the policy', () => {
    expect(diff.language).toBe(language);
  });

  test('has subjects that an inbox shows whole, and buttons that a small screen does', () => {
    const day = formatDay('2026-09-30T09:00:00.000Z' as Instant, { locale: language, timeZone: 'UTC' });
    const facts = { title: 'Privacy Policy', day, date: day, closedDate: day, since: day, version: 2 };
    for (const [path, subject] of sentencesOf({ mail, terms }, facts)) {
      if (/subject/i.test(path)) expect(subject.length, `${path}: ${subject}`).toBeLessThanOrEqual(75);
    }
    const buttons = [review.accept(facts), review.declineAndLeave, review.stay, review.confirmLeaving.goBack];
    for (const button of [...buttons, mail.reviewAndAccept, mail.declineAndLeave]) {
      expect(button.length, button).toBeLessThanOrEqual(30);
    }
  });
});

/** Fewer replacements than this are told one by one. */
const LEAST_REPLACED = 5;

/** The smallest number of each form that `language` has for whole numbers from `least` on. */
function countsOf(language: Language, least: number): Map<string, number> {
  const rules = new Intl.PluralRules(language);
  const counts = new Map<string, number>();
  for (const count of [...Array(200).keys(), 1_000_000]) {
    const form = rules.select(count);
    if (count >= least && !counts.has(form)) counts.set(form, count);
  }
  return counts;
}

/** What Polish counts in a case that tells 2 from 5 by the number alone. */
const POLISH_OBLIQUE = ['pl diff.replaced'];

/** The messages that change with a count. */
const COUNTED = sentencesOf(en, factsNaming())
  .filter(([path, sentence]) => path !== 'diff.totals' && sentence.includes('12'))
  .map(([path]) => path);

describe.each(LANGUAGES)('what is counted in %s', (language) => {
  const messages = messagesIn(language);
  const said = (path: string, count: number) =>
    new Map(sentencesOf(messages, factsNaming({ count }))).get(path)!;

  test.each([...COUNTED, 'diff.totals'])('%s takes the form of its number', (path) => {
    const counts = countsOf(language, path === 'diff.replaced' ? LEAST_REPLACED : 1);
    const forms = [...counts].map(([form, count]) => {
      // Arabic nouns may be written alike after 11 and after 100; Polish ones are, after 2 and after 5,
      // in the genitive and the locative.
      const isAlike =
        (language === 'ar' && form === 'other') ||
        (form === 'few' && POLISH_OBLIQUE.includes(`${language} ${path}`));
      const name = isAlike ? 'many' : form;
      return [name, said(path, count).replace(/\p{Nd}(?:[\p{Nd}\s.,٬’]*\p{Nd})?/gu, '#')] as const;
    });
    for (const [form, sentence] of forms) {
      for (const [other, otherSentence] of forms) {
        if (form !== other) expect(sentence, `${form} as ${other}`).not.toBe(otherSentence);
      }
    }
    expect(said(path, 12)).toMatch(/12/);
  });

  test('no words of a kind that there is none of are told', () => {
    const { totals } = messages.diff;
    const all = totals({ added: 12, removed: 13, moved: 14 });
    expect([...all.matchAll(/\d+/g)].map(String)).toEqual(['12', '13', '14']);
    const none = { added: 0, removed: 0, moved: 0 };
    const alone = [{ added: 12 }, { removed: 12 }, { moved: 12 }].map((some) => totals({ ...none, ...some }));
    expect(new Set(alone).size).toBe(3);
    for (const sentence of alone) expect(sentence.match(/\d+/g)).toEqual(['12']);
  });
});

describe('what we say in English', () => {
  test("never needs the user's name or address", () => {
    const asked = new Set<string>();
    const { diff: _, ...ours } = en;
    sentencesOf(ours, factsNaming({ asked }));
    expect([...asked].sort()).toEqual([
      'acceptedDate',
      'audience',
      'basis',
      'by',
      'closedDate',
      'company',
      'count',
      'date',
      'day',
      'endedDate',
      'endsDate',
      'first',
      'from',
      'host',
      'language',
      'missing',
      'need',
      'offers',
      'part',
      'period',
      'postedDate',
      'replaced',
      'replyTo',
      'second',
      'since',
      'title',
      'titles',
      'to',
      'until',
      'url',
      'version',
      'way',
      'ways',
      'when',
      'withdrawnDate',
      'zone',
    ]);
  });

  test('names the version that a button accepts', () => {
    expect(en.review.accept({ version: 2 })).toBe('Accept version 2');
  });

  test('says on the second confirmation when use ends, and that the mind can be changed until then', () => {
    expect(en.review.confirmLeaving.body({ date: 'Monday at 09:00 UTC' })).toBe(
      'Your use of the service ends on Monday at 09:00 UTC. Until then you can change your mind.',
    );
  });

  test('counts one change as one', () => {
    expect(en.mail.moreOnPage({ count: 1 })).toMatch(/^One more change did not fit /);
    expect(en.mail.moreOnPage({ count: 2 })).toMatch(/^2 more changes did not fit /);
  });
});

test('French keeps its signs on the line of the word they belong to', () => {
  for (const [path, sentence] of LANGUAGES.filter((one) => one.startsWith('fr')).flatMap(everythingIn)) {
    expect(sentence, path).not.toMatch(/ [:;!?»]|« |[^\u00a0][:»]|«[^\u00a0]|[^\u202f][;!?]/);
  }
});
