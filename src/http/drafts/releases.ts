import { z } from 'zod';
import { insistOnRevision, readDraft } from '../../actions/drafts/read-draft.ts';
import { releaseTexts } from '../../actions/drafts/release-texts.ts';
import { readPublication, scheduleRelease, takeBackRelease } from '../../actions/drafts/schedule-release.ts';
import { readRelease } from '../../actions/drafts/stop-release.ts';
import { draftToPublication } from '../../domain/drafts/draft.ts';
import { MOST_TOGETHER } from '../../domain/drafts/release.ts';
import { insistOnDraft } from '../../domain/drafts/required-approvals.ts';
import { invalid, type RefusalCode } from '../../domain/refusal.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { listDraftsById, type StoredDraft } from '../../storage/drafts/drafts.ts';
import type { StoredRelease } from '../../storage/drafts/releases.ts';
import { sendingPlan } from '../api/sending-schema.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { policyContent } from '../wire/policy-content.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { flag, instant, line, locale, madeId, policyName, userId } from '../wire/schemas.ts';
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
import { releaseAnswer, releaseToAnswer, releaseToFacts } from './release-answer.ts';
import { previewToAnswer, releasePreview } from './release-preview.ts';

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
        'Schedule drafts of several policies, or texts without drafts, to be posted together, all of them or none; with dryRun=true, answer what that would come to and write nothing.',
      role: 'legal',
      query: z.strictObject({ dryRun: flag.optional(), like: userId.optional() }),
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
      statuses: [200, 201],
      answer: z.union([releaseAnswer, releasePreview]),
      refusals: [...SCHEDULING, 'approval-required', 'too-large', 'unknown-policy', 'unknown-user'],
    },
    async ({ query, body, caller, remember }) => {
      const { drafts = [], versions = [] } = body;
      if ((drafts.length === 0) === (versions.length === 0)) {
        throw invalid('/drafts', 'or versions must be there, and not both of them');
      }
      if (query.dryRun) {
        const released = [
          ...(await Promise.all(drafts.map(toAsked))),
          ...(await Promise.all(versions.map(async (one) => textToAsked(await toText(one))))),
        ];
        return {
          status: 200 as const,
          body: await previewToAnswer(
            context,
            { released, summary: body.summary ?? null },
            query.like ?? null,
          ),
        };
      }
      if (query.like !== undefined) throw invalid('/like', 'is for a dry run');
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
      for (const { policy } of versions) {
        insistOnDraft((await readPolicyVersions(context, policy)).policy, caller);
      }
      const texts = await Promise.all(versions.map(toText));
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

  /** What a draft would be posted as. */
  async function toAsked({
    id,
    revision,
    sending,
  }: {
    readonly id: string;
    readonly revision: number;
    readonly sending?: SendingPlan;
  }) {
    const facts = await readDraft(db, id);
    insistOnRevision(facts, revision);
    const { policy } = facts.draft;
    const { locale } = (await readPolicyVersions(context, policy)).policy;
    return { policy, publication: await readPublication(db, facts, locale, sending) };
  }

  /** What a text would be posted as. */
  async function textToAsked({ policy, content, sending }: Awaited<ReturnType<typeof toText>>) {
    const { locale } = (await readPolicyVersions(context, policy)).policy;
    return { policy, publication: { ...draftToPublication(content, locale), ...(sending && { sending }) } };
  }

  /** A text as a draft would say it, in the language of its policy where it names none. */
  async function toText({ policy: name, content, sending, summary, ...said }: z.output<typeof releasedText>) {
    const { policy } = await readPolicyVersions(context, name);
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
