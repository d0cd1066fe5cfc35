import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MailRate,
  mailRateToText,
  mostTogether,
  parseMailRate,
  spacingAfter,
  spend,
  timeToSend,
  waitForMails,
} from '../../../src/domain/sending/mail-rate.ts';

const rateOf = (text: string) => parseMailRate(text) as MailRate;

/** When mails left in batches of `size` that went as soon as they might, from one moment on. */
function leave(rate: MailRate, mails: number, size: number): { at: number; mails: number }[] {
  const left: { at: number; mails: number }[] = [];
  let now = Date.UTC(2026, 10, 22, 9, 0, 0, 123);
  let spent = {};
  for (let rest = mails; rest > 0; ) {
    const batch = mostTogether(rate, Math.min(size, rest));
    const wait = waitForMails(rate, spent, now, batch);
    if (wait > 0) {
      now += wait;
      continue;
    }
    spent = spend(rate, spent, now, batch);
    left.push({ at: now, mails: batch });
    rest -= batch;
    now += spacingAfter(rate, batch);
  }
  return left;
}

describe('a rate of mails', () => {
  test.each([
    ['30/s,50000/h', '30/s,50000/h'],
    [' 50000/h , 30/s ', '30/s,50000/h'],
    ['100/d', '100/d'],
    ['', null],
    ['30', null],
    ['0/s', null],
    ['30/s,20/s', null],
    ['30/w', null],
    ['-3/s', null],
  ])('is written "%s"', (text, read) => {
    const rate = parseMailRate(text);
    expect(rate && mailRateToText(rate)).toBe(read);
  });

  test('is never passed in any stretch of its time, however mails are batched', () => {
    const rates = ['7/m', '100/m,300/h', '5/s,60/m', '3/m,10/h,15/d'].map(rateOf);
    fc.assert(
      fc.property(
        fc.constantFrom(...rates),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 400 }),
        (rate, size, mails) => {
          const left = leave(rate, mails, size);
          expect(left.reduce((sum, one) => sum + one.mails, 0)).toBe(mails);
          for (const { mails: most, perMs } of rate.filter((one) => one.perMs > 1000)) {
            for (const { at } of left) {
              const within = left.filter((one) => one.at >= at && one.at < at + perMs);
              expect(within.reduce((sum, one) => sum + one.mails, 0)).toBeLessThanOrEqual(most);
            }
          }
        },
      ),
    );
  });

  test('lets everything go that may at once, and says beforehand how long the rest takes', () => {
    const rate = rateOf('30/s,600/h');
    const left = leave(rate, 1_500, 5);
    const took = (left.at(-1)?.at ?? 0) - (left[0]?.at ?? 0);
    expect(left.filter((one) => one.at < (left[0]?.at ?? 0) + 60_000)).toHaveLength(120);
    expect(timeToSend(rate, 1_500)).toBe(2 * 3_600_000 + 10_000);
    // Slots are as coarse as a sixtieth of the hour.
    expect(Math.abs(took - timeToSend(rate, 1_500))).toBeLessThan(3 * 61_000);
    expect(timeToSend(rate, 300)).toBe(10_000);
    expect(timeToSend([], 1_000_000)).toBe(0);
  });
});
