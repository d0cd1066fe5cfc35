import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffToMailHtml } from '../../src/delivery/diff-mail.ts';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import { diffEn } from '../../src/language/en/diff.ts';
import { anyRevision } from '../domain/diff/documents.ts';

const bytes = (text: string) => new TextEncoder().encode(text).byteLength;
const mailOf = (before: string, after: string, maxBytes = 60_000) =>
  diffToMailHtml(diffPolicies(before, after), { messages: diffEn, maxBytes });

describe('the changes in a mail', () => {
  test('say in words, underline and strike what came and went', () => {
    const { html, changesLeftOut } = mailOf(
      '## Data\n\nWe keep logs for 30 days.',
      '## Data\n\nWe keep logs for 90 days.',
    );
    expect(changesLeftOut).toBe(0);
    expect(html).toMatch(/<h3[^>]*>Data<\/h3>/);
    expect(html).toMatch(
      /<del style="[^"]*line-through[^"]*"><bdi [^>]*>Removed: <\/bdi>30<\/del> <ins style="[^"]*underline[^"]*"><bdi [^>]*>Added: <\/bdi>90<\/ins>/,
    );
  });

  test('leave out what stayed', () => {
    const { html } = mailOf('# A\n\nStays.\n\n# B\n\nGoes away soon.', '# A\n\nStays.\n\n# B\n');
    expect(html).toContain('Goes away soon.');
    expect(html).not.toContain('Stays.');
  });

  test('hold no markup that the policy brought', () => {
    const attack = `<script>alert("1")</script> <img src=x onerror='x'>`;
    const { html } = mailOf(
      `\`${attack}\` before.`,
      `\`${attack}\` after.\n\n## \`${attack}\`\n\n| \`${attack}\` | b |\n|---|---|\n`,
    );
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script&gt;');
  });

  test('run the way their words do, also when they begin with a name', () => {
    expect(mailOf('', 'Google، الذي يضع ملف تعريف ارتباط على جهازك.').html).toContain('<div dir="rtl"');
  });

  test('say so when only the form is another', () => {
    const { html } = mailOf('We *keep* it.', 'We **keep** it.');
    expect(html).toContain('No word changed.');
  });
});

describe('a mail with too little room', () => {
  const text = (word: string) =>
    Array.from({ length: 40 }, (_, at) => `Paragraph ${at} has a ${word} of its own.`).join('\n\n');

  test('is cut between changes, and counts the others', () => {
    const all = mailOf(text('cat'), text('dog'));
    expect(all.changesLeftOut).toBe(0);
    for (const maxBytes of [0, 100, 2000, 5000, 9000]) {
      const { html, changesLeftOut } = mailOf(text('cat'), text('dog'), maxBytes);
      expect(bytes(html)).toBeLessThanOrEqual(maxBytes);
      expect(changesLeftOut).toBe(40 - (html.match(/<div/g) ?? []).length);
      expect((html.match(/<div/g) ?? []).length).toBe((html.match(/<\/div>/g) ?? []).length);
    }
  });

  test('keeps what was changed rather than what was moved', () => {
    const long = 'A long paragraph about nothing much that goes on for quite some time and then ends.';
    const before = `${long} One.\n\n${long} Two three four.\n\nWe keep it for 30 days.`;
    const after = `${long} Two three four.\n\n${long} One.\n\nWe keep it for 90 days.`;
    const { html, changesLeftOut } = mailOf(before, after, bytes(mailOf(before, after).html) - 1);
    expect(changesLeftOut).toBe(1);
    expect(html).toContain('90');
  });

  test('never passes its limit', () => {
    fc.assert(
      fc.property(anyRevision, fc.nat({ max: 3000 }), ({ before, after }, maxBytes) => {
        const { html, changesLeftOut } = mailOf(before, after, maxBytes);
        expect(bytes(html)).toBeLessThanOrEqual(maxBytes);
        expect(changesLeftOut).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
