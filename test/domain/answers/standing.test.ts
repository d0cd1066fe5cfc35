import { describe, expect, it } from 'vitest';
import { counts, endOfTermination, standingAt } from '../../../src/domain/answers/standing.ts';
import { day, justBefore, termination } from '../../support/domain-builders.ts';

describe('the standing of a user', () => {
  it('is active while they declined nothing', () => {
    expect(standingAt([], day(1))).toEqual({ standing: 'active', terminatesAt: null });
  });

  it('is active until the moment they decline', () => {
    expect(standingAt([termination(2)], justBefore(day(1))).standing).toBe('active');
  });

  it('is leaving from declining until their use ends', () => {
    expect(standingAt([termination(2)], day(1))).toEqual({ standing: 'leaving', terminatesAt: day(7) });
    expect(standingAt([termination(2)], justBefore(day(7))).standing).toBe('leaving');
  });

  it('is terminated from the instant at which their use ends', () => {
    expect(standingAt([termination(2)], day(7))).toEqual({ standing: 'terminated', terminatesAt: day(7) });
  });

  it('is terminated at once for those who leave at once', () => {
    const atOnce = termination(2, { when: 'now', terminatesAt: day(1) });
    expect(standingAt([atOnce], day(1)).standing).toBe('terminated');
  });

  it('follows the earliest of several terminations', () => {
    const both = [termination(3, { terminatesAt: day(30) }), termination(2, { terminatesAt: day(7) })];
    expect(standingAt(both, day(7))).toEqual({ standing: 'terminated', terminatesAt: day(7) });
  });

  it('follows the later of two terminations once the earlier is cancelled', () => {
    const both = [termination(3, { terminatesAt: day(30) }), termination(2, { endedAt: day(2) })];
    expect(standingAt(both, day(8))).toEqual({ standing: 'leaving', terminatesAt: day(30) });
  });

  it('is active again once they change their mind', () => {
    expect(standingAt([termination(2, { endedAt: day(2) })], day(2)).standing).toBe('active');
  });

  it('was leaving before they changed their mind', () => {
    expect(standingAt([termination(2, { endedAt: day(2) })], justBefore(day(2))).standing).toBe('leaving');
  });

  it('was terminated until they came back', () => {
    const back = termination(2, { endedAt: day(20) });
    expect(standingAt([back], justBefore(day(20))).standing).toBe('terminated');
    expect(standingAt([back], day(20)).standing).toBe('active');
  });
});

describe('a termination', () => {
  it('counts from declining until it ends', () => {
    const declined = termination(2, { endedAt: day(3) });
    expect(
      [justBefore(day(1)), day(1), justBefore(day(3)), day(3)].map((at) => counts(declined, at)),
    ).toEqual([false, true, true, false]);
  });

  it('ends when the version it declines is withdrawn, for whoever was still leaving', () => {
    expect(endOfTermination(null, day(7), day(3))).toBe(day(3));
  });

  it('does not end by a withdrawal for whoever had left already', () => {
    expect(endOfTermination(null, day(2), day(3))).toBeNull();
  });

  it('does not end by a withdrawal for whoever leaves at that very instant', () => {
    expect(endOfTermination(null, day(3), day(3))).toBeNull();
  });

  it('that was cancelled before the withdrawal ended when it was cancelled', () => {
    expect(endOfTermination(day(2), day(7), day(3))).toBe(day(2));
  });

  it('of someone who had left before the withdrawal and came back ended when they came back', () => {
    expect(endOfTermination(day(9), day(2), day(3))).toBe(day(9));
  });

  it('goes on when nothing ends it', () => {
    expect(endOfTermination(null, day(7), null)).toBeNull();
  });
});
