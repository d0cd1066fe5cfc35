import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VersionText } from '../../../src/domain/policies/policy.ts';
import {
  bestLocale,
  comparedTexts,
  localeOfWords,
  policyIn,
  textIn,
  textLocaleFor,
  textsOf,
  versionIn,
} from '../../../src/domain/policies/version-text.ts';
import { day, policy, version } from '../../support/domain-builders.ts';

/** A text that does not prevail. */
function translation(locale: string, what: Partial<VersionText> = {}): VersionText {
  return { locale, contentHash: `sha256:${locale}`, summary: null, reason: null, addedAt: day(0), ...what };
}

/** A version whose text in the first language prevails. */
const inLanguages = (number: number, locale: string, ...others: readonly string[]) =>
  version(number, { locale, translations: others.map((one) => translation(one)) });

describe('the best text for a reader', () => {
  test.each([
    ['de', ['en', 'de'], 'de'],
    ['de-AT', ['en', 'de'], 'de'],
    ['de', ['en', 'de-CH'], 'de-CH'],
    ['de-DE', ['en', 'de-CH', 'de'], 'de'],
    ['pt-PT', ['en', 'pt-BR', 'pt-PT'], 'pt-PT'],
    ['pt-AO', ['en', 'pt-BR'], 'pt-BR'],
    ['zh-CN', ['en', 'zh-Hans'], 'zh-Hans'],
    ['zh-TW', ['en', 'zh-Hans'], undefined],
    ['sr-Latn', ['en', 'sr'], undefined],
    ['iw', ['en', 'he'], 'he'],
    ['en_GB', ['de', 'en'], 'en'],
    ['fr', ['en', 'de'], undefined],
    ['not a language', ['en', 'de'], undefined],
    [null, ['en', 'de'], undefined],
  ])('of %s among %s is %s', (reader, among, best) => {
    expect(bestLocale(among, reader)).toBe(best);
  });

  test('is that of the first wish that can be met, else the one that prevails', () => {
    const texts = inLanguages(1, 'en', 'de', 'ja');
    expect(textLocaleFor(texts, 'fr', 'ja', 'de')).toBe('ja');
    expect(textLocaleFor(texts, null, 'fr')).toBe('en');
    expect(textLocaleFor(texts)).toBe('en');
  });

  test('is always one of those that there are, whatever is asked for, and what they name if they name one', () => {
    const locales = fc.constantFrom('en', 'de', 'de-CH', 'pt-BR', 'pt-PT', 'ja', 'zh-Hans', 'zh-Hant', 'ar');
    fc.assert(
      fc.property(
        fc.uniqueArray(locales, { minLength: 1 }),
        fc.oneof(locales, fc.string()),
        (among, reader) => {
          const [prevails = 'en', ...others] = among;
          const texts = inLanguages(1, prevails, ...others);
          const found = textLocaleFor(texts, reader);
          expect(among).toContain(found);
          if (among.some((one) => one === reader)) expect(found).toBe(reader);
        },
      ),
    );
  });
});

describe('a version that is read in a language', () => {
  const own = { summary: 'Länger.' };
  const both = version(2, {
    ...{ summary: 'Longer.', reason: 'A law.', change: 'legal' },
    translations: [translation('de', own), translation('ja')],
  });

  test('has the words and the hash of that text, and those of what prevails where it has none', () => {
    const german = versionIn(both, 'de');
    expect(german).toMatchObject({
      ...{ locale: 'de', prevailing: 'en', contentHash: 'sha256:de' },
      ...{ summary: 'Länger.', reason: 'A law.' },
    });
    expect(localeOfWords(german, 'summary')).toEqual({ locale: 'de' });
    expect(localeOfWords(german, 'reason')).toEqual({ locale: 'en' });
  });

  test('is as it was stored where it has no such text', () => {
    expect(versionIn(both, 'fr')).toBe(both);
    expect(versionIn(both, 'en')).toBe(both);
  });

  test('has each of its texts under any way to write its language', () => {
    expect(textIn(both, 'de-DE')?.contentHash).toBe('sha256:de');
    expect(textIn(both, 'de-AT')).toBeUndefined();
    expect(textsOf(both).map(({ locale }) => locale)).toEqual(['en', 'de', 'ja']);
  });
});

describe('what is compared', () => {
  const named = ({ fromLocale, locale }: { fromLocale: string; locale: string }) => [fromLocale, locale];

  test.each([
    ['the language that both have', ['en', 'de'], ['en', 'de'], 'de', ['de', 'de']],
    ['what prevails, where the base lacks the language', ['en'], ['en', 'de'], 'de', ['en', 'en']],
    ['the same language in another spelling', ['en', 'de-DE'], ['en', 'de'], 'de', ['de-DE', 'de']],
    ['no dialect for another', ['en', 'de-CH'], ['en', 'de'], 'de', ['en', 'en']],
    [
      'what prevailed before, where the policy changed its language',
      ['en'],
      ['de', 'en'],
      'de',
      ['en', 'en'],
    ],
    ['what prevails in each, where they share none', ['en'], ['de'], 'de', ['en', 'de']],
  ])('is %s', (_, before, after, reader, expected) => {
    const [from = '', ...othersBefore] = before;
    const [to = '', ...othersAfter] = after;
    const base = inLanguages(1, from, ...othersBefore);
    const next = inLanguages(2, to, ...othersAfter);
    expect(named(comparedTexts([base, next], 1, next, reader))).toEqual(expected);
    // Also where both are read in that language already.
    const read = [versionIn(base, reader), versionIn(next, reader)];
    expect(named(comparedTexts(read, 1, read[1] ?? next, reader))).toEqual(expected);
  });

  test('is the reader’s own language where nothing stood before', () => {
    const first = inLanguages(1, 'en', 'de');
    expect(named(comparedTexts([first], 0, first, 'de'))).toEqual(['de', 'de']);
  });
});

test('a policy has its title in the language that it is read in, where it has one', () => {
  const titled = policy({ titles: { de: 'Datenschutz' } });
  expect(policyIn(titled, 'de')).toMatchObject({ title: 'Datenschutz', locale: 'de' });
  expect(policyIn(titled, 'ja')).toBe(titled);
});
