import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import { diffEn } from '../../src/language/en/diff.ts';
import { diffView } from '../../src/pages/diff/diff-view.ts';

const pageOf = async (before: string, after: string) =>
  (await diffView(diffPolicies(before, after), diffEn)).toString().replaceAll(/>\s+</g, '><');

describe('the changes on a page', () => {
  test('stand open, and what stayed folds away without script', async () => {
    const page = await pageOf(
      '# A\n\nStays.\n\n# B\n\nWe keep it 30 days.',
      '# A\n\nStays.\n\n# B\n\nWe keep it 90 days.',
    );
    expect(page).toMatch(
      /<details class="diff-fold"><summary><bdi lang="en">2 unchanged paragraphs<\/bdi><\/summary>/,
    );
    expect(page).toContain(
      '<del class="diff-del"><bdi class="diff-spoken" lang="en">Removed: </bdi>30</del>',
    );
    expect(page).toContain('<ins class="diff-ins"><bdi class="diff-spoken" lang="en">Added: </bdi>90</ins>');
    expect(page).not.toMatch(/<script|style=/);
  });

  test('are listed first, each with a link to it', async () => {
    const page = await pageOf(
      '# A\n\nOne.\n\n# B\n\nTwo.',
      '# A\n\nOne and a half.\n\n# B\n\nTwo.\n\n# C\n\nThree.',
    );
    expect(page).toMatch(/<a href="#diff-0">A<\/a>/);
    expect(page).toMatch(
      /<a href="#diff-2">C<\/a><bdi class="diff-tag diff-tag-added" lang="en">New section<\/bdi>/,
    );
    expect(page).toContain('id="diff-2"');
  });

  test('keep the rows of a table in a table, under what its cells are', async () => {
    const table = (days: number) =>
      `| What | How long |\n|---|---|\n| Logs | ${days} days |\n| Notes | for ever |\n`;
    const page = await pageOf(table(30), table(90));
    expect(page).toMatch(/<th scope="col">What<\/th><th scope="col">How long<\/th>/);
    expect(page).toMatch(/<td>Logs<\/td><td><del/);
    expect(page).toContain('One unchanged row');
  });

  test('say what is the same but for its form, and list links that lead elsewhere', async () => {
    const page = await pageOf('See [this](https://a.example) now.', 'See [this](https://b.example) now.');
    expect(page).toContain('No word changed.');
    expect(page).toContain('“this” led to https://a.example and now leads to https://b.example');
    expect(await pageOf('Same.', 'Same.')).toContain('Nothing changed.');
  });

  test('hold no markup that the policy brought', async () => {
    const attack = `<script>alert("1")</script><img src=x onerror='x'>`;
    const page = await pageOf(
      `# \`${attack}\`\n\nOne [\`${attack}\`](https://a.example).`,
      `# New \`${attack}\`\n\nTwo [\`${attack}\`](javascript:alert).\n\n| \`${attack}\` |\n|---|\n`,
    );
    expect(page).not.toMatch(/<script|<img|href="(?!#)/);
    expect(page).toContain('&lt;script&gt;');
  });

  test('run the way their words do', async () => {
    expect(await pageOf('', 'Google، الذي يضع ملف تعريف ارتباط على جهازك.')).toMatch(
      /<div class="diff-block[^"]*" dir="rtl">/,
    );
  });
});
