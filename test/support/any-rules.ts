import fc from 'fast-check';
import type { NoticeRules } from '../../src/domain/rules/notice-rules.ts';
import { soundRule } from './any-rule.ts';

/** A zone whose days begin at another time than ours. */
export const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Pacific/Apia',
  'Asia/Tokyo',
);
/** Rules with one class, `any`, and two audiences: readers with an attribute `a` or `b` of `yes`. */
export const anyRules: fc.Arbitrary<NoticeRules> = fc
  .record({ timeZone: anyZone, rule: soundRule, a: fc.option(soundRule), b: fc.option(soundRule) })
  .map(
    ({ timeZone, rule, a, b }): NoticeRules => ({
      format: 'notice-rules/1',
      timeZone,
      audiences: [
        { audience: 'a', label: 'A', match: { a: ['yes'] } },
        { audience: 'b', label: 'B', match: { b: ['yes'] } },
      ],
      classes: [{ class: 'any', label: 'Any', rule, audiences: { ...(a && { a }), ...(b && { b }) } }],
    }),
  );
