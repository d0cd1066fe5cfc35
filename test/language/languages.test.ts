import { describe, expect, test } from 'vitest';
import { directionOf, LANGUAGES, messagesIn, negotiateLanguage } from '../../src/language/languages.ts';

describe('the language of a reader', () => {
  test.each(['en', 'EN', 'en-GB', 'en_US', 'en-Latn-US-x-private'])('%s is read as English', (locale) => {
    expect(negotiateLanguage(locale)).toBe('en');
  });

  test.each(['xx', 'enough', '', '*', 'x-en', '\u0000', '💡', '-'.repeat(10_000), null, undefined])(
    'is English when we do not ship it or cannot read it (case %#)',
    (locale) => {
      expect(negotiateLanguage(locale)).toBe('en');
    },
  );

  test('has messages and knows which way it is written', () => {
    for (const language of LANGUAGES) {
      expect(messagesIn(language).direction).toBe(directionOf(language));
    }
  });
});

describe('the direction of a text', () => {
  test.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['ar-EG', 'rtl'],
    ['he', 'rtl'],
    ['fa', 'rtl'],
    ['az-Arab', 'rtl'],
    ['ar-Latn', 'ltr'],
    ['not a locale', 'ltr'],
  ])('%s runs %s', (locale, direction) => {
    expect(directionOf(locale)).toBe(direction);
  });
});
