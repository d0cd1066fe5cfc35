import { z } from 'zod';
import type { AcceptanceResult } from '../../actions/answers/record-acceptance.ts';
import { signUp } from '../../actions/people/sign-up.ts';
import { acceptanceAnswer, acceptanceToAnswer } from '../api/acts.ts';
import { userRecord } from '../api/users.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { contentHash, line, locale, policyName, text, userId, versionNumber } from '../wire/schemas.ts';

const MOST_POLICIES = 20;

const agreement = z.strictObject({
  policy: policyName,
  version: versionNumber,
  contentHash: contentHash.optional(),
  locale: locale.optional(),
});

const signUpBody = userRecord.extend({
  user: userId,
  /** The versions that they were shown and agreed to. */
  accepts: z
    .array(agreement)
    .min(1)
    .max(MOST_POLICIES)
    .transform(([first, ...others]) => [first!, ...others] as const),
  method: line(200).optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  userAgent: text(1000).optional(),
});

/** Signing somebody up: where every product begins. */
export function signUpRoute(api: Api): void {
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/users',
      summary: 'Make a user known together with what they agreed to as they signed up; may be repeated.',
      role: 'app',
      body: signUpBody,
      idempotent: true,
      statuses: [200, 201],
      answer: z.object({ user: z.string(), acceptances: z.array(acceptanceAnswer) }).meta({ id: 'SignedUp' }),
      refusals: [
        'invalid-request',
        'unknown-party',
        'unknown-policy',
        'unknown-version',
        'version-not-open',
        'content-mismatch',
        'already-terminated',
      ],
    },
    async ({ body: { accepts, method, ip, userAgent, ...user }, caller, remember }) => {
      const how = { method: method ?? null, ip: ip ?? null, userAgent: userAgent ?? null };
      const agreementOf = (one: z.output<typeof agreement>) => ({
        ...{ policy: one.policy, version: one.version, ...how },
        ...{ contentHash: one.contentHash ?? null, locale: one.locale ?? null },
      });
      const toAnswer = (results: readonly AcceptanceResult[]) => signedUp(user.user, results);
      const [first, ...others] = accepts;
      const agreements = [agreementOf(first), ...others.map(agreementOf)] as const;
      return toAnswer(
        await signUp(api.context, { user, accepts: agreements }, caller.keyId, remember(toAnswer)),
      );
    },
  );
}

function signedUp(user: string, results: readonly AcceptanceResult[]) {
  return {
    status: results.some(({ first }) => first) ? (201 as const) : (200 as const),
    body: { user, acceptances: results.map((one) => acceptanceToAnswer(one).body) },
  };
}
