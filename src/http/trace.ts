import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { HttpContext } from './endpoint.ts';

const HEADER = 'x-request-id';
const GIVEN_ID = /^[\w\-=]{1,100}$/;

declare module 'hono' {
  interface ContextVariableMap {
    /** What leads from an answer to its log lines: the id that the request came with, or one of ours. */
    requestId: string;
    /** The answer names the request's id already. */
    namesRequest: boolean;
  }
}

/**
 * Gives each request an id, names it in the answer, and writes one line to the log. The route's pattern
 * stands for the path, which may hold a user's id or a link's token.
 */
export function traceRequests({ log }: Pick<HttpContext, 'log'>): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    const given = c.req.header(HEADER);
    const requestId = given !== undefined && GIVEN_ID.test(given) ? given : crypto.randomUUID();
    c.set('requestId', requestId);
    await next();
    if (!c.get('namesRequest')) c.header(HEADER, requestId);
    log('info', 'request', {
      requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round((performance.now() - start) * 10) / 10,
    });
  };
}

/**
 * A response made of plain headers and with the request's id among them, which servers write as they
 * are: making `Headers` of them takes as long as all else that is done for a check.
 */
export function plainResponse(
  c: Context,
  body: string | Uint8Array<ArrayBuffer> | null,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  c.set('namesRequest', true);
  return new Response(body, { status, headers: { ...headers, [HEADER]: c.get('requestId') } });
}
