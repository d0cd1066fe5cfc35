import { z } from 'zod';
import { readDraft } from '../../actions/drafts/read-draft.ts';
import { releaseTexts } from '../../actions/drafts/release-texts.ts';
import { scheduleRelease, takeBackRelease } from '../../actions/drafts/schedule-release.ts';
import { readRelease } from '../../actions/drafts/stop-release.ts';
import { ATTENTION_ABOUT } from '../../domain/drafts/draft.ts';
import { MOST_TOGETHER } from '../../domain/drafts/release.ts';
import { insistOnDraft } from '../../domain/drafts/required-approvals.ts';
import { invalid, type RefusalCode } from '../../domain/refusal.ts';
import { listDraftsById, type StoredDraft } from '../../storage/drafts/drafts.ts';
import type { StoredRelease } from '../../storage/drafts/releases.ts';
import { sendingPlan } from '../api/sending-schema.ts';
import type { Caller } from '../wire/authorize.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { policyContent } from '../wire/policy-content.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { instant, instantOut, line, locale, madeId, policyName } from '../wire/schemas.ts';
import {
  bodyToContent,
  draftAnswer,
  draftBody,
  draftParams,
  draftToAnswer,
  MAX_DRAFT_BYTES,
  MOST_LOCALES,
  releaseOfDraft,
  revisionNumber,
} from './draft-answer.ts';

const releaseAnswer = z
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

const releasedText = z.strictObject({
  ...draftBody,
  policy: policyName,
  /** The text in the policy's own language, where there are no `texts`. */
  content: policyContent.optional(),
  summary: z.union([line(2000), draftBody.summary]).optional(),
  sending: sendingPlan.exactOptional(),
});

/** The languages of translations that are to be posted though what prevails has gone beyond them. */
const staleTexts = z.array(locale).max(MOST_LOCALES);

const SCHEDULING: readonly RefusalCode[] = [
  'invalid-request',
  'unknown-draft',
  'draft-changed',
  'draft-scheduled',
  'draft-closed',
  'approvals-missing',
  'at-not-possible',
  'notice-too-short',
  'nothing-changed',
  'reason-required',
  'rules-in-use',
  'section-not-in-class',
  'too-far-ahead',
  'translation-stale',
  'version-pending',
];

