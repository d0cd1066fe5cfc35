import type { PolicyDiff } from '../diff/types.ts';
import { type Instant, instantToMs } from '../instant.ts';
import type { Policy } from '../policies/policy.ts';
import { languageName } from '../policies/version-text.ts';
import type { Refusal } from '../refusal.ts';
import { type Counting, isClosed } from '../rules/count-period.ts';
import { writtenOut } from '../rules/trace.ts';
import type { DraftContent, Revision } from './draft.ts';

/** A change that is called minor alters less than this part of the words. */
const MUCH_FOR_MINOR = 0.2;
/** A named date that lies further ahead is asked about, in milliseconds: half a year. */
const FAR_AHEAD_MS = 183 * 24 * 60 * 60 * 1000;

/** A refusal as what whoever looks at a draft is told of it, one sentence for each place. */
export function refusalToWarnings({ message, facts }: Refusal): readonly string[] {
  const errors = facts.errors ?? [];
  return errors.length === 0
    ? [message]
    : errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}.`);
}

/** What a careful colleague would ask about a draft that could be posted, one sentence each. */
export function draftDoubts(asked: {
  readonly policy: Pick<Policy, 'locale' | 'policy'>;
  readonly said: DraftContent;
  readonly follows: Revision['follows'];
  readonly lastVersion: number;
  /** The kind of change, and what it changes; null where nothing is compared. */
  readonly change: string | null;
  readonly diff: PolicyDiff | null;
  /** Languages in which the version before it has texts. */
  readonly localesBefore: readonly string[];
  readonly effectiveAt: Instant | null;
  readonly postedAt: Instant;
  readonly counting: Counting;
}): readonly string[] {
  const { policy, said, diff, change, counting, lastVersion, follows } = asked;
  const locales = Object.keys(said.texts);
  const warnings: string[] = [];
  if (lastVersion > follows) {
    warnings.push(`Version ${lastVersion} was posted since this was written: does the text still follow it?`);
  }
  if (diff !== null && change === 'minor') {
    const part = (diff.wordsAdded + diff.wordsRemoved) / 2 / Math.max(diff.wordsBefore, 1);
    if (part >= MUCH_FOR_MINOR) {
      warnings.push(
        `This is called minor and alters ${Math.round(part * 100)} % of the words (${diff.wordsAdded} added, ${diff.wordsRemoved} removed).`,
      );
    }
  }
  if (diff?.formattingOnly === true && change === 'substantial') {
    warnings.push('This is called substantial, and no word of the text changes.');
  }
  for (const locale of asked.localesBefore) {
    if (!locales.some((one) => languageName(one) === languageName(locale))) {
      warnings.push(`The version before this had a text in ${locale}, and this draft has none.`);
    }
  }
  for (const locale of locales) {
    const isSaid = Object.keys(said.summary).length === 0 || said.summary[locale] !== undefined;
    if (locale !== policy.locale && !isSaid) {
      warnings.push(
        `There is a text in ${locale} and no summary: readers of it get the one in ${policy.locale}.`,
      );
    }
  }
  const { effectiveAt, postedAt } = asked;
  if (said.effectiveAt !== null && effectiveAt !== null) {
    if (isClosed(effectiveAt, counting)) {
      warnings.push(
        `It takes effect on a day that is no business day: ${writtenOut(effectiveAt, counting)}.`,
      );
    }
    if (instantToMs(effectiveAt) - instantToMs(postedAt) > FAR_AHEAD_MS) {
      warnings.push(`It takes effect more than half a year ahead: ${writtenOut(effectiveAt, counting)}.`);
    }
  }
  return warnings;
}
