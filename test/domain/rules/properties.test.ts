import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindsAt } from '../../../src/domain/answers/binds-at.ts';
import { addMs, type Instant, instantFromMs, instantToMs, laterOf } from '../../../src/domain/instant.ts';
import { addPeriod, type Period } from '../../../src/domain/period.ts';
import { effectiveDate } from '../../../src/domain/policies/effective-date.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { announce } from '../../../src/domain/rules/announce.ts';
import { checkRules } from '../../../src/domain/rules/check-rules.ts';
import { decideOutcome } from '../../../src/domain/rules/decide-outcome.ts';
import { defaultRules } from '../../../src/domain/rules/default-rules.ts';
import type { NoticeRules, Rule } from '../../../src/domain/rules/notice-rules.ts';
import { OFFERS } from '../../../src/domain/rules/notice-rules.ts';
import { PRESETS } from '../../../src/domain/rules/presets.ts';
import type { Reader, ReaderEvent, RuledVersion } from '../../../src/domain/rules/ruled-case.ts';
import { anyRules, anyZone } from '../../support/any-rules.ts';

const POSTED = '2026-04-01T10:00:00.000Z' as Instant;
const DAY = 24 * 60 * 60 * 1000;

const instantWithin = (days: number) =>
  fc.integer({ min: 0, max: days * 24 * 60 }).map((minutes) => addMs(POSTED, minutes * 60_000));
const anyReader: fc.Arbitrary<Reader> = fc.record(
  {
    holds: fc.boolean(),
    audiences: fc.subarray(['a', 'b']),
    joinedAt: instantWithin(60),
    renewsAt: fc.array(instantWithin(400), { maxLength: 3 }),
  },
  { requiredKeys: ['holds'] },
);

const anyEvent: fc.Arbitrary<ReaderEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('sent' as const, 'bounced' as const),
    at: instantWithin(100),
    channel: fc.constantFrom('mail' as const, 'account' as const),
  }),
  fc.record({
    kind: fc.constantFrom('used' as const, 'accepted' as const, 'cancelled' as const, 'ended' as const),
    at: instantWithin(200),
  }),
  fc.record({
    kind: fc.constant('declined' as const),
    at: instantWithin(200),
    offer: fc.constantFrom(...OFFERS),
  }),
);

const anyCase = fc.record({
  rules: anyRules,
  reader: anyReader,
  events: fc.array(anyEvent, { maxLength: 6 }),
  now: instantWithin(400),
});
/** The outcome of a case that may be posted. */
function outcomeOf(
  rules: NoticeRules,
  { now, ...given }: { version: RuledVersion; reader: Reader; events: readonly ReaderEvent[]; now: Instant },
) {
  const { changeClass } = announce(rules, given.version);
  return decideOutcome({ rules, changeClass, ...given }, now);
}

const VERSION: RuledVersion = { class: 'any', postedAt: POSTED };
const BOUND = ['bound', 'bound-by-silence', 'may-bind-by-use'];

