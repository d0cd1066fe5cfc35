import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Policy, Version } from '../../../src/domain/policies/policy.ts';
import {
  decidePublication,
  decideWithdrawal,
  type Publication,
  predecessor,
} from '../../../src/domain/policies/publication.ts';
import { day, justBefore, policy, refusalOf, version, withdrawnOn } from '../../support/domain-builders.ts';

const FIRST_TEXT = '# Privacy\n\nWe keep logs for 30 days.\n';

/** Decides a minor change of the text, posted on day 0 over version 1, unless told otherwise. */
function publish(
  what: Partial<Publication> = {},
  over: { versions?: Version[]; policy?: Policy; previousText?: string | null; now?: Instant } = {},
) {
  return decidePublication(
    over.policy ?? policy(),
    over.versions ?? [version(1, { effectiveAt: day(-100) })],
    {
      content: '# Privacy\n\nWe keep logs for 90 days.\n',
      change: 'minor',
      summary: 'We keep logs longer.',
      reason: null,
      acceptance: null,
      effectiveAt: null,
      withdrawPending: false,
      ...what,
    },
    over.previousText === undefined ? FIRST_TEXT : over.previousText,
    over.now ?? day(0),
  );
}

/** Refused as invalid in one place of the body. */
function invalidAt(pointer: string, detail: unknown = expect.any(String)) {
  return { code: 'invalid-request', facts: { errors: [{ pointer, detail }] } };
}

describe('publishing', () => {
  it('a change takes effect by its class, and follows the version in force', () => {
    expect(publish()).toEqual({
      change: 'minor',
      acceptance: 'deemed',
      withdraws: [],
      previous: 1,
      effectiveAt: day(7),
      rule: { by: 'notice-period', period: 'P7D' },
    });
  });

  it('the first version is initial without being told, takes effect at once and needs no summary', () => {
    expect(publish({ change: null, summary: null }, { versions: [], previousText: null })).toEqual({
      change: 'initial',
      acceptance: 'deemed',
      withdraws: [],
      previous: null,
      effectiveAt: day(0),
      rule: { by: 'posting' },
    });
  });

  it('a version is initial by default too when all before it were withdrawn', () => {
    const versions = [version(1, { effectiveAt: day(3), withdrawal: withdrawnOn(-1) })];
    expect(publish({ change: null, summary: null }, { versions, previousText: null }).change).toBe('initial');
  });

  it('a version that withdraws the only, still announced one is initial by default', () => {
    const versions = [version(1, { effectiveAt: day(3) })];
    const decided = publish({ change: null, withdrawPending: true }, { versions, previousText: null });
    expect([decided.change, decided.withdraws, decided.effectiveAt]).toEqual(['initial', [1], day(0)]);
  });

  it('an initial version is refused once a version stands', () => {
    expect(refusalOf(() => publish({ change: 'initial' }))).toEqual(
      invalidAt('/change', 'is initial, but version 1 stands'),
    );
  });

  it('an initial version is refused while one is announced', () => {
    const versions = [version(1, { effectiveAt: day(3) })];
    expect(refusalOf(() => publish({ change: 'initial' }, { versions }))).toEqual(
      invalidAt('/change', 'is initial, but version 1 stands'),
    );
  });

  it('nothing infers the class of a change', () => {
    expect(refusalOf(() => publish({ change: null }))).toEqual(invalidAt('/change'));
  });

  it('a change needs a summary', () => {
    expect(refusalOf(() => publish({ summary: null }))).toEqual(invalidAt('/summary'));
  });

  it('a legal change must name the requirement it follows', () => {
    expect(refusalOf(() => publish({ change: 'legal' }))).toEqual({ code: 'reason-required', facts: {} });
  });

  it('a legal change with its reason takes effect at posting', () => {
    expect(publish({ change: 'legal', reason: 'Regulation 2026/1' }).effectiveAt).toBe(day(0));
  });

  it('a version may be stricter than its policy', () => {
    expect(publish({ acceptance: 'explicit' }).acceptance).toBe('explicit');
  });

  it('a version follows the mode of its policy', () => {
    expect(publish({}, { policy: policy({ acceptance: 'explicit' }) }).acceptance).toBe('explicit');
  });

  it('a version may not be laxer than its policy', () => {
    const strict = policy({ acceptance: 'explicit' });
    expect(refusalOf(() => publish({ acceptance: 'deemed' }, { policy: strict }))).toEqual(
      invalidAt('/acceptance'),
    );
  });

  it.each([
    ['the same', FIRST_TEXT],
    ['with other line endings', FIRST_TEXT.replaceAll('\n', '\r\n')],
    ['with lone carriage returns', FIRST_TEXT.replaceAll('\n', '\r')],
    ['with space at line ends', FIRST_TEXT.replaceAll('\n', ' \t\n')],
    ['without its last line end', FIRST_TEXT.trimEnd()],
    ['with blank lines at the end', `${FIRST_TEXT}\n\n`],
  ])('a text that is %s has nothing to tell', (_, content) => {
    expect(refusalOf(() => publish({ content }))).toEqual({ code: 'nothing-changed', facts: {} });
  });

  it('a text with other space within its lines is another text', () => {
    expect(publish({ content: FIRST_TEXT.replace('We keep', 'We  keep') }).change).toBe('minor');
  });

  it('a date that is too early is refused', () => {
    expect(refusalOf(() => publish({ effectiveAt: day(6) }))).toEqual({
      code: 'notice-too-short',
      facts: { earliest: day(7) },
    });
  });
});

