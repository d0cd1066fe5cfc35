import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import { ADMIN_KEY, startTestApp, type TestApp } from './test-app.ts';

/** How a served app behaves towards whoever asks it: as it should, or in one of the ways in which networks do not. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, serve: () => void) => void;

/** The service at a port of this machine, on a clock that tests move, and which can be made to misbehave. */
export type ServedApp = TestApp & {
  readonly url: string;
  readonly key: string;
  /** Has it behave so from now on; null as it should. */
  readonly behave: (behaviour: Behaviour | null) => void;
  /** The requests that came, as `GET /v1/…`, but for those that are not for it. */
  readonly asked: () => readonly string[];
  /** Ends it; nobody listens any more. */
  readonly end: () => Promise<void>;
  /** Listens again, at the same port. */
  readonly start: () => Promise<void>;
};

/** Serves the app for one test; it is ended when the test is over. */
export async function serveTestApp(options: Parameters<typeof startTestApp>[0] = {}): Promise<ServedApp> {
  const app = await startTestApp(options);
  const asked: string[] = [];
  let behaviour: Behaviour | null = null;
  const listener = getRequestListener((request) => app.app.fetch(request));
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('date', new Date(app.clock.now).toUTCString());
    const serve = () => void listener(request, response);
    if (behaviour === null) serve();
    else behaviour(request, response, serve);
  };
  let server: Server = createServer(handle);
  const listen = async (port: number) => {
    server = createServer(handle).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const end = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  onTestFinished(async () => {
    await end();
    await app.store.close();
  });
  return {
    ...app,
    url: `http://127.0.0.1:${port}`,
    key: ADMIN_KEY,
    behave: (next) => {
      behaviour = next;
    },
    asked: () => asked,
    end,
    start: async () => {
      await listen(port);
    },
  };
}
