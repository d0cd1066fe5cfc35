import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { keepRecord } from '../../src/actions/upkeep/keep-record.ts';
import { deliverEvents, type Runner } from '../../src/actions/webhooks/deliver-events.ts';
import { listEndpointsWithWork } from '../../src/storage/webhooks/endpoints.ts';
import type { Answered, TestApp } from './test-app.ts';

/** A call as a receiver got it. */
export type Received = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
  readonly event: any;
};

/** How a receiver answers its calls, of which this is the nth, from 1: a status, or whatever it does itself. */
export type Answering = (
  received: Received,
  nth: number,
  reply: ServerResponse,
) => number | 'does-it-itself' | Promise<number>;

/** A product's own server on this machine, which keeps what it was told. */
export type Receiver = {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  answer: Answering;
  readonly close: () => Promise<void>;
};

/** Starts a receiver that takes everything, unless it is told otherwise. */
export async function startReceiver(answer: Answering = () => 204): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request: IncomingMessage, reply: ServerResponse) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const headers = request.headers as Record<string, string>;
    const one = { headers, body, event: JSON.parse(body) };
    received.push(one);
    const status = await receiver.answer(one, received.length, reply);
    if (status !== 'does-it-itself') reply.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    ...{ url: `http://127.0.0.1:${port}/hook`, port, received, answer },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** Has a receiver told of events, all unless said; answers the webhook with its secret. */
export async function haveWebhook(
  { ask }: { readonly ask: (method: string, path: string, body?: unknown) => Promise<Answered> },
  { url }: Pick<Receiver, 'url'>,
  events: readonly string[] = ['*'],
): Promise<Answered['body']> {
  const { status, body } = await ask('POST', '/v1/webhooks', { url, events });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** Gives what happened its place in the log, and tells every endpoint what there is to tell now. */
export async function tellWebhooks({ context }: TestApp, more: Partial<Runner> = {}): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
  const runner = { name: 'test', ...more };
  const { db } = context.store;
  for (const id of await listEndpointsWithWork(db, { runner: runner.name, now: context.now() })) {
    while ((await deliverEvents(context, id, runner)).nextInMs === 0);
  }
}