describe('publishing while a version is announced', () => {
  const versions = [version(1, { effectiveAt: day(-100) }), version(2, { effectiveAt: day(20) })];

  it('waits for it', () => {
    expect(publish({}, { versions })).toEqual({
      change: 'minor',
      acceptance: 'deemed',
      withdraws: [],
      previous: 1,
      effectiveAt: day(20),
      rule: { by: 'predecessor', version: 2 },
    });
  });

  it('may withdraw it, and waits for nothing then', () => {
    const decided = publish({ withdrawPending: true }, { versions });
    expect([decided.withdraws, decided.effectiveAt]).toEqual([[2], day(7)]);
  });

  it('may withdraw several', () => {
    const decided = publish(
      { withdrawPending: true },
      { versions: [...versions, version(3, { effectiveAt: day(20) })] },
    );
    expect(decided.withdraws).toEqual([2, 3]);
  });

  it('withdraws nothing that was withdrawn before', () => {
    const gone = version(2, { effectiveAt: day(20), withdrawal: withdrawnOn(-1) });
    expect(publish({ withdrawPending: true }, { versions: [version(1), gone] }).withdraws).toEqual([]);
  });

  it('withdraws nothing that has taken effect', () => {
    expect(publish({ withdrawPending: true }, { versions, now: day(20) }).withdraws).toEqual([]);
  });

  it('a legal change that would wait is refused', () => {
    expect(refusalOf(() => publish({ change: 'legal', reason: 'Regulation 2026/1' }, { versions }))).toEqual({
      code: 'version-pending',
      facts: { pendingVersions: [2], earliest: day(20) },
    });
  });

  it('a legal change may withdraw it and take effect at once', () => {
    const law = { change: 'legal', reason: 'Regulation 2026/1', withdrawPending: true } as const;
    const decided = publish(law, { versions });
    expect([decided.withdraws, decided.effectiveAt]).toEqual([[2], day(0)]);
  });

  it('the text must differ from the announced one, or from the one in force once that is withdrawn', () => {
    expect(predecessor(versions, false, day(0))?.version).toBe(2);
    expect(predecessor(versions, true, day(0))?.version).toBe(1);
  });
});

describe('withdrawing', () => {
  const inForce = version(1, { effectiveAt: day(-100) });
  const announced = version(2, { effectiveAt: day(20) });
  const onTop = version(3, { effectiveAt: day(20) });

  it('takes an announced version back', () => {
    expect(decideWithdrawal(announced, [inForce, announced], false, day(0))).toEqual([2]);
  });

  it('is possible until the last millisecond before effect', () => {
    expect(decideWithdrawal(announced, [inForce, announced], false, justBefore(day(20)))).toEqual([2]);
  });

  it.each([
    ['in force', announced, [inForce, announced], day(20)],
    ['superseded', inForce, [inForce, announced], day(20)],
    [
      'withdrawn already',
      version(2, { effectiveAt: day(20), withdrawal: withdrawnOn(1) }),
      [inForce],
      day(2),
    ],
  ] as const)('is refused for a version that is %s', (_, one, versions, now) => {
    expect(refusalOf(() => decideWithdrawal(one, versions, true, now))).toEqual({
      code: 'version-not-announced',
      facts: {},
    });
  });

  it('is refused while later versions stand on top', () => {
    expect(refusalOf(() => decideWithdrawal(announced, [inForce, announced, onTop], false, day(0)))).toEqual({
      code: 'version-pending',
      facts: { pendingVersions: [3] },
    });
  });

  it('takes later versions along when asked to', () => {
    expect(decideWithdrawal(announced, [inForce, announced, onTop], true, day(0))).toEqual([2, 3]);
  });

  it('of the last version leaves those below it announced', () => {
    expect(decideWithdrawal(onTop, [inForce, announced, onTop], true, day(0))).toEqual([3]);
  });
});
