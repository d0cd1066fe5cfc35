import { fillRendition } from '../../delivery/compose.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { textLocaleFor } from '../../domain/policies/version-text.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { findSentences } from '../../storage/policies/wordings.ts';
import type { Context } from '../context.ts';
import { type Writing, writeNotice } from '../notices/render-notice.ts';
import { reviewUrl } from '../sending/send-due-notices.ts';

/**
 * The mail that whoever was told of a version would get if it were withdrawn now for a reason: as somebody gets it who
 * reads a language and holds the version before it. Its link leads nowhere.
 */
export async function previewWithdrawal(
  context: Pick<Context, 'store'> & Writing,
  { policy, versions }: { readonly policy: Policy; readonly versions: readonly Version[] },
  version: Version,
  { reason, reader }: { readonly reason: string; readonly reader: string },
): Promise<{ readonly subject: string; readonly text: string }> {
  const withdrawn = { ...version, withdrawal: { at: context.now(), reason } };
  const base = version.previous ?? 0;
  const language = negotiateLanguage(reader, policy.locale);
  const wording = await findSentences(context.store.db, language, version.wording?.[language]);
  const about = { policy, versions, version: withdrawn, diff: null, related: [], wording };
  const words = writeNotice(context, [about], {
    ...{ kind: 'withdrawal', round: 0, language },
    tells: [
      {
        ...{ policy: policy.policy, version: version.version, base },
        outcome: base === 0 ? 'unrecorded' : 'goes-on',
        textLocale: textLocaleFor(version, reader),
      },
    ],
  });
  return fillRendition(words, { url: reviewUrl(context.publicUrl, 'preview') });
}
