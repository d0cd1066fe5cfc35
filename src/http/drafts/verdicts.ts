import { z } from 'zod';
import { judgeDraft } from '../../actions/drafts/judge-draft.ts';
import type { Verdict } from '../../domain/drafts/draft.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { line } from '../wire/schemas.ts';
import { draftAnswer, draftParams, draftToAnswer, revisionNumber } from './draft-answer.ts';

const WAYS: readonly { readonly path: string; readonly verdict: Verdict; readonly summary: string }[] = [
  {
    path: '/v1/drafts/{id}/approvals',
    verdict: 'approved',
    summary: 'Approve a revision of a draft, of which the caller wrote no word.',
  },
  {
    path: '/v1/drafts/{id}/objections',
    verdict: 'objected',
    summary: 'Object to a revision of a draft; where it is scheduled, nothing of its release is posted.',
  },
];

/** Approving drafts and objecting to them. */
export function verdictRoutes(api: Api): void {
  const { context } = api;
  for (const { path, verdict, summary } of WAYS) {
    addEndpoint(
      api,
      {
        ...{ method: 'post', path, summary, role: 'approver', params: draftParams },
        body: z.strictObject({ revision: revisionNumber, note: line(2000).nullable().optional() }),
        statuses: [201],
        answer: draftAnswer,
        refusals: ['invalid-request', 'unknown-draft', 'draft-changed', 'draft-closed'],
      },
      async ({ params, body, caller }) => {
        const asked = { revision: body.revision, verdict, note: body.note ?? null };
        await judgeDraft(context, params.id, asked, caller);
        return { status: 201, body: await draftToAnswer(context, params.id) };
      },
    );
  }
}
