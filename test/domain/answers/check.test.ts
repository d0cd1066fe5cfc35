import { describe, expect, it } from 'vitest';
import { type Check, checkUser } from '../../../src/domain/answers/check.ts';
import type { UserFacts } from '../../../src/domain/answers/position.ts';
import type { Reach } from '../../../src/domain/answers/untold.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
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
const explicit = version(2, { effectiveAt: day(7), acceptance: 'explicit' });
const holdsFirst = position(1, { accepted: acceptedOn(-100) });
const toldInTime = position(2, { toldAt: day(1), bindsAt: day(7) });

/** Someone who holds version 1 and was told in time of version 2, which takes effect on day 7. */
function told(what: Partial<UserFacts> = {}): UserFacts {
  return facts({ versions: [first, second], positions: [holdsFirst, toldInTime], ...what });
}

/** Mail reaches them, unless told otherwise. */
function check(who: UserFacts, now: Instant, reach: Partial<Reach> = {}): Check {
  return checkUser('u_42', 'privacy', who, { hasAddress: true, notReached: [], ...reach }, now);
}

/** What a product decides on. */
function answer(who: UserFacts, now: Instant) {
  const { accepted, reason, next } = check(who, now);
  return { accepted, reason, next };
}

describe('the check', () => {
  it('says everything at once', () => {
    expect(check(told(), day(2))).toEqual({
      user: 'u_42',
      policy: 'privacy',
      standing: 'active',
      accepted: true,
      basis: 'explicit',
      reason: null,
      next: 'none',
      current: { version: 1, effectiveAt: day(-100), toldAt: null, bindsAt: null },
      holds: { version: 1, basis: 'explicit', at: day(-100) },
      upcoming: [
        {
          version: 2,
          change: 'minor',
          effectiveAt: day(7),
          toldAt: day(1),
          bindsAt: day(7),
          response: 'none',
        },
      ],
      validUntil: day(7),
    });
  });

  it('of someone who holds version 1 asks nothing until version 2 takes effect', () => {
    expect(answer(told(), justBefore(day(7)))).toEqual({ accepted: true, reason: null, next: 'none' });
  });

  it('from effect on waits for the use of someone told in time', () => {
    expect(answer(told(), day(7))).toEqual({ accepted: false, reason: 'awaiting-use', next: 'report-use' });
  });

  it('wants the notice shown to someone who is not told', () => {
    expect(answer(told({ positions: [holdsFirst] }), day(7))).toEqual({
      accepted: false,
      reason: 'not-told',
      next: 'show-notice',
    });
  });

  it('wants the notice shown to someone told late until use can bind them', () => {
    const late = told({ positions: [holdsFirst, position(2, { toldAt: day(9), bindsAt: day(16) })] });
    expect(answer(late, justBefore(day(16)))).toEqual({
      accepted: false,
      reason: 'awaiting-use',
      next: 'show-notice',
    });
    expect(answer(late, day(16))).toEqual({ accepted: false, reason: 'awaiting-use', next: 'report-use' });
  });

  it('asks someone who never accepted anything', () => {
    expect(answer(facts(), day(2))).toEqual({ accepted: false, reason: 'never-accepted', next: 'ask' });
  });

  it('asks for an explicit version', () => {
    expect(answer(told({ versions: [first, explicit] }), day(7))).toEqual({
      accepted: false,
      reason: 'acceptance-required',
      next: 'ask',
    });
  });

  it('asks for an explicit version even of someone who is not told', () => {
    const untold = told({ versions: [first, explicit], positions: [holdsFirst] });
    expect(answer(untold, day(7))).toEqual({ accepted: false, reason: 'acceptance-required', next: 'ask' });
  });

  it('asks when an explicit version lies between what they hold and the deemed one in force', () => {
    const who = told({ versions: [first, explicit, version(3, { effectiveAt: day(8) })] });
    expect(answer(who, day(8))).toEqual({ accepted: false, reason: 'acceptance-required', next: 'ask' });
  });

  it('denies someone who has left', () => {
    expect(answer(told({ terminations: [termination(2)] }), day(7))).toEqual({
      accepted: false,
      reason: 'terminated',
      next: 'deny',
    });
  });

  it('denies someone who has left even while no version is in force', () => {
    const left = facts({
      versions: [second],
      terminations: [termination(2, { policy: 'terms', terminatesAt: day(2) })],
    });
    expect(answer(left, day(3))).toEqual({ accepted: false, reason: 'terminated', next: 'deny' });
  });

  it('wants nothing while no version is in force', () => {
    expect(answer(facts({ versions: [second] }), day(2))).toEqual({
      accepted: false,
      reason: 'no-version-in-force',
      next: 'none',
    });
  });

  it('has nothing to report of someone who is leaving when use could have bound them', () => {
    const leaving = told({ terminations: [termination(3, { terminatesAt: day(30) })] });
    expect(answer(leaving, day(8))).toEqual({ accepted: false, reason: 'awaiting-use', next: 'none' });
  });

  it('says that someone who is leaving stays bound by what they hold', () => {
    expect(check(told({ terminations: [termination(2)] }), day(2))).toMatchObject({
      standing: 'leaving',
      accepted: true,
      holds: { version: 1 },
      upcoming: [{ version: 2, response: 'declined' }],
    });
  });

  it('counts whoever holds a newer version as bound', () => {
    const early = told({ positions: [position(2, { accepted: acceptedOn(2) })] });
    expect(check(early, day(3))).toMatchObject({
      accepted: true,
      basis: 'explicit',
      current: { version: 1 },
      holds: { version: 2 },
    });
  });

  it('names no basis while they are not bound', () => {
    expect(check(told(), day(7))).toMatchObject({ accepted: false, basis: null, holds: { version: 1 } });
  });

  it('says how they came to be bound', () => {
    const bound = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(8, 'deemed') }] });
    expect(check(bound, day(9))).toMatchObject({
      accepted: true,
      basis: 'deemed',
      holds: { version: 2, basis: 'deemed', at: day(8) },
    });
  });
});

