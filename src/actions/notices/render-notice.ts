import { composeNotice, type Rendition } from '../../delivery/compose.ts';
import type { NoticeFacts } from '../../delivery/notice-facts.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { addressOf } from '../../domain/email-address.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { readNoticeOutcome } from '../../domain/notices/outcome.ts';
import { readerTerms } from '../../domain/notices/reader-terms.ts';
import { NOBODYS, type Says, saysToText, tellOf } from '../../domain/notices/says.ts';
import type { Told } from '../../domain/notices/told.ts';
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

/** Who writes, and where answers by mail go. */
export type Writing = Pick<Context, 'company' | 'publicUrl' | 'mailFrom' | 'mailReturn' | 'now'>;

/** The words of a notice, rendered and stored when they are first needed. */
export async function renderNotice(
  context: Pick<Context, 'store'> & Writing,
  asked: Omit<RenditionOf, 'editions'>,
): Promise<StoredRendition> {
  const { store, now } = context;
  const told: Pick<NoticeAbout, 'policy' | 'versions' | 'version'>[] = [];
  for (const tell of asked.says.tells) {
    const { policy, versions } = await readPolicy(store.db, tell.policy);
    told.push({ policy, versions, version: versionOf(versions, tell.policy, tell.version) });
  }
  const of = { ...asked, editions: editionsTold(asked.says, told) };
  const known = await findRendition(store.db, of);
  if (known !== undefined) return known;

  const isTold = tellsOfVersion(of.says.kind);
  const about: NoticeAbout[] = [];
  for (const { policy, versions, version } of told) {
    // What is withdrawn is not shown again, and what is answered was shown.
    const { base = 0, textLocale = version.locale } = tellOf(of.says, version) ?? {};
    const compared = comparedTexts(versions, base, version, textLocale);
    const diff = isTold ? await readChanges(store, compared) : null;
    if (diff === undefined) throw new Error('a version has no text');
    const related = isTold ? await listRelated(store.db, policy) : [];
    const { language } = of.says;
    const wording = await findSentences(store.db, language, version.wording?.[language]);
    about.push({ policy, versions, version, diff, related, wording });
  }
  const words = writeNotice(context, about, of.says);
  const { release, editions } = of;
  const corrected = editions === '' ? {} : { editions };
  const id = contentHashOf(canonicalJson({ release, says: saysToText(of.says), ...corrected, ...words }));
  await store.atomic([insertRendition(store.db, { ...of, ...words, id }, now())]);
  // Another process may have been first, and what it stored is what everybody sends.
  const stored = await findRendition(store.db, of);
  if (stored === undefined) throw new Error('a rendition that was just stored is gone');
  return stored;
}

/** A version that a notice tells of, and what changes with it. */
export type NoticeAbout = {
  readonly policy: Policy;
  /** All of the policy, in the order of their numbers. */
  readonly versions: readonly Version[];
  readonly version: Version;
  readonly diff: PolicyDiff | null;
  /** Policies that belong with this one. */
  readonly related: readonly RelatedPolicy[];
  /** What the company says in its own words. */
  readonly wording: Sentences;
};

/** Which editions of the texts of the versions that a notice tells of it shows by now. */
export function editionsTold(says: Says, told: readonly Pick<Told, 'version' | 'versions'>[]): string {
  const named = told.flatMap(({ version, versions }) => {
    const { base = 0, textLocale = version.locale } = tellOf(says, version) ?? {};
    const compared = versions.filter((one) => one.version === base);
    const shown = [...compared, ...versionsBetween(versions, base, version)];
    return nameEditions(shown, textLocale, says.tells.length > 1 ? version.policy : null);
  });
  return named.filter((one) => one !== '').join(' ');
}

/** Writes a notice from its facts, one for each of what it says, without storing it. */
export function writeNotice(context: Writing, about: readonly NoticeAbout[], says: Says): Rendition {
  const [first, ...others] = about.map((one) => factsOf(context, one, says));
  if (first === undefined) throw new Error('a notice tells of no version');
  return composeNotice(first, ...others);
}

function factsOf(
  { company, publicUrl, mailFrom, mailReturn, now }: Writing,
  { policy, versions, version, diff, related, wording }: NoticeAbout,
  says: Says,
): NoticeFacts {
  const { kind, round, language } = says;
  const tell = tellOf(says, version);
  if (tell === undefined) throw new Error('a notice says nothing of a version');
  const { base, outcome, membership = NOBODYS, textLocale, replaces = [] } = tell;
  const { stance } = readNoticeOutcome(outcome);
  const isTold = tellsOfVersion(kind) && isRuled(version);
  const terms = isTold ? readerTerms(version, { membership, stance }, now()) : null;
  return {
    ...{ kind, company, publicUrl, round, outcome, terms },
    policy: { ...policyIn(policy, textLocale), timeZone: version.timeZone },
    version: versionIn(version, textLocale),
    between: versionsBetween(versions, base, version).map((one) => versionIn(one, textLocale)),
    baseVersion: base === 0 ? null : base,
    diff,
    diffLocale: comparedTexts(versions, base, version, textLocale).locale,
    withdrawalReason: version.withdrawal?.reason ?? null,
    replyTo: mailReturn?.replyTo ?? addressOf(mailFrom),
    replaces: versions.filter((one) => replaces.includes(one.version)),
    changesToo: changesToo(policy, version, related, now()),
    language: negotiateLanguage(language),
    wording,
  };
}
