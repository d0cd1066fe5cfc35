import { z } from 'zod';
import { foreseeLateTelling, type Outlook, readOutlook } from '../../actions/notices/foresee-sending.ts';
import { previewVersion } from '../../actions/policies/preview-version.ts';
import { publishVersion } from '../../actions/policies/publish-version.ts';
import { withdrawVersion } from '../../actions/policies/withdraw-version.ts';
import { readChanges } from '../../actions/read-changes.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findContent } from '../../storage/policies/versions.ts';
import { DEFAULT_PAGE, decodeCursor, listOf, pageOf } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import {
  acceptanceMode,
  change,
  instant,
  line,
  pageQuery,
  policyName,
  text,
  versionParam,
} from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

/** The most bytes of UTF-8 in a policy's text: what every database keeps in one row. */
const LONGEST_CONTENT = 1_000_000;

const BOUNCES_UNSEEN =
  'Bounces stay unseen while RESEND_WEBHOOK_SECRET is not set: whoever a notice does not reach counts as told.';

/** JSON may write each byte of the text as six. */
const MAX_PUBLICATION_BYTES = 6 * LONGEST_CONTENT + 64 * 1024;

const policyParams = z.object({ policy: policyName });
const versionParams = z.object({ policy: policyName, version: versionParam });
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const publication = z.strictObject({
  content: text(Number.MAX_SAFE_INTEGER).refine((value) => value.trim() !== '', {
    error: 'must not be blank',
  }),
  change: change.optional(),
  summary: line(2000).optional(),
  effectiveAt: instant.optional(),
  reason: line(2000).optional(),
  acceptance: acceptanceMode.optional(),
  pending: z.literal('withdraw').optional(),
});

const diffAnswer = z.custom<PolicyDiff>().meta({ id: 'Changes', type: 'object' });

const publishedAnswer = versionAnswer.extend({
  dryRun: z.literal(true).optional(),
  /** What whoever publishes should know, one sentence each. */
  warnings: z.array(z.string()).readonly().optional(),
  withdraws: z.array(z.int()).readonly().optional(),
  changes: diffAnswer.nullable().optional(),
  notice: z.object({ subject: z.string(), html: z.string(), text: z.string() }).nullable().optional(),
});

const withContent = versionAnswer.extend({ content: z.string() });

