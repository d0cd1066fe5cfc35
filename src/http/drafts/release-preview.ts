import { z } from 'zod';
import { previewRelease, type ReleasedPublication } from '../../actions/drafts/preview-release.ts';
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
              z.object({ policy: z.string(), version: z.int(), baseVersion: z.int(), locale: z.string() }),
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
  released: readonly ReleasedPublication[],
  user: string | null,
): Promise<z.output<typeof releasePreview>> {
  const { at, versions, notices, notice, like } = await previewRelease(context, released, user);
  return {
    ...{ dryRun: true as const, at, notice, mails: notices.length },
    versions: versions.map(({ version }) => versionToAnswer(version, [version], at)),
    notices: notices.map(({ readers, says: { language, tells } }) => ({
      ...{ readers, language },
      outcome: Object.fromEntries(tells.map(({ policy, outcome }) => [policy, outcome])),
      tells: tells.map(({ policy, version, base: baseVersion, textLocale: locale }) => {
        return { policy, version, baseVersion, locale };
      }),
    })),
    ...(like !== undefined && { like }),
  };
}
