import { validate, version } from 'uuid';
import { afterEach, expect, test, vi } from 'vitest';
import { randomBytes } from '../../src/domain/random.ts';
import { newId } from '../../src/runtime/new-id.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('an id is a UUID of version 7 that says when it was made', () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 });
  const id = newId();
  expect([validate(id), version(id)]).toEqual([true, 7]);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.now());
});

test('ids are in the order in which they were made, also where the clock goes back', () => {
  vi.useFakeTimers({ now: Date.now() + 120_000 });
  const ids = Array.from({ length: 20_000 }, (_, i) => {
    if (i % 1_000 === 0) vi.setSystemTime(Date.now() + (i % 3_000 === 0 ? -30_000 : 5));
    return newId();
  });
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('random bytes are drawn many at a time, and handed out once each', () => {
  const draw = vi.spyOn(crypto, 'getRandomValues');
  const drawn = Array.from({ length: 1_000 }, () => Buffer.from(randomBytes(16)).toString('hex'));
  expect(new Set(drawn).size).toBe(1_000);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(4);
  // Of 16,000 bytes 500 are 0 once in a number of ages of the universe.
  const zeros = drawn.flatMap((one) => one.match(/../g) ?? []).filter((byte) => byte === '00').length;
  expect(zeros).toBeLessThan(500);
});

test('bytes that were handed out do not change', () => {
  const first = randomBytes(32);
  const before = [...first];
  for (let i = 0; i < 300; i++) randomBytes(32);
  expect([...first]).toEqual(before);
});
