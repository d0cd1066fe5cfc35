import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { DisabledBy } from '../../domain/webhooks/endpoint.ts';
import { SUBSCRIPTIONS } from '../../domain/webhooks/event.ts';
import type { Markup } from '../layout.ts';
import { DEVELOPERS, secretOnce, sideHead, sideTitle } from './developers.ts';
import { confirmation } from './parts/confirm.ts';
import { checkField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState, OwnState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { list } from './parts/table.ts';
import { when } from './parts/timeline.ts';
import { developersWords } from './words/developers.ts';

/** Where webhooks are. */
export const WEBHOOKS = `${DEVELOPERS}/webhooks`;

/** An endpoint, as its screens tell of it. */
export type ShownEndpoint = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string | null;
  readonly disabled: { readonly at: Instant; readonly by: DisabledBy } | null;
  readonly failingSince: Instant | null;
  readonly position: number;
  readonly waiting: number;
  readonly hasSecret: boolean;
};

/** A call to an endpoint, as it is listed. */
export type ShownAttempt = {
  readonly id: string;
  readonly event: string;
  readonly type: string;
  readonly position: number | null;
  readonly at: Instant;
  readonly tries: number;
  readonly outcome: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly tookMs: number;
};

/** All endpoints, and the form that adds one. */
export function webhooksPage({
  endpoints,
  next,
  isLater,
  beginning,
  mayWrite,
  state,
}: {
  readonly endpoints: readonly ShownEndpoint[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const { webhooks: words } = developersWords;
  const { columns } = words;
  return {
    title: sideTitle('webhooks'),
    done: { removed: words.done.removed },
    body: html`${sideHead('webhooks')}
<p>${words.lead}</p>
${list({
  ...{ caption: developersWords.tabs.webhooks, at: WEBHOOKS, next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.url, columns.events, columns.state, { head: columns.waiting, isNumber: true }],
  rows: endpoints.map((one) => [
    html`<a class="breaks" href="${WEBHOOKS}/${one.id}"><bdi>${one.url}</bdi></a>`,
    one.events.join(', '),
    stateOf(one),
    one.waiting.toLocaleString('en'),
  ]),
  empty: words.empty,
})}
${
  mayWrite &&
  html`<h2>${words.make}</h2>
${form({ to: WEBHOOKS, state, submit: words.submit }, (own) => endpointFields(own, null))}`
}`,
  };
}

/** One endpoint: how it stands, the calls to it, and what can be done with it. */
export function webhookPage({
  endpoint,
  attempts,
  next,
  isLater,
  event,
  secret,
  mayWrite,
  state,
}: {
  readonly endpoint: ShownEndpoint;
  readonly attempts: readonly ShownAttempt[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** The event that was searched for. */
  readonly event: string;
  /** A secret that was made just now. */
  readonly secret: string | null;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const { webhooks: words } = developersWords;
  const path = `${WEBHOOKS}/${endpoint.id}`;
  return {
    title: endpoint.url,
    done: words.done,
    body: html`<p class="back"><a href="${WEBHOOKS}">${words.back}</a></p>
<h1 class="breaks"><bdi>${endpoint.url}</bdi></h1>
${secret !== null && secretOnce(words.secret, secret)}
${!endpoint.hasSecret && html`<p class="notice">${words.noSecret}</p>`}
<dl>
<dt>${words.columns.state}</dt><dd>${stateOf(endpoint)}</dd>
<dt>${words.columns.events}</dt><dd>${endpoint.events.join(', ')}</dd>
<dt>${words.columns.waiting}</dt><dd>${endpoint.waiting.toLocaleString('en')}</dd>
<dt>${words.position}</dt><dd>${endpoint.position.toLocaleString('en')}</dd>
${endpoint.description !== null && html`<dt>${words.description}</dt><dd>${endpoint.description}</dd>`}
</dl>
<h2>${words.attempts.title}</h2>
${attemptList(path, { attempts, next, isLater, event, mayWrite, state })}
${mayWrite && acts(path, endpoint, state)}`,
  };
}

function attemptList(
  path: string,
  of: {
    readonly attempts: readonly ShownAttempt[];
    readonly next: string | null;
    readonly isLater: boolean;
    readonly event: string;
    readonly mayWrite: boolean;
    readonly state: FormState;
  },
): Markup {
  const { attempts: words } = developersWords.webhooks;
  const { columns } = words;
  const { next, isLater, event, mayWrite, state } = of;
  return list({
    ...{ caption: words.title, at: path, next, isLater },
    search: { label: words.search, value: event, notFound: words.notFound },
    columns: [
      ...[columns.at, columns.type, columns.try, columns.outcome, columns.answer],
      ...(mayWrite ? [columns.again] : []),
    ],
    rows: of.attempts.map((one) => [
      when(one.at),
      one.type,
      String(one.tries),
      one.outcome,
      `${one.status ?? one.error ?? ''} (${words.ms(one.tookMs)})`,
      ...(mayWrite
        ? [
            one.position === null
              ? ''
              : form({ to: `${path}/replay`, state, submit: words.again, hidden: { event: one.event } }),
          ]
        : []),
    ]),
    empty: words.empty,
  });
}

function acts(path: string, endpoint: ShownEndpoint, state: FormState): Markup {
  const { webhooks: words } = developersWords;
  const isOn = endpoint.disabled === null;
  const button = (verb: string, label: string, hint: string) =>
    html`<section class="act"><p>${hint}</p>${form({ to: `${path}/${verb}`, state, submit: label })}</section>`;
  return html`${button('test', words.test, words.testHint)}
<h2>${words.replay.title}</h2>
${form({ to: `${path}/replay-since`, state, submit: words.replay.submit }, (own) =>
  textField(own, { name: 'since', label: words.replay.since, hint: words.replay.sinceHint }),
)}
<h2>${words.change}</h2>
${form({ to: path, state, submit: words.save }, (own) => endpointFields(own, endpoint))}
<h2>${words.rotate}</h2>
${button('rotation', words.rotate, words.rotateHint)}
<h2>${isOn ? words.disable : words.enable}</h2>
${isOn ? button('disabling', words.disable, words.disableHint) : button('enabling', words.enable, words.enableHint)}
<h2>${words.remove}</h2>
<p>${words.removeHint}</p>
<p><a class="button quiet" href="${path}/removal">${words.remove}</a></p>`;
}

/** Asks once more before an endpoint goes with all that waits for it. */
export function webhookRemovalPage({
  endpoint: { id, url, waiting },
  state,
}: {
  readonly endpoint: Pick<ShownEndpoint, 'id' | 'url' | 'waiting'>;
  readonly state: FormState;
}): Shown {
  const { removal } = developersWords.webhooks;
  const title = removal.title(url);
  return {
    title,
    body: confirmation({
      ...{ title, says: [removal.body(waiting), removal.keeps], state, submit: removal.submit },
      to: `${WEBHOOKS}/${id}/removal`,
      cancel: { label: removal.cancel, href: `${WEBHOOKS}/${id}` },
    }),
  };
}

function endpointFields(own: OwnState, endpoint: ShownEndpoint | null): readonly Markup[] {
  const { webhooks: words } = developersWords;
  return [
    textField(own, { name: 'url', label: words.url, hint: words.urlHint, value: endpoint?.url }),
    checkField(own, {
      ...{ name: 'events', label: words.events, hint: words.eventsHint, values: endpoint?.events ?? ['*'] },
      choices: SUBSCRIPTIONS.map((value) => ({ value, label: value })),
    }),
    textField(own, {
      ...{ name: 'description', label: words.description, isOptional: true },
      value: endpoint?.description ?? undefined,
    }),
  ];
}

function stateOf({ disabled, failingSince }: ShownEndpoint): Markup | string {
  const { states } = developersWords.webhooks;
  if (disabled !== null) return html`${states[disabled.by]} (${when(disabled.at)})`;
  return failingSince === null ? states.on : html`${states.failing} ${when(failingSince)}`;
}
