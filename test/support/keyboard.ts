import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** So many stops a field for a date and a time has at most. */
const PARTS_OF_DATE = 7;
/** More stops than any page has. */
const MOST_STOPS = 300;
/** More than any question has answers. */
const MOST_CHOICES = 10;

/** What somebody looks for with the Tab key: by its role and its name, as a screen reader says them. */
export type Stop = readonly [role: string, name: string | RegExp];

/** Somebody who has a keyboard and nothing else, on a page. */
export type Keyboard = {
  /** Goes on with Tab until something has the focus. Insists that each stop on the way shows that it has it. */
  readonly goTo: (...stop: Stop) => Promise<void>;
  /** Goes there, and presses a key: Enter for links and buttons, Space for what is chosen or ticked. */
  readonly press: (key: 'Enter' | 'Space', ...stop: Stop) => Promise<void>;
  /** Goes to a field, and types in place of what it holds. */
  readonly type: (text: string, ...stop: Stop) => Promise<void>;
  /** Goes to a choice by the one of it that has the focus first, and chooses with the arrow keys. */
  readonly choose: (first: string, chosen: string) => Promise<void>;
  /** What has the focus, by its role and name. */
  readonly focus: () => Promise<string>;
};

/** A keyboard for a page, of which nothing is clicked. */
export function keyboardOf(page: Page): Keyboard {
  const focus = async () => {
    await page.waitForLoadState();
    const focused = page.locator(':focus');
    if ((await focused.count()) === 0) return 'nothing';
    const [line = ''] = (await focused.first().ariaSnapshot()).split('\n');
    return line.replace(/^- /, '').replace(/^'(.*)':?$/, '$1');
  };
  const isAt = (said: string, [role, name]: Stop) => {
    const [, is = '', rest = ''] = /^([a-z]+):? ?(.*)$/s.exec(said) ?? [];
    const called = /^"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1] ?? rest;
    return is === role && (typeof name === 'string' ? called === name : name.test(called));
  };
  const goTo = async (...stop: Stop) => {
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await page.keyboard.press('Tab');
      const said = await focus();
      if (said !== 'nothing') await expectFocusSeen(page, said);
      if (isAt(said, stop)) return;
      passed.push(said);
      // Whoever came by everything has been at the end once.
      if (said === passed[0] && passed.length > 1 && passed.includes('nothing', 1)) break;
    }
    throw new Error(`${stop.join(' ')} is nowhere on ${page.url()}: ${passed.join(' · ')}`);
  };
  return {
    focus,
    goTo,
    async press(key, ...stop) {
      await goTo(...stop);
      await page.keyboard.press(key);
    },
    async choose(first, chosen) {
      await goTo('radio', first);
      if (first === chosen) return page.keyboard.press('Space');
      for (let steps = 0; steps < MOST_CHOICES && !isAt(await focus(), ['radio', chosen]); steps++)
        await page.keyboard.press('ArrowDown');
      expect(await focus()).toBe(`radio "${chosen}" [checked]`);
    },
    async type(text, ...stop) {
      await goTo(...stop);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  };
}

/** Insists that what has the focus is seen to have it: in sight, below nothing, with a ring around it. */
async function expectFocusSeen(page: Page, said: string): Promise<void> {
  const seen = await page.evaluate(SEEN);
  expect(seen, `${said} on ${page.url()}`).toBe('seen');
}

/** How what has the focus shows it, in the browser. */
const SEEN = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return 'seen';
  const style = getComputedStyle(one);
  const isRinged = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  if (!isRinged && one.tagName !== 'IFRAME') return 'no ring: ' + style.outline;
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return 'out of sight';
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 8), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return top === null || one.contains(top) || top.contains(one) ? 'seen' : 'below ' + top.outerHTML.slice(0, 100);
})()`;

/** What the Tab key stops at on a page, in the order in which it stands there. */
const STOPS = `(() => {
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.closest('details:not([open]) > :not(summary)') === null;
  const seenGroups = new Set();
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  return all.filter((one) => {
    if (one.disabled || one.type === 'hidden' || one.tabIndex < 0 || !isShown(one)) return false;
    if (one.type !== 'radio') return true;
    const group = [...(one.form ?? document).querySelectorAll('input[type=radio]')].filter(({ name }) => name === one.name);
    return (group.find(({ checked }) => checked) ?? group[0]) === one;
  });
})()`;

/**
 * Insists that the Tab key comes by everything on a page that can be used, in the order in which it stands there, and
 * out at the end; and that whatever has the focus shows it.
 */
export async function expectTabbed(page: Page): Promise<void> {
  const count = (await page.evaluate(`(() => {
    const stops = ${STOPS};
    const came = [];
    globalThis.stopsThatCame = came;
    if (document.activeElement !== null) document.activeElement.blur();
    getSelection().setBaseAndExtent(document.body, 0, document.body, 0);
    document.addEventListener('focusin', ({ target }) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      const isRinged = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      came.push(isRinged ? stops.indexOf(target) : target.outerHTML.slice(0, 120) + ' has no ring');
    });
    return stops.length;
  })()`)) as number;
  // Frames have stops of their own, and a date has one for each of its parts.
  let others = PARTS_OF_DATE * (await page.locator('input[type=date], input[type=datetime-local]').count());
  for (const frame of page.frames().slice(1))
    others += 1 + ((await frame.evaluate(`${STOPS}.length`)) as number);
  for (let i = 0; i < count + others; i++) await page.keyboard.press('Tab');
  expect(count, page.url()).toBeGreaterThan(1);
  const came = (await page.evaluate('globalThis.stopsThatCame')) as (number | string)[];
  expect(came.slice(0, count), page.url()).toEqual(Array.from({ length: count }, (_, i) => i));
}
