import { z } from 'zod';
import { endMadeLink, makeReviewLink, type NewLink } from '../../actions/answers/make-link.ts';
import { insistOnReturn, makeSitting } from '../../actions/answers/make-sitting.ts';
import { readPolicy, readUser } from '../../actions/answers/read-facts.ts';
import { reviewUrl } from '../../actions/sending/send-due-notices.ts';
import { askedVersions, MOST_AT_ONCE } from '../../domain/answers/check.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readAllChecks } from '../wire/read-checks.ts';
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

/** A page of one version, as the mail that tells of it has it. */
const review = z.strictObject({ purpose: z.literal('review'), policy: policyName, version: versionNumber });

/** One page of all that is asked of somebody who is with the product right now. */
const sitting = z.strictObject({
  purpose: z.literal('sitting'),
  /** Of these policies alone; of all unless said. */
  policies: z.array(policyName).min(1).max(MOST_AT_ONCE).optional(),
  /** Where they go back to. */
  returnTo: z.string().max(2000).optional(),
});

/** Links to a page of one person's own, for whoever looks after people to hand over, and for products to lead to. */
export function linkRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/users/{user}/links',
      summary:
        'Make a link to a user’s own page, of a version or of all that is asked of them; it is shown this once.',
      role: 'app',
      params: z.object({ user: userId }),
      body: z.discriminatedUnion('purpose', [review, sitting]),
      statuses: [201],
      answer: linkAnswer,
      refusals: [
        ...(['invalid-request', 'unknown-user', 'unknown-policy', 'unknown-version'] as const),
        ...(['version-not-open', 'may-not-answer', 'unknown-party', 'return-not-allowed'] as const),
      ],
    },
    async ({ params: { user }, body, caller: { keyId } }) => {
      const { id, token, expiresAt } = await (body.purpose === 'review'
        ? makeReviewLink(context, { user, ...body }, keyId)
        : makeSittingFor(context, { user, ...body }, keyId));
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
      await endMadeLink(context, params, caller.keyId);
      return { status: 204, body: null };
    },
  );
}

/** A link to what is asked of somebody right now, of some policies or of all; refuses with `unknown-policy` besides. */
async function makeSittingFor(
  context: HttpContext,
  { user, policies, ...how }: { readonly user: string } & z.output<typeof sitting>,
  keyId: string,
): Promise<NewLink> {
  const returnTo = how.returnTo ?? null;
  insistOnReturn(returnTo, context.returnPlaces);
  const { db } = context.store;
  for (const policy of policies ?? []) await readPolicy(db, policy);
  const checks = await readAllChecks(context, await readUser(db, user));
  const tells = askedVersions(checks.filter(({ policy }) => policies?.includes(policy) ?? true));
  return makeSitting(context, { user, tells, returnTo }, keyId);
}
