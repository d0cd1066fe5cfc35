import { describe, expect, it } from 'vitest';
import {
  decideAcceptance,
  decideCancellation,
  decideTermination,
  declineWindowClosesAt,
} from '../../../src/domain/answers/acceptance.ts';
import { heldVersion, type UserFacts } from '../../../src/domain/answers/position.ts';
import type { Termination } from '../../../src/domain/answers/standing.ts';
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

/** An act that ends nothing. */
const NOTHING = { returns: [], takesBack: [], pending: [] };

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
    expect(accept(told())).toEqual({ kind: 'accept', ...NOTHING });
  });

  it('is possible while it is in force', () => {
    expect(accept(told(), announced, day(100))).toEqual({ kind: 'accept', ...NOTHING });
  });

  it('is possible for someone who was never told', () => {
    expect(accept(facts({ versions: [first] }), first)).toEqual({ kind: 'accept', ...NOTHING });
  });

  it('is refused once it is superseded', () => {
    const never = told({ positions: [toldInTime] });
    expect(refusalOf(() => accept(never, first, day(7)))).toEqual({ code: 'version-not-open', facts: {} });
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
    expect(accept(accepted)).toEqual({ kind: 'repeat', ...NOTHING });
  });

  it('again changes nothing once it is superseded either', () => {
    const who = told({ positions: [position(1, { accepted: acceptedOn(-100) }), toldInTime] });
    expect(accept(who, first, day(7))).toEqual({ kind: 'repeat', ...NOTHING });
  });

  it('is refused for another text, also where it repeats', () => {
    const accepted = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(1) }] });
    expect(
      refusalOf(() => accept(accepted, announced, day(2), { contentHash: first.contentHash })).code,
    ).toBe('content-mismatch');
  });

  it.each(['deemed', 'imported'] as const)('is an act of its own after a %s acceptance', (basis) => {
    const bound = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(8, basis) }] });
    expect(accept(bound, announced, day(9))).toEqual({ kind: 'accept', ...NOTHING });
  });

  it('after a use is refused once the version is superseded, being a new act', () => {
    const bound = told({
      versions: [first, announced, version(3, { effectiveAt: day(20) })],
      positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(8, 'deemed') }],
    });
    expect(refusalOf(() => accept(bound, announced, day(20))).code).toBe('version-not-open');
  });

  it('is an act of its own while a use still lies ahead of the clock', () => {
    const ahead = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(8, 'deemed') }] });
    expect(accept(ahead, announced, justBefore(day(8)))).toEqual({ kind: 'accept', ...NOTHING });
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
  const takesBack = (one: Termination, endedAt = day(2)) => ({
    ...{ ...NOTHING, takesBack: [{ termination: one, endedAt }] },
  });

  it('cancels the leaving when it is the declined version', () => {
    expect(accept(told({ terminations: [leaving] }))).toEqual({ kind: 'accept', ...takesBack(leaving) });
  });

  it('cancels the leaving when it is a newer version', () => {
    const newer = version(3, { effectiveAt: day(9) });
    const who = told({ versions: [first, announced, newer], terminations: [leaving] });
    expect(accept(who, newer)).toEqual({ kind: 'accept', ...takesBack(leaving) });
  });

  it('cancels the leaving also where it repeats an acceptance of a newer version', () => {
    const newer = version(3, { effectiveAt: day(9) });
    const who = told({
      versions: [first, announced, newer],
      positions: [holdsFirst, toldInTime, position(3, { accepted: acceptedOn(0.7) })],
      terminations: [leaving],
    });
    expect(accept(who, newer)).toEqual({ kind: 'repeat', ...takesBack(leaving) });
  });

  it('cancels a leaving that was cancelled by accepting a still newer version, in case that falls', () => {
    const versions = [
      first,
      announced,
      version(3, { effectiveAt: day(9) }),
      version(4, { effectiveAt: day(9) }),
    ];
    const over4 = termination(2, { endedAt: day(1.5), endedBy: 'accepted', endedOver: 4 });
    const who = told({ versions, terminations: [over4] });
    expect(accept(who, versions[2])).toEqual({ kind: 'accept', ...takesBack(over4, day(1.5)) });
    const over3 = termination(2, { endedAt: day(1.5), endedBy: 'accepted', endedOver: 3 });
    expect(accept(told({ versions, terminations: [over3] }), versions[3])).toEqual({
      kind: 'accept',
      ...NOTHING,
    });
  });

  it('cancels a leaving that counts again since the version that had cancelled it was withdrawn', () => {
    const resumed = termination(2, {
      ...{ endedAt: day(1.2), endedBy: 'accepted', endedOver: 3, resumedAt: day(1.5) },
    });
    expect(accept(told({ terminations: [resumed] }))).toEqual({ kind: 'accept', ...takesBack(resumed) });
  });

  it('does not cancel the leaving when it is an older version', () => {
    const over3 = termination(3, { terminatesAt: day(9) });
    const who = told({
      versions: [first, announced, version(3, { effectiveAt: day(9) })],
      terminations: [over3],
    });
    expect(accept(who)).toEqual({ kind: 'accept', ...NOTHING, pending: [over3] });
  });

  it('does not cancel the leaving over another policy, and says that it still waits', () => {
    const other = termination(2, { policy: 'terms' });
    expect(accept(told({ terminations: [other] }))).toEqual({
      kind: 'accept',
      ...{ ...NOTHING, pending: [other] },
    });
  });

  it('is a new act for someone whose earlier acceptance was taken back by declining', () => {
    const declined = termination(2, { revokes: 'acceptance-on-1' });
    expect(accept(told({ terminations: [declined] }))).toEqual({
      kind: 'accept',
      ...takesBack(declined),
    });
  });

  it('is no new act when the leaving had been cancelled', () => {
    const who = told({
      positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(0.7) }],
      terminations: [termination(2, { endedAt: day(1.5), endedBy: 'cancelled' })],
    });
    expect(accept(who)).toEqual({ kind: 'repeat', ...NOTHING });
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
    expect(accept(left, announced, day(7), { returning: true })).toEqual({
      kind: 'accept',
      ...{ ...NOTHING, returns: [gone] },
    });
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
    expect(accept(who, first, day(4), { returning: true })).toEqual({
      kind: 'accept',
      ...{ ...NOTHING, returns: [over3] },
    });
  });

  it('ends everything that made them leave, over other policies too', () => {
    const others = [gone, termination(4, { policy: 'terms', terminatesAt: day(8) })];
    const who = told({ terminations: others });
    expect(accept(who, announced, day(8), { returning: true })).toEqual({
      kind: 'accept',
      ...{ ...NOTHING, returns: others },
    });
  });

  it('leaves a pending decline of another policy as it is, and says so', () => {
    const pending = termination(4, { policy: 'terms', terminatesAt: day(30) });
    const who = told({ terminations: [pending, gone] });
    expect(accept(who, announced, day(8), { returning: true })).toEqual({
      kind: 'accept',
      ...{ ...NOTHING, returns: [gone], pending: [pending] },
    });
  });

  it('takes back a pending decline of the version that they accept', () => {
    const atOnce = termination(2, { id: 'at-once', when: 'now', terminatesAt: day(2) });
    const inForce = version(2, { effectiveAt: day(1), acceptance: 'explicit' });
    const who = told({ versions: [first, inForce], terminations: [gone, atOnce] });
    expect(accept(who, inForce, day(3), { returning: true })).toEqual({
      kind: 'accept',
      ...{ returns: [atOnce], takesBack: [{ termination: gone, endedAt: day(3) }], pending: [] },
    });
  });

  it('is nothing special for someone who never left', () => {
    expect(accept(told(), announced, day(2), { returning: true })).toEqual({ kind: 'accept', ...NOTHING });
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

  it('that closed by agreeing stays closed when its user is told afterwards', () => {
    const accepted = position(2, { accepted: acceptedOn(1), toldAt: day(9), bindsAt: day(16) });
    expect(declineWindowClosesAt(told({ positions: [holdsFirst, accepted] }), announced)).toBe(day(7));
    const inForce = position(2, { accepted: acceptedOn(8), toldAt: day(9), bindsAt: day(16) });
    expect(declineWindowClosesAt(told({ positions: [holdsFirst, inForce] }), announced)).toBe(day(8));
  });

  it('that was opened by a late notice stays open for someone who accepts after that', () => {
    const accepted = { ...toldLate, accepted: acceptedOn(10) };
    expect(declineWindowClosesAt(late({ positions: [holdsFirst, accepted] }), announced)).toBe(day(16));
  });

  it('closed by what came first, where they agreed and were told at the same instant', () => {
    const at = { toldAt: day(9), bindsAt: day(16), accepted: { ...acceptedOn(9), id: '5' } };
    const closing = (toldBy: string) =>
      declineWindowClosesAt(told({ positions: [holdsFirst, position(2, { ...at, toldBy })] }), announced);
    expect([closing('6'), closing('4')]).toEqual([day(9), day(16)]);
  });

  it('of an explicit version closed when they first agreed to it, however often they did', () => {
    const accepted = position(2, { accepted: { ...acceptedOn(3), since: day(1) } });
    expect(
      declineWindowClosesAt(told({ versions: [first, explicit], positions: [accepted] }), explicit),
    ).toBe(day(1));
  });

  it('of an explicit version is not closed by time', () => {
    expect(declineWindowClosesAt(told({ versions: [first, explicit] }), explicit)).toBeNull();
  });
});

