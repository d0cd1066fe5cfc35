import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono, MiddlewareHandler } from 'hono';
import type { Config } from './config.ts';

/** How long requests under way have to be answered once the process is asked to stop. */
const LAST_ANSWERS_MS = 10_000;
const ASSETS = new URL('../../public/', import.meta.url);

/** The files of `public/`, which are served under `/assets/`. */
export function publicFiles(): MiddlewareHandler {
  const root = relative(process.cwd(), fileURLToPath(ASSETS)) || '.';
  return serveStatic({ root, rewriteRequestPath: (path) => path.replace(/^\/assets/, '') });
}

/** Listens for requests; fails where the address is taken. */
export function listen(app: Hono, { host, port }: Pick<Config, 'host' | 'port'>): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (_: AddressInfo) => resolve(server));
    server.once('error', reject);
  });
}

/** Takes no more requests, and waits for those under way, though not for ever. */
export async function stopListening(server: ServerType): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  await Promise.race([closed, delay(LAST_ANSWERS_MS)]);
}
