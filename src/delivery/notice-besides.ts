import { changesInWords, prevailsWords } from '../changes/text-words.ts';
import { changeTooWords, replacesWords } from '../language/answer-words.ts';
import { messagesIn } from '../language/languages.ts';
import type { NoticeFacts } from './notice-facts.ts';

/**
 * What is to be known first, besides what a notice is about: why it comes once more, which version it takes the place
 * of, and what else changes, of policies that belong with this one.
 */
export function besides(facts: NoticeFacts): readonly string[] {
  const { kind, round, corrects = false, replaces = [], changesToo = [], version, policy, language } = facts;
  const by = { version: version.version, timeZone: policy.timeZone };
  const replacing = replacesWords(
    replaces.map((replaced) => ({ by, replaced })),
    language,
  );
  return [
    ...whyAgain({ kind, round, corrects, language }),
    ...(replacing === null ? [] : [replacing]),
    ...changesToo.map((one) => changeTooWords(one, language)),
  ];
}

/** Why an announcement comes again: what it corrects, or that its link was lost. */
export function whyAgain({
  kind,
  round,
  corrects = false,
  language,
}: Pick<NoticeFacts, 'kind' | 'round' | 'corrects' | 'language'>): readonly string[] {
  const { mail } = messagesIn(language);
  if (corrects) return [mail.corrects];
  return kind === 'announcement' && round > 0 ? [mail.onceMore] : [];
}

/** What the changes were compared with, and why in which language; and which text prevails over the one that is told. */
export function comparisonWords({
  baseVersion,
  diff,
  diffLocale,
  version,
  language,
}: NoticeFacts): string | null {
  const { mail } = messagesIn(language);
  const isCompared = baseVersion !== null && diff !== null;
  const compared = isCompared ? mail.comparedWith({ version: baseVersion }) : null;
  const why = isCompared
    ? changesInWords({ from: baseVersion, locale: diffLocale }, version, language)
    : null;
  // Where the changes are in the language that prevails, no translation is shown.
  const prevails = diffLocale === version.locale ? prevailsWords(version, language) : null;
  const said = [prevails, compared, why].filter((one) => one !== null);
  return said.length === 0 ? null : said.join('\n');
}
