import { z } from 'zod';
import { versionOf } from '../../actions/answers/read-facts.ts';
import { recordShowing } from '../../actions/notices/record-showing.ts';
import { insistOnPresentation } from '../../actions/record/keep-presentation.ts';
import { DELIVERY_STATES } from '../../domain/notices/delivery-state.ts';
import { NOTICE_KINDS } from '../../domain/notices/notice-kind.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { countAnnouncements, countToContacts } from '../../storage/notices/deliveries.ts';
import { type ListedDelivery, listDeliveries } from '../../storage/notices/delivery-list.ts';
import { countResponses } from '../../storage/notices/progress.ts';
import { countUnpresented } from '../../storage/record/presentations.ts';
import { findSending } from '../../storage/sending/sendings.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { countUntoldPeople } from '../wire/read-people.ts';
import {
  instantOut,
  pageQuery,
  policyName,
  presentationId,
  userId,
  versionNumber,
  versionParam,
} from '../wire/schemas.ts';

const versionParams = z.object({ policy: policyName, version: versionParam });

/** `waits`: the first wave is queued, and somebody is to say to go on. `stopped`: it paused by itself. */
const sendingState = z.enum(['going', 'first-wave', 'waits', 'paused', 'stopped']);

/** What became of a version's announcement, and what people did. */
export const progressAnswer = z
  .object({
    policy: z.string(),
    version: z.int(),
    toTell: z.int(),
    /** Of those, the mails to contacts, where there are any: somebody with several is told once one has arrived. */
    toContacts: z.int().optional(),
    queued: z.int(),
    sent: z.int(),
    delivered: z.int(),
    bounced: z.int(),
    suppressed: z.int(),
    failed: z.int(),
    unknown: z.int(),
    told: z.int(),
    /** Still to be told, whatever the reason: their mail may be on its way. */
    notTold: z.int(),
    /** Of those, whoever has no address, or did not get what was sent there. */
    unreachable: z.int(),
    accepted: z.object({
      explicit: z.int(),
      deemed: z.int(),
      imported: z.int(),
      silence: z.int().optional(),
    }),
    leaving: z.int(),
    terminated: z.int(),
    silent: z.int(),
    /** Said no to all of it or a part, and stay; only where somebody did. */
    objected: z.int().optional(),
    /** How sending by a plan stands; only where there is one. */
    sending: z
      .object({
        state: sendingState,
        waitsSince: instantOut.nullable(),
        goneOnAt: instantOut.nullable(),
        pausedBecause: z.string().nullable(),
      })
      .optional(),
    /** What is doubtful, in words; only where something is. */
    warnings: z.array(z.string()).optional(),
  })
  .meta({ id: 'Progress' });

const deliveryAnswer = z
  .object({
    /** By which it can be resolved; null until it is on its way. */
    id: z.string().nullable(),
    user: z.string().nullable(),
    /** The number of the user’s contact that it is for; not there where it is for their own address. */
    contact: z.int().optional(),
    kind: z.enum(NOTICE_KINDS),
    state: z.enum(DELIVERY_STATES),
    sentAt: instantOut.nullable(),
    providerId: z.string().nullable(),
    /** The delivery that this one may repeat: an operator had it sent again. */
    mayRepeat: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });

