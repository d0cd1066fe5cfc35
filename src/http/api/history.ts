import { z } from 'zod';
import { importHistory, previewHistory } from '../../actions/policies/import-history.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { insistOnLength, policyContent } from '../wire/policy-content.ts';
import { flag, instant, line, policyName } from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

const MOST_VERSIONS = 200;
/** Of one request, whatever the number of versions in it. */
const MAX_HISTORY_BYTES = 16 * 1024 * 1024;

const history = z.strictObject({
  versions: z
    .array(
      z.strictObject({ content: policyContent, postedAt: instant, effectiveAt: instant, source: line(500) }),
    )
    .min(1)
    .max(MOST_VERSIONS),
});

const historyAnswer = z
  .object({
    versions: z.array(versionAnswer).readonly(),
    dryRun: z.literal(true).optional(),
    /**
     * Of a dry run: how many users agreed, by what was imported without a text, when each version was in
     * force; null: when none was, or nobody knows when.
     */
    agreements: z
      .array(z.object({ version: z.int().nullable(), users: z.int() }))
      .readonly()
      .optional(),
  })
  .meta({ id: 'History' });

/** Bringing in what a policy said before this record was kept. */
export function historyRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/history',
      summary:
        'Bring in the versions that a policy had before this record was kept, oldest first, while it has none here. Nobody is told. With dryRun=true, answer what that would make and write nothing.',
      role: 'admin',
      params: z.object({ policy: policyName }),
      query: z.strictObject({ dryRun: flag.optional() }),
      body: history,
      maxBytes: MAX_HISTORY_BYTES,
      idempotent: true,
      statuses: [200, 201],
      answer: historyAnswer,
      refusals: ['invalid-request', 'too-large', 'unknown-policy', 'has-versions'],
    },
    async ({ params, query, body, caller, remember }) => {
      for (const { content } of body.versions) insistOnLength(content);
      if (query.dryRun) {
        const { versions, agreements } = await previewHistory(context, params.policy, body.versions);
        const answer = { ...toAnswer(versions, context.now()), dryRun: true as const, agreements };
        return { status: 200, body: answer };
      }
      const imported = (versions: readonly Version[]) => ({
        status: 201 as const,
        body: toAnswer(versions, context.now()),
        headers: { location: `/v1/policies/${params.policy}/versions` },
      });
      const kept = remember(imported);
      return imported(await importHistory(context, params.policy, body.versions, caller.keyId, kept));
    },
  );
}

function toAnswer(versions: readonly Version[], at: Instant) {
  return { versions: versions.map((one) => versionToAnswer(one, versions, at)) };
}
