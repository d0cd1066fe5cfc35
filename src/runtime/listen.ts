import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Log } from '../actions/context.ts';
import type { QuickChecks } from '../http/products/quick-checks.ts';
import { type BareProblem, unforeseenProblem } from '../http/wire/problem.ts';
import { type Answer, refuseUnreadable, serveConnections } from './connections.ts';
import type { Config } from './settings/config.ts';

/** How long requests under way have to be answered once the process is asked to stop. */
const LAST_ANSWERS_MS = 8_000;

/**
 * So many connections may wait to be taken, where the system allows as many. Of Node's 511 the rest is cut off when a
 * busy second meets as many products that open connections anew.
 */
const MOST_NOT_TAKEN = 4096;

/** Listens for requests, which `quick` answers where it can and the app otherwise; fails where the address is taken. */
export function listen(
  app: Hono,
  quick: QuickChecks,
  { host, port }: Pick<Config, 'host' | 'port'>,
  log: Log,
): Promise<Server> {
  const ask = getRequestListener(app.fetch, {
    // Whoever speaks HTTP/1.0 need not say whom they ask.
    hostname: 'localhost',
    errorHandler: (error) => {
      if (error instanceof RequestError) return toResponse(refuseUnreadable(log, 'malformed'));
      const requestId = crypto.randomUUID();
      log('error', 'unforeseen', { requestId, error: error instanceof Error ? error.stack : String(error) });
      return toResponse(unforeseenProblem(requestId));
    },
  });
  const answer: Answer = (incoming, outgoing) => {
    const known = quick(incoming);
    if (known === null) return ask(incoming, outgoing);
    const { status, headers, body } = known;
    if (body === null) return outgoing.writeHead(status, headers).end();
    return outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  };
  // What is no request is answered by us, in our words.
  const server = createServer({ requireHostHeader: false });
  serveConnections(server, answer, log);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: MOST_NOT_TAKEN }, () => {
      server.off('error', reject);
      server.on('error', ({ message }) =>
        log('error', 'a connection could not be taken', { error: message }),
      );
      resolve(server);
    });
  });
}

function toResponse({ status, headers, body }: BareProblem): Response {
  return new Response(body, { status, headers });
}

/** Takes no more requests, and waits for those under way, though not for ever. */
export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([closed, delay(LAST_ANSWERS_MS)]);
}
