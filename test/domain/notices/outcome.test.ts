import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs } from '../../../src/domain/instant.ts';
import {
  askedBelow,
  isStillTrue,
  noticeOutcome,
  readNoticeOutcome,
  SETTLED_STANCES,
  STANCES,
  settledStance,
  stanceOf,
  TENSES,
  tenseAt,
} from '../../../src/domain/notices/outcome.ts';
import {
  acceptedOn,
  day,
  facts,
  position,
  termination,
  version,
  withdrawnOn,
} from '../../support/domain-builders.ts';

describe('what somebody did about a version already', () => {
  const versions = [version(1), version(2)];
  const about = versions[1] as (typeof versions)[number];
  const held = position(2, { accepted: acceptedOn(1) });
  const stanceWith = (what: Parameters<typeof facts>[0]) =>
    settledStance(facts({ versions, ...what }), about, day(5));

  test('is that they said yes, were bound by use, or leave over it', () => {
    expect(stanceWith({ positions: [held] })).toBe('has-accepted');
    const used = position(2, { accepted: acceptedOn(1, 'deemed') });
    expect(stanceWith({ positions: [used] })).toBe('is-bound');
    expect(stanceWith({ terminations: [termination(2, { declinedAt: day(1) })] })).toBe('is-leaving');
  });

  test('is nothing where they did nothing, or leave since the company gave them notice, and cannot stay', () => {
    expect(stanceWith({})).toBeNull();
    const notice = termination(2, { id: 'other', by: 'company', declinedAt: day(2) });
    expect(stanceWith({ terminations: [notice] })).toBeNull();
    expect(stanceWith({ terminations: [termination(2, { declinedAt: day(1) }), notice] })).toBeNull();
  });
});

describe('what becomes of whoever does nothing', () => {
  const [first, explicit, third] = [
    version(1),
    version(2, { acceptance: 'explicit', effectiveAt: day(5) }),
    version(3, { effectiveAt: day(9) }),
  ];

  test('someone who holds the version before agrees by use', () => {
    expect(stanceOf([first, third], 1, third)).toBe('agrees-by-use');
  });

  test('someone who holds nothing is not bound by silence or use, whatever was asked before', () => {
    expect(stanceOf([first, third], null, third)).toBe('unrecorded');
    expect(stanceOf([first, explicit, third], null, explicit)).toBe('unrecorded');
  });

  test('someone who never said yes to a version that asked is asked, also by one that use agrees to', () => {
    expect(stanceOf([first, explicit, third], 1, explicit)).toBe('is-asked');
    expect(stanceOf([first, explicit, third], 1, third)).toBe('is-asked');
    expect(stanceOf([first, explicit, third], 2, third)).toBe('agrees-by-use');
    const withdrawn = { ...explicit, withdrawal: withdrawnOn(3) };
    expect(stanceOf([first, withdrawn, third], 1, third)).toBe('agrees-by-use');
  });

  test('follows from one number, which SQL compares what each holds with', () => {
    const one = fc.record({ explicit: fc.boolean(), withdrawn: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 8 }), fc.nat(8), (made, held) => {
        const versions = made.map(({ explicit, withdrawn }, i) =>
          version(i + 1, {
            acceptance: explicit ? 'explicit' : 'deemed',
            // The one that is told of stands.
            withdrawal: withdrawn && i < made.length - 1 ? withdrawnOn(1) : null,
          }),
        );
        const told = versions.at(-1) as (typeof versions)[number];
        fc.pre(held > 0 && held < told.version);
        const asked = held < askedBelow(versions, told);
        expect(stanceOf(versions, held, told)).toBe(asked ? 'is-asked' : 'agrees-by-use');
      }),
    );
  });
});

describe('how a notice speaks of a version’s effect', () => {
  const one = version(2, { effectiveAt: day(10) });

  test.each([
    ['more than a day before it, as of what is to come', addMs(day(9), -1), 'ahead'],
    ['within a day of it, as of what may have come by the time the mail is taken', day(9), 'soon'],
    ['up to the last moment before it', addMs(day(10), -1), 'soon'],
    ['at it and after it, as of what is', day(10), 'late'],
  ] as const)('%s', (_, at, tense) => expect(tenseAt(one, at)).toBe(tense));

  test('stays true for a day: whatever was written, words for then are words for now', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 }),
        fc.nat(86_400_000 - 1),
        (writtenIn, takenIn) => {
          const writtenAt = addMs(day(10), writtenIn);
          const takenAt = addMs(writtenAt, takenIn);
          const tense = tenseAt(one, writtenAt);
          const isInEffect = takenAt >= one.effectiveAt;
          if (tense === 'ahead') expect(isInEffect).toBe(false);
          if (tense === 'late') expect(isInEffect).toBe(true);
        },
      ),
    );
  });

  test('is part of the outcome that a notice states', () => {
    for (const stance of [...STANCES, ...SETTLED_STANCES]) {
      for (const tense of TENSES) {
        expect(readNoticeOutcome(noticeOutcome(stance, tense))).toEqual({ stance, tense });
      }
    }
  });

  test('what was to come any moment is still true once it came, and nothing else that differs is', () => {
    const outcomes = STANCES.flatMap((stance) => TENSES.map((tense) => noticeOutcome(stance, tense)));
    const still = outcomes.flatMap((was) =>
      outcomes.filter((is) => was !== is && isStillTrue(was, is)).map((is) => [was, is]),
    );
    expect(still).toEqual(STANCES.map((stance) => [`${stance}.soon`, `${stance}.late`]));
    for (const same of outcomes) expect(isStillTrue(same, same)).toBe(true);
  });
});
