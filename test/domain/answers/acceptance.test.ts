import { describe, expect, it } from 'vitest';
import {
  decideAcceptance,
  decideCancellation,
  decideTermination,
  declineWindowClosesAt,
} from '../../../src/domain/answers/acceptance.ts';
import { heldVersion, type UserFacts } from '../../../src/domain/answers/position.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import {
  acceptedOn,
  day,
  facts,
  justBefore,
  position,
  refusalOf,
  termination,
  version,
  withdrawnOn,
} from '../../support/domain-builders.ts';

const first = version(1, { effectiveAt: day(-100) });
const announced = version(2, { effectiveAt: day(7) });
const explicit = version(2, { effectiveAt: day(7), acceptance: 'explicit' });
const holdsFirst = position(1, { accepted: acceptedOn(-100) });
const toldInTime = position(2, { toldAt: day(0.5), bindsAt: day(7) });
const toldLate = position(2, { toldAt: day(9), bindsAt: day(16) });

/** Someone who holds version 1 while version 2 is announced for day 7, and was told of it in time. */
function told(what: Partial<UserFacts> = {}): UserFacts {
  return facts({ versions: [first, announced], positions: [holdsFirst, toldInTime], ...what });
}

/** Someone who holds version 1 and was told of version 2 only on day 9, so that use binds them from day 16. */
function late(what: Partial<UserFacts> = {}): UserFacts {
  return told({ positions: [holdsFirst, toldLate], ...what });
}

function accept(
  who: UserFacts,
  one = announced,
  now = day(2),
  act: { contentHash?: string; returning?: boolean } = {},
) {
  return decideAcceptance(who, one, { contentHash: null, returning: false, ...act }, now);
}

describe('accepting a version', () => {
  it('is possible while it is announced', () => {
    expect(accept(told())).toEqual({ kind: 'accept', ends: [] });
  });

  it('is possible while it is in force', () => {
    expect(accept(told(), announced, day(100))).toEqual({ kind: 'accept', ends: [] });
  });

  it('is possible for someone who was never told', () => {
    expect(accept(facts({ versions: [first] }), first)).toEqual({ kind: 'accept', ends: [] });
  });

  it('is refused once it is superseded', () => {
    expect(refusalOf(() => accept(told(), first, day(7)))).toEqual({ code: 'version-not-open', facts: {} });
  });

  it('is refused once it is withdrawn', () => {
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(1) });
    expect(refusalOf(() => accept(told({ versions: [first, gone] }), gone))).toEqual({
      code: 'version-not-open',
      facts: {},
    });
  });

  it('is refused when another text was shown, and told which text it is', () => {
    expect(refusalOf(() => accept(told(), announced, day(2), { contentHash: first.contentHash }))).toEqual({
      code: 'content-mismatch',
      facts: { contentHash: announced.contentHash },
    });
  });

  it('may pin the text that was shown', () => {
    expect(accept(told(), announced, day(2), { contentHash: announced.contentHash }).kind).toBe('accept');
  });

  it('again changes nothing', () => {
    const accepted = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(1) }] });
    expect(accept(accepted)).toEqual({ kind: 'repeated' });
  });

  it('again after use had bound them changes nothing', () => {
    const bound = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(8, 'deemed') }] });
    expect(accept(bound, announced, day(9))).toEqual({ kind: 'repeated' });
  });

  it('stays possible for someone who holds a newer version', () => {
    const newer = version(3, { effectiveAt: day(9) });
    const who = told({
      versions: [first, announced, newer],
      positions: [holdsFirst, toldInTime, position(3, { accepted: acceptedOn(1) })],
    });
    expect(accept(who).kind).toBe('accept');
  });
});

describe('accepting while leaving', () => {
  const leaving = termination(2);

  it('cancels the leaving when it is the declined version', () => {
    expect(accept(told({ terminations: [leaving] }))).toEqual({ kind: 'accept', ends: [leaving] });
  });

  it('cancels the leaving when it is a newer version', () => {
    const newer = version(3, { effectiveAt: day(9) });
    const who = told({ versions: [first, announced, newer], terminations: [leaving] });
    expect(accept(who, newer)).toEqual({ kind: 'accept', ends: [leaving] });
  });

  it('does not cancel the leaving when it is an older version', () => {
    const over3 = termination(3, { terminatesAt: day(9) });
    const who = told({
      versions: [first, announced, version(3, { effectiveAt: day(9) })],
      terminations: [over3],
    });
    expect(accept(who)).toEqual({ kind: 'accept', ends: [] });
  });

  it('does not cancel the leaving over another policy', () => {
    const who = told({ terminations: [termination(2, { policy: 'terms' })] });
    expect(accept(who)).toEqual({ kind: 'accept', ends: [] });
  });

  it('is a new act for someone whose earlier acceptance was taken back by declining', () => {
    const declined = termination(2, { revokes: 'acceptance-on-1' });
    expect(accept(told({ terminations: [declined] }))).toEqual({ kind: 'accept', ends: [declined] });
  });

  it('is no new act when the leaving had been cancelled', () => {
    const who = told({
      positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(0.7) }],
      terminations: [termination(2, { endedAt: day(1.5) })],
    });
    expect(accept(who)).toEqual({ kind: 'repeated' });
  });
});