describe('whatever the rules, the reader and what happens', () => {
  test('nobody is bound before they were told, but by saying so themselves', () => {
    fc.assert(
      fc.property(anyCase, ({ rules, reader, events, now }) => {
        const { state, tells, bindsAt } = outcomeOf(rules, { version: VERSION, reader, events, now });
        if (!BOUND.includes(state) || events.some(({ kind }) => kind === 'accepted')) return;
        expect(tells.at).not.toBeNull();
        expect(tells.at! <= bindsAt!).toBe(true);
        expect(bindsAt! <= now).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('silence and use make nobody agree for the first time', () => {
    fc.assert(
      fc.property(anyCase, ({ rules, reader, events, now }) => {
        const stranger = { ...reader, holds: false };
        const unsaid = events.filter(({ kind }) => kind !== 'accepted');
        const { state, acceptance } = outcomeOf(rules, {
          version: VERSION,
          reader: stranger,
          events: unsaid,
          now,
        });
        if (acceptance !== 'none') expect(BOUND).not.toContain(state);
      }),
      { numRuns: 2000 },
    );
  });

  test('silence agrees only after a window in which one could say no', () => {
    fc.assert(
      fc.property(anyCase, ({ rules, reader, events, now }) => {
        const quiet = events.filter(({ kind }) => kind === 'sent' || kind === 'bounced');
        const { state, window } = outcomeOf(rules, { version: VERSION, reader, events: quiet, now });
        if (state !== 'bound-by-silence') return;
        expect(window).not.toBeNull();
        expect(window!.opensAt < window!.closesAt! && window!.closesAt! <= now).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('a later notice never binds earlier, where months are counted back and not forward', () => {
    // Counted forward, months are shorter at their ends: told on 31 January, one month ends as early as
    // told on the 28th; and clocks that go back or forward shift a day by an hour.
    const isSteady = (rule: Rule) =>
      [rule.effect, rule.decline?.until].every(
        (when) =>
          when?.terms.every(
            ({ after, counted }) => !/M$/.test(after) || /^PT/.test(after) || counted === 'back',
          ) ?? true,
      ) && !/M$/.test(rule.late ?? '');
    fc.assert(
      fc.property(anyRules, instantWithin(60), fc.nat(60 * 24 * 60), ({ ...rules }, told, minutes) => {
        const [{ rule }] = rules.classes as [NoticeRules['classes'][number]];
        fc.pre(isSteady(rule));
        const bindsWhenTold = (at: Instant) =>
          outcomeOf(rules, {
            version: VERSION,
            reader: { holds: true, audiences: [], renewsAt: [] },
            events: [{ kind: 'sent', at, channel: 'mail' }],
            now: addMs(POSTED, 900 * DAY),
          }).bindsAt;
        const [early, late] = [bindsWhenTold(told), bindsWhenTold(addMs(told, minutes * 60_000))];
        if (early !== null && late !== null) {
          expect(instantToMs(late)).toBeGreaterThanOrEqual(instantToMs(early) - 60 * 60_000);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('a named date only lengthens, and is refused where it would shorten', () => {
    fc.assert(
      fc.property(anyRules, instantWithin(400), (rules, namedAt) => {
        const { effectiveAt } = announce(rules, VERSION);
        try {
          const named = announce(rules, { ...VERSION, namedAt });
          expect(named.effectiveAt).toBe(laterOf(effectiveAt, namedAt));
        } catch (refusal) {
          expect(refusal).toMatchObject({ code: 'notice-too-short', facts: { earliest: effectiveAt } });
          expect(namedAt < effectiveAt).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('somebody in two audiences is bound no sooner, and has no fewer offers, than in either', () => {
    fc.assert(
      fc.property(anyCase, ({ rules, reader, events, now }) => {
        const heard = events.filter(({ kind }) => kind === 'sent');
        const own = rules.classes[0]!.audiences ?? {};
        fc.pre(own.a !== undefined && own.b !== undefined);
        const inAudiences = (audiences: string[]) =>
          outcomeOf(rules, { version: VERSION, reader: { ...reader, audiences }, events: heard, now });
        const both = inAudiences(['a', 'b']);
        for (const one of [inAudiences(['a']), inAudiences(['b'])]) {
          if (both.bindsAt !== null && one.bindsAt !== null) expect(both.bindsAt >= one.bindsAt).toBe(true);
          expect(both.offers).toEqual(expect.arrayContaining([...one.offers]));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the default rules', () => {
  const shortRules = fc.record({
    notice: fc.record({
      minor: fc.constantFrom('P7D', 'P14D', 'PT6S', 'P1M') as fc.Arbitrary<Period>,
      substantial: fc.constantFrom('P30D', 'P2M', 'P45D', 'P1Y') as fc.Arbitrary<Period>,
      late: fc.option(fc.constantFrom('P3D', 'P7D', 'P1M') as fc.Arbitrary<Period>),
    }),
    acceptance: fc.constantFrom('deemed' as const, 'explicit' as const),
    timeZone: anyZone,
  });
  const anyInstant = fc
    .integer({ min: instantToMs(POSTED), max: instantToMs(POSTED) + 900 * DAY })
    .map(instantFromMs);

  test('give the dates that notice periods give, 20,000 times, pending predecessors included', () => {
    fc.assert(
      fc.property(
        shortRules,
        fc.constantFrom('minor' as const, 'substantial' as const, 'legal' as const),
        anyInstant,
        fc.option(fc.nat(500).map((days) => days * DAY)),
        fc.option(fc.nat(60).map((days) => days * DAY)),
        (policy, change, postedAt, pendingFor, toldAfter) => {
          const rules = defaultRules(policy);
          const days = { minor: policy.notice.minor, substantial: policy.notice.substantial };
          const byPeriods =
            change === 'legal' ? postedAt : addPeriod(postedAt, days[change], policy.timeZone);
          const version: RuledVersion = { class: change, postedAt, reason: 'Act X' };
          expect(announce(rules, version).effectiveAt).toBe(byPeriods);

          const announced =
            pendingFor === null ? [] : [{ version: 2, effectiveAt: addMs(postedAt, pendingFor) }];
          const publish = () =>
            effectiveDate({ change, postedAt, requested: null, policy, announced }).effectiveAt;
          const pending = announced[0]?.effectiveAt ?? postedAt;
          if (change === 'legal' && pending > byPeriods) expect(publish).toThrow(Refusal);
          else expect(publish()).toBe(laterOf(byPeriods, pending));

          if (toldAfter === null) return;
          const toldAt = addMs(postedAt, toldAfter);
          const late = policy.notice.late ?? policy.notice.minor;
          const binds = bindsAt(
            { effectiveAt: byPeriods, lateNotice: late, timeZone: policy.timeZone },
            toldAt,
          );
          const outcome = outcomeOf(rules, {
            version,
            reader: { holds: true },
            events: [{ kind: 'sent', at: toldAt, channel: 'mail' }],
            now: addMs(binds, 1),
          });
          expect(outcome.effectiveAt).toBe(byPeriods);
          if (policy.acceptance === 'explicit') {
            expect(outcome).toMatchObject({ bindsAt: null, state: 'window-open' });
          } else {
            expect(outcome).toMatchObject({
              bindsAt: binds,
              state: 'may-bind-by-use',
              window: { opensAt: toldAt, closesAt: binds },
            });
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });
});

test.each(PRESETS.map((one) => [one.preset, one] as const))('the preset %s is in order', (_, { rules }) => {
  expect(checkRules(rules, { hearsOfBounces: true }).problems).toEqual([]);
});

test('the default preset says what the default periods say', () => {
  const { classes } = PRESETS[0]!.rules;
  const short = {
    notice: { minor: 'P7D', substantial: 'P30D', late: null },
    acceptance: 'deemed',
    timeZone: 'UTC',
  } as const;
  expect(defaultRules(short as unknown as Parameters<typeof defaultRules>[0]).classes).toEqual(classes);
});
