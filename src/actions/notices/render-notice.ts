import { composeNotice, type Rendition } from '../../delivery/compose.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { readNoticeOutcome } from '../../domain/notices/outcome.ts';
import { readerTerms } from '../../domain/notices/reader-terms.ts';
import { NOBODYS, onlyTell, type Says, saysToText } from '../../domain/notices/says.ts';
import { nameEditions } from '../../domain/policies/editions.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { changesToo, type RelatedPolicy } from '../../domain/policies/related.ts';
import { versionsBetween } from '../../domain/policies/timeline.ts';
import { comparedTexts, policyIn, versionIn } from '../../domain/policies/version-text.ts';
import type { Sentences } from '../../domain/policies/wording.ts';
import { canonicalJson } from '../../domain/record/canonical-json.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import {
  findRendition,
  insertRendition,
  type RenditionOf,
  type StoredRendition,
} from '../../storage/notices/renditions.ts';
import { listRelated } from '../../storage/policies/related.ts';
import { findSentences } from '../../storage/policies/wordings.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { readChanges } from '../read-changes.ts';

/** The words of a notice, rendered and stored when they are first needed. */
export async function renderNotice(
  context: Pick<Context, 'store' | 'now' | 'company' | 'publicUrl'>,
  asked: Omit<RenditionOf, 'editions'>,
): Promise<StoredRendition> {
  const { store, now } = context;
  const tell = onlyTell(asked.says);
  const { policy, versions } = await readPolicy(store.db, tell.policy);
  const version = versionOf(versions, tell.policy, tell.version);
  const of = { ...asked, editions: editionsTold(asked.says, versions) };
  const known = await findRendition(store.db, of);
  if (known !== undefined) return known;

  // What is withdrawn is not shown again, and what is answered was shown.
  const compared = comparedTexts(versions, tell.base, version, tell.textLocale);
  const diff = tellsOfVersion(of.says.kind) ? await readChanges(store, compared) : null;
  if (diff === undefined) throw new Error('a version has no text');
  const related = tellsOfVersion(of.says.kind) ? await listRelated(store.db, policy) : [];
  const { language } = of.says;
  const wording = await findSentences(store.db, language, version.wording?.[language]);
  const words = writeNotice(context, { policy, versions, version, diff, related, wording, says: of.says });
  const { release, editions } = of;
  const corrected = editions === '' ? {} : { editions };
  const id = contentHashOf(canonicalJson({ release, says: saysToText(of.says), ...corrected, ...words }));
  await store.atomic([insertRendition(store.db, { ...of, ...words, id }, now())]);
  // Another process may have been first, and what it stored is what everybody sends.
  const stored = await findRendition(store.db, of);
  if (stored === undefined) throw new Error('a rendition that was just stored is gone');
  return stored;
}

/** Which editions of the texts of a policy's versions a notice shows by now. */
export function editionsTold(says: Says, versions: readonly Version[]): string {
  const { policy, version, base, textLocale } = onlyTell(says);
  const told = versionOf(versions, policy, version);
  const compared = versions.filter((one) => one.version === base);
  return nameEditions([...compared, ...versionsBetween(versions, base, told)], textLocale);
}

/** Writes a notice from its facts, without storing it. */
export function writeNotice(
  { company, publicUrl, now }: Pick<Context, 'company' | 'publicUrl' | 'now'>,
  facts: {
    readonly policy: Policy;
    /** All of the policy, in the order of their numbers. */
    readonly versions: readonly Version[];
    readonly version: Version;
    readonly diff: PolicyDiff | null;
    /** Policies that belong with this one. */
    readonly related: readonly RelatedPolicy[];
    /** What the company says in its own words. */
    readonly wording: Sentences;
    readonly says: Says;
  },
): Rendition {
  const { policy, versions, version, diff, related, wording, says } = facts;
  const { kind, round, language } = says;
  const { base, outcome, membership = NOBODYS, textLocale } = onlyTell(says);
  const { stance } = readNoticeOutcome(outcome);
  const isTold = tellsOfVersion(kind) && isRuled(version);
  const terms = isTold ? readerTerms(version, { membership, stance }, now()) : null;
  return composeNotice({
    ...{ kind, company, publicUrl, round, outcome, terms },
    policy: { ...policyIn(policy, textLocale), timeZone: version.timeZone },
    version: versionIn(version, textLocale),
    between: versionsBetween(versions, base, version).map((one) => versionIn(one, textLocale)),
    baseVersion: base === 0 ? null : base,
    diff,
    diffLocale: comparedTexts(versions, base, version, textLocale).locale,
    withdrawalReason: version.withdrawal?.reason ?? null,
    changesToo: changesToo(policy, version, related, now()),
    language: negotiateLanguage(language),
    wording,
  });
}
