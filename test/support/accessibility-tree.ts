import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Look } from './good-page.ts';

/** What is another at each run, and what is said in its place. */
const OTHER_EACH_TIME: readonly (readonly [RegExp, string])[] = [
  [/^ *- \/url: .*\n/gm, ''],
  [/\b[0-9a-f]{64}\b/g, '(64 hex digits)'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '(id)'],
  [/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=/g, '(hash)'],
  [/localhost:\d+/g, 'localhost'],
  [/\/(a|review)\/[\w.-]{20,}/g, '/$1/(secret)'],
];

/**
 * Holds what a screen reader is told of a page against what was read through and kept in `test/browser/trees`: its
 * title, what has the focus, and its tree. Of several looks the one on a desk is kept, since all of them say the same.
 */
export async function expectTree(page: Page, name: string, { width }: Look): Promise<void> {
  if (width < 1000) return;
  const focused = page.locator(':focus');
  const focus = (await focused.count()) === 0 ? 'nothing' : await focused.first().ariaSnapshot();
  const tree = await page.locator('body').ariaSnapshot();
  const told = OTHER_EACH_TIME.reduce(
    (text, [what, instead]) => text.replace(what, instead),
    `title: ${await page.title()}\nfocus: ${focus.split('\n')[0]}\n\n${tree}\n`,
  );
  await expect(told).toMatchFileSnapshot(`../browser/trees/${name}.txt`);
}
