import { z } from 'zod';
import {
  type Posted,
  previewRelease,
  type ReleasedPublication,
} from '../../actions/drafts/preview-release.ts';
import { doubtTranslations, missingWords } from '../../actions/policies/doubt-texts.ts';
import { unwrittenWarnings } from '../api/publishing.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { instantOut } from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

const mail = z.object({ subject: z.string(), html: z.string(), text: z.string() }).nullable();

/** What posting a release would come to. */
export const releasePreview = z
  .object({
    dryRun: z.literal(true),
    /** When it would be posted, were it asked for now. */
    at: instantOut,
    versions: z.array(versionAnswer).readonly(),
    /** What whoever posts them should know, one sentence each. */
    warnings: z.array(z.string()).readonly().optional(),
    /** How many different mails there would be. */
    mails: z.int(),
    /** The one that most would get. */
    notice: mail,
    /** Each of them, the one that most would get first: who gets it, and what it says becomes of them, by policy. */
    notices: z
      .array(
        z.object({
          readers: z.int(),
          language: z.string(),
          outcome: z.record(z.string(), z.string()),
          tells: z
            .array(
              z.object({
                ...{ policy: z.string(), version: z.int(), baseVersion: z.int(), locale: z.string() },
                /** The audiences of its rules that they are in, or may be in. */
                audiences: z.array(z.string()).readonly().optional(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
    /** The one that the user in the query would get; null where they would get none. */
    like: mail.optional(),
  })
  .meta({ id: 'ReleasePreview' });

/** Answers it, and writes nothing. */
export async function previewToAnswer(
  context: HttpContext,
  asked: { readonly released: readonly ReleasedPublication[]; readonly summary: string | null },
  user: string | null,
): Promise<z.output<typeof releasePreview>> {
  const { at, posted, notices, notice, like } = await previewRelease(context, asked, user);
  const warnings = await doubtsOf(context, posted);
  return {
    ...{ dryRun: true as const, at, notice, mails: notices.length },
    versions: posted.map(({ prepared: { version } }) => versionToAnswer(version, [version], at)),
    ...(warnings.length > 0 && { warnings }),
    notices: notices.map(({ readers, says: { language, tells } }) => ({
      ...{ readers, language },
      outcome: Object.fromEntries(tells.map(({ policy, outcome }) => [policy, outcome])),
      tells: tells.map(({ policy, version, base: baseVersion, textLocale: locale, membership }) => ({
        ...{ policy, version, baseVersion, locale },
        ...(membership && { audiences: [...membership.certain, ...membership.possible] }),
      })),
    })),
    ...(like !== undefined && { like }),
  };
}

/** What its readers would get in another language than theirs, and what translations may not say, each of its policy. */
async function doubtsOf(
  { store }: Pick<HttpContext, 'store'>,
  posted: readonly Posted[],
): Promise<readonly string[]> {
  const doubts = await Promise.all(
    posted.map(async ({ prepared, publication }) => {
      const { policy, version } = prepared;
      const said = [
        ...unwrittenWarnings(version, policy),
        ...missingWords(prepared),
        ...(await doubtTranslations(store.db, prepared, publication)),
      ];
      return said.map((one) => `${policy.policy}: ${one}`);
    }),
  );
  return doubts.flat();
}
