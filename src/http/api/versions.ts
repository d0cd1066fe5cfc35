import { z } from 'zod';
import { withdrawVersion } from '../../actions/policies/withdraw-version.ts';
import { readChanges } from '../../actions/read-changes.ts';
import type { FrozenRules } from '../../domain/policies/frozen-rules.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionsBetween } from '../../domain/policies/timeline.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findContent } from '../../storage/policies/versions.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { line, pageQuery, policyName, versionParam } from '../wire/schemas.ts';
import { changesAnswer, changesToAnswer, versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

const policyParams = z.object({ policy: policyName });
const versionParams = z.object({ policy: policyName, version: versionParam });
const withContent = versionAnswer.extend({
  content: z.string(),
  /** The rules that it was posted under, as they were then, and how its date was found. */
  rules: z.custom<FrozenRules>().meta({ id: 'FrozenRules', type: 'object' }).optional(),
});

/** Reading, comparing and withdrawing versions. */
export function versionRoutes(api: Api): void {
  const { context } = api;
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
      const at = context.now();
      const body = await readPage(
        query,
        z.tuple([z.int()]),
        (before) =>
          versions.filter(({ version }) => version < (before?.[0] ?? Number.POSITIVE_INFINITY)).toReversed(),
        (last) => [last.version],
        (one) => versionToAnswer(one, versions, at),
      );
      return { status: 200, body };
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
      const answer = versionToAnswer(version, versions, context.now());
      const { rules } = version;
      return { status: 200, body: { ...answer, ...(rules !== null && { rules }), content } };
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
      answer: changesAnswer,
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version'],
    },
    async ({ params, query }) => {
      const { policy, versions } = await readPolicyVersions(context, params.policy);
      const changes = await readChanges(context.store, policy, query.from, query.to);
      const to = versions.find((one) => one.version === query.to);
      if (changes !== undefined && to !== undefined) {
        return { status: 200, body: changesToAnswer(changes, versionsBetween(versions, query.from, to)) };
      }
      const missing = versions.some((one) => one.version === query.from) ? query.to : query.from;
      throw unknownVersion({ ...params, version: missing });
    },
  );
}

function unknownVersion({ policy, version }: { readonly policy: string; readonly version: number }): Refusal {
  return new Refusal('unknown-version', `Policy "${policy}" has no version ${version}.`);
}
