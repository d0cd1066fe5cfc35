import { fillRendition } from '../../delivery/compose.ts';
import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { noticeOutcome, stanceOf, tenseAt } from '../../domain/notices/outcome.ts';
import type { Says } from '../../domain/notices/says.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { comparedTexts, textLocaleFor } from '../../domain/policies/version-text.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { listRelated } from '../../storage/policies/related.ts';
import { findContent } from '../../storage/policies/texts.ts';
import { findSentences } from '../../storage/policies/wordings.ts';
import type { Context } from '../context.ts';
import { type Writing, writeNotice } from '../notices/render-notice.ts';
import { reviewUrl } from '../sending/send-due-notices.ts';
import { type PreparedVersion, prepareVersion } from './publish-version.ts';

/** Everything a publication would come to: the version, what changes, and the notice that most would get. */
export type VersionPreview = {
  readonly prepared: PreparedVersion;
  /** From the version in force; null for an initial version. */
  readonly changes: PolicyDiff | null;
  /** Null where nobody is told by mail. */
  readonly notice: { readonly subject: string; readonly html: string; readonly text: string } | null;
};

/**
 * Answers what `publishVersion` would do now, and writes nothing; the notice is what
 * somebody who reads the language `reader` would get, or else one in the policy's own, and its links may lead elsewhere.
 */
export async function previewVersion(
  context: Pick<Context, 'store'> & Writing,
  name: string,
  publication: Publication,
  mail: { readonly reader: string | null; readonly url: string | null } = { reader: null, url: null },
): Promise<VersionPreview> {
  const prepared = await prepareVersion(context, name, publication);
  const { policy, version } = prepared;
  const versions = [...prepared.versions, version];
  if (version.change === 'initial') return { prepared, changes: null, notice: null };

  const { previous } = version;
  const { fromLocale } = comparedTexts(versions, previous ?? 0, version, version.locale);
  const of = { policy: name, version: previous ?? 0 };
  const before = previous === null ? '' : await findContent(context.store.db, of, fromLocale);
  const changes = diffPolicies(before ?? '', publication.content, { locale: policy.locale });
  if (!prepared.isMailed) return { prepared, changes, notice: null };
  const { reader } = mail;
  const textLocale = reader === null ? policy.locale : textLocaleFor(version, reader);
  const language = negotiateLanguage(reader ?? policy.locale, policy.locale);
  const about = {
    ...{ policy, versions, version },
    related: await listRelated(context.store.db, policy),
    wording: await findSentences(context.store.db, language, version.wording?.[language]),
    diff: textLocale === policy.locale ? changes : await diffIn(context, prepared, publication, textLocale),
  };
  const says: Says = {
    ...{ kind: 'announcement', round: 0, language },
    tells: [
      {
        ...{ policy: name, version: version.version, base: previous ?? 0, textLocale },
        outcome: noticeOutcome(stanceOf(versions, previous, version), tenseAt(version, version.postedAt)),
      },
    ],
  };
  const rendition = writeNotice(context, [about], says);
  return {
    prepared,
    changes,
    notice: fillRendition(rendition, { url: mail.url ?? reviewUrl(context.publicUrl, 'preview') }),
  };
}

/** What changes for whoever reads the text in a language that does not prevail. */
async function diffIn(
  { store }: Pick<Context, 'store'>,
  { policy, version, versions }: PreparedVersion,
  { content, translations = [] }: Publication,
  textLocale: string,
): Promise<PolicyDiff> {
  const base = version.previous ?? 0;
  const { fromLocale, locale } = comparedTexts([...versions, version], base, version, textLocale);
  const before =
    base === 0 ? '' : await findContent(store.db, { policy: policy.policy, version: base }, fromLocale);
  const after = translations.find((one) => one.locale === locale)?.content ?? content;
  return diffPolicies(before ?? '', after, { locale });
}
