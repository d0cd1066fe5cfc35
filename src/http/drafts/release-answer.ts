import { z } from 'zod';
import { ATTENTION_ABOUT } from '../../domain/drafts/draft.ts';
import type { StoredDraft } from '../../storage/drafts/drafts.ts';
import type { StoredRelease } from '../../storage/drafts/releases.ts';
import { instantOut } from '../wire/schemas.ts';

/** A release as it is answered everywhere. */
export const releaseAnswer = z
  .object({
    id: z.string(),
    state: z.enum(['scheduled', 'needs-attention', 'posted', 'taken-back']),
    /** When it is posted. */
    at: instantOut,
    summary: z.string().nullable(),
    drafts: z.array(z.object({ id: z.string(), revision: z.int(), policy: z.string() })).readonly(),
    /** What was posted of it. */
    versions: z.array(z.object({ policy: z.string(), version: z.int() })).readonly(),
    /** Why nothing of it was. */
    attention: z
      .array(z.object({ draft: z.string(), about: z.enum(ATTENTION_ABOUT), detail: z.string() }))
      .readonly(),
    createdAt: instantOut,
    createdBy: z.string(),
    /** When it was posted, taken back or stopped, and by whom. */
    ended: z.object({ at: instantOut, by: z.string() }).nullable(),
  })
  .meta({ id: 'Release' });

/** What of a release does not hang on its drafts. */
export function releaseToFacts({ id, state, dueAt, summary, createdAt, createdBy, ended }: StoredRelease) {
  return { id, state, at: dueAt, summary, createdAt, createdBy, ended };
}

/** A release with what became of its drafts, which are among those that were found. */
export function releaseToAnswer(
  release: StoredRelease,
  found: readonly StoredDraft[],
): z.output<typeof releaseAnswer> {
  const own = found.filter((one) => one.release === release.id);
  return {
    ...releaseToFacts(release),
    drafts: release.drafts.map(({ draft, revision }) => {
      return { id: draft, revision, policy: found.find(({ id }) => id === draft)?.policy ?? '' };
    }),
    versions: own.flatMap(({ policy, version }) => (version === null ? [] : [{ policy, version }])),
    attention: own.flatMap(({ id, attention }) =>
      attention === null ? [] : [{ draft: id, about: attention.about, detail: attention.detail }],
    ),
  };
}
