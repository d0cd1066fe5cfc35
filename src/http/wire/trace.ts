import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { HttpContext } from './http-context.ts';

const HEADER = 'x-request-id';
/** Those that are counted by their name; whoever makes up others makes no work with it. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

const GIVEN_ID = /^[\w\-=]{1,100}$/;

declare module 'hono' {
  interface ContextVariableMap {
    trace: Trace;
  }
}

type Trace = {
  /** What leads from an answer to its log lines: the id that the request came with, or one of ours. */
  readonly requestId: string;
  /** In milliseconds of the process. */
  readonly cameAt: number;
  /** The answer names the request's id already. */
  isNamed: boolean;
};

/** The id of a request that is traced. */
export function requestIdOf(c: Context): string {
  return c.get('trace').requestId;
}

/** Traces, for a whole app, each request from `startTrace` to `endTrace`. */
export function traceRequests(context: Pick<HttpContext, 'log' | 'noteRequest'>): MiddlewareHandler {
  return async (c, next) => {
    startTrace(c);
    await next();
    const { requestId, isNamed } = c.get('trace');
    if (!isNamed) {
      for (const [name, value] of Object.entries(commonHeaders(requestId))) c.header(name, value);
    }
    endTrace(context, c, c.res);
  };
}

/** Headers of every answer: the request's id, and that nothing is to be taken for what it does not say it is. */
export function commonHeaders(requestId: string): Readonly<Record<string, string>> {
  return { [HEADER]: requestId, 'x-content-type-options': 'nosniff' };
}

/** Gives a request its id. */
export function startTrace(c: Context): void {
  c.set('trace', { ...beginTrace(c.req.header(HEADER)), isNamed: false });
}

/** The id of a request, which may have come with one, and when it came. */
export function beginTrace(givenId: string | undefined): Pick<Trace, 'requestId' | 'cameAt'> {
  const requestId = givenId !== undefined && GIVEN_ID.test(givenId) ? givenId : crypto.randomUUID();
  return { requestId, cameAt: performance.now() };
}

/**
 * Counts a request, and writes one line to the log about it and its answer, which it hands on. The route's pattern
 * stands for the path, which may hold a user's id or a link's token.
 */
export function endTrace(
  { log, noteRequest }: Pick<HttpContext, 'log' | 'noteRequest'>,
  c: Context,
  response: Response,
  route = routePath(c, -1),
): Response {
  noteAnswer({ log, noteRequest }, c.get('trace'), { method: c.req.method, route, status: response.status });
  return response;
}

/** Counts a request, and writes its line to the log. */
export function noteAnswer(
  { log, noteRequest }: Pick<HttpContext, 'log' | 'noteRequest'>,
  { requestId, cameAt }: Pick<Trace, 'requestId' | 'cameAt'>,
  { method, route, status }: { readonly method: string; readonly route: string; readonly status: number },
): void {
  const ms = performance.now() - cameAt;
  noteRequest({ route, method: METHODS.has(method) ? method : 'other', status, seconds: ms / 1000 });
  log('info', 'request', { requestId, method, route, status, ms: Math.round(ms * 10) / 10 });
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
  const trace = c.get('trace');
  trace.isNamed = true;
  return new Response(body, { status, headers: { ...headers, ...commonHeaders(trace.requestId) } });
}
