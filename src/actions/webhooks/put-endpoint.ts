/*
 * What products are told of what happened: endpoints are made and changed, told event after event, and told
 * again. What is told is an act of the record that has its place in the log; nothing is decided here.
 */

import type { LinkSecret } from '../../domain/answers/review-token.ts';
import { addMs } from '../../domain/instant.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { Subscription } from '../../domain/webhooks/event.ts';
import { EARLIER_SIGNS_MS, secretToText, webhookSecret } from '../../domain/webhooks/signature.ts';
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  type StoredEndpoint,
  updateEndpoint,
} from '../../storage/webhooks/endpoints.ts';
import { hurryEventsAside } from '../../storage/webhooks/events-aside.ts';
import type { Context } from '../context.ts';
import { BEHIND_ANOTHER } from './tell-lane.ts';

/** What is said of an endpoint by whoever makes or changes it. */
export type EndpointSettings = {
  readonly url: string;
  readonly events: readonly Subscription[];
  readonly description: string | null;
  readonly isEnabled: boolean;
};

type Putting = Pick<Context, 'store' | 'now' | 'newId' | 'linkSecrets' | 'poster'>;

/** An endpoint, and its secret as it is shown this once. */
export type WithSecret = { readonly endpoint: StoredEndpoint; readonly secret: string };

/** Makes an endpoint: it is told what happens from now on. */
export async function makeEndpoint(
  context: Putting,
  settings: EndpointSettings,
  keyId: string,
): Promise<WithSecret> {
  const { store, now, newId, linkSecrets } = context;
  insistOnUrl(context, settings.url);
  const at = now();
  const id = newId().replaceAll('-', '');
  const secret = { id: linkSecrets[0].id, number: 1 };
  const { url, events, description, isEnabled } = settings;
  const disabled = isEnabled ? null : ({ at, by: 'key' } as const);
  const endpoint = { id, url, events, description, secret, disabled, createdAt: at };
  await store.atomic([insertEndpoint(store.db, endpoint, { keyId, command: newId() })]);
  return showSecret(await readEndpoint(context, id), linkSecrets);
}

/**
 * Changes an endpoint. One that is enabled again goes on where it was, and what waited for another try is
 * tried at once. Refuses with `unknown-webhook`.
 */
export async function changeEndpoint(
  context: Putting,
  id: string,
  settings: EndpointSettings,
  keyId: string,
): Promise<StoredEndpoint> {
  const { store, now, newId } = context;
  insistOnUrl(context, settings.url);
  const before = await readEndpoint(context, id);
  const at = now();
  const { isEnabled, ...change } = settings;
  const isTurned = isEnabled !== (before.disabled === null);
  const disabled = isEnabled ? null : ({ at, by: 'key' } as const);
  await store.atomic([
    updateEndpoint(
      store.db,
      id,
      { ...change, ...(isTurned && { disabled }) },
      { now: at, keyId, command: newId() },
    ),
    ...(isTurned && isEnabled ? [hurryEventsAside(store.db, id, { now: at, never: BEHIND_ANOTHER })] : []),
  ]);
  return readEndpoint(context, id);
}

/** Makes a new secret, beside which the one before it signs for another day. Refuses with `unknown-webhook`. */
export async function rotateSecret(context: Putting, id: string, keyId: string): Promise<WithSecret> {
  const { store, now, newId, linkSecrets } = context;
  const { secret: before } = await readEndpoint(context, id);
  const at = now();
  const secret = { id: linkSecrets[0].id, number: before.number + 1 };
  const earlier = { ...before, until: addMs(at, EARLIER_SIGNS_MS) };
  await store.atomic([
    updateEndpoint(store.db, id, { secret, earlier }, { now: at, keyId, command: newId() }),
  ]);
  return showSecret(await readEndpoint(context, id), linkSecrets);
}

/** Deletes an endpoint with all that waits for it. Refuses with `unknown-webhook`. */
export async function endEndpoint(context: Pick<Context, 'store'>, id: string): Promise<void> {
  const { store } = context;
  await readEndpoint(context, id);
  await store.atomic(deleteEndpoint(store.db, id));
}

/** The endpoint of that id; refuses with `unknown-webhook`. */
export async function readEndpoint({ store }: Pick<Context, 'store'>, id: string): Promise<StoredEndpoint> {
  const endpoint = await findEndpoint(store.db, id);
  if (endpoint === undefined) throw new Refusal('unknown-webhook', 'There is no such webhook.');
  return endpoint;
}

function showSecret(endpoint: StoredEndpoint, secrets: readonly LinkSecret[]): WithSecret {
  const secret = webhookSecret(endpoint.id, endpoint.secret, secrets);
  if (secret === null) throw new Error('the secret that was just made cannot be made');
  return { endpoint, secret: secretToText(secret) };
}

function insistOnUrl({ poster }: Pick<Context, 'poster'>, url: Endpoint['url']): void {
  const why = poster.whyNot(url);
  if (why !== null) throw invalid('/url', why);
}
