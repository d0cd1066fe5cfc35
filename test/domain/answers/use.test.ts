import { describe, expect, it } from 'vitest';
import { bindsAt } from '../../../src/domain/answers/binds-at.ts';
import type { UserFacts } from '../../../src/domain/answers/position.ts';
import { canBeDeemed, versionBoundByUse } from '../../../src/domain/answers/use.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import type { Period } from '../../../src/domain/period.ts';
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

/** The number of the version that a use binds someone to, reported at once unless told otherwise. */
function boundBy(who: UserFacts, usedAt: Instant, reportedAt = usedAt): number | null {
  return versionBoundByUse(who, usedAt, reportedAt)?.version ?? null;
}

describe('when use begins to bind someone', () => {
  it('is at effect for someone told before it', () => {
    expect(bindsAt(second, justBefore(day(7)))).toBe(day(7));
  });

  it('is a late period after they were told for someone told at effect', () => {
    expect(bindsAt(second, day(7))).toBe(day(14));
  });

  it('is a late period after they were told for someone told after effect', () => {
    expect(bindsAt(second, day(9))).toBe(day(16));
  });

  it('is counted in the time zone of the version', () => {
    const inBerlin = { ...second, timeZone: 'Europe/Berlin', lateNotice: 'P1D' as Period };
    expect(bindsAt({ ...inBerlin, effectiveAt: day(-100) }, '2026-10-24T10:00:00.000Z' as Instant)).toBe(
      '2026-10-25T11:00:00.000Z',
    );
  });
});

describe('using the service', () => {
  it('at effect binds someone who was told in time', () => {
    expect(boundBy(told(), day(7))).toBe(2);
  });

  it('a millisecond before effect binds nobody', () => {
    expect(boundBy(told(), justBefore(day(7)))).toBeNull();
  });

  it('binds someone told late only after their late period', () => {
    const late = told({ positions: [holdsFirst, position(2, { toldAt: day(9), bindsAt: day(16) })] });
    expect(boundBy(late, justBefore(day(16)))).toBeNull();
    expect(boundBy(late, day(16))).toBe(2);
  });

  it('binds nobody who was not told', () => {
    expect(boundBy(told({ positions: [holdsFirst] }), day(20))).toBeNull();
  });

  it('deems nobody into a first agreement', () => {
    expect(boundBy(told({ positions: [toldInTime] }), day(20))).toBeNull();
  });

  it('binds nobody to an explicit version', () => {
    expect(boundBy(told({ versions: [first, explicit] }), day(20))).toBeNull();
  });

  it('never passes over an explicit version that they have not accepted', () => {
    const who = told({
      versions: [first, explicit, version(3, { effectiveAt: day(14) })],
      positions: [holdsFirst, toldInTime, position(3, { toldAt: day(8), bindsAt: day(14) })],
    });
    expect(boundBy(who, day(20))).toBeNull();
  });

  it('goes on from an explicit version that they accepted', () => {
    const who = told({
      versions: [first, explicit, version(3, { effectiveAt: day(14) })],
      positions: [
        holdsFirst,
        { ...toldInTime, accepted: acceptedOn(8) },
        position(3, { toldAt: day(8), bindsAt: day(14) }),
      ],
    });
    expect(boundBy(who, day(20))).toBe(3);
  });

  it('passes over an explicit version that was withdrawn', () => {
    const gone = { ...explicit, withdrawal: withdrawnOn(3) };
    const who = told({
      versions: [first, gone, version(3, { effectiveAt: day(14) })],
      positions: [holdsFirst, position(3, { toldAt: day(8), bindsAt: day(14) })],
    });
    expect(boundBy(who, day(20))).toBe(3);
  });

  it('passes over a deemed version that never bound them', () => {
    const who = told({
      versions: [first, second, version(3, { effectiveAt: day(14) })],
      positions: [holdsFirst, position(3, { toldAt: day(8), bindsAt: day(14) })],
    });
    expect(boundBy(who, day(20))).toBe(3);
  });

  it('binds nobody who accepted that version', () => {
    const accepted = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(2) }] });
    expect(boundBy(accepted, day(20))).toBeNull();
  });

  it('binds nobody who holds a newer one', () => {
    const who = told({
      versions: [first, second, version(3, { effectiveAt: day(30) })],
      positions: [holdsFirst, toldInTime, position(3, { accepted: acceptedOn(2) })],
    });
    expect(boundBy(who, day(20))).toBeNull();
  });

  it('binds nobody while no version is in force', () => {
    expect(boundBy(facts({ versions: [second] }), day(2))).toBeNull();
  });

  it('binds nobody who is leaving', () => {
    const leaving = told({ terminations: [termination(3, { terminatesAt: day(30) })] });
    expect(boundBy(leaving, day(20))).toBeNull();
  });

  it('binds nobody who has left', () => {
    expect(boundBy(told({ terminations: [termination(2)] }), day(20))).toBeNull();
  });
});

