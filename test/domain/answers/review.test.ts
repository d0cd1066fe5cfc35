import { describe, expect, it } from 'vitest';
import type { UserFacts } from '../../../src/domain/answers/position.ts';
import { reviewVersion } from '../../../src/domain/answers/review.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import {
  acceptedOn,
  day,
  facts,
  justBefore,
  position,
  termination,
  version,
  withdrawnOn,
} from '../../support/domain-builders.ts';

const first = version(1, { effectiveAt: day(-100) });
const second = version(2, { effectiveAt: day(7) });
const third = version(3, { effectiveAt: day(14) });
const holdsFirst = position(1, { accepted: acceptedOn(-100) });
const toldInTime = position(2, { toldAt: day(1), bindsAt: day(7) });

/** Someone who holds version 1 and was told in time of version 2, which takes effect on day 7. */
function told(what: Partial<UserFacts> = {}): UserFacts {
  return facts({ versions: [first, second], positions: [holdsFirst, toldInTime], ...what });
}

const asked = { revocable: false, required: true };
const review = (who: UserFacts, now: Instant = day(2), one = second) => reviewVersion(asked, who, one, now);

describe('the review page of a version', () => {
  it('offers to accept and to leave at effect, while it is announced', () => {
    expect(review(told())).toEqual({
      state: { kind: 'open' },
      canAccept: true,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: day(7),
      closesAt: day(7),
    });
  });

  it('offers only to accept once the window to decline has closed', () => {
    expect(review(told(), day(7))).toEqual({
      state: { kind: 'open' },
      canAccept: true,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: null,
      closesAt: day(7),
    });
  });

  it('offers someone told late to leave until use binds them', () => {
    const late = told({ positions: [holdsFirst, position(2, { toldAt: day(9), bindsAt: day(16) })] });
    expect(review(late, justBefore(day(16)))).toMatchObject({ canLeaveAt: day(16), closesAt: day(16) });
  });

  it('says that they accepted, and lets an early accepter reconsider', () => {
    const accepted = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(1.5) }] });
    expect(review(accepted)).toEqual({
      state: { kind: 'accepted', accepted: acceptedOn(1.5) },
      canAccept: false,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: day(7),
      closesAt: day(7),
    });
  });

  it('lets nobody reconsider an explicit version that they accepted', () => {
    const explicit = { ...second, acceptance: 'explicit' } as const;
    const who = told({
      versions: [first, explicit],
      positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(1.5) }],
    });
    expect(review(who, day(2), explicit)).toMatchObject({ canAccept: false, canLeaveAt: null });
  });

  it('says when they leave, and lets them stay by accepting', () => {
    const leaving = termination(2);
    expect(review(told({ terminations: [leaving] }))).toEqual({
      state: { kind: 'leaving', termination: leaving, endsAt: day(7) },
      canAccept: true,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: null,
      closesAt: day(7),
    });
  });

  it('names the earliest end when they are leaving for several reasons', () => {
    const both = [termination(2), termination(4, { policy: 'terms', terminatesAt: day(3) })];
    expect(review(told({ terminations: both }), day(2)).state).toMatchObject({
      kind: 'leaving',
      endsAt: day(3),
    });
  });

  it('says that they left, and offers nothing', () => {
    expect(review(told({ terminations: [termination(2)] }), day(7))).toEqual({
      state: { kind: 'left', endedAt: day(7) },
      canAccept: false,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: null,
      closesAt: day(7),
    });
  });

  it('says that it was withdrawn, and offers nothing', () => {
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(1) });
    expect(review(told({ versions: [first, gone] }), day(2), gone)).toEqual({
      state: { kind: 'withdrawn', at: day(1), reason: null },
      canAccept: false,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: null,
      closesAt: day(7),
    });
  });

  it('says which version took its place, and offers nothing', () => {
    expect(review(told({ versions: [first, second, third] }), day(14))).toEqual({
      state: { kind: 'superseded', by: 3 },
      canAccept: false,
      ...{ objections: [], canTakeBack: false },
      canLeaveAt: null,
      closesAt: day(7),
    });
  });

  it('says that they accepted a newer version, which satisfies it', () => {
    const who = told({
      versions: [first, second, third],
      positions: [holdsFirst, toldInTime, position(3, { accepted: acceptedOn(1.5) })],
    });
    expect(review(who).state).toEqual({ kind: 'newer-accepted', version: 3 });
  });
});
