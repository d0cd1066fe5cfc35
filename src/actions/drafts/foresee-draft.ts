import { missingWords } from '../../domain/drafts/approvals.ts';
import { draftDoubts, refusalToWarnings } from '../../domain/drafts/doubts.ts';
import { type DraftContent, draftToPublication } from '../../domain/drafts/draft.ts';
import { explainDate } from '../../domain/drafts/explain-date.ts';
import { graceEndsAt } from '../../domain/drafts/release.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { languageName, localesOf } from '../../domain/policies/version-text.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countingOf } from '../../domain/rules/count-period.ts';
import { findRelease } from '../../storage/drafts/releases.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { doubtTranslations } from '../policies/doubt-texts.ts';
import { type PreparedVersion, prepareVersion } from '../policies/publish-version.ts';
import { compareWithVersion } from './compare-draft.ts';
import { type DraftFacts, readContent } from './read-draft.ts';
import { readTranslations } from './read-translations.ts';

/** What posting a draft would come to; of one that was posted, what it came to. */
export type Outlook = {
  /** The number it would get. */
  readonly version: number;
  readonly postedAt: Instant;
  /** Null while something is missing that it depends on. */
  readonly effectiveAt: Instant | null;
  /** How that date is found, in sentences. */
  readonly explanation: readonly string[];
  /** How many users would be told by mail. */
  readonly recipients: number | null;
  /** What posting would refuse, and what a careful colleague would ask. */
  readonly warnings: readonly string[];
};

/** So many things can be missing at once. */
const MOST_REFUSALS = 6;

/** Says what posting a draft would come to at its time, or once the grace is over, and writes nothing. */
export async function foreseeDraft(
  context: Pick<Context, 'store' | 'now'>,
  facts: DraftFacts,
): Promise<Outlook> {
  const { store, now } = context;
  const { db } = store;
  const { draft, said, standing } = facts;
  const { policy, versions } = await readPolicy(db, draft.policy);
  const posted = versions.find(({ version }) => version === draft.version);
  if (posted !== undefined) return outlookOf(posted, policy, []);
  const release =
    draft.state === 'scheduled' && draft.release !== null && (await findRelease(db, draft.release));
  const postedAt = release ? release.dueAt : graceEndsAt([policy], now());
  const warnings: string[] = [];
  const objection = standing.objections[0];
  if (objection !== undefined) {
    warnings.push(`${objection.by} objects${objection.note === null ? '.' : `: ${objection.note}`}`);
  }
  if (standing.approvals.length < policy.approvals) {
    warnings.push(missingWords(policy.policy, standing.approvals.length, policy.approvals));
  }
  for (const { isStale, words } of await readTranslations(db, facts)) if (isStale) warnings.push(words);
  const content = await readContent(db, said);
  const empty = {
    version: policy.lastVersion + 1,
    postedAt,
    effectiveAt: null,
    explanation: [],
    recipients: null,
  };
  if (textOf(content, policy.locale) === undefined) {
    warnings.unshift(`There is no text in ${policy.locale}, the language of the policy.`);
    return { ...empty, warnings };
  }
  const publication = asFarAsReadable(content, policy.locale, (refusal) =>
    warnings.push(...refusalToWarnings(refusal)),
  );
  const found = await prepareAsFarAsItGoes(
    { store, now: () => postedAt },
    draft.policy,
    publication,
    (refusal) => warnings.push(...refusalToWarnings(refusal)),
  );
  if (found === null) return { ...empty, warnings };
  warnings.push(...(await findDoubts(context, facts, found)));
  warnings.push(...(await doubtTranslations(db, found, publication)));
  return outlookOf(found.version, policy, warnings);
}

/** The text in a language, however that is written. */
function textOf({ texts }: DraftContent, locale: string): string | undefined {
  const name = languageName(locale);
  return Object.entries(texts).find(([one]) => languageName(one) === name)?.[1];
}

/** What would be published; where its languages do not go together, of the one that prevails alone. */
function asFarAsReadable(
  content: DraftContent,
  locale: string,
  refused: (refusal: Refusal) => void,
): Publication {
  try {
    return draftToPublication(content, locale);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused(error);
    const [summary = '…'] = Object.values(content.summary);
    const alone = { [locale]: textOf(content, locale) ?? '' };
    return draftToPublication(
      { ...content, texts: alone, summary: { [locale]: summary }, layers: {} },
      locale,
    );
  }
}

function outlookOf(version: Version, policy: Policy, warnings: readonly string[]): Outlook {
  const { postedAt, effectiveAt, recipients } = version;
  return {
    ...{ version: version.version, postedAt, effectiveAt, recipients, warnings },
    explanation: explainDate(version, policy),
  };
}

async function findDoubts(
  { store, now }: Pick<Context, 'store' | 'now'>,
  facts: DraftFacts,
  { policy, version, versions }: PreparedVersion,
): Promise<readonly string[]> {
  const { db } = store;
  const { said } = facts;
  const isCompared = version.change !== 'initial';
  const { follows, diff } = await compareWithVersion(db, facts, policy.locale, now());
  const before = versions.find((one) => one.version === follows);
  return draftDoubts({
    ...{ policy, said, follows: said.follows, lastVersion: policy.lastVersion },
    ...{ change: version.change, diff: isCompared ? diff : null },
    localesBefore: before === undefined ? [] : localesOf(before),
    ...{ effectiveAt: version.effectiveAt, postedAt: version.postedAt },
    counting: countingOf(policy.rules ?? { timeZone: policy.timeZone }),
  });
}

/**
 * Prepares a version as if what is missing were there, so that all that posting would refuse is said at once; null
 * where nothing can stand in for what is.
 */
async function prepareAsFarAsItGoes(
  context: Parameters<typeof prepareVersion>[0],
  policy: string,
  asked: Publication,
  refused: (refusal: Refusal) => void,
): Promise<PreparedVersion | null> {
  let publication: Publication | null = asked;
  for (let tries = 0; publication !== null && tries < MOST_REFUSALS; tries++) {
    try {
      return await prepareVersion(context, policy, publication);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused(error);
      publication = standIn(publication, error);
    }
  }
  return null;
}

function standIn(publication: Publication, { code, facts }: Refusal): Publication | null {
  const pointer = facts.errors?.[0]?.pointer;
  if (pointer === '/summary' && publication.summary === null) return { ...publication, summary: '…' };
  if (pointer?.startsWith('/layers') && publication.layers !== undefined) {
    return { ...publication, layers: [] };
  }
  if (code === 'reason-required' && publication.reason === null) return { ...publication, reason: '…' };
  if (code === 'notice-too-short' || code === 'too-far-ahead') {
    return publication.effectiveAt === null ? null : { ...publication, effectiveAt: null };
  }
  return null;
}