describe('a use that is reported later', () => {
  it('binds when it would have bound at its instant', () => {
    expect(boundBy(told(), day(7), day(20))).toBe(2);
  });

  it('does not bind when it lay before effect', () => {
    expect(boundBy(told(), justBefore(day(7)), day(20))).toBeNull();
  });

  it('counts for the version that was in force then', () => {
    const who = told({
      versions: [first, second, version(3, { effectiveAt: day(14) })],
      positions: [holdsFirst, toldInTime, position(3, { toldAt: day(8), bindsAt: day(14) })],
    });
    expect(boundBy(who, justBefore(day(14)), day(20))).toBe(2);
  });

  it('does not bind someone who was leaving then and stayed after all', () => {
    const stayed = told({ terminations: [termination(3, { terminatesAt: day(30), endedAt: day(10) })] });
    expect(boundBy(stayed, day(8), day(20))).toBeNull();
    expect(boundBy(stayed, day(10), day(20))).toBe(2);
  });

  it('binds someone who was active then and has left since', () => {
    const left = told({ terminations: [termination(3, { declinedAt: day(9), terminatesAt: day(10) })] });
    expect(boundBy(left, day(8), day(20))).toBe(2);
  });

  it('does not bind again what they came to hold meanwhile', () => {
    const accepted = told({ positions: [holdsFirst, { ...toldInTime, accepted: acceptedOn(15) }] });
    expect(boundBy(accepted, day(8), day(20))).toBeNull();
  });

  it('does not bind someone whose first agreement came later', () => {
    const came = told({ positions: [position(1, { accepted: acceptedOn(6) }), toldInTime] });
    expect(boundBy(came, day(7), day(20))).toBe(2);
    expect(
      boundBy(told({ positions: [position(1, { accepted: acceptedOn(8) }), toldInTime] }), day(7), day(20)),
    ).toBeNull();
  });
});

describe('a use a little ahead of our clock', () => {
  it('counts at its own instant', () => {
    expect(boundBy(told(), day(7), addMs(day(7), -3000))).toBe(2);
  });

  it('binds only once when it is reported twice', () => {
    const usedAt = addMs(day(8), 3000);
    const bound = told({
      positions: [holdsFirst, { ...toldInTime, accepted: { ...acceptedOn(8, 'deemed'), at: usedAt } }],
    });
    expect(boundBy(bound, usedAt, day(8))).toBeNull();
  });
});

describe('whether use alone can bind someone', () => {
  it('asks only of the versions between what they hold and what is in force', () => {
    const versions = [
      version(1, { acceptance: 'explicit' }),
      version(2),
      version(3),
      version(4, { acceptance: 'explicit' }),
    ];
    expect(canBeDeemed(versions, 1, { version: 3 })).toBe(true);
    expect(canBeDeemed(versions, 1, { version: 4 })).toBe(false);
  });
});
