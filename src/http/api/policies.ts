import { z } from 'zod';
import { putPolicy } from '../../actions/policies/put-policy.ts';
import type { Instant } from '../../domain/instant.ts';
import { MOST_REMINDERS } from '../../domain/notices/reminder.ts';
import { type AskingPause, pauseAt } from '../../domain/policies/asking-pause.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import { rulesOfPolicy } from '../../domain/policies/ruled-publication.ts';
import { settingsDoubts } from '../../domain/policies/settings-doubts.ts';
import { announcedVersions, versionInForce } from '../../domain/policies/timeline.ts';
import { checkRules } from '../../domain/rules/check-rules.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import type { PolicyVersions } from '../../storage/policies/policy-versions.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import {
  acceptanceMode,
  instantOut,
  lines,
  locale,
  pageQuery,
  period,
  periodOrNone,
  policyName,
  timeZone,
} from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';
import { unwrittenDoubts } from './publishing.ts';
import { askedRules, audienceName, noticeRules } from './rules-schema.ts';

const params = z.object({ policy: policyName });

/** More people than ever approve one text. */
const MOST_APPROVALS = 3;

/** More policies than belong to any one. */
const MOST_PARTS = 10;

const policyChange = z.strictObject({
  title: lines(200).optional(),
  locale: locale.optional(),
  timeZone: timeZone.optional(),
  acceptance: acceptanceMode.optional(),
  notice: z
    .strictObject({
      minor: period.optional(),
      substantial: period.optional(),
      late: period.nullable().optional(),
    })
    .optional(),
  reminders: z.array(period).max(MOST_REMINDERS).optional(),
  remindAtEffect: z.boolean().optional(),
  /** Null: what `notice` and `acceptance` say. */
  rules: askedRules.nullable().optional(),
  /** The audience of the rules that it is for; null: everybody. */
  appliesTo: audienceName.nullable().optional(),
  revocable: z.boolean().optional(),
  required: z.boolean().optional(),
  /** How many people who wrote none of it must approve a version. */
  approvals: z.int().min(0).max(MOST_APPROVALS).optional(),
  /** For how long what is to be posted can be taken back. */
  grace: periodOrNone.optional(),
  /** Policies that belong to it: pages lead from one to the other, and the notice of one says when the other changes. */
  incorporates: z.array(policyName).max(MOST_PARTS).optional(),
});

/** That nobody is gated on a policy, until when, and why. */
export const askingPauseAnswer = z
  .object({
    since: instantOut,
    until: instantOut,
    reason: z.string(),
    /** The key or member who paused it. */
    by: z.string(),
  })
  .meta({ id: 'AskingPause' });

const policyAnswer = z
  .object({
    policy: z.string(),
    title: z.string(),
    /** By their locales, where there are several. */
    titles: z.record(z.string(), z.string()).optional(),
    locale: z.string(),
    timeZone: z.string(),
    acceptance: acceptanceMode,
    notice: z.object({ minor: z.string(), substantial: z.string(), late: z.string() }),
    reminders: z.array(z.string()),
    remindAtEffect: z.boolean(),
    approvals: z.int(),
    grace: z.string(),
    incorporates: z.array(z.string()).readonly().optional(),
    /** These four stand together, once any of them says more than `notice` and `acceptance` do. */
    rules: noticeRules.optional(),
    appliesTo: z.string().nullable().optional(),
    revocable: z.boolean().optional(),
    required: z.boolean().optional(),
    /** There while it is on. */
    askingPause: askingPauseAnswer.optional(),
    current: versionAnswer.nullable(),
    upcoming: z.array(versionAnswer),
  })
  .meta({ id: 'Policy' });

/** A policy that was put, with what cannot be meant by its settings. */
const putAnswer = policyAnswer.extend({ warnings: z.array(z.string()).readonly().optional() });

