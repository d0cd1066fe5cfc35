import { expect, test } from 'vitest';
import { diffToText } from '../../src/delivery/diff-text.ts';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import { diffEn } from '../../src/language/en/diff.ts';

const textOf = (before: string, after: string, maxBytes?: number) =>
  diffToText(diffPolicies(before, after), {
    messages: diffEn,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

test('the changes as text can be read aloud', () => {
  const before = '# Data\n\nWe keep logs for 30 days.\n\n# Partners\n\nWe have no partners anywhere.\n';
  const after = '# Data\n\nWe keep logs for 90 days.\n\n# Cookies\n\nWe set one cookie.\n';
  expect(textOf(before, after).text).toBe(`6 words added, 7 words removed.

Data
----

* Changed: We keep logs for [Removed: 30] [Added: 90] days.


Partners
--------
(Section removed)

* Removed: We have no partners anywhere.


Cookies
-------
(New section)

* Added: We set one cookie.
`);
});

test('the same text twice has nothing to tell', () => {
  expect(textOf('Same.', 'Same.').text).toBe('Nothing changed.');
});

test('a text with too little room is cut between changes', () => {
  const things = Array.from({ length: 20 }, (_, at) => `Thing number ${at}.`);
  const { text, changesLeftOut } = textOf('', things.join('\n\n'), 500);
  const shown = things.filter((thing) => text.includes(thing));
  expect(text.length).toBeGreaterThan(350);
  expect(shown).toEqual(things.slice(0, 20 - changesLeftOut));
  const cut = text.indexOf(`Not all changes are shown here: ${changesLeftOut} more`);
  expect(cut).toBeGreaterThan(0);
  expect(cut).toBeLessThan(text.indexOf(things[0]!));
  expect(textOf('', 'One thing.', 0)).toEqual({ text: '', changesLeftOut: 1 });
});

test('the cells of a row stand between bars', () => {
  const row = (country: string) => `| Name | Country |\n|---|---|\n| Acme Hosting | ${country} |\n`;
  expect(textOf(row('Sweden'), row('Norway')).text).toContain(
    'Acme Hosting | Country: [Removed: Sweden] [Added: Norway]',
  );
});
