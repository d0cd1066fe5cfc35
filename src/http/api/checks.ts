import { z } from 'zod';
import { readUser } from '../../actions/answers/read-facts.ts';
import { type Check, NEXT_STEPS, RESPONSES } from '../../domain/answers/check.ts';
import { CHECK_REASONS } from '../../domain/answers/need.ts';
import { OBJECTIONS } from '../../domain/answers/standing-objection.ts';
import { type Instant, instantToMs } from '../../domain/instant.ts';
import { BASES } from '../../domain/policies/policy.ts';
import { OFFERS } from '../../domain/rules/notice-rules.ts';
import { whenThere } from '../../domain/soon.ts';
import type { Answer } from '../wire/answer.ts';
import type { MayCall } from '../wire/authorize.ts';
import { listOf } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readAllChecks, readCheck } from '../wire/read-checks.ts';
import { instantOut, policyName, userId } from '../wire/schemas.ts';

/** The check of one user. */
export const CHECK_PATH = '/v1/users/{user}/policies/{policy}';
/** The roles whose keys may ask it. */
export const MAY_CHECK: MayCall = ['app', 'legal'];

/** A product may keep a check for so many seconds at most. */
const MAX_AGE_S = 60;

const told = { toldAt: instantOut.nullable(), bindsAt: instantOut.nullable() };

/** Said of a version that has rules of its own. */
const ruled = {
  class: z.string().optional(),
  offers: z
    .array(z.enum([...OFFERS, 'refuse']))
    .readonly()
    .optional(),
  closesAt: instantOut.nullable().optional(),
  unansweredAt: instantOut.nullable().optional(),
  waitsFor: z.array(z.string()).readonly().nullable().optional(),
  /** A no to it that stands, of somebody who stays. */
  answer: z
    .object({
      answer: z.enum(OBJECTIONS),
      part: z.string().nullable(),
      at: instantOut,
      keepUntil: instantOut.nullable(),
    })
    .optional(),
};

const heldBasis = z.enum([...BASES, 'silence', 'kept-old']);

/** The check as it is answered everywhere. */
export const checkAnswer = z
  .object({
    user: z.string(),
    policy: z.string(),
    standing: z.enum(['active', 'leaving', 'terminated']),
    accepted: z.boolean(),
    basis: z.enum([...BASES, 'silence', 'kept-old', 'not-required']).nullable(),
    reason: z.enum(CHECK_REASONS).nullable(),
    next: z.enum(NEXT_STEPS),
    /** There alone where `next` lets somebody in who would be gated. */
    askingPausedUntil: instantOut.optional(),
    current: z.object({ version: z.int(), effectiveAt: instantOut, ...told, ...ruled }).nullable(),
    /** `version` null: what they had agreed to before this record was kept, to which text is not known. */
    holds: z.object({ version: z.int().nullable(), basis: heldBasis, at: instantOut }).nullable(),
    upcoming: z
      .array(
        z.object({
          version: z.int(),
          change: z.string(),
          /** Null while it waits for what `waitsFor` says. */
          effectiveAt: instantOut.nullable(),
          ...told,
          ...ruled,
          response: z.enum(RESPONSES),
        }),
      )
      .readonly(),
    validUntil: instantOut.nullable(),
  })
  .meta({ id: 'Check' });

/** The question product apps ask on every request: is this user bound by the version in force. */
export function checkRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/users/{user}/policies',
      summary: 'Check a user against every policy.',
      role: ['app', 'legal'],
      params: z.object({ user: userId }),
      statuses: [200],
      answer: listOf(checkAnswer),
      refusals: ['invalid-request', 'unknown-user', 'unknown-party'],
    },
    async ({ params }) => {
      const items = await readAllChecks(context, await readUser(context.store.db, params.user));
      return cacheable({ items, next: null }, items, context.now());
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: CHECK_PATH,
      summary: 'Check a user against one policy.',
      role: MAY_CHECK,
      params: z.object({ user: userId, policy: policyName }),
      statuses: [200],
      answer: checkAnswer,
      refusals: ['invalid-request', 'unknown-user', 'unknown-party', 'unknown-policy'],
    },
    ({ params }) =>
      whenThere(readCheck(context, params.user, params.policy), (check) =>
        cacheable(check, [check], context.now()),
      ),
  );
}

/**
 * Answers checks with what caches may do: keep them until the clock alone could change one, for a
 * minute at most, and never keep one that says no.
 */
function cacheable<T>(body: T, checks: readonly Check[], now: Instant): Answer<T> {
  return { status: 200, body, headers: { 'cache-control': cacheControl(checks, now) }, hasEtag: true };
}

/** How long caches may keep checks, as `Cache-Control` says it. */
export function cacheControl(
  checks: readonly Pick<Check, 'accepted' | 'validUntil'>[],
  now: Instant,
): string {
  let seconds = MAX_AGE_S;
  for (const { accepted, validUntil } of checks) {
    if (!accepted) return 'private, no-store';
    if (validUntil === null) continue;
    seconds = Math.min(seconds, Math.floor((instantToMs(validUntil) - instantToMs(now)) / 1000));
  }
  return `private, max-age=${Math.max(0, seconds)}`;
}
