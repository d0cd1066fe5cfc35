import type { Period } from '../period.ts';
import type { ChangeClass, NoticeRules, Rule } from './notice-rules.ts';

/** A policy's notice periods and acceptance: the short way to say its rules. */
export type ShortRules = {
  readonly notice: { readonly minor: Period; readonly substantial: Period; readonly late: Period | null };
  readonly acceptance: 'deemed' | 'explicit';
  readonly timeZone: string;
};

/** What corrects the form of a text alone: at once, and nobody is told. */
const EDITORIAL: ChangeClass = {
  class: 'editorial',
  label: 'Form alone',
  only: 'form',
  rule: {
    tell: { by: ['site'], need: 0 },
    effect: { terms: [{ after: 'PT0S' as Period, from: 'posting' }] },
    acceptance: 'none',
  },
};

/**
 * The rules that a policy's notice periods and acceptance are the short way to say: minor and substantial
 * changes so long after posting, what the law requires at once, told by mail or in the account, agreed by
 * use or only by saying so. What changes the form alone is told nobody.
 */
export function defaultRules({ notice, acceptance, timeZone }: ShortRules): NoticeRules {
  const late = notice.late ?? notice.minor;
  const rule = (after: Period): Rule => ({
    tell: { by: ['mail', 'account'], need: 1 },
    effect: { terms: [{ after, from: 'posting' }] },
    late,
    acceptance: acceptance === 'explicit' ? 'explicit' : 'use',
    decline: { offers: ['leave-now', 'leave-at-close'] },
  });
  const classes: ChangeClass[] = [
    EDITORIAL,
    { class: 'minor', label: 'Minor', rule: rule(notice.minor) },
    { class: 'substantial', label: 'Substantial', rule: rule(notice.substantial) },
    { class: 'legal', label: 'Required by law', byLaw: true, rule: rule('PT0S' as Period) },
  ];
  return { format: 'notice-rules/1', timeZone, classes };
}
