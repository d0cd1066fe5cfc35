import { z } from 'zod';
import { translateVersion } from '../../actions/policies/translate-version.ts';
import { insistOnDraft } from '../../domain/drafts/required-approvals.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { insistOnLength, LONGEST_CONTENT, policyContent } from '../wire/policy-content.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { line, locale, policyName, versionParam } from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

/** JSON may write each byte of the text as six. */
const MAX_TRANSLATION_BYTES = 6 * LONGEST_CONTENT + 64 * 1024;

const translation = z.strictObject({
  locale,
  content: policyContent,
  summary: line(2000).optional(),
  reason: line(2000).optional(),
});

/** Adding a text in another language to a version. */
export function translationRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/texts',
      summary:
        'Add a text in another language to a version. Nobody is told, and no text is ever changed; comparisons with later versions use it.',
      role: 'legal',
      params: z.object({ policy: policyName, version: versionParam }),
      body: translation,
      maxBytes: MAX_TRANSLATION_BYTES,
      idempotent: true,
      statuses: [201],
      answer: versionAnswer,
      refusals: [
        'approval-required',
        'invalid-request',
        'too-large',
        'unknown-policy',
        'unknown-version',
        'has-text',
        'version-not-open',
      ],
    },
    async ({ params, body, caller, remember }) => {
      insistOnLength(body.content);
      const { policy } = await readPolicyVersions(context, params.policy);
      insistOnDraft(policy, caller);
      const asked = { ...body, summary: body.summary ?? null, reason: body.reason ?? null };
      const translated = (version: Version) => ({
        status: 201 as const,
        body: versionToAnswer(version, [version], context.now(), asked.locale),
        headers: {
          location: `/v1/policies/${version.policy}/versions/${version.version}?locale=${asked.locale}`,
        },
      });
      return translated(await translateVersion(context, params, asked, caller.keyId, remember(translated)));
    },
  );
}
