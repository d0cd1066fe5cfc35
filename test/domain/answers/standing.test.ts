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

  it('ended by accepting counts again once the version that was accepted is withdrawn', () => {
    const declined = termination(2, {
      ...{ endedAt: day(3), endedBy: 'accepted', endedOver: 3, resumedAt: day(5) },
    });
    expect(
      [justBefore(day(3)), day(3), justBefore(day(5)), day(5)].map((at) => counts(declined, at)),
    ).toEqual([true, false, false, true]);
  });
});

describe('the end of a termination', () => {
  const open = { terminatesAt: day(7), endedAt: null, endedBy: null, endedOver: null };
  const accepted = { ...open, endedAt: day(2), endedBy: 'accepted', endedOver: 3 } as const;
  const goesOn = { endedAt: null, endedBy: null, endedOver: null, resumedAt: null };

  it('is the withdrawal of the version it declines, for whoever was still leaving', () => {
    expect(endOfTermination(open, { declinedAt: day(3), overAt: null })).toEqual({
      ...{ ...goesOn, endedAt: day(3), endedBy: 'withdrawn' },
    });
  });

  it('is no withdrawal for whoever had left already', () => {
    const left = { ...open, terminatesAt: day(2) };
    expect(endOfTermination(left, { declinedAt: day(3), overAt: null })).toEqual(goesOn);
  });

  it('is no withdrawal for whoever leaves at that very instant', () => {
    const leaves = { ...open, terminatesAt: day(3) };
    expect(endOfTermination(leaves, { declinedAt: day(3), overAt: null })).toEqual(goesOn);
  });

  it('is when they cancelled, where the withdrawal came after that', () => {
    const cancelled = { ...open, endedAt: day(2), endedBy: 'cancelled' } as const;
    expect(endOfTermination(cancelled, { declinedAt: day(3), overAt: null })).toEqual({
      ...{ ...goesOn, endedAt: day(2), endedBy: 'cancelled' },
    });
  });

  it('is when they came back, for someone who had left before the withdrawal', () => {
    const returned = { ...open, terminatesAt: day(2), endedAt: day(9), endedBy: 'returned' } as const;
    expect(endOfTermination(returned, { declinedAt: day(3), overAt: null })).toEqual({
      ...{ ...goesOn, endedAt: day(9), endedBy: 'returned' },
    });
  });

  it('is taken back when the version whose acceptance it was is withdrawn', () => {
    expect(endOfTermination(accepted, { declinedAt: null, overAt: day(4) })).toEqual({
      ...{ endedAt: day(2), endedBy: 'accepted', endedOver: 3, resumedAt: day(4) },
    });
  });

  it('stays when the version it declines is withdrawn with that one', () => {
    expect(endOfTermination(accepted, { declinedAt: day(4), overAt: day(4) })).toEqual({
      ...{ endedAt: day(2), endedBy: 'accepted', endedOver: 3, resumedAt: null },
    });
  });

  it('does not come when nothing ends it', () => {
    expect(endOfTermination(open, { declinedAt: null, overAt: null })).toEqual(goesOn);
  });
});