/** What became of a version's notices, counted and listed, and notices that the product shows by itself. */
export function noticeRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/versions/{version}/progress',
      summary: 'Count who was told of a version and what they did.',
      role: 'legal',
      params: versionParams,
      statuses: [200],
      answer: progressAnswer,
      refusals: ['unknown-policy', 'unknown-version'],
    },
    async ({ params }) => {
      return { status: 200, body: await progressOf(context, await insistOnVersion(api, params)) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/versions/{version}/deliveries',
      summary: 'List the deliveries of a version, or those in one state.',
      role: 'legal',
      params: versionParams,
      query: pageQuery.extend({ state: z.enum(DELIVERY_STATES).optional() }),
      statuses: [200],
      answer: listOf(deliveryAnswer),
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version'],
    },
    async ({ params, query }) => {
      await insistOnVersion(api, params);
      const of = { ...params, state: query.state };
      const body = await readPage(
        query,
        z.tuple([z.string(), z.string(), z.int(), z.int()]),
        (place, limit) => {
          const after = place && { kind: place[0], ref: place[1], round: place[2], contact: place[3] };
          return listDeliveries(context.store.db, of, { after, limit });
        },
        (last) => [last.kind, last.ref, last.round, last.contact],
        deliveryToAnswer,
      );
      return { status: 200, body, headers: { 'cache-control': 'no-store' } };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/notices/shown',
      summary: 'Record that the product showed a user the notice of a version by itself.',
      role: 'app',
      body: z.strictObject({
        ...{ user: userId, policy: policyName, version: versionNumber },
        presentation: presentationId.optional(),
      }),
      statuses: [200, 201],
      answer: z
        .object({
          user: z.string(),
          policy: z.string(),
          version: z.int(),
          toldAt: instantOut.nullable(),
          bindsAt: instantOut.nullable(),
        })
        .meta({ id: 'Shown' }),
      refusals: [
        ...(['invalid-request', 'unknown-user', 'unknown-policy', 'unknown-version'] as const),
        ...(['version-not-open', 'unknown-presentation', 'may-not-answer', 'unknown-party'] as const),
      ],
    },
    async ({ body: { presentation, ...body }, caller }) => {
      await insistOnPresentation(context.store.db, presentation);
      const shown = { ...body, presentation };
      const { first, toldAt, bindsAt } = await recordShowing(context, shown, caller.keyId);
      return { status: first ? 201 : 200, body: { ...body, toldAt, bindsAt } };
    },
  );
}

/** Counts what became of a version's announcement, and what people did. */
export async function progressOf(
  context: HttpContext,
  of: Version,
): Promise<z.output<typeof progressAnswer>> {
  const { db } = context.store;
  const { policy, version } = of;
  const now = context.now();
  const states = await countAnnouncements(db, policy, version);
  const { queued = 0, sending = 0, sent = 0, delivered = 0, bounced = 0 } = states;
  const { suppressed = 0, failed = 0, unknown = 0 } = states;
  const onTheirWay = queued + sending;
  const toContacts = await countToContacts(db, policy, version);
  return {
    ...{ policy, version },
    toTell: onTheirWay + sent + delivered + bounced + suppressed + failed + unknown,
    ...(toContacts > 0 && { toContacts }),
    queued: onTheirWay,
    ...{ sent, delivered, bounced, suppressed, failed, unknown },
    ...(await countResponses(db, policy, version, now)),
    ...(await countUntoldPeople(context, of, now)),
    ...(await sendingOf(context, of)),
    ...warningsOf(await countUnpresented(db, policy, version)),
  };
}

/** How sending by a plan stands; nothing where all leaves at once. */
async function sendingOf({ store: { db } }: HttpContext, { release, sending: plan, pausedAt }: Version) {
  const sending = plan === null ? undefined : await findSending(db, release);
  if (sending === undefined) return {};
  const { waitsSince, goneOnAt, pausedBecause } = sending;
  const isFirst = plan?.first !== undefined && goneOnAt === null;
  const going = isFirst ? (waitsSince === null ? 'first-wave' : 'waits') : 'going';
  const state: z.output<typeof sendingState> =
    pausedAt === null ? going : pausedBecause === null ? 'paused' : 'stopped';
  return { sending: { state, waitsSince, goneOnAt, pausedBecause } };
}

/** That people agree on screens of which there is no picture, where products record others. */
function warningsOf(unpresented: number): { readonly warnings?: string[] } {
  if (unpresented === 0) return {};
  return {
    warnings: [
      `${unpresented} ${unpresented === 1 ? 'acceptance comes' : 'acceptances come'} from a screen that nobody has recorded: name its "presentation", so that evidence shows what people agreed on.`,
    ],
  };
}

/** One of a policy's versions; refuses with `unknown-version` what the policy does not have. */
export async function insistOnVersion(
  { context }: Api,
  { policy, version }: z.output<typeof versionParams>,
): Promise<Version> {
  const { versions } = await readPolicyVersions(context, policy);
  return versionOf(versions, policy, version);
}

function deliveryToAnswer({ id, user, contact, kind, state, sentAt, providerId, mayRepeat }: ListedDelivery) {
  return { id, user, ...(contact > 0 && { contact }), kind, state, sentAt, providerId, mayRepeat };
}
