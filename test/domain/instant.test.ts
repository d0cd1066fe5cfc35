import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, instantFromMs, instantToMs } from '../../src/domain/instant.ts';

/** Many of them are remembered at the same place. */
const MS = fc.oneof(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -6e13, max: 2e14 }));

test('an instant is what its milliseconds are, whichever were written and read before it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(MS, fc.boolean()), { maxLength: 200 }), (all) => {
      for (const [ms, isRead] of all) {
        const text = new Date(ms).toISOString();
        if (isRead) expect(instantToMs(text as never)).toBe(ms);
        else expect(instantFromMs(ms)).toBe(text);
      }
    }),
  );
});

test('what is no instant of four-digit years is refused, however often it is asked for', () => {
  for (let times = 0; times < 2; times++) {
    expect(() => instantFromMs(Number.NaN)).toThrow(RangeError);
    expect(() => instantFromMs(1e15)).toThrow(RangeError);
    expect(() => addMs(instantFromMs(0), -7e13)).toThrow(RangeError);
  }
});