/** Scheduling drafts, alone and together, and taking them back. */
export function releaseRoutes(api: Api): void {
  const { context } = api;
  const { db } = context.store;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/drafts/{id}/posting',
      summary: 'Schedule a draft: at an instant, or as soon as the grace of its policy is over.',
      role: 'legal',
      params: draftParams,
      body: z.strictObject({
        revision: revisionNumber,
        at: instant.nullable().optional(),
        sending: sendingPlan.exactOptional(),
        stale: staleTexts.exactOptional(),
      }),
      statuses: [201],
      answer: draftAnswer,
      refusals: SCHEDULING,
    },
    async ({ params, body, caller }) => {
      const { at: _, ...how } = body;
      const draft = { id: params.id, ...how };
      const asked = { drafts: [draft], summary: null };
      await scheduleRelease(context, { ...asked, at: body.at ?? null }, caller.keyId);
      return { status: 201, body: await draftToAnswer(context, params.id) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/drafts/{id}/posting',
      summary: 'Take a draft back that is scheduled, with all that is in its release; nothing was sent.',
      role: 'legal',
      params: draftParams,
      statuses: [200],
      answer: draftAnswer,
      refusals: ['invalid-request', 'unknown-draft', 'draft-not-scheduled', 'release-ended'],
    },
    async ({ params, caller }) => {
      const release = releaseOfDraft(await readDraft(db, params.id));
      await takeBackRelease(context, release, caller.keyId);
      return { status: 200, body: await draftToAnswer(context, params.id) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/releases',
      summary:
        'Schedule drafts of several policies, or texts without drafts, to be posted together, all of them or none.',
      role: 'legal',
      maxBytes: MAX_DRAFT_BYTES,
      body: z.strictObject({
        drafts: z
          .array(
            z.strictObject({
              id: madeId,
              revision: revisionNumber,
              sending: sendingPlan.exactOptional(),
              stale: staleTexts.exactOptional(),
            }),
          )
          .min(1)
          .max(MOST_TOGETHER)
          .optional(),
        /** Texts that are posted without drafts of their own, once the grace of all their policies is over. */
        versions: z.array(releasedText).min(1).max(MOST_TOGETHER).optional(),
        summary: line(2000).nullable().optional(),
        at: instant.nullable().optional(),
      }),
      idempotent: true,
      statuses: [201],
      answer: releaseAnswer,
      refusals: [...SCHEDULING, 'approval-required', 'too-large', 'unknown-policy'],
    },
    async ({ body, caller, remember }) => {
      const { drafts = [], versions = [] } = body;
      if ((drafts.length === 0) === (versions.length === 0)) {
        throw invalid('/drafts', 'or versions must be there, and not both of them');
      }
      const ids = drafts.map(({ id }) => id);
      const known = ids.length === 0 ? [] : await listDraftsById(db, ids);
      const policies = new Map(known.map(({ id, policy }) => [id, policy]));
      const scheduled = (release: StoredRelease) => ({
        status: 201 as const,
        body: {
          ...releaseToFacts(release),
          drafts: release.drafts.map(({ draft, revision }, place) => {
            return { id: draft, revision, policy: versions[place]?.policy ?? policies.get(draft) ?? '' };
          }),
          ...{ versions: [], attention: [] },
        },
        headers: { location: `/v1/releases/${release.id}` },
      });
      const { summary = null, at = null } = body;
      if (versions.length === 0) {
        const asked = { drafts, summary, at };
        return scheduled(await scheduleRelease(context, asked, caller.keyId, remember(scheduled)));
      }
      if (at !== null)
        throw invalid('/at', 'is for drafts: make drafts of texts that are to be posted later');
      const texts = await Promise.all(versions.map((one) => toText(one, caller)));
      return scheduled(
        await releaseTexts(context, { versions: texts, summary }, caller.keyId, remember(scheduled)),
      );
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/releases/{id}',
      summary: 'Read a release: when it is posted, what was, or why it was not.',
      role: ['legal', 'approver'],
      params: draftParams,
      statuses: [200],
      answer: releaseAnswer,
      refusals: ['invalid-request', 'unknown-release'],
    },
    async ({ params }) => {
      const release = await readRelease(db, params.id);
      return { status: 200, body: releaseToAnswer(release, await listDraftsOf(release)) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/releases/{id}',
      summary: 'Take a release back, with nothing posted and nothing sent.',
      role: 'legal',
      params: draftParams,
      statuses: [200],
      answer: releaseAnswer,
      refusals: ['invalid-request', 'unknown-release', 'release-ended'],
    },
    async ({ params, caller }) => {
      const release = await takeBackRelease(context, params.id, caller.keyId);
      return { status: 200, body: releaseToAnswer(release, await listDraftsOf(release)) };
    },
  );

  /** A text as a draft would say it, in the language of its policy where it names none. */
  async function toText(
    { policy: name, content, sending, summary, ...said }: z.output<typeof releasedText>,
    caller: Caller,
  ) {
    const { policy } = await readPolicyVersions(context, name);
    insistOnDraft(policy, caller);
    if ((content === undefined) === (said.texts === undefined)) {
      throw invalid('/versions', `of "${name}" must have content or texts, and not both of them`);
    }
    const inOwn = <T>(value: T) => ({ [policy.locale]: value });
    const texts = content === undefined ? said.texts : inOwn(content);
    const words = typeof summary === 'string' ? inOwn(summary) : summary;
    return {
      policy: name,
      content: bodyToContent({ ...said, texts, summary: words }),
      ...(sending === undefined ? {} : { sending }),
    };
  }

  function listDraftsOf({ drafts }: StoredRelease): Promise<readonly StoredDraft[]> {
    return listDraftsById(
      db,
      drafts.map(({ draft }) => draft),
    );
  }
}

function releaseToFacts({ id, state, dueAt, summary, createdAt, createdBy, ended }: StoredRelease) {
  return { id, state, at: dueAt, summary, createdAt, createdBy, ended };
}

function releaseToAnswer(
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
