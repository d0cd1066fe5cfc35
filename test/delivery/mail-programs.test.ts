import { caniemail } from 'caniemail';
import { describe, expect, test } from 'vitest';
import { announcement } from '../../src/delivery/shells/announcement.ts';
import { receipt } from '../../src/delivery/shells/receipt.ts';
import { withdrawal } from '../../src/delivery/shells/withdrawal.ts';

/** What mails use although a program of these does not know it, and what its reader gets instead. */
const DISPENSABLE: Readonly<Record<string, string>> = {
  'color-scheme CSS property': 'the light colours, or what the program makes of them in the dark',
  'color-scheme meta tag': 'the same',
  '@media': 'the light colours, and buttons in a row that wraps',
  '<style> element': 'the same: whatever matters stands in the elements',
  'Class selector': 'the same',
  'Type selector': 'the same',
  'Descendant combinator': 'the same',
  '!important keyword': 'the same',
  '<body> element': 'the ground of the table inside it',
  'border-radius': 'square corners',
  'display:none': 'the preview is hidden by its size and its opacity as well',
  overflow: 'the preview is hidden by other means',
  opacity: 'the preview is hidden by other means',
  'max-height property': 'the preview is hidden by other means',
  outline: 'nothing: it is none',
  'overflow-wrap': 'word-break does the same',
  'word-break': 'overflow-wrap does the same, and where neither is known a hash makes its column wider',
  'role attribute': 'the table is announced as one',
  'target attribute': 'the link opens as the program likes',
};

describe.each(Object.entries({ announcement, receipt, withdrawal }))('the %s', (_, html) => {
  test('uses nothing that Gmail, Outlook and Apple Mail need and do not know', () => {
    const { issues } = caniemail({ clients: ['gmail.*', 'outlook.*', 'apple-mail.*'], html });
    const unknown = [...issues.errors].flatMap(([client, problems]) =>
      problems.filter(({ title }) => !(title in DISPENSABLE)).map(({ title }) => `${client}: ${title}`),
    );
    expect([...issues.errors.keys()].length).toBeGreaterThan(3);
    expect(unknown).toEqual([]);
  });

  test('needs no picture and tracks nobody', () => {
    const pictures = [...html.matchAll(/<img\b[^>]*>/g)].map(String);
    expect(pictures.filter((one) => !one.includes('src="{{logoUrl}}"'))).toEqual([]);
    expect(html).not.toMatch(/url\(|<link|@import|<script/);
  });
});
