/*
 * JSON for whoever prepares versions and approves them: drafts, what they change, verdicts, releases. A key with
 * the role `approver` reads here, approves and objects, and is let in nowhere else.
 */

import { z } from 'zod';
import { compareDraft } from '../../actions/drafts/compare-draft.ts';
import { readDraft } from '../../actions/drafts/read-draft.ts';
import { discardDraft, editDraft, makeDraft } from '../../actions/drafts/write-draft.ts';
import { listDrafts } from '../../storage/drafts/drafts.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { locale, pageQuery, policyName } from '../wire/schemas.ts';
import { changesAnswer, changesToAnswer } from '../wire/version-answer.ts';
import {
  bodyToContent,
  draftAnswer,
  draftBody,
  draftListed,
  draftParams,
  draftToAnswer,
  draftToListed,
  MAX_DRAFT_BYTES,
  revisionNumber,
} from './draft-answer.ts';

const policyParams = z.object({ policy: policyName });

const draftChanges = changesAnswer.and(
  z.object({
    follows: z.int().nullable(),
    since: z
      .object({ revision: z.int(), fields: z.array(z.string()).readonly(), changes: changesAnswer })
      .nullable(),
    /** Of a translation: what was changed in the text that prevails since. */
    behind: z.object({ locale: z.string(), changes: changesAnswer }).nullable(),
  }),
);

/** Making, reading, changing and discarding drafts. */
export function draftRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/drafts',
      summary: 'Make a draft of the next version. Nothing goes out; anything may still be missing.',
      role: 'legal',
      params: policyParams,
      body: z.strictObject(draftBody),
      maxBytes: MAX_DRAFT_BYTES,
      statuses: [201],
      answer: draftAnswer,
      refusals: ['invalid-request', 'too-large', 'unknown-policy'],
    },
    async ({ params, body, caller }) => {
      const id = await makeDraft(context, params.policy, bodyToContent(body), caller.keyId);
      const headers = { location: `/v1/drafts/${id}` };
      return { status: 201, body: await draftToAnswer(context, id), headers };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/drafts',
      summary: 'List the drafts of a policy, newest first, with the hashes of their texts.',
      role: ['legal', 'approver'],
      params: policyParams,
      query: pageQuery,
      statuses: [200],
      answer: listOf(draftListed),
      refusals: ['invalid-request', 'unknown-policy'],
    },
    async ({ params, query }) => {
      await readPolicyVersions(context, params.policy);
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        (before, limit) => listDrafts(context.store.db, params.policy, { before: before?.[0], limit }),
        (last) => [last.id],
        ({ id }) => draftToListed(context, id),
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/drafts/{id}',
      summary: 'Read a draft with its texts, and what posting it would come to.',
      role: ['legal', 'approver'],
      params: draftParams,
      statuses: [200],
      answer: draftAnswer,
      refusals: ['invalid-request', 'unknown-draft'],
    },
    async ({ params }) => ({ status: 200, body: await draftToAnswer(context, params.id) }),
  );

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/drafts/{id}',
      summary: 'Replace what a draft says. Any change revokes every approval.',
      role: 'legal',
      params: draftParams,
      body: z.strictObject({ ...draftBody, revision: revisionNumber }),
      maxBytes: MAX_DRAFT_BYTES,
      statuses: [200],
      answer: draftAnswer,
      refusals: [
        'invalid-request',
        'too-large',
        'unknown-draft',
        'draft-changed',
        'draft-scheduled',
        'draft-closed',
      ],
    },
    async ({ params, body, caller }) => {
      const { revision, ...said } = body;
      await editDraft(context, params.id, { revision, content: bodyToContent(said) }, caller.keyId);
      return { status: 200, body: await draftToAnswer(context, params.id) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/drafts/{id}',
      summary: 'Discard a draft. What was written and said of it is kept.',
      role: 'legal',
      params: draftParams,
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-draft', 'draft-scheduled', 'draft-closed'],
    },
    async ({ params, caller }) => {
      await discardDraft(context, params.id, caller.keyId);
      return { status: 204, body: null };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/drafts/{id}/changes',
      summary:
        'What a draft changes against the version it follows; first what changed since, for whoever approved an earlier revision.',
      role: ['legal', 'approver'],
      params: draftParams,
      query: z.strictObject({ locale: locale.optional() }),
      statuses: [200],
      answer: draftChanges,
      refusals: ['invalid-request', 'unknown-draft'],
    },
    async ({ params, query, caller }) => {
      const facts = await readDraft(context.store.db, params.id);
      const asked = { locale: query.locale ?? null, reader: caller.keyId };
      const { follows, locale, diff, since, behind } = await compareDraft(context, facts, asked);
      const body = {
        since: since && {
          ...{ revision: since.revision, fields: since.fields },
          changes: changesToAnswer(since.diff, [], { locale }),
        },
        follows,
        behind: behind && {
          locale: behind.locale,
          changes: changesToAnswer(behind.diff, [], { locale: behind.locale }),
        },
        ...changesToAnswer(diff, [], { locale }),
      };
      return { status: 200, body };
    },
  );
}