describe('coming back', () => {
  const gone = termination(2);
  const left = told({ terminations: [gone] });

  it('is refused unless they say that they return', () => {
    expect(refusalOf(() => accept(left, announced, day(7)))).toEqual({
      code: 'already-terminated',
      facts: { terminatedAt: day(7) },
    });
  });

  it('takes an acceptance of the version in force', () => {
    expect(accept(left, announced, day(7), { returning: true })).toEqual({ kind: 'accept', ends: [gone] });
  });

  it('is refused with a version that is only announced', () => {
    const newer = version(3, { effectiveAt: day(30) });
    const who = told({ versions: [first, announced, newer], terminations: [gone] });
    expect(refusalOf(() => accept(who, newer, day(8), { returning: true }))).toEqual({
      code: 'already-terminated',
      facts: { terminatedAt: day(7) },
    });
  });

  it('is a new act even with a version that they had accepted before', () => {
    const over3 = termination(3, { terminatesAt: day(3) });
    const who = told({ terminations: [over3] });
    expect(accept(who, first, day(4), { returning: true })).toEqual({ kind: 'accept', ends: [over3] });
  });

  it('ends everything that made them leave, over other policies too', () => {
    const others = [gone, termination(4, { policy: 'terms', terminatesAt: day(30) })];
    const who = told({ terminations: others });
    expect(accept(who, announced, day(8), { returning: true })).toEqual({ kind: 'accept', ends: others });
  });

  it('is nothing special for someone who never left', () => {
    expect(accept(told(), announced, day(2), { returning: true })).toEqual({ kind: 'accept', ends: [] });
  });
});

describe('the version someone holds', () => {
  const both = [holdsFirst, { ...toldInTime, accepted: acceptedOn(1) }];

  it('is the highest that they accepted', () => {
    expect(heldVersion(told({ positions: both }), day(2))).toEqual({ version: 2, accepted: acceptedOn(1) });
  });

  it('is the earlier one until they accepted the later', () => {
    expect(heldVersion(told({ positions: both }), justBefore(day(1)))?.version).toBe(1);
  });

  it('is the earlier one again once the later is withdrawn', () => {
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(3) });
    const who = told({ versions: [first, gone], positions: both });
    expect(heldVersion(who, day(3))?.version).toBe(1);
  });

  it('is none for someone who agreed to nothing', () => {
    expect(heldVersion(told({ positions: [toldInTime] }), day(2))).toBeNull();
  });
});

