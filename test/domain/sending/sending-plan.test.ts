import { describe, expect, test } from 'vitest';
import { planToText, reasonToPause } from '../../../src/domain/sending/sending-plan.ts';

const soFar = (mails: number, bounced: number, complained = 0) => ({ mails, bounced, complained });

describe('mails that did not arrive', () => {
  test.each([
    ['as many as are allowed', soFar(1_000, 30), null],
    ['one more', soFar(1_000, 31), 'Of 1000 mails, 31 did not arrive: more than 3 %.'],
    ['all of a few', soFar(2, 2), null],
    [
      'one more than are allowed of a hundred, of fewer',
      soFar(20, 4),
      'Of 20 mails, 4 did not arrive: more than 3 %.',
    ],
    ['complaints that nobody limits', soFar(1_000, 0, 900), null],
  ])('%s', (_, counts, reason) => {
    expect(reasonToPause({ stopAt: { bounced: 0.03 } }, counts)).toBe(reason);
  });
});

test('no share at all pauses at the first complaint', () => {
  expect(reasonToPause({ stopAt: { complained: 0 } }, soFar(500, 0, 0))).toBeNull();
  expect(reasonToPause({ stopAt: { complained: 0 } }, soFar(500, 0, 1))).toContain('more than 0 %');
});

test('a plan says in words what slows it', () => {
  expect(planToText({ first: 10, stopAt: { bounced: 0.1 } })).toBe('');
  const hours = { from: '09:00', to: '17:00', timeZone: 'Europe/Berlin', days: [1, 2] };
  expect(planToText({ perHour: 500, hours })).toBe(
    'at most 500 an hour, from 09:00 to 17:00 Europe/Berlin on Monday, Tuesday',
  );
});
