import { z } from 'zod';
import {
  changeEndpoint,
  endEndpoint,
  makeEndpoint,
  readEndpoint,
  rotateSecret,
} from '../../actions/webhooks/put-endpoint.ts';
import { DISABLED_BY } from '../../domain/webhooks/endpoint.ts';
import { SUBSCRIPTIONS } from '../../domain/webhooks/event.ts';
import { listEndpoints, type StoredEndpoint } from '../../storage/webhooks/endpoints.ts';
import { countEventsAside } from '../../storage/webhooks/events-aside.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instantOut, line, madeId, pageQuery, text } from '../wire/schemas.ts';

/** More than so many that wait are not counted. */
const MOST_COUNTED = 100_000;
const LONGEST_URL = 2_000;

const endpointBody = z.strictObject({
  url: text(LONGEST_URL),
  events: z.array(z.enum(SUBSCRIPTIONS)).min(1).max(SUBSCRIPTIONS.length),
  description: line(500).nullable().default(null),
  enabled: z.boolean().default(true),
});

const endpointAnswer = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.enum(SUBSCRIPTIONS)).readonly(),
    description: z.string().nullable(),
    enabled: z.boolean(),
    /** Null while it is enabled. */
    disabledAt: instantOut.nullable(),
    disabledBy: z.enum(DISABLED_BY).nullable(),
    /** Since when every call has failed; null where the last did not. */
    failingSince: instantOut.nullable(),
    /** Where it is in the log of `/v1/events`. */
    position: z.int(),
    /** Events up to there that are to be delivered yet. */
    waiting: z.int(),
    /** Until when the secret from before signs as well; null where it does not. */
    earlierSecretUntil: instantOut.nullable(),
    /** Whether the secret of LINK_SECRET that its own is made from is there; where it is not, it waits for a rotation. */
    hasSecret: z.boolean(),
    createdAt: instantOut,
  })
  .meta({ id: 'Webhook' });

const withSecret = endpointAnswer.extend({ secret: z.string() });
const params = z.object({ id: madeId });
const headers = { 'cache-control': 'no-store' };

/** Where products are told what happened: making, listing, changing and deleting endpoints, and their secrets. */
export function webhookEndpointRoutes(api: Api): void {
  const { context } = api;

  const toAnswer = async (endpoint: StoredEndpoint): Promise<z.output<typeof endpointAnswer>> => {
    const { id, url, events, description, disabled, failingSince, position, earlier, createdAt } = endpoint;
    const isEarlierUsed = earlier !== null && context.now() < earlier.until;
    return {
      ...{ id, url, events, description, enabled: disabled === null },
      ...{ disabledAt: disabled?.at ?? null, disabledBy: disabled?.by ?? null, failingSince, position },
      waiting: await countEventsAside(context.store.db, id, MOST_COUNTED),
      earlierSecretUntil: isEarlierUsed ? earlier.until : null,
      hasSecret: context.linkSecrets.some((one) => one.id === endpoint.secret.id),
      createdAt,
    };
  };
  const toSettings = ({ enabled, ...settings }: z.output<typeof endpointBody>) => ({
    ...settings,
    isEnabled: enabled,
  });

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/webhooks',
      summary: 'Have events sent to a URL from now on. The secret that signs them is shown this once.',
      role: 'admin',
      body: endpointBody,
      statuses: [201],
      answer: withSecret,
      refusals: ['invalid-request'],
    },
    async ({ body, caller }) => {
      const { endpoint, secret } = await makeEndpoint(context, toSettings(body), caller.keyId);
      return { status: 201, body: { ...(await toAnswer(endpoint)), secret }, headers };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/webhooks',
      summary: 'List webhooks, and how each of them stands.',
      role: 'app',
      query: pageQuery,
      statuses: [200],
      answer: listOf(endpointAnswer),
      refusals: ['invalid-request'],
    },
    async ({ query }) => {
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        (after, limit) => listEndpoints(context.store.db, { after: after?.[0] ?? '', limit }),
        (last) => [last.id],
        toAnswer,
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/webhooks/{id}',
      summary: 'Get a webhook, and how it stands.',
      role: 'app',
      params,
      statuses: [200],
      answer: endpointAnswer,
      refusals: ['invalid-request', 'unknown-webhook'],
    },
    async ({ params }) => ({ status: 200, body: await toAnswer(await readEndpoint(context, params.id)) }),
  );

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/webhooks/{id}',
      summary: 'Change a webhook, disable it, or enable it: it goes on where it was.',
      role: 'admin',
      params,
      body: endpointBody,
      statuses: [200],
      answer: endpointAnswer,
      refusals: ['invalid-request', 'unknown-webhook'],
    },
    async ({ params, body, caller }) => {
      const endpoint = await changeEndpoint(context, params.id, toSettings(body), caller.keyId);
      return { status: 200, body: await toAnswer(endpoint) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/webhooks/{id}',
      summary: 'Delete a webhook, with what waits for it.',
      role: 'admin',
      params,
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-webhook'],
    },
    async ({ params }) => {
      await endEndpoint(context, params.id);
      return { status: 204, body: null };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/webhooks/{id}/rotate',
      summary: 'Make a new secret, shown this once; the one before it signs as well for 24 hours.',
      role: 'admin',
      params,
      statuses: [200],
      answer: withSecret,
      refusals: ['invalid-request', 'unknown-webhook'],
    },
    async ({ params, caller }) => {
      const { endpoint, secret } = await rotateSecret(context, params.id, caller.keyId);
      return { status: 200, body: { ...(await toAnswer(endpoint)), secret }, headers };
    },
  );
}
