import { describe, expect, test } from 'vitest';
import { siteNotice } from '../../../src/domain/notices/site-notice.ts';
import type { Period } from '../../../src/domain/period.ts';
import { day, justBefore, version, withdrawnOn } from '../../support/domain-builders.ts';

const first = version(1);
const minor = version(2, { effectiveAt: day(7) });

describe('the notice on the product’s own site', () => {
  test('is about a change from its posting until it takes effect', () => {
    const notice = { version: minor, state: 'announced', more: 0, until: day(7) };
    expect(siteNotice([first, minor], day(0))).toEqual(notice);
    expect(siteNotice([first, minor], justBefore(day(7)))).toEqual(notice);
  });

  test('goes on about it, as in force, for the late period after that', () => {
    const notice = { version: minor, state: 'in-force', more: 0, until: day(14) };
    expect(siteNotice([first, minor], day(7))).toEqual(notice);
    expect(siteNotice([first, minor], justBefore(day(14)))).toEqual(notice);
    expect(siteNotice([first, minor], day(14))).toBeNull();
  });

  test('is about a legal change that took effect as it was posted', () => {
    const legal = version(2, { change: 'legal', effectiveAt: day(3), postedAt: day(3) });
    expect(siteNotice([first, legal], day(3))).toMatchObject({ version: legal, state: 'in-force' });
  });

  test('counts the late period in the time zone of the version', () => {
    const local = version(2, {
      effectiveAt: day(0),
      lateNotice: 'P4M' as Period,
      timeZone: 'Europe/Berlin',
    });
    expect(siteNotice([first, local], day(0))?.until).toBe('2027-03-31T23:00:00.000Z');
  });

  test('is about the change that takes effect first, and says how many more there are', () => {
    const later = version(3, { effectiveAt: day(20) });
    const last = version(4, { effectiveAt: day(20) });
    expect(siteNotice([first, minor, later, last], day(1))).toMatchObject({ version: minor, more: 2 });
    expect(siteNotice([first, minor, later, last], day(8))).toMatchObject({ version: later, more: 1 });
  });

  test('leaves the one in force as soon as another is announced', () => {
    const next = version(3, { postedAt: day(8), effectiveAt: day(20) });
    expect(siteNotice([first, minor, next], day(8))).toMatchObject({ version: next, state: 'announced' });
  });

  test('is never about a version that was withdrawn', () => {
    const withdrawn = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(2) });
    expect(siteNotice([first, withdrawn], day(3))).toBeNull();
    expect(siteNotice([first, withdrawn], day(8))).toBeNull();
  });

  test('is never about a first version, which changes nothing', () => {
    const ahead = version(1, { effectiveAt: day(5) });
    expect(siteNotice([ahead], day(1))).toBeNull();
    expect(siteNotice([ahead], day(6))).toBeNull();
    expect(siteNotice([ahead, minor], day(1))).toMatchObject({ version: minor, more: 0 });
  });

  test('is none while a policy has no version', () => {
    expect(siteNotice([], day(0))).toBeNull();
  });
});