describe('cancelling a termination', () => {
  const declined = termination(2);
  const ended = (endedBy: 'cancelled' | 'accepted' | 'returned' | 'withdrawn') =>
    termination(2, { endedAt: day(2), endedBy });

  it('is possible until the last millisecond before it happens', () => {
    expect(decideCancellation(declined, justBefore(day(7)))).toBe('cancel');
  });

  it('is refused once it has happened', () => {
    expect(refusalOf(() => decideCancellation(declined, day(7)))).toEqual({
      code: 'already-terminated',
      facts: { terminatedAt: day(7) },
    });
  });

  it('again changes nothing, even after the day on which they would have left', () => {
    expect(decideCancellation(ended('cancelled'), day(9))).toBe('repeat');
  });

  it.each(['accepted', 'returned', 'withdrawn'] as const)('that was %s is refused, saying so', (endedBy) => {
    expect(refusalOf(() => decideCancellation(ended(endedBy), day(3)))).toEqual({
      code: 'termination-ended',
      facts: { endedAt: day(2), endedBy },
    });
  });

  it('that counts again, since what had ended it was withdrawn, is possible', () => {
    const resumed = { ...ended('accepted'), endedOver: 3, resumedAt: day(3) };
    expect(decideCancellation(resumed, day(3))).toBe('cancel');
  });
});