/** Creating, changing and reading policies. */
export function policyRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/policies/{policy}',
      summary: 'Create or change a policy. What is left out keeps its value; defaults apply at creation.',
      role: 'legal',
      params,
      body: policyChange,
      statuses: [200, 201],
      answer: putAnswer,
      refusals: ['invalid-request', 'rules-in-use', 'approval-required'],
    },
    async ({ params, body, caller }) => {
      const { created } = await putPolicy(context, { ...params, ...body }, caller);
      const written = await readPolicyVersions(context, params.policy);
      const at = context.now();
      const warnings = warningsOf(written.policy, body, at, context.webhook !== null);
      return {
        status: created ? 201 : 200,
        body: { ...policyToAnswer(written, at), ...(warnings.length === 0 ? {} : { warnings }) },
        ...(created ? { headers: { location: `/v1/policies/${params.policy}` } } : {}),
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies',
      summary: 'List policies with their current and upcoming versions.',
      role: 'any',
      query: pageQuery,
      statuses: [200],
      answer: listOf(policyAnswer),
      refusals: ['invalid-request'],
    },
    async ({ query }) => {
      const at = context.now();
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        (after, limit) => listPolicies(context.store.db, { after: after?.[0], limit }),
        (last) => [last.policy],
        async (one) => policyToAnswer(await readPolicyVersions(context, one.policy), at),
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}',
      summary: 'Read a policy with its current and upcoming versions.',
      role: 'any',
      params,
      statuses: [200],
      answer: policyAnswer,
      refusals: ['unknown-policy'],
    },
    async ({ params }) => ({
      status: 200,
      body: policyToAnswer(await readPolicyVersions(context, params.policy), context.now()),
    }),
  );
}

function policyToAnswer({ policy, versions }: PolicyVersions, at: Instant): z.output<typeof policyAnswer> {
  const current = versionInForce(versions, at);
  const pause = pauseAt(policy, at);
  const { minor, substantial, late } = policy.notice;
  return {
    policy: policy.policy,
    title: policy.title,
    ...titlesToAnswer(policy),
    locale: policy.locale,
    timeZone: policy.timeZone,
    acceptance: policy.acceptance,
    notice: { minor, substantial, late: late ?? minor },
    reminders: [...policy.reminders],
    remindAtEffect: policy.remindAtEffect,
    approvals: policy.approvals,
    grace: policy.grace,
    ...(policy.incorporates.length > 0 && { incorporates: policy.incorporates }),
    ...rulesToAnswer(policy),
    ...(pause !== null && { askingPause: pauseToAnswer(pause) }),
    current: current && versionToAnswer(current, versions, at),
    upcoming: announcedVersions(versions, at).map((one) => versionToAnswer(one, versions, at)),
  };
}

/** A pause as it is answered everywhere. */
export function pauseToAnswer({ since, until, reason, by }: AskingPause): z.output<typeof askingPauseAnswer> {
  return { since, until, reason, by };
}

function titlesToAnswer({ title, titles, locale }: Policy) {
  return Object.keys(titles).length === 0 ? {} : { titles: { [locale]: title, ...titles } };
}

function rulesToAnswer(policy: Policy) {
  const { rules, appliesTo, revocable, required } = policy;
  if (rules === null && appliesTo === null && !revocable && required) return {};
  return { rules: rulesOfPolicy(policy), appliesTo, revocable, required };
}

/** What cannot be meant by what was put, or does otherwise than it seems, one sentence each. */
function warningsOf(
  policy: Policy,
  { timeZone: asked }: z.output<typeof policyChange>,
  now: Instant,
  hearsOfBounces: boolean,
): readonly string[] {
  const { rules, timeZone } = policy;
  const unwritten = unwrittenDoubts(policy);
  if (rules === null) return [...settingsDoubts(policy, now), ...unwritten];
  const remarks = checkRules(rules, { hearsOfBounces }).warnings;
  return [
    ...(asked === undefined || asked === timeZone
      ? []
      : [`The rules count in ${timeZone}, and so the time zone is that, not ${asked}.`]),
    ...remarks.map(({ pointer, detail }) => `/rules${pointer} ${detail}.`),
    ...unwritten,
  ];
}
