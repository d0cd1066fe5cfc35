import { z } from 'zod';
import { tellCorrected } from '../../actions/notices/tell-corrected.ts';
import { correctText } from '../../actions/policies/correct-text.ts';
import { insistOnDraft } from '../../domain/drafts/required-approvals.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { invalid } from '../../domain/refusal.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { insistOnLength, LONGEST_CONTENT, policyContent } from '../wire/policy-content.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { line, locale, madeId, policyName, versionParam } from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

/** JSON may write each byte of the text as six. */
const MAX_CORRECTION_BYTES = 6 * LONGEST_CONTENT + 64 * 1024;

const correction = z.strictObject({
  /** The language of the text that is corrected; the policy's own where it is left out. */
  locale: locale.optional(),
  /** Of a text that does not prevail. */
  content: policyContent.optional(),
  summary: line(2000).optional(),
  /** Why it is corrected, for the record and for whoever reads the version. */
  why: line(500),
});

const toldAnew = z.object({
  queued: z.int(),
  skipped: z.int(),
  /** Where to go on; null: those were all. */
  after: z.string().nullable(),
});

/** Correcting what does not prevail, while nothing is sent. */
export function correctionRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/corrections',
      summary:
        'Append a corrected edition of a text that does not prevail, or of a summary, while the sending of the version is paused. The text that prevails never changes, and those who were told already are told again only by …/corrections/mails.',
      role: 'legal',
      params: z.object({ policy: policyName, version: versionParam }),
      body: correction,
      maxBytes: MAX_CORRECTION_BYTES,
      idempotent: true,
      statuses: [201],
      answer: versionAnswer,
      refusals: [
        'approval-required',
        'invalid-request',
        'not-paused',
        'nothing-changed',
        'too-large',
        'unknown-policy',
        'unknown-text',
        'unknown-version',
        'version-not-open',
      ],
    },
    async ({ params, body, caller, remember }) => {
      const { content = null, summary = null, why } = body;
      if (content === null && summary === null) throw invalid('/content', 'or summary is required');
      if (content !== null) insistOnLength(content);
      const { policy } = await readPolicyVersions(context, params.policy);
      insistOnDraft(policy, caller);
      const asked = { locale: body.locale ?? null, content, summary, why };
      const corrected = (version: Version) => ({
        status: 201 as const,
        body: versionToAnswer(version, [version], context.now()),
        headers: { location: `/v1/policies/${version.policy}/versions/${version.version}` },
      });
      return corrected(await correctText(context, params, asked, caller.keyId, remember(corrected)));
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/corrections/mails',
      summary:
        'Send announcements again that showed what was corrected since, some at a time: ask again with `after`, until that is null. Whoever has answered already is told by it that their answer stands; whoever has left is not written to.',
      role: 'legal',
      params: z.object({ policy: policyName, version: versionParam }),
      body: z.strictObject({ after: madeId.nullable().optional() }),
      statuses: [200],
      answer: toldAnew,
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version'],
    },
    async ({ params, body, caller }) => {
      return {
        status: 200,
        body: await tellCorrected(context, params, body.after ?? undefined, caller.keyId),
      };
    },
  );
}
