import type { Policy, Version } from '../policies/policy.ts';
import { periodWords, writtenOut } from '../rules/trace.ts';

/** How the date of a version was found, in plain English sentences. */
export function explainDate(
  { rules, rule, effectiveAt, timeZone, change }: Version,
  { title }: Pick<Policy, 'title'>,
): readonly string[] {
  if (rules !== null) return rules.trace;
  const date = writtenOut(effectiveAt, { timeZone, calendar: null });
  if (rule.by === 'notice-period') {
    const how = change === 'initial' ? 'a first version' : `a ${change} change`;
    return [
      `${title} promises ${periodWords(rule.period)} from posting for ${how}, counted in ${timeZone}: ${date}.`,
    ];
  }
  if (rule.by === 'request') return [`Takes effect on the date that was named: ${date}.`];
  if (rule.by === 'predecessor') {
    return [`Not before version ${rule.version}, which is announced and takes effect first: ${date}.`];
  }
  const why = change === 'initial' ? 'there is nothing before it' : 'it asks for no notice';
  return [`Takes effect as soon as it is posted, since ${why}: ${date}.`];
}
