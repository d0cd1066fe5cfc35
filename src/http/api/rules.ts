import { z } from 'zod';
import { fillCalendar } from '../../actions/policies/fill-calendar.ts';
import { proposeDate } from '../../actions/policies/propose-date.ts';
import { laterOf } from '../../domain/instant.ts';
import { rulesOfPolicy } from '../../domain/policies/ruled-publication.ts';
import { announce } from '../../domain/rules/announce.ts';
import { checkRules, insistOnRules } from '../../domain/rules/check-rules.ts';
import { decideWithTrace } from '../../domain/rules/decide-outcome.ts';
import { type NoticeRules, OFFERS } from '../../domain/rules/notice-rules.ts';
import { type AskedRules, PRESETS, readRules } from '../../domain/rules/presets.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { instant, policyName } from '../wire/schemas.ts';
import { askedRules, readerEvent, ruledReader, ruledVersion } from './rules-schema.ts';

const presetAnswer = z
  .object({
    preset: z.string(),
    label: z.string(),
    source: z.string(),
    purpose: z.string(),
    why: z.string(),
    ask: z.array(z.string()).readonly(),
    textRead: z.boolean(),
    rules: z.unknown(),
  })
  .meta({ id: 'RulePreset' });

const outlookRequest = ruledVersion.omit({ postedAt: true, namedAt: true }).extend({
  /** A preset's name, or a document; else those of `policy`; else the default preset. */
  rules: askedRules.exactOptional(),
  policy: policyName.exactOptional(),
  postedAt: instant.exactOptional(),
  effectiveAt: instant.exactOptional(),
  /** Someone who agreed to an earlier version, unless said. */
  reader: ruledReader.exactOptional(),
  events: z.array(readerEvent).max(1000).exactOptional(),
  now: instant.exactOptional(),
});

const at = z.string().nullable();
const outcomeAnswer = z
  .object({
    /** The date for people in general, which pages print. */
    generalAt: z.string(),
    tells: z.object({
      by: z.array(z.string()).readonly(),
      need: z.int(),
      reached: z.array(z.string()).readonly(),
      at,
    }),
    waitsFor: z.array(z.string()).readonly().nullable(),
    effectiveAt: at,
    bindsAt: at,
    window: z.object({ opensAt: z.string(), closesAt: at }).nullable(),
    acceptance: z.enum(['none', 'silence', 'use', 'explicit']),
    offers: z.array(z.enum(OFFERS)).readonly(),
    unansweredAt: at,
    keepUntil: at,
    endsAt: at,
    noticeStaysUntil: at,
    state: z.string(),
    trace: z.array(z.string()).readonly(),
    /** A date that would be everybody's, for a class whose clock is the reader's; else null. */
    commonDate: at,
    /** What is doubtful in the rules, each with its place. */
    warnings: z.array(z.object({ pointer: z.string(), detail: z.string() })).readonly(),
  })
  .meta({ id: 'Outcome' });

/** Presets of notice rules, and what rules would come to before anything is posted under them. */
export function ruleRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/rule-presets',
      summary: 'List notice rules to start from, with where they come from and what to ask counsel.',
      role: 'any',
      statuses: [200],
      answer: z.object({ items: z.array(presetAnswer) }),
      refusals: [],
    },
    async () => ({ status: 200, body: { items: PRESETS.map((one) => ({ ...one })) } }),
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/rules/outlook',
      summary:
        'What notice rules come to for a change, a reader and what happens between them; writes nothing.',
      role: 'legal',
      body: outlookRequest,
      statuses: [200],
      answer: outcomeAnswer,
      refusals: [
        'invalid-request',
        'unknown-policy',
        'reason-required',
        'section-not-in-class',
        'notice-too-short',
        'too-far-ahead',
      ],
    },
    async ({ body }) => {
      const { rules, policy, reader = { holds: true }, events = [], effectiveAt, now, ...facts } = body;
      const at = now ?? context.now();
      const { postedAt = at } = facts;
      const asked = await fillCalendar(context.store.db, await rulesAsked(context, rules, policy));
      insistOnRules(asked);
      const { warnings } = checkRules(asked, { hearsOfBounces: context.webhook !== null });
      const version = { ...facts, postedAt, ...(effectiveAt !== undefined && { namedAt: effectiveAt }) };
      const { changeClass, effectiveAt: generalAt } = announce(asked, version);
      const outcome = decideWithTrace(
        { rules: asked, changeClass, version, reader, events },
        laterOf(postedAt, at),
      );
      const commonDate = await proposeDate(context, policy ?? '', { rules: asked, changeClass, version });
      return { status: 200, body: { generalAt, ...outcome, commonDate, warnings: [...warnings] } };
    },
  );
}

async function rulesAsked(
  context: HttpContext,
  asked: AskedRules | undefined,
  policy: string | undefined,
): Promise<NoticeRules> {
  if (asked !== undefined) return readRules(asked);
  if (policy === undefined) return readRules('default');
  return rulesOfPolicy((await readPolicyVersions(context, policy)).policy);
}