describe('someone who is not told of an announced version', () => {
  const HOUR_MS = 60 * 60 * 1000;
  const untold = told({ positions: [holdsFirst] });
  const next = (who: UserFacts, now: Instant, reach: Partial<Reach> = {}) => check(who, now, reach).next;

  it('is shown the notice once a mail has had an hour', () => {
    expect(check(untold, justBefore(addMs(day(0), HOUR_MS)))).toMatchObject({
      next: 'none',
      validUntil: addMs(day(0), HOUR_MS),
    });
    expect(check(untold, addMs(day(0), HOUR_MS))).toMatchObject({
      accepted: true,
      reason: null,
      next: 'show-notice',
      validUntil: day(7),
    });
  });

  it('is shown it at once where no mail can or did reach them', () => {
    expect(next(untold, day(0), { hasAddress: false })).toBe('show-notice');
    expect(next(untold, day(0), { notReached: [2] })).toBe('show-notice');
    expect(next(untold, day(0), { notReached: [1] })).toBe('none');
  });

  it('is shown nothing once they are told, answered it or are leaving', () => {
    const accepted = position(2, { accepted: acceptedOn(0.5) });
    const leaving = termination(2, { policy: 'terms', declinedAt: day(0), terminatesAt: day(30) });
    for (const who of [
      told(),
      told({ positions: [holdsFirst, accepted] }),
      told({ positions: [holdsFirst], terminations: [termination(2, { declinedAt: day(0.5) })] }),
      told({ positions: [holdsFirst], terminations: [leaving] }),
    ]) {
      expect(next(who, day(1), { hasAddress: false })).toBe('none');
    }
  });

  it('is asked, and has their use reported, before they are shown what comes', () => {
    const later = version(3, { postedAt: day(8), effectiveAt: day(20) });
    const mute = { hasAddress: false };
    expect(next(told({ versions: [first, second, later] }), day(9), mute)).toBe('report-use');
    expect(next(told({ versions: [first, explicit, later] }), day(9), mute)).toBe('ask');
    const bound = [holdsFirst, { ...toldInTime, accepted: acceptedOn(8.5, 'deemed') }];
    expect(next(told({ versions: [first, second, later], positions: bound }), day(9), mute)).toBe(
      'show-notice',
    );
  });

  it('is shown nothing of a first version, nor of one that was withdrawn', () => {
    const initial = version(2, { change: 'initial', effectiveAt: day(7) });
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(0.5) });
    for (const one of [initial, gone]) {
      const who = told({ versions: [first, one], positions: [holdsFirst] });
      expect(next(who, day(1), { hasAddress: false })).toBe('none');
    }
  });
});

describe('what they answered to an announced version', () => {
  const response = (who: UserFacts) => check(who, day(3)).upcoming.map((one) => one.response);
  const accepted = [holdsFirst, { ...toldInTime, accepted: acceptedOn(1.5) }];

  it('is nothing at first', () => {
    expect(response(told())).toEqual(['none']);
  });

  it('is that they accepted', () => {
    expect(response(told({ positions: accepted }))).toEqual(['accepted']);
  });

  it('is that they declined, even after accepting', () => {
    expect(
      response(told({ positions: accepted, terminations: [termination(2, { declinedAt: day(2) })] })),
    ).toEqual(['declined']);
  });

  it('is that they accepted, once they cancelled their leaving', () => {
    const stayed = termination(2, { declinedAt: day(2), endedAt: day(2.5) });
    expect(response(told({ positions: accepted, terminations: [stayed] }))).toEqual(['accepted']);
  });

  it('is not asked of a version that was withdrawn', () => {
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(2) });
    expect(response(told({ versions: [first, gone] }))).toEqual([]);
  });
});

describe('how long the answer holds', () => {
  const validUntil = (who: UserFacts, now: Instant) => check(who, now).validUntil;

  it('is until the next version takes effect', () => {
    const versions = [first, second, version(3, { effectiveAt: day(30) })];
    expect(validUntil(told({ versions }), day(2))).toBe(day(7));
    expect(validUntil(told({ versions }), day(7))).toBe(day(30));
  });

  it('is until they leave', () => {
    expect(validUntil(told({ terminations: [termination(2, { terminatesAt: day(5) })] }), day(2))).toBe(
      day(5),
    );
  });

  it('is until use can bind them', () => {
    const late = told({ positions: [holdsFirst, position(2, { toldAt: day(9), bindsAt: day(16) })] });
    expect(validUntil(late, day(10))).toBe(day(16));
  });

  it('is without end when the clock alone changes nothing', () => {
    expect(validUntil(told(), day(8))).toBeNull();
  });

  it('is not ended by a version that was withdrawn', () => {
    const gone = version(2, { effectiveAt: day(7), withdrawal: withdrawnOn(1) });
    expect(validUntil(told({ versions: [first, gone] }), day(2))).toBeNull();
  });

  it('is until a use that lay a little ahead of our clock binds them', () => {
    const usedAt = addMs(day(8), 3000);
    const bound = told({
      positions: [holdsFirst, { ...toldInTime, accepted: { ...acceptedOn(8, 'deemed'), at: usedAt } }],
    });
    expect(answer(bound, day(8)).accepted).toBe(false);
    expect(answer(bound, usedAt).accepted).toBe(true);
    expect(validUntil(bound, day(8))).toBe(usedAt);
  });
});
