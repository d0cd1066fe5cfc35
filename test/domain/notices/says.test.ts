import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTICE_KINDS } from '../../../src/domain/notices/notice-kind.ts';
import type { Outcome } from '../../../src/domain/notices/outcome.ts';
import { type Says, saysToText, textToSays } from '../../../src/domain/notices/says.ts';

const OUTCOMES: readonly Outcome[] = [
  'agrees-by-use',
  'is-asked.soon',
  'unrecorded.late',
  'goes-on',
  'answered',
];

const tell = fc.record(
  {
    policy: fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/),
    version: fc.integer({ min: 1, max: 100_000 }),
    base: fc.nat({ max: 100_000 }),
    outcome: fc.constantFrom(...OUTCOMES),
    textLocale: fc.constantFrom('en', 'de-AT', 'zh-Hans', 'de-u-co-phonebk'),
    replaces: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['policy', 'version', 'base', 'outcome', 'textLocale'] },
);

const says: fc.Arbitrary<Says> = fc.record(
  {
    kind: fc.constantFrom(...NOTICE_KINDS),
    round: fc.nat({ max: 20 }),
    language: fc.constantFrom('en', 'pt', 'zh-Hans'),
    corrects: fc.constant<true>(true),
    tells: fc.array(tell, { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: ['kind', 'round', 'language', 'tells'] },
);

test('what a mail says is one text, which tells all of it again', () => {
  fc.assert(
    fc.property(says, (one) => {
      expect(textToSays(saysToText(one))).toEqual(one);
    }),
  );
});

test('a notice of one version reads as its policy, version, base, outcome and language of the text', () => {
  const one: Says = {
    ...{ kind: 'announcement', round: 0, language: 'de' },
    tells: [{ policy: 'privacy', version: 3, base: 1, outcome: 'agrees-by-use', textLocale: 'en' }],
  };
  expect(saysToText(one)).toBe('announcement/0/de privacy@3<1!agrees-by-use:en');
});

test.each(['', 'announcement', 'announcement/0/de privacy', 'announcement/x/de', 'a/0/de p@1<0!o:en '])(
  '“%s” is not what a mail says',
  (text) => expect(() => textToSays(text)).toThrow('is not what a mail says'),
);
