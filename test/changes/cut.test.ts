import { describe, expect, test } from 'vitest';
import { pickChanges } from '../../src/changes/pick-changes.ts';
import { mailPen } from '../../src/delivery/diff-mail.ts';
import { textPen } from '../../src/delivery/diff-text.ts';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import { diffEn } from '../../src/language/en/diff.ts';
import { readHtml, readText } from './surfaces.ts';

/** Both parts of a mail, each in as many bytes, as somebody reads them. */
function mailOf(before: string, after: string, maxBytes: number) {
  const diff = diffPolicies(before, after);
  const sheets = [mailPen(diff, diffEn), textPen(diff, diffEn)].map((pen) => ({ pen, maxBytes }));
  const { texts, leftOut } = pickChanges(diff, sheets, diffEn);
  for (const text of texts) expect(new TextEncoder().encode(text).byteLength).toBeLessThanOrEqual(maxBytes);
  return { html: readHtml(texts[0]!), text: readText(texts[1]!, diffEn), leftOut };
}

const sections = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => `## Section ${at}\n\n${of(at)}`).join('\n\n');

describe('a mail without room for all', () => {
  const before = `${sections(200, (at) => `We keep item ${at} for 30 days.`)}\n\nNever again will we sell it.\n`;
  const after = sections(200, (at) => `We keep item ${at} for 90 days.`);
  const { html, text, leftOut } = mailOf(before, after, 20_000);

  test('says so before the first change, with sections that are missing', () => {
    for (const part of [html, text]) {
      const said = part.indexOf(`Not all changes are shown here: ${leftOut} more stand on the page.`);
      expect(said).toBeGreaterThan(0);
      expect(said).toBeLessThan(part.indexOf('item 0'));
      expect(part).toMatch(/In these sections: “Section \d+”.*and \d+ more/);
    }
  });

  test('keeps what went', () => {
    for (const part of [html, text]) expect(part).toContain('Never again will we sell it.');
  });

  test('shows the same changes in both parts, and counts the others', () => {
    const shown = (part: string) => [...part.matchAll(/keep item (\d+)/g)].map(([, item]) => item);
    expect(shown(html)).toEqual(shown(text));
    expect(shown(html).length).toBeGreaterThan(15);
    expect(shown(html).length + 1 + leftOut).toBe(201);
  });
});

test('a long block is cut to as many of its changes as fit', () => {
  const sentences = (days: (at: number) => number) =>
    Array.from({ length: 900 }, (_, at) => `We keep thing ${at} of yours for ${days(at)} days.`).join(
      '<br><br>',
    );
  const isEdited = (at: number) => at % 4 === 0;
  const { html, text, leftOut } = mailOf(
    sentences(() => 30),
    sentences((at) => (isEdited(at) ? 90 : 30)),
    15_000,
  );
  const shown = (part: string) => part.split('{+90+}').length - 1;
  expect(shown(html)).toBeGreaterThan(30);
  expect(shown(text)).toBe(shown(html));
  expect(shown(html) + leftOut).toBe(225);
});

test('one new paragraph that is too long is begun, and said to go on', () => {
  const long = Array.from({ length: 3000 }, (_, at) => `word${at}`).join(' ');
  const { html, text, leftOut } = mailOf('Stays.', `Stays.\n\n${long}`, 6_000);
  expect(leftOut).toBe(1);
  for (const part of [html, text]) expect(part).toMatch(/word0 word1 .*…/s);
});

test('links beyond those that are listed are counted as left out', () => {
  const links = (place: string) =>
    sections(60, (at) => `See [place ${at}](https://x.example/${place}/${at}) for more.`);
  const { html, text, leftOut } = mailOf(links('a'), links('b'), 60_000);
  expect(leftOut).toBe(20);
  for (const part of [html, text]) {
    expect(part).toContain('Not all changes are shown here: 20 more');
    expect(part).toContain('and 20 more');
    expect(part).toContain('60 links lead elsewhere');
  }
});

describe('a long clause', () => {
  const middle =
    'which may be in this country or in another one, at any time that suits us or them best of all';
  test.each([
    [
      'its subject and what denies it',
      `We never give anybody, ${middle}, your mail`,
      'We never give anybody',
    ],
    ['the term that it defines', `“Wares” means all that we sell, ${middle}, your mail`, '“Wares” means'],
    ['its number', `4.2 You may not, ${middle}, send your mail`, '4.2 You may not'],
    ['the name of its row', `| Bolt GmbH | ${middle} | Ireland |`, 'Bolt GmbH'],
  ])('keeps %s', (_, clause, start) => {
    const text = (end: string) =>
      `Above.\n\n${clause.endsWith('|') ? `| Who | What | Where |\n|---|---|---|\n${clause.replace('Ireland', end)}` : `${clause}, ${end}.`}\n`;
    const { html, text: plain } = mailOf(text('files'), text('photos'), 20_000);
    for (const part of [html, plain]) {
      expect(part).toContain(start);
      expect(part).toMatch(/\[-files-\] \{\+photos\+\}/);
    }
  });
});
