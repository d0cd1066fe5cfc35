import { describe, expect, it } from 'vitest';
import type { MadeAcceptance } from '../../../src/domain/answers/counting.ts';
import { decideImport, type ImportFacts } from '../../../src/domain/answers/imported.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Basis } from '../../../src/domain/policies/policy.ts';
import { day, termination, version } from '../../support/domain-builders.ts';

const second = version(2, { effectiveAt: day(7) });
const act = (n: number, basis: Basis): MadeAcceptance => ({
  ...{ id: `a${n}`, basis, at: day(n), recordedAt: day(n) },
});
const decide = (facts: Partial<ImportFacts>, at: Instant | null, now = day(10)) =>
  decideImport({ made: [], terminations: [], ...facts }, second, at, now);

describe('what was agreed to elsewhere at an instant', () => {
  const leaving = termination(2);

  it('is kept as of then', () => {
    expect(decide({}, day(1))).toEqual({ at: day(1), takesBack: [] });
  });

  it('is kept, and takes nothing back, where they declined after it or at that instant', () => {
    expect(decide({ terminations: [leaving] }, day(0.5))).toEqual({ at: day(0.5), takesBack: [] });
    expect(decide({ terminations: [leaving] }, day(1))).toEqual({ at: day(1), takesBack: [] });
  });

  it('takes back what they had declined before, also an older version, unless it had happened', () => {
    for (const one of [leaving, termination(1)]) {
      expect(decide({ terminations: [one] }, day(2))).toEqual({
        ...{ at: day(2), takesBack: [{ termination: one, endedAt: day(2) }] },
      });
    }
    expect(decide({ terminations: [leaving] }, day(7))?.takesBack).toEqual([]);
    expect(decide({ terminations: [termination(3)] }, day(2))?.takesBack).toEqual([]);
    expect(decide({ terminations: [termination(2, { policy: 'terms' })] }, day(2))?.takesBack).toEqual([]);
  });

  it('takes nothing back where they had left over something else by then', () => {
    const gone = termination(5, { policy: 'terms', terminatesAt: day(1.5) });
    expect(decide({ terminations: [leaving, gone] }, day(2))?.takesBack).toEqual([]);
  });

  it('leaves what a word of their own had settled', () => {
    for (const endedBy of ['cancelled', 'returned', 'withdrawn'] as const) {
      const ended = termination(2, { endedAt: day(3), endedBy });
      expect(decide({ terminations: [ended] }, day(2))?.takesBack).toEqual([]);
    }
    const accepted = { endedAt: day(3), endedBy: 'accepted' } as const;
    const over2 = termination(2, { ...accepted, endedOver: 2 });
    expect(decide({ terminations: [over2] }, day(2))?.takesBack).toEqual([]);
    const over3 = termination(2, { ...accepted, endedOver: 3 });
    expect(decide({ terminations: [over3] }, day(2))?.takesBack).toEqual([
      { termination: over3, endedAt: day(2) },
    ]);
    expect(decide({ terminations: [over3] }, day(4))?.takesBack).toEqual([
      { termination: over3, endedAt: day(3) },
    ]);
  });

  it('is not kept twice, nor where they had agreed by then', () => {
    expect(decide({ made: [act(1, 'imported')] }, day(1))).toBeNull();
    expect(decide({ made: [act(1, 'imported')] }, day(2))).toBeNull();
    expect(decide({ made: [act(1, 'explicit')] }, day(2))).toBeNull();
  });

  it('is kept beside a use, before what they said later, and after a decline of what they had agreed to', () => {
    expect(decide({ made: [act(1, 'deemed')] }, day(2))).not.toBeNull();
    expect(decide({ made: [act(3, 'explicit')] }, day(2))).not.toBeNull();
    expect(decide({ made: [act(0.5, 'explicit')], terminations: [leaving] }, day(2))).not.toBeNull();
  });
});

describe('what was agreed to elsewhere, nobody knows when', () => {
  it('counts from now on', () => {
    expect(decide({}, null)).toEqual({ at: day(10), takesBack: [] });
    expect(decide({ made: [act(1, 'deemed')] }, null)).toEqual({ at: day(10), takesBack: [] });
  });

  it.each<readonly [string, Partial<ImportFacts>]>([
    ['they are known to have agreed', { made: [act(1, 'explicit')] }],
    ['it was imported before', { made: [act(1, 'imported')] }],
    ['a use of theirs lies ahead', { made: [act(11, 'deemed')] }],
    ['they are leaving over it', { terminations: [termination(2, { terminatesAt: day(20) })] }],
    ['they are leaving over an older version', { terminations: [termination(1, { terminatesAt: day(20) })] }],
    ['they left over it', { terminations: [termination(2)] }],
    [
      'they declined it and came back with another version',
      { terminations: [termination(2, { endedAt: day(9), endedBy: 'returned' })] },
    ],
  ])('tells nothing where %s', (_, facts) => {
    expect(decide(facts, null)).toBeNull();
  });

  it('counts where they took a decline of it back, or declined something else', () => {
    const cancelled = termination(2, { endedAt: day(2), endedBy: 'cancelled' });
    expect(decide({ terminations: [cancelled] }, null)).not.toBeNull();
    const newer = termination(3, { terminatesAt: day(20) });
    expect(decide({ terminations: [newer] }, null)).not.toBeNull();
    const other = termination(2, { policy: 'terms', terminatesAt: day(20) });
    expect(decide({ terminations: [other] }, null)).not.toBeNull();
  });
});
