import { z } from 'zod';
import {
  changeEndpoint,
  endEndpoint,
  makeEndpoint,
  readEndpoint,
  rotateSecret,
} from '../../actions/webhooks/put-endpoint.ts';
import { replayEvent, replaySince, testEndpoint } from '../../actions/webhooks/replay-events.ts';
import { actorOf } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import { SUBSCRIPTIONS } from '../../domain/webhooks/event.ts';
import {
  type ShownEndpoint,
  WEBHOOKS,
  webhookPage,
  webhookRemovalPage,
  webhooksPage,
} from '../../pages/console/webhooks.ts';
import { developersWords } from '../../pages/console/words/developers.ts';
import { listAttempts } from '../../storage/webhooks/attempts.ts';
import { listEndpoints, type StoredEndpoint } from '../../storage/webhooks/endpoints.ts';
import { countEventsAside } from '../../storage/webhooks/events-aside.ts';
import { readPage } from '../wire/cursor.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { instant, line, madeId, text } from '../wire/schemas.ts';
import { listQuery, ticked, typedLine, typedOrNot } from './wire/read-fields.ts';
import { addForm, addScreen, type Console, type Screen } from './wire/screens.ts';

const ENDPOINTS_PER_PAGE = 50;
const ATTEMPTS_PER_PAGE = 25;
/** More than so many that wait are not counted. */
const MOST_COUNTED = 10_000;

const ofEndpoint = z.object({ id: madeId });
const endpointFields = z.object({
  url: typedLine(text(2_000)),
  events: ticked(z.enum(SUBSCRIPTIONS)).refine((events) => events.length > 0),
  description: typedOrNot(typedLine(line(500))),
});
const eventId = z.string().regex(/^evt_[0-9a-f]{32}$/);

/** Where products are told what happened: making endpoints, looking at calls to them, and having some made again. */
export function webhookScreens(console: Console): void {
  const { context } = console;

  const all = addScreen(console, {
    path: WEBHOOKS,
    may: 'see-developers',
    query: listQuery,
    show: async ({ query, member, state }) => {
      const beginning = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: ENDPOINTS_PER_PAGE },
        z.tuple([z.string()]),
        (after, limit) => listEndpoints(context.store.db, { after: after?.[0] ?? '', limit, beginning }),
        ({ id }) => [id] as const,
        (one) => shown(context, one),
      );
      const isLater = query.cursor !== undefined;
      return webhooksPage({
        ...{ endpoints: items, next, isLater, beginning: beginning ?? '', state },
        mayWrite: may(member, 'write-webhooks'),
      });
    },
  });

  addForm(console, {
    path: WEBHOOKS,
    on: all,
    may: 'write-webhooks',
    fields: endpointFields,
    says: developersWords.webhooks.wrong,
    act: async ({ fields: { description = null, ...fields }, member }) => {
      const settings = { ...fields, description, isEnabled: true };
      const { endpoint, secret } = await makeEndpoint(context, settings, actorOf(member));
      return { to: `${WEBHOOKS}/${endpoint.id}?done=made#done`, once: secret };
    },
  });

  const one = addScreen(console, {
    path: `${WEBHOOKS}/{id}`,
    may: 'see-developers',
    params: ofEndpoint,
    query: listQuery,
    show: async ({ params, query, member, state, once }) => {
      const endpoint = await readEndpoint(context, params.id);
      const event = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: ATTEMPTS_PER_PAGE },
        z.tuple([z.string()]),
        (before, limit) => listAttempts(context.store.db, params.id, { before: before?.[0], limit, event }),
        ({ id }) => [id] as const,
        (attempt) => attempt,
      );
      return webhookPage({
        ...{ endpoint: await shown(context, endpoint), attempts: items, next, state, secret: once },
        ...{ isLater: query.cursor !== undefined, event: event ?? '' },
        mayWrite: may(member, 'write-webhooks'),
      });
    },
  });
  endpointForms(console, one);
}

function endpointForms(console: Console, one: Screen<typeof ofEndpoint, typeof listQuery>): void {
  const { context } = console;
  const path = `${WEBHOOKS}/{id}`;
  const done = (id: string, what: string) => `${WEBHOOKS}/${id}?done=${what}#done`;
  const shared = { on: one, may: 'write-webhooks', says: developersWords.webhooks.wrong } as const;

  addForm(console, {
    ...{ ...shared, path, fields: endpointFields },
    act: async ({ params: { id }, fields: { description = null, ...fields }, member }) => {
      const isEnabled = (await readEndpoint(context, id)).disabled === null;
      await changeEndpoint(context, id, { ...fields, description, isEnabled }, actorOf(member));
      return done(id, 'changed');
    },
  });

  for (const [verb, isEnabled, what] of [
    ['disabling', false, 'disabled'],
    ['enabling', true, 'enabled'],
  ] as const) {
    addForm(console, {
      ...{ ...shared, path: `${path}/${verb}`, fields: z.object({}) },
      act: async ({ params: { id }, member }) => {
        const { url, events, description } = await readEndpoint(context, id);
        await changeEndpoint(context, id, { url, events, description, isEnabled }, actorOf(member));
        return done(id, what);
      },
    });
  }

  const removal = addScreen(console, {
    ...{ path: `${path}/removal`, may: 'write-webhooks', params: ofEndpoint },
    show: async ({ params, state }) =>
      webhookRemovalPage({ endpoint: await shown(context, await readEndpoint(context, params.id)), state }),
  });

  addForm(console, {
    ...{ path: `${path}/removal`, on: removal, may: 'write-webhooks', fields: z.object({}) },
    act: async ({ params: { id } }) => {
      await endEndpoint(context, id);
      return `${WEBHOOKS}?done=removed#done`;
    },
  });

  addForm(console, {
    ...{ ...shared, path: `${path}/rotation`, fields: z.object({}) },
    act: async ({ params: { id }, member }) => {
      const { secret } = await rotateSecret(context, id, actorOf(member));
      return { to: done(id, 'rotated'), once: secret };
    },
  });

  addForm(console, {
    ...{ ...shared, path: `${path}/test`, fields: z.object({}) },
    act: async ({ params: { id } }) => {
      await testEndpoint(context, id);
      return done(id, 'tested');
    },
  });

  addForm(console, {
    ...{ ...shared, path: `${path}/replay`, fields: z.object({ event: eventId }) },
    act: async ({ params: { id }, fields }) => {
      await replayEvent(context, id, fields.event);
      return done(id, 'replayed');
    },
  });

  addForm(console, {
    ...{ ...shared, path: `${path}/replay-since`, fields: z.object({ since: typedLine(instant) }) },
    act: async ({ params: { id }, fields, member }) => {
      await replaySince(context, id, fields.since, actorOf(member));
      return done(id, 'replayed');
    },
  });
}

async function shown({ store, linkSecrets }: HttpContext, endpoint: StoredEndpoint): Promise<ShownEndpoint> {
  const { id, url, events, description, disabled, failingSince, position, secret } = endpoint;
  return {
    ...{ id, url, events, description, disabled, failingSince, position },
    waiting: await countEventsAside(store.db, id, MOST_COUNTED),
    hasSecret: linkSecrets.some((one) => one.id === secret.id),
  };
}
