import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenBuckets } from '../../../src/http/wire/token-buckets.ts';

const waits = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 100 });

test('nobody takes more than a bucket holds and what has dripped into it since, and no less where they ask often', () => {
  fc.assert(
    fc.property(
      waits,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 4 }),
      (steps, holds, rate) => {
        const buckets = tokenBuckets({ holds, perSecond: rate });
        let now = 1_000_000;
        let taken = 0;
        for (const step of steps) {
          now += step;
          const { waitSeconds } = buckets.take('a', now);
          if (waitSeconds === 0) taken++;
          else expect(waitSeconds).toBeLessThanOrEqual(Math.max(1, Math.ceil(1 / rate)));
        }
        expect(taken).toBeLessThanOrEqual(holds + ((now - 1_000_000) / 1000) * rate);
        expect(taken).toBeGreaterThanOrEqual(Math.min(steps.length, holds));
      },
    ),
  );
});

test('whoever waits as long as they are told gets one', () => {
  fc.assert(
    fc.property(waits, (steps) => {
      const buckets = tokenBuckets({ holds: 3, perSecond: 0.5 });
      let now = 0;
      for (const step of steps) {
        now += step;
        const { waitSeconds } = buckets.take('a', now);
        if (waitSeconds === 0) continue;
        now += waitSeconds * 1000;
        expect(buckets.take('a', now).waitSeconds).toBe(0);
      }
    }),
  );
});

test('one sender takes nothing of another, and what was given back can be taken again', () => {
  const buckets = tokenBuckets({ holds: 1, perSecond: 1 });
  expect(buckets.take('a', 0).waitSeconds).toBe(0);
  expect(buckets.take('b', 0).waitSeconds).toBe(0);
  buckets.giveBack('a');
  buckets.giveBack('a');
  expect(buckets.take('a', 0).waitSeconds).toBe(0);
  expect(buckets.take('a', 0).waitSeconds).toBe(1);
});

test('that nothing is left is news once, until something was taken', () => {
  const buckets = tokenBuckets({ holds: 1, perSecond: 1 });
  buckets.take('a', 0);
  expect([buckets.take('a', 0).isNews, buckets.take('a', 0).isNews]).toEqual([true, false]);
  buckets.take('a', 1000);
  expect(buckets.take('a', 1000).isNews).toBe(true);
});

test('a clock that is set back neither gives nor takes', () => {
  const buckets = tokenBuckets({ holds: 2, perSecond: 1 });
  buckets.take('a', 10_000);
  expect(buckets.take('a', 0).waitSeconds).toBe(0);
  expect(buckets.take('a', 0).waitSeconds).toBe(1);
});

test('memory does not grow with the number of senders', () => {
  const buckets = tokenBuckets({ holds: 1, perSecond: 0.001 });
  for (let i = 0; i < 10_001; i++) buckets.take(`sender ${i}`, 0);
  expect(buckets.take('sender 0', 0).waitSeconds).toBe(0);
  expect(buckets.take('sender 10000', 0).waitSeconds).toBe(1000);
});
