import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Color, contrast, LEAST_CONTRAST, palettesOf } from '../../src/domain/color.ts';

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value): Color => `#${value.toString(16).padStart(6, '0')}`);

describe('the contrast of two colours', () => {
  // From WCAG 2's own examples and the definition's ends.
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#1d4ed8', '#ffffff', 6.7],
  ] as const)('of %s and %s is %d to 1', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });
});

test('whatever colour a company takes that can be read on white, everything in it can be read in light and dark', () => {
  fc.assert(
    fc.property(
      color.filter((one) => contrast(one, '#ffffff') >= LEAST_CONTRAST),
      (own) => {
        const { light, dark } = palettesOf(own);
        expect(light.accent).toBe(own);
        expect(contrast(light.accent, light.onAccent)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        expect(contrast(dark.accent, dark.onAccent)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        // What pages and mails stand on, as `public/page.css` and `emails/layout.tsx` have it.
        for (const ground of ['#ffffff', '#f3f5f8', '#eef3fb', '#fff6e6'] as const) {
          expect(contrast(light.link, ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        }
        for (const ground of ['#171d26', '#0f141b', '#1f2a3a', '#2c2412', '#19202a'] as const) {
          expect(contrast(dark.link, ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        }
      },
    ),
  );
});
