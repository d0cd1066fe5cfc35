import { fillRendition } from '../../delivery/fill-rendition.ts';
import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { noticeOutcome, stanceOf, tenseAt } from '../../domain/notices/outcome.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { type Language, negotiateLanguage } from '../../language/languages.ts';
import { findContent } from '../../storage/policies/versions.ts';
import type { Context } from '../context.ts';
import { writeNotice } from '../notices/render-notice.ts';
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

/** Answers what `publishVersion` would do now, and writes nothing; the notice may be in another language, and lead elsewhere. */
export async function previewVersion(
  context: Pick<Context, 'store' | 'now' | 'company' | 'publicUrl'>,
  name: string,
  publication: Publication,
  mail: { readonly language: Language | null; readonly url: string | null } = { language: null, url: null },
): Promise<VersionPreview> {
  const prepared = await prepareVersion(context, name, publication);
  const { policy, version } = prepared;
  const versions = [...prepared.versions, version];
  if (version.change === 'initial') return { prepared, changes: null, notice: null };

  const { previous } = version;
  const before = previous === null ? '' : await findContent(context.store.db, name, previous);
  const changes = diffPolicies(before ?? '', publication.content, { locale: policy.locale });
  if (!prepared.isMailed) return { prepared, changes, notice: null };
  const rendition = writeNotice(context, {
    policy,
    versions,
    version,
    diff: changes,
    says: {
      ...{ kind: 'announcement', round: 0, language: mail.language ?? negotiateLanguage(policy.locale) },
      tells: [
        {
          ...{ policy: name, version: version.version, base: previous ?? 0, textLocale: policy.locale },
          outcome: noticeOutcome(stanceOf(versions, previous, version), tenseAt(version, version.postedAt)),
        },
      ],
    },
  });
  return {
    prepared,
    changes,
    notice: fillRendition(rendition, { url: mail.url ?? reviewUrl(context.publicUrl, 'preview') }),
  };
}
