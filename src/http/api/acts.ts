import { z } from 'zod';
import { cancelTermination } from '../../actions/answers/cancel-termination.ts';
import { type AcceptanceResult, recordAcceptance } from '../../actions/answers/record-acceptance.ts';
import { recordTermination, type TerminationResult } from '../../actions/answers/record-termination.ts';
import { recordUse } from '../../actions/answers/record-use.ts';
import { insistOnPresentation } from '../../actions/record/keep-presentation.ts';
import type { Termination } from '../../domain/answers/standing.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findUser } from '../../storage/people/users.ts';
import { listOf } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readAllChecks } from '../wire/read-checks.ts';
import {
  basis,
  contentHash,
  instant,
  instantOut,
  line,
  locale,
  madeId,
  policyName,
  presentationId,
  saidBy,
  text,
  userId,
  versionNumber,
} from '../wire/schemas.ts';
import { checkAnswer } from './checks.ts';

const acceptanceBody = z.strictObject({
  user: userId,
  policy: policyName,
  version: versionNumber,
  contentHash: contentHash.optional(),
  locale: locale.optional(),
  method: line(200).optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  userAgent: text(1000).optional(),
  returning: z.boolean().optional(),
  /** The screen on which they did, by the id of its presentation. */
  presentation: presentationId.optional(),
  /** Who did, where the user is an organisation. */
  by: saidBy.optional(),
});

const terminationAnswer = z
  .object({
    id: z.string(),
    user: z.string(),
    policy: z.string(),
    version: z.int(),
    when: z.enum(['effect', 'now']),
    reason: z.string().nullable(),
    declinedAt: instantOut,
    holds: z.int().nullable(),
    terminatesAt: instantOut,
    cancelledAt: instantOut.nullable(),
  })
  .meta({ id: 'Termination' });

/** What is answered of an acceptance. */
export const acceptanceAnswer = z
  .object({
    id: z.string(),
    user: z.string(),
    policy: z.string(),
    version: z.int(),
    basis,
    at: instantOut,
    contentHash: z.string(),
    locale: z.string(),
    method: z.string().nullable(),
    /** Where there are some: what the user declined and this leaves as it is, so that they are leaving still. */
    pendingTerminations: z.array(terminationAnswer).readonly().optional(),
  })
  .meta({ id: 'Acceptance' });

const terminationBody = z.strictObject({
  user: userId,
  policy: policyName,
  version: versionNumber,
  when: z.enum(['effect', 'now']).default('effect'),
  /**
   * `company`: it ends the use of somebody who keeps the old terms, where the rules let it. Else the user leaves,
   * be it that somebody says so for an organisation.
   */
  by: z.union([z.enum(['user', 'company']), saidBy]).default('user'),
  reason: line(2000).optional(),
});

/** What users do, as the product reports it: accept, decline and leave, change their mind, use. */
export function actRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/acceptances',
      summary:
        'Record that a user accepts a version, which takes back what they declined of it or of older ones; repeating it answers as the first time.',
      role: 'app',
      body: acceptanceBody,
      idempotent: true,
      statuses: [200, 201],
      answer: acceptanceAnswer,
      refusals: [
        'invalid-request',
        'unknown-user',
        'unknown-policy',
        'unknown-version',
        'version-not-open',
        'content-mismatch',
        'already-terminated',
        'unknown-presentation',
        'may-not-answer',
        'unknown-party',
      ],
    },
    async ({ body, caller, remember }) => {
      await insistOnPresentation(context.store.db, body.presentation);
      const act = {
        presentation: body.presentation,
        user: body.user,
        policy: body.policy,
        version: body.version,
        contentHash: body.contentHash ?? null,
        locale: body.locale ?? null,
        method: body.method ?? null,
        ip: body.ip ?? null,
        userAgent: body.userAgent ?? null,
        returning: body.returning ?? false,
        saidBy: body.by,
      };
      return acceptanceToAnswer(
        await recordAcceptance(context, act, caller.keyId, remember(acceptanceToAnswer)),
      );
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/terminations',
      summary: 'Record that a user declines a version and leaves, at the closing of the window or at once.',
      role: 'app',
      body: terminationBody,
      idempotent: true,
      statuses: [200, 201],
      answer: terminationAnswer,
      refusals: [
        'invalid-request',
        'unknown-user',
        'unknown-policy',
        'unknown-version',
        'version-not-open',
        'not-offered',
        'decline-window-closed',
        'already-terminated',
        'may-not-answer',
        'unknown-party',
      ],
    },
    async ({ body, caller, remember }) => {
      const { by, ...said } = body;
      const who = typeof by === 'string' ? { by } : { saidBy: by };
      const act = { ...said, ...who, reason: body.reason ?? null };
      return terminationToAnswer(
        await recordTermination(context, act, caller.keyId, remember(terminationToAnswer)),
      );
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/terminations/{id}',
      summary: 'Cancel a termination that has not happened yet.',
      role: 'app',
      params: z.object({ id: madeId }),
      statuses: [200],
      answer: terminationAnswer,
      refusals: ['invalid-request', 'unknown-termination', 'already-terminated', 'termination-ended'],
    },
    async ({ params, caller }) => ({
      ...terminationToAnswer(await cancelTermination(context, params.id, caller.keyId)),
      status: 200,
    }),
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/uses',
      summary: 'Report that a user used the service; answers their check for every policy.',
      role: 'app',
      body: z.strictObject({ user: userId, at: instant.optional() }),
      statuses: [200],
      answer: listOf(checkAnswer),
      refusals: ['invalid-request', 'unknown-user', 'unknown-party'],
    },
    async ({ body, caller }) => {
      await recordUse(context, { user: body.user, at: body.at ?? null }, caller.keyId);
      const user = await findUser(context.store.db, body.user);
      if (user === undefined) throw new Refusal('unknown-user', 'There is no such user.');
      const items = await readAllChecks(context, user);
      return { status: 200, body: { items, next: null }, headers: { 'cache-control': 'no-store' } };
    },
  );
}

/** Answers what an act of agreeing came to: 201 where it is new. */
export function acceptanceToAnswer({ user, acceptance, first, pending }: AcceptanceResult) {
  const { id, policy, version, basis, at, contentHash, locale, method } = acceptance;
  const pendingTerminations = pending.map((one) => terminationToBody(user, one));
  const body = { id, user, policy, version, basis, at, contentHash, locale, method };
  return {
    status: first ? (201 as const) : (200 as const),
    body: pending.length === 0 ? body : { ...body, pendingTerminations },
  };
}

function terminationToAnswer({ user, termination, first }: TerminationResult) {
  return {
    status: first ? (201 as const) : (200 as const),
    body: terminationToBody(user, termination),
  };
}

function terminationToBody(user: string, termination: Termination): z.output<typeof terminationAnswer> {
  const { id, policy, version, when, reason, declinedAt, holds, terminatesAt, endedBy } = termination;
  const cancelledAt = endedBy === 'cancelled' ? termination.endedAt : null;
  return { id, user, policy, version, when, reason, declinedAt, holds, terminatesAt, cancelledAt };
}
