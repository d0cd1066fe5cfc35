import { cors } from 'hono/cors';
import { z } from 'zod';
import { readUser } from '../../actions/answers/read-facts.ts';
import { assertionOf } from '../../domain/answers/assertion.ts';
import type { Check } from '../../domain/answers/check.ts';
import { type Instant, instantFromMs } from '../../domain/instant.ts';
import { addPeriod } from '../../domain/period.ts';
import { Refusal } from '../../domain/refusal.ts';
import { toResponse } from '../wire/answer.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readCheckers, readPolicyVersions } from '../wire/read-checks.ts';
import { instantOut, policyName, userId } from '../wire/schemas.ts';

/** How long keys may be kept: a new one is published at least that long before it signs. */
const KEYS_MAX_AGE_S = 300;
const MOST_POLICIES = 20;

const policyNames = z
  .string()
  .transform((value) => [...new Set(value.split(','))])
  .pipe(z.array(policyName).max(MOST_POLICIES));

/** Answers that products verify by themselves, and the keys by which they do. */
export function assertionRoutes(api: Api): void {
  const { app, context } = api;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/users/{user}/assertion',
      summary: 'Sign what is true of a user and some policies, from now until the answer ends.',
      role: 'app',
      params: z.object({ user: userId }),
      query: z.strictObject({ policies: policyNames }),
      statuses: [200],
      answer: z
        .object({
          /** A compact JWS; its format is written down in docs/assertion.md. */
          assertion: z.string(),
          expiresAt: instantOut,
        })
        .meta({ id: 'Assertion' }),
      refusals: ['invalid-request', 'not-found', 'unknown-user', 'unknown-party', 'unknown-policy'],
    },
    async ({ params, query }) => {
      const { assertions, store, publicUrl } = context;
      if (assertions === null) {
        throw new Refusal('not-found', 'Answers are not signed here: ASSERTION_KEYS is not set.');
      }
      const user = await readUser(store.db, params.user);
      const from = context.now();
      const checks: Record<string, (at: Instant) => Check> = {};
      for (const policy of query.policies) {
        const [check] = await readCheckers(context, await readPolicyVersions(context, policy), [user], from);
        if (check !== undefined) checks[policy] = check;
      }
      const until = addPeriod(from, assertions.ttl, 'UTC');
      const claims = assertionOf({ iss: publicUrl, sub: params.user }, checks, from, until);
      return {
        status: 200,
        body: { assertion: await assertions.sign(claims), expiresAt: instantFromMs(claims.exp * 1000) },
        headers: { 'cache-control': 'no-store' },
      };
    },
  );

  const path = '/.well-known/jwks.json';
  app.use(path, cors({ allowMethods: ['GET', 'HEAD'] }));
  app.get(path, (c) =>
    toResponse(c, {
      status: 200,
      body: context.assertions?.jwks ?? { keys: [] },
      headers: { 'cache-control': `public, max-age=${KEYS_MAX_AGE_S}` },
      hasEtag: true,
    }),
  );
}
