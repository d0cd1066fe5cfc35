import { z } from 'zod';
import { readEndpoint } from '../../actions/webhooks/put-endpoint.ts';
import { replayEvent, replaySince, testEndpoint } from '../../actions/webhooks/replay-events.ts';
import { ATTEMPT_OUTCOMES } from '../../domain/webhooks/attempt.ts';
import { type Attempt, listAttempts } from '../../storage/webhooks/attempts.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instant, instantOut, madeId, pageQuery } from '../wire/schemas.ts';

const attemptAnswer = z
  .object({
    id: z.string(),
    /** The `webhook-id` that it was sent with. */
    event: z.string(),
    type: z.string(),
    /** Where the event is in the log of `/v1/events`; null for a test. */
    position: z.int().nullable(),
    at: instantOut,
    /** Which try it was, from 1. */
    try: z.int(),
    outcome: z.enum(ATTEMPT_OUTCOMES),
    /** Null where there was no answer; `error` says why. */
    status: z.int().nullable(),
    /** The first 2 KB of it. */
    answer: z.string().nullable(),
    error: z.string().nullable(),
    tookMs: z.int(),
  })
  .meta({ id: 'WebhookAttempt' });

const eventId = z.string().regex(/^evt_[0-9a-f]{32}$/, { error: 'must be the webhook-id of an event' });
const params = z.object({ id: madeId });

/** What became of calls to an endpoint, and having them made again. */
export function webhookAttemptRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/webhooks/{id}/attempts',
      summary: 'List the calls to a webhook, the newest first, and what came of each.',
      role: 'app',
      params,
      query: pageQuery.extend({ outcome: z.literal('failed').optional() }),
      statuses: [200],
      answer: listOf(attemptAnswer),
      refusals: ['invalid-request', 'unknown-webhook'],
    },
    async ({ params, query }) => {
      await readEndpoint(context, params.id);
      const failed = query.outcome === 'failed';
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        (before, limit) => listAttempts(context.store.db, params.id, { before: before?.[0], limit, failed }),
        (last) => [last.id],
        toAnswer,
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/webhooks/{id}/replay',
      summary: 'Send one event once more, or everything since an instant, each under its own id.',
      role: 'app',
      params,
      body: z.union([z.strictObject({ event: eventId }), z.strictObject({ since: instant })]),
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-webhook', 'unknown-event'],
    },
    async ({ params, body, caller }) => {
      if ('event' in body) await replayEvent(context, params.id, body.event);
      else await replaySince(context, params.id, body.since, caller.keyId);
      return { status: 204, body: null };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/webhooks/{id}/test',
      summary: 'Call a webhook once with the event webhook.test, and say what came of it.',
      role: 'app',
      params,
      statuses: [200],
      answer: attemptAnswer,
      refusals: ['invalid-request', 'unknown-webhook'],
    },
    async ({ params }) => ({ status: 200, body: toAnswer(await testEndpoint(context, params.id)) }),
  );
}

function toAnswer({ tries, ...attempt }: Attempt): z.output<typeof attemptAnswer> {
  return { ...attempt, try: tries };
}
