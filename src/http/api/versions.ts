import { z } from 'zod';
import { translateVersion } from '../../actions/policies/translate-version.ts';
import { withdrawVersion } from '../../actions/policies/withdraw-version.ts';
import { readChanges } from '../../actions/read-changes.ts';
import { insistOnDraft } from '../../domain/drafts/required-approvals.ts';
import type { FrozenRules } from '../../domain/policies/frozen-rules.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionsBetween } from '../../domain/policies/timeline.ts';
import { bestLocale, comparedTexts, localesOf, textsOf } from '../../domain/policies/version-text.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findContent, findLayers } from '../../storage/policies/texts.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { insistOnLength, LONGEST_CONTENT, policyContent } from '../wire/policy-content.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { contentHash, layers, line, locale, pageQuery, policyName, versionParam } from '../wire/schemas.ts';
import { changesAnswer, changesToAnswer, versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

const policyParams = z.object({ policy: policyName });
const versionParams = z.object({ policy: policyName, version: versionParam });
const withContent = versionAnswer.extend({
  content: z.string(),
  /** The rules that it was posted under, as they were then, and how its date was found. */
  rules: z.custom<FrozenRules>().meta({ id: 'FrozenRules', type: 'object' }).optional(),
  /** Sections of that text in short, where it has such. */
  layers: layers.readonly().optional(),
});

/** JSON may write each byte of the text as six. */
const MAX_TRANSLATION_BYTES = 6 * LONGEST_CONTENT + 2 * 1024 * 1024;

const translation = z.strictObject({
  locale,
  content: policyContent,
  summary: line(2000).optional(),
  reason: line(2000).optional(),
  layers: layers.optional(),
});

/** Reading, translating, comparing and withdrawing versions. */
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
      summary: 'Read one version with its content, in a language of its texts, or in that which prevails.',
      role: 'any',
      params: versionParams,
      query: z.strictObject({
        locale: locale.optional(),
        /** Of an edition of one of its texts, also of one that was corrected. */
        contentHash: contentHash.optional(),
      }),
      statuses: [200],
      answer: withContent,
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version', 'unknown-text'],
    },
    async ({ params, query }) => {
      const { versions } = await readPolicyVersions(context, params.policy);
      const version = versions.find((one) => one.version === params.version);
      if (version === undefined) throw unknownVersion(params);
      const named = query.contentHash === undefined ? null : editionNamed(version, query.contentHash);
      const shown = named?.locale ?? localeAsked(version, query.locale);
      const content = await findContent(context.store.db, version, shown, named?.edition);
      if (content === undefined) throw new Error('a version has no text');
      const answer = {
        ...versionToAnswer(version, versions, context.now(), shown),
        ...(named !== null && { contentHash: named.contentHash }),
      };
      const { rules } = version;
      const found = await findLayers(context.store.db, version, shown);
      const body = {
        ...{ ...answer, ...(rules !== null && { rules }), content },
        ...(found.length > 0 && { layers: found }),
      };
      return { status: 200, body };
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
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/texts',
      summary:
        'Add a text in another language to a version. Nobody is told, and no text is ever changed; comparisons with later versions use it.',
      role: 'legal',
      params: versionParams,
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
      const asked = {
        ...{ ...body, summary: body.summary ?? null, reason: body.reason ?? null },
        layers: body.layers ?? [],
      };
      const translated = (version: Version) => ({
        status: 201 as const,
        body: versionToAnswer(version, [version], context.now(), asked.locale),
        headers: {
          location: `/v1/policies/${version.policy}/versions/${version.version}?locale=${asked.locale}`,
        },
      });
      insistOnDraft((await readPolicyVersions(context, params.policy)).policy, caller);
      return translated(await translateVersion(context, params, asked, caller.keyId, remember(translated)));
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/changes',
      summary:
        'What changed from one version to another, as data; in a language that both have texts in, or in that which prevails.',
      role: 'any',
      params: policyParams,
      query: z.strictObject({ from: versionParam, to: versionParam, locale: locale.optional() }),
      statuses: [200],
      answer: changesAnswer,
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version', 'unknown-text'],
    },
    async ({ params, query }) => {
      const { versions } = await readPolicyVersions(context, params.policy);
      const to = versions.find((one) => one.version === query.to);
      const missing = versions.some((one) => one.version === query.from) ? query.to : query.from;
      if (to === undefined || missing !== query.to) throw unknownVersion({ ...params, version: missing });
      const compared = comparedTexts(versions, query.from, to, localeAsked(to, query.locale));
      const changes = await readChanges(context.store, compared);
      if (changes === undefined) throw new Error('a version has no text');
      const between = versionsBetween(versions, query.from, to);
      return { status: 200, body: changesToAnswer(changes, between, compared) };
    },
  );
}

/** The language of the text that was asked for; refuses with `unknown-text` one that the version has none in. */
function localeAsked(version: Version, asked: string | undefined): string {
  if (asked === undefined) return version.locale;
  const found = bestLocale(localesOf(version), asked);
  if (found !== undefined) return found;
  throw new Refusal(
    'unknown-text',
    `Version ${version.version} of policy "${version.policy}" has no text in ${asked}; there is ${localesOf(version).join(', ')}.`,
  );
}

/** The edition of a version's text that a hash names; refuses with `unknown-text`. */
function editionNamed(version: Version, hash: string) {
  const { editions = [], version: number } = version;
  const edition = editions.findLast(({ contentHash }) => contentHash === hash);
  if (edition !== undefined) return edition;
  const text = textsOf(version).find(({ contentHash }) => contentHash === hash);
  if (text !== undefined) return { ...text, edition: 1 };
  throw new Refusal('unknown-text', `Version ${number} has no text with that hash.`);
}

function unknownVersion({ policy, version }: { readonly policy: string; readonly version: number }): Refusal {
  return new Refusal('unknown-version', `Policy "${policy}" has no version ${version}.`);
}