describe('declining a version', () => {
  const decline = (
    who: UserFacts,
    one = announced,
    when: 'effect' | 'now' = 'effect',
    now: Instant = day(2),
  ) => decideTermination(who, one, when, now);
  const tooLate = (closedAt: Instant) => ({ code: 'decline-window-closed', facts: { closedAt } });

  it('ends their use when the window closes', () => {
    expect(decline(told())).toEqual({ kind: 'decline', terminatesAt: day(7), revokes: null });
  });

  it('ends their use at once when they ask for it', () => {
    expect(decline(told(), announced, 'now')).toEqual({
      kind: 'decline',
      terminatesAt: day(2),
      revokes: null,
    });
  });

  it('is possible until the last millisecond before effect for someone told in time', () => {
    expect(decline(told(), announced, 'effect', justBefore(day(7))).kind).toBe('decline');
  });

  it('is refused at effect for someone told in time, and told when the window closed', () => {
    expect(refusalOf(() => decline(told(), announced, 'effect', day(7)))).toEqual(tooLate(day(7)));
  });

  it('at once is refused too when the window has closed', () => {
    expect(refusalOf(() => decline(told(), announced, 'now', day(7)))).toEqual(tooLate(day(7)));
  });

  it('is possible through the late period for someone told late, and ends their use at its end', () => {
    expect(decline(late(), announced, 'effect', justBefore(day(16)))).toEqual({
      kind: 'decline',
      terminatesAt: day(16),
      revokes: null,
    });
  });

  it('is refused when the late period is over', () => {
    expect(refusalOf(() => decline(late(), announced, 'effect', day(16)))).toEqual(tooLate(day(16)));
  });

  it('ends the use of someone who is not told yet at effect', () => {
    const untold = told({ positions: [holdsFirst] });
    expect(decline(untold)).toEqual({ kind: 'decline', terminatesAt: day(7), revokes: null });
  });

  it('after effect ends the use of someone who is not told at once, as nothing closes their window', () => {
    const untold = told({ positions: [holdsFirst] });
    expect(decline(untold, announced, 'effect', day(10))).toEqual({
      kind: 'decline',
      terminatesAt: day(10),
      revokes: null,
    });
  });

  it('is still possible for an early accepter, and takes the acceptance back', () => {
    const accepted = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(1) }] });
    expect(decline(accepted)).toEqual({ kind: 'decline', terminatesAt: day(7), revokes: 'acceptance-on-1' });
  });

  it('is still possible for someone told late who accepted before use could bind them', () => {
    const accepted = late({ positions: [holdsFirst, { ...toldLate, accepted: acceptedOn(10) }] });
    expect(decline(accepted, announced, 'effect', day(11))).toEqual({
      kind: 'decline',
      terminatesAt: day(16),
      revokes: 'acceptance-on-10',
    });
  });

  it('of an explicit version is refused once they accepted it', () => {
    const accepted = told({
      versions: [first, explicit],
      positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(1) }],
    });
    expect(refusalOf(() => decline(accepted, explicit))).toEqual(tooLate(day(1)));
  });

  it('of an explicit version stays possible after effect for someone who said nothing', () => {
    const silent = told({ versions: [first, explicit] });
    expect(decline(silent, explicit, 'effect', day(20))).toEqual({
      kind: 'decline',
      terminatesAt: day(20),
      revokes: null,
    });
  });

  it('of a superseded version is refused', () => {
    expect(refusalOf(() => decline(told(), first, 'now', day(7)))).toEqual({
      code: 'version-not-open',
      facts: {},
    });
  });

  it('of a withdrawn version is refused', () => {
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(1) });
    expect(refusalOf(() => decline(told({ versions: [first, gone] }), gone))).toEqual({
      code: 'version-not-open',
      facts: {},
    });
  });

  it('again changes nothing', () => {
    const declined = termination(2);
    expect(decline(told({ terminations: [declined] }))).toEqual({ kind: 'repeated', termination: declined });
  });

  it('again, at once this time, is a second termination that takes back what the first did', () => {
    const declined = termination(2, { revokes: 'acceptance-on-1' });
    expect(decline(told({ terminations: [declined] }), announced, 'now')).toEqual({
      kind: 'decline',
      terminatesAt: day(2),
      revokes: 'acceptance-on-1',
    });
  });

  it('is refused for someone who has left', () => {
    const left = told({ terminations: [termination(2, { terminatesAt: day(1) })] });
    expect(refusalOf(() => decline(left))).toEqual({
      code: 'already-terminated',
      facts: { terminatedAt: day(1) },
    });
  });

  it('is possible again for someone who had cancelled', () => {
    expect(decline(told({ terminations: [termination(2, { endedAt: day(1.5) })] })).kind).toBe('decline');
  });
});

describe('the window to decline', () => {
  it('closes at effect for someone told in time', () => {
    expect(declineWindowClosesAt(told(), announced)).toBe(day(7));
  });

  it('closes when the late period is over for someone told late', () => {
    expect(declineWindowClosesAt(late(), announced)).toBe(day(16));
  });

  it('is not closed by anything for someone who was not told and did nothing', () => {
    expect(declineWindowClosesAt(told({ positions: [holdsFirst] }), announced)).toBeNull();
  });

  it('closes at effect for someone who was not told but accepted early', () => {
    const accepted = told({ positions: [holdsFirst, position(2, { accepted: acceptedOn(1) })] });
    expect(declineWindowClosesAt(accepted, announced)).toBe(day(7));
  });

  it('of an explicit version is not closed by time', () => {
    expect(declineWindowClosesAt(told({ versions: [first, explicit] }), explicit)).toBeNull();
  });
});

describe('cancelling a termination', () => {
  const declined = termination(2, { revokes: 'acceptance-on-1' });

  it('is possible until the last millisecond before it happens, and gives back what declining took', () => {
    expect(decideCancellation(declined, [declined], justBefore(day(7)))).toEqual({
      kind: 'cancel',
      restores: 'acceptance-on-1',
    });
  });

  it('gives nothing back to someone who had not accepted', () => {
    expect(decideCancellation(termination(2), [termination(2)], day(2))).toEqual({
      kind: 'cancel',
      restores: null,
    });
  });

  it('gives nothing back while they decline the same version by another termination', () => {
    const other = termination(2, { id: 'the-other-one' });
    expect(decideCancellation(declined, [declined, other], day(2))).toEqual({
      kind: 'cancel',
      restores: null,
    });
  });

  it('gives back what declining took while they decline another version', () => {
    expect(decideCancellation(declined, [declined, termination(3)], day(2))).toEqual({
      kind: 'cancel',
      restores: 'acceptance-on-1',
    });
  });

  it('is refused once it has happened', () => {
    expect(refusalOf(() => decideCancellation(declined, [declined], day(7)))).toEqual({
      code: 'already-terminated',
      facts: { terminatedAt: day(7) },
    });
  });

  it('again changes nothing, even after the day on which they would have left', () => {
    const cancelled = termination(2, { endedAt: day(2) });
    expect(decideCancellation(cancelled, [cancelled], day(9))).toEqual({ kind: 'repeated' });
  });
});
