import { z } from 'zod';
import { cancelAnswer } from '../../actions/answers/cancel-answer.ts';
import { type AcceptanceResult, recordAcceptance } from '../../actions/answers/record-acceptance.ts';
import { type ObjectionResult, recordObjection } from '../../actions/answers/record-objection.ts';
import { recordTermination, type TerminationResult } from '../../actions/answers/record-termination.ts';
import { type VoidedAnswer, voidAnswer } from '../../actions/answers/void-answer.ts';
import { type WithdrawalResult, withdrawConsent } from '../../actions/answers/withdraw-consent.ts';
import { insistOnPresentation } from '../../actions/record/keep-presentation.ts';
import { ANSWERS, type Answered, type Received } from '../../domain/answers/received.ts';
import type { Instant } from '../../domain/instant.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Caller } from '../wire/authorize.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import {
  contentHash,
  instant,
  instantOut,
  line,
  madeId,
  policyName,
  presentationId,
  saidBy,
  text,
  userId,
  versionNumber,
} from '../wire/schemas.ts';

const PART_IS = 'name the part that it is about: the anchor of a section, or what the product calls it';
const NOTE_IT = 'say what came, and how: a letter, a call';
const NO_PART = 'only keep-old-part and leave-part are about a part';

const answerBody = z
  .strictObject({
    user: userId,
    policy: policyName,
    version: versionNumber,
    answer: z.enum(ANSWERS),
    part: line(200).optional(),
    note: line(2000).optional(),
    contentHash: contentHash.optional(),
    method: line(200).optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).optional(),
    userAgent: text(1000).optional(),
    /** When it came, where it did by another way: a letter, a call. */
    receivedAt: instant.optional(),
    presentation: presentationId.optional(),
    /** Who gave it, where the user is an organisation. */
    by: saidBy.optional(),
  })
  .superRefine(({ answer, part, receivedAt, note }, issues) => {
    if (receivedAt !== undefined && note === undefined) {
      issues.addIssue({ code: 'custom', path: ['note'], message: NOTE_IT });
    }
    const isPart = answer.endsWith('-part');
    if (isPart && part === undefined) issues.addIssue({ code: 'custom', path: ['part'], message: PART_IS });
    if (!isPart && part !== undefined) issues.addIssue({ code: 'custom', path: ['part'], message: NO_PART });
  });

const answerAnswer = z
  .object({
    id: z.string(),
    user: z.string(),
    policy: z.string(),
    version: z.int(),
    answer: z.enum(ANSWERS),
    part: z.string().nullable(),
    at: instantOut,
    /** When their use ends by it; null where it does not. */
    endsAt: instantOut.nullable(),
  })
  .meta({ id: 'Answer' });

const voidedAnswer = z
  .object({
    ...{ id: z.string(), user: z.string(), policy: z.string(), version: z.int() },
    voidedAt: instantOut,
  })
  .meta({ id: 'VoidedAnswer' });

/** What users answer about a version, in one place: yes, no in every way that is offered, and taking either back. */
export function answerRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/answers',
      summary:
        'Record what a user answers about a version: that they accept, leave, keep the old terms or a part of them, leave a part, withdraw a consent, or take a no back. With `receivedAt`, and a key of legal, one that came by another way.',
      role: ['app', 'legal'],
      body: answerBody,
      idempotent: true,
      statuses: [200, 201],
      answer: answerAnswer,
      refusals: [
        ...(['invalid-request', 'unknown-user', 'unknown-policy', 'unknown-version'] as const),
        ...(['version-not-open', 'content-mismatch', 'not-offered', 'section-not-in-class'] as const),
        ...(['decline-window-closed', 'already-terminated', 'termination-ended'] as const),
        ...(['unknown-presentation', 'may-not-answer', 'unknown-party'] as const),
      ],
    },
    async ({ body, caller, remember }) => {
      const { answer, part = null, note = null, ...about } = body;
      const received = receivedBy(caller, body);
      await insistOnPresentation(context.store.db, body.presentation);
      const act = {
        ...{ user: about.user, policy: about.policy, version: about.version, note },
        ...{ contentHash: about.contentHash ?? null, method: about.method ?? null },
        ...{ ip: about.ip ?? null, userAgent: about.userAgent ?? null, received },
        presentation: about.presentation,
        saidBy: about.by,
      };
      const { keyId } = caller;
      switch (answer) {
        case 'accept': {
          const accepted = { ...act, locale: null, returning: false };
          return accepts(await recordAcceptance(context, accepted, keyId, remember(accepts)));
        }
        case 'leave-now':
        case 'leave-at-close': {
          const when = answer === 'leave-now' ? 'now' : 'effect';
          const leaving = { ...act, when, reason: note } as const;
          const toAnswer = leaves(answer);
          return toAnswer(await recordTermination(context, leaving, keyId, remember(toAnswer)));
        }
        case 'withdraw':
          return withdraws(await withdrawConsent(context, act, keyId, remember(withdraws)));
        case 'cancel': {
          const { id, at, first } = await cancelAnswer(context, act, keyId);
          return answered({ ...act, id, at, first, answer, part: null, endsAt: null });
        }
        default:
          return objects(await recordObjection(context, { ...act, answer, part }, keyId, remember(objects)));
      }
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/answers/{id}/void',
      summary:
        'Void what was recorded of the wrong person, be it an acceptance, a termination or another answer: all is as if it had never been said.',
      role: 'legal',
      params: z.object({ id: madeId }),
      body: z.strictObject({ reason: line(2000) }),
      idempotent: true,
      statuses: [200],
      answer: voidedAnswer,
      refusals: ['invalid-request', 'unknown-answer', 'answer-voided'],
    },
    async ({ params, body, caller, remember }) =>
      voids(await voidAnswer(context, { ...params, ...body }, caller.keyId, remember(voids))),
  );
}

/** That an answer came by another way, which only legal may say; and legal says of every answer when it came. */
function receivedBy(
  { role }: Caller,
  { receivedAt: at, note }: z.output<typeof answerBody>,
): Received | undefined {
  if (at !== undefined && role === 'app') {
    throw new Refusal(
      'forbidden',
      'When an answer came by another way is said with a key of the role "legal".',
    );
  }
  if (at === undefined && role === 'legal') {
    throw new Refusal(
      'forbidden',
      'With a key of the role "legal" it takes `receivedAt`, when the answer came.',
    );
  }
  return at === undefined ? undefined : { at, note: note ?? '' };
}

function voids(body: VoidedAnswer) {
  return { status: 200 as const, body };
}

function accepts({ user, acceptance, first }: AcceptanceResult) {
  return answered({ ...acceptance, user, first, answer: 'accept', part: null, endsAt: null });
}

function leaves(answer: Answered) {
  return ({ user, termination, first }: TerminationResult) => {
    const { declinedAt: at, terminatesAt: endsAt } = termination;
    return answered({ ...termination, user, at, first, answer, part: null, endsAt });
  };
}

function withdraws(result: WithdrawalResult) {
  return answered({ ...result, answer: 'withdraw', part: null, endsAt: null });
}

function objects({ objection, ...about }: ObjectionResult) {
  return answered({ ...about, ...objection, endsAt: null });
}

function answered(result: {
  readonly id: string;
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly answer: Answered;
  readonly part: string | null;
  readonly at: Instant;
  readonly endsAt: Instant | null;
  readonly first: boolean;
}) {
  const { id, user, policy, version, answer, part, at, endsAt, first } = result;
  return {
    status: first ? (201 as const) : (200 as const),
    body: { id, user, policy, version, answer, part, at, endsAt },
  };
}
