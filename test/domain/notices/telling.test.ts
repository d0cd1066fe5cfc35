import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { fallsWithNotice, takenWithin } from '../../../src/domain/notices/telling.ts';

const at = (time: string) => `2026-11-22T${time}.000Z` as Instant;

describe('an acceptance that rested on a notice that was not given', () => {
  const left = { at: at('09:00:00'), bindsAt: at('10:00:00'), by: 'a showing' };

  test('falls when it was deemed and nothing else told the user', () => {
    expect(fallsWithNotice({ basis: 'deemed', at: at('11:00:00') }, null)).toBe(true);
  });

  test('stands when what else told them bound them by the time of that use', () => {
    expect(fallsWithNotice({ basis: 'deemed', at: at('10:00:00') }, left)).toBe(false);
    expect(fallsWithNotice({ basis: 'deemed', at: at('09:59:59') }, left)).toBe(true);
  });

  test.each(['explicit', 'imported'] as const)('stands when it is %s: they knew', (basis) => {
    expect(fallsWithNotice({ basis, at: at('08:00:00') }, null)).toBe(false);
  });
});

test('the provider’s word for when it took a mail counts between fixing its words and hearing of it', () => {
  const [frozen, now] = [at('09:00:00'), at('09:10:00')];
  expect(takenWithin(at('09:05:00'), frozen, now)).toBe(at('09:05:00'));
  expect(takenWithin(at('08:00:00'), frozen, now)).toBe(frozen);
  expect(takenWithin(at('10:00:00'), frozen, now)).toBe(now);
  expect(takenWithin(at('08:00:00'), null, now)).toBe(at('08:00:00'));
});
