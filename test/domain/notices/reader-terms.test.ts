import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownTelling, type RuledVersion } from '../../../src/domain/answers/own-outcome.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import { readerTerms } from '../../../src/domain/notices/reader-terms.ts';
import { NOBODYS } from '../../../src/domain/notices/says.ts';
import { addPeriod, isNoTime } from '../../../src/domain/period.ts';
import type { Rule } from '../../../src/domain/rules/notice-rules.ts';
import { PRESETS } from '../../../src/domain/rules/presets.ts';
import { day, version } from '../../support/domain-builders.ts';

/** Every class of every preset that is told by mail, as a version posted on day 0. */
const VERSIONS: readonly (readonly [string, RuledVersion])[] = PRESETS.flatMap(({ preset, rules }) =>
  rules.classes
    .filter(({ rule }) => rule.tell.need > 0 && rule.tell.by.includes('mail'))
    .map((one) => {
      const calendar = typeof rules.calendar === 'string' ? { holidays: [] } : rules.calendar;
      const own = { ...rules, ...(calendar && { calendar }), classes: [one] };
      const undated = { namedAt: null, proposedAt: null, documentDate: null };
      const frozen = { rules: own, appliesTo: null, ...undated, trace: [] };
      const made = version(2, { class: one.class, effectiveAt: day(30), rules: frozen });
      return [`${preset}, ${one.class}`, { ...made, rules: frozen }] as const;
    }),
);

function toldAt(about: RuledVersion, at: Instant) {
  const reader = { attributes: {}, joinedAt: null, renewsAt: [] };
  const events = (['sent', 'delivered'] as const).map((kind) => ({ kind, channel: 'mail' as const, at }));
  const who = { membership: NOBODYS, asksBefore: false, holds: true, notBefore: null };
  return ownTelling(about, { reader, ...who, events }).own;
}

function ruled(rule: Partial<Rule>): RuledVersion {
  const rules = {
    format: 'notice-rules/1',
    timeZone: 'UTC',
    classes: [
      {
        class: 'any',
        label: 'Any',
        rule: {
          tell: { by: ['mail'], need: 1 },
          effect: { terms: [{ after: 'P30D', from: 'posting' }] },
          acceptance: 'use',
          ...rule,
        },
      },
    ],
  } as unknown as RuledVersion['rules']['rules'];
  const undated = { namedAt: null, proposedAt: null, documentDate: null };
  const frozen = { rules, appliesTo: null, ...undated, trace: [] };
  return { ...version(2, { class: 'any', effectiveAt: day(30), rules: frozen }), rules: frozen };
}

const NOBODY = { membership: NOBODYS, asksBefore: false };

describe('what a notice says of its reader’s dates', () => {
  test.each(VERSIONS)('stays true for a day after it was written: %s', (_, about) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 * 24 }), fc.integer({ min: 0, max: 24 }), (hour, later) => {
        const writtenAt = addMs(about.postedAt, hour * 3_600_000);
        const at = addMs(writtenAt, later * 3_600_000);
        const said = readerTerms(about, NOBODY, writtenAt);
        const is = toldAt(about, at);
        const { effect, closes } = said;
        if (effect.kind === 'at') expect(is.effectiveAt).toBe(effect.at);
        if (effect.kind === 'renewal') expect(is.waitsFor).toEqual(['renewal']);
        if (effect.kind === 'after') {
          const earliest = isNoTime(effect.period)
            ? at
            : addPeriod(at, effect.period, about.rules.rules.timeZone);
          expect((is.effectiveAt ?? '') >= earliest).toBe(true);
        }
        if (closes === null) return;
        expect(is.hasWindow).toBe(true);
        if (closes === 'when-accepted') expect(is.closesAt).toBeNull();
        else if (closes.kind === 'at') expect(is.closesAt).toBe(closes.at);
        else if (closes.kind === 'renewal') expect(is.closesAt).toBeNull();
        else if (said.tense !== 'soon') {
          expect((is.closesAt ?? '') >= addPeriod(at, closes.period, about.rules.rules.timeZone)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('offers no leaving where the window would close as it opens', () => {
    const atOnce = ruled({ late: 'PT0S' as never, decline: { offers: ['leave-now'] } });
    expect(readerTerms(atOnce, NOBODY, day(31)).closes).toBeNull();
    expect(readerTerms(atOnce, NOBODY, day(1)).closes).toEqual({ kind: 'at', at: day(30) });
  });

  test('knows until when to object also where only the old terms may be kept', () => {
    const keeps = ruled({ acceptance: 'silence', late: 'P7D' as never, decline: { offers: ['keep-old'] } });
    const { closes, objection } = readerTerms(keeps, NOBODY, day(1));
    expect({ closes, objection }).toEqual({ closes: null, objection: { kind: 'at', at: day(30) } });
  });

  test('knows whether those who were told before have the same dates', () => {
    const fromPosting = ruled({ decline: { offers: ['leave-now'] } });
    const until = { terms: [{ after: 'P14D', from: 'posting' }] } as unknown as NonNullable<
      Rule['decline']
    >['until'];
    const closesEarly = ruled({ decline: { offers: ['leave-now'], until: until! } });
    expect(readerTerms(fromPosting, NOBODY, day(20)).isSameForAll).toBe(true);
    expect(readerTerms(closesEarly, NOBODY, day(20)).isSameForAll).toBe(false);
  });

  test('counts where only a proof of arrival counts', () => {
    const proven = ruled({ effect: { terms: [{ after: 'P30D', from: 'receipt' }] } as never });
    const rules = {
      ...proven.rules,
      rules: { ...proven.rules.rules, receipt: { mail: 'delivered' as const } },
    };
    expect(readerTerms({ ...proven, rules }, NOBODY, day(1)).effect).toEqual({
      kind: 'after',
      period: 'P30D',
    });
  });
});