/** Publishing, reading, comparing and withdrawing versions. */
export function versionRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions',
      summary: 'Publish a version; with dryRun=true, answer everything and write nothing.',
      role: 'legal',
      params: policyParams,
      query: z.strictObject({ dryRun: flag.optional() }),
      body: publication,
      maxBytes: MAX_PUBLICATION_BYTES,
      idempotent: true,
      statuses: [200, 201],
      answer: publishedAnswer,
      refusals: [
        'invalid-request',
        'too-large',
        'unknown-policy',
        'notice-too-short',
        'too-far-ahead',
        'reason-required',
        'version-pending',
        'nothing-changed',
      ],
    },
    async ({ params, query, body, caller, remember }) => {
      const asked = bodyToPublication(body);
      const outlook = await readOutlook(context);
      const { policy } = await readPolicyVersions(context, params.policy);
      const warned = (version: Version) => withWarnings(context, outlook, version, policy);
      if (query.dryRun) {
        const { prepared, changes, notice } = await previewVersion(context, params.policy, asked);
        const { version, withdraws } = prepared;
        const answer = versionToAnswer(version, [version], version.postedAt);
        const body = { ...answer, ...warned(version), dryRun: true as const, withdraws, changes, notice };
        return { status: 200, body };
      }
      const published = (version: Version) => ({
        status: 201 as const,
        body: { ...versionToAnswer(version, [version], version.postedAt), ...warned(version) },
        headers: { location: `/v1/policies/${version.policy}/versions/${version.version}` },
      });
      return published(
        await publishVersion(context, params.policy, asked, caller.keyId, remember(published)),
      );
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/versions',
      summary: 'List the versions of a policy, newest first.',
      role: 'any',
      params: policyParams,
      query: pageQuery,
      statuses: [200],
      answer: listOf(versionAnswer),
      refusals: ['unknown-policy', 'invalid-request'],
    },
    async ({ params, query }) => {
      const { versions } = await readPolicyVersions(context, params.policy);
      const limit = query.limit ?? DEFAULT_PAGE;
      const [before] = decodeCursor(query.cursor, z.tuple([z.int()])) ?? [Number.POSITIVE_INFINITY];
      const at = context.now();
      const found = versions.filter((one) => one.version < before).toReversed();
      return {
        status: 200,
        body: pageOf(
          found,
          limit,
          (last) => [last.version],
          (one) => versionToAnswer(one, versions, at),
        ),
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/versions/{version}',
      summary: 'Read one version with its content.',
      role: 'any',
      params: versionParams,
      statuses: [200],
      answer: withContent,
      refusals: ['unknown-policy', 'unknown-version'],
    },
    async ({ params }) => {
      const { versions } = await readPolicyVersions(context, params.policy);
      const version = versions.find((one) => one.version === params.version);
      const content = await findContent(context.store.db, params.policy, params.version);
      if (version === undefined || content === undefined) throw unknownVersion(params);
      return { status: 200, body: { ...versionToAnswer(version, versions, context.now()), content } };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/withdrawal',
      summary: 'Withdraw an announced version.',
      role: 'legal',
      params: versionParams,
      body: z.strictObject({ reason: line(2000), pending: z.literal('withdraw').optional() }),
      idempotent: true,
      statuses: [200],
      answer: versionAnswer,
      refusals: [
        'invalid-request',
        'unknown-policy',
        'unknown-version',
        'version-not-announced',
        'version-pending',
      ],
    },
    async ({ params, body, caller, remember }) => {
      const input = { ...params, reason: body.reason, withdrawPending: body.pending === 'withdraw' };
      const withdrawn = (version: Version) => ({
        status: 200 as const,
        body: versionToAnswer(version, [version], context.now()),
      });
      return withdrawn(await withdrawVersion(context, input, caller.keyId, remember(withdrawn)));
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/changes',
      summary: 'What changed from one version to another, as data.',
      role: 'any',
      params: policyParams,
      query: z.strictObject({ from: versionParam, to: versionParam }),
      statuses: [200],
      answer: diffAnswer,
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version'],
    },
    async ({ params, query }) => {
      const { policy, versions } = await readPolicyVersions(context, params.policy);
      const changes = await readChanges(context.store, policy, query.from, query.to);
      if (changes !== undefined) return { status: 200, body: changes };
      const missing = versions.some((one) => one.version === query.from) ? query.to : query.from;
      throw unknownVersion({ ...params, version: missing });
    },
  );
}

/** What whoever publishes should know of how this service stands; nothing where there is nothing to say. */
function withWarnings(
  { mailer, webhook }: HttpContext,
  outlook: Outlook | null,
  version: Version,
  policy: Policy,
): { readonly warnings?: readonly string[] } {
  const late = outlook && foreseeLateTelling(outlook, version, policy);
  const warnings = [
    ...(mailer?.name === 'resend' && webhook === null ? [BOUNCES_UNSEEN] : []),
    ...(late === null ? [] : [late]),
  ];
  return warnings.length === 0 ? {} : { warnings };
}

function bodyToPublication(body: z.output<typeof publication>): Publication {
  const bytes = new TextEncoder().encode(body.content).length;
  if (bytes > LONGEST_CONTENT) {
    throw new Refusal('too-large', `The content has ${bytes} bytes; it may have ${LONGEST_CONTENT}.`);
  }
  return {
    content: body.content,
    change: body.change ?? null,
    summary: body.summary ?? null,
    reason: body.reason ?? null,
    acceptance: body.acceptance ?? null,
    effectiveAt: body.effectiveAt ?? null,
    withdrawPending: body.pending === 'withdraw',
  };
}

function unknownVersion({ policy, version }: { readonly policy: string; readonly version: number }): Refusal {
  return new Refusal('unknown-version', `Policy "${policy}" has no version ${version}.`);
}
