import { z } from 'zod';
import { endReviewLink, makeReviewLink } from '../../actions/answers/make-link.ts';
import { reviewUrl } from '../../actions/sending/send-due-notices.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instantOut, madeId, policyName, userId, versionNumber } from '../wire/schemas.ts';

const linkAnswer = z
  .object({
    /** By which it can be ended. */
    id: z.string(),
    /** Shown this once. */
    url: z.string(),
    expiresAt: instantOut,
  })
  .meta({ id: 'NewLink' });

/** Links to a page of one person's own, for whoever looks after people to hand over. */
export function linkRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/users/{user}/links',
      summary: 'Make a link to a user’s own page of a version, for you to hand over; it is shown this once.',
      role: 'app',
      params: z.object({ user: userId }),
      body: z.strictObject({ purpose: z.literal('review'), policy: policyName, version: versionNumber }),
      statuses: [201],
      answer: linkAnswer,
      refusals: [
        ...(['invalid-request', 'unknown-user', 'unknown-policy', 'unknown-version'] as const),
        ...(['version-not-open', 'may-not-answer', 'unknown-party'] as const),
      ],
    },
    async ({ params, body: { policy, version }, caller }) => {
      const { id, token, expiresAt } = await makeReviewLink(
        context,
        { ...params, policy, version },
        caller.keyId,
      );
      return {
        status: 201,
        body: { id, url: reviewUrl(context.publicUrl, token), expiresAt },
        headers: { 'cache-control': 'no-store' },
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/users/{user}/links/{link}',
      summary: 'End a link that was made for a user, at once.',
      role: 'app',
      params: z.object({ user: userId, link: madeId }),
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-user', 'unknown-party', 'unknown-link'],
    },
    async ({ params, caller }) => {
      await endReviewLink(context, params, caller.keyId);
      return { status: 204, body: null };
    },
  );
}
