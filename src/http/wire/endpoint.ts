/*
 * What every route shares: letting in, parsing, answering, problems, cursors, idempotency, tracing. Input
 * that passed here is true; refusals get their status here and nowhere else.
 */

import type { Hono, Context as HonoContext } from 'hono';
import type { z } from 'zod';
import type { Remember } from '../../actions/remember.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { type Answer, type AnswerStatus, toResponse } from './answer.ts';
import { authorize, type Caller, type MayCall } from './authorize.ts';
import type { HttpContext } from './http-context.ts';
import { answerOnce } from './idempotency.ts';
import { decodeForm, decodeJson, parseWith } from './parse.ts';
import { readBody } from './read-body.ts';
import { endTrace, startTrace } from './trace.ts';

/** Everything that is said of a route: its schemas both validate and document it. */
export type EndpointSpec<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> = {
  readonly method: 'get' | 'put' | 'post' | 'delete';
  /** As in OpenAPI: `/v1/users/{user}`. */
  readonly path: string;
  readonly summary: string;
  readonly role: MayCall;
  /** The setting whose key opens it, if no key of the API does. */
  readonly opensWith?: 'BOUNCE_KEY';
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** What the body is written in; JSON unless said, and `multipart/form-data` for files. */
  readonly bodyType?: string;
  /** The most bytes of a request's body; 256 KB unless said. */
  readonly maxBytes?: number;
  /** Honours Idempotency-Key. */
  readonly idempotent?: boolean;
  readonly statuses: readonly AnswerStatus[];
  readonly answer: A | null;
  /** What the answer is written in; JSON unless said. */
  readonly answerType?: string;
  readonly refusals: readonly RefusalCode[];
};

/** A parsed request: what is in it is true. */
export type Parsed<P, Q, B> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  /** How to keep the answer with the act; null when the request carries no Idempotency-Key. */
  readonly remember: <T>(toAnswer: (result: T) => Answer<unknown>) => Remember<T> | null;
};

/** What the service answers, and the specs of its endpoints, from which `/openapi.json` is made. */
export type Api = {
  /**
   * The JSON routes, before any middleware: where there is some, Hono never answers on the spot, and a
   * check that is answered so costs a good part less.
   */
  readonly endpoints: Hono;
  /** All other routes. */
  readonly app: Hono;
  readonly context: HttpContext;
  readonly specs: EndpointSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>[];
};

const DEFAULT_MAX_BYTES = 256 * 1024;

/** The pattern of a route as Hono writes it, and logs and metrics: `/v1/users/:user`. */
export function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/**
 * Adds a JSON route: it lets in whoever may call it, parses all input, refuses what is not valid
 * without changing anything, and answers JSON.
 */
export function addEndpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  { endpoints, context, specs }: Api,
  spec: EndpointSpec<P, Q, B, A>,
  answer: (
    request: Parsed<z.output<P>, z.output<Q>, z.output<B>>,
    c: HonoContext,
  ) => Soon<Answer<z.output<A>>>,
): void {
  specs.push(spec as unknown as Api['specs'][number]);
  const path = routeOf(spec.path);
  const isForm = spec.bodyType === 'multipart/form-data';
  const maxBytes = spec.maxBytes ?? DEFAULT_MAX_BYTES;
  type Request = Omit<Parsed<z.output<P>, z.output<Q>, z.output<B>>, 'remember'>;

  const respond = (c: HonoContext, request: Request, bodyText: string): Soon<Response> => {
    if (!spec.idempotent) {
      return whenThere(answer({ ...request, remember: () => null }, c), (one) => toResponse(c, one));
    }
    return answerOnce(context, c, { keyId: request.caller.keyId, bodyText }, async (remember) =>
      toResponse(c, await answer({ ...request, remember }, c)),
    );
  };

  endpoints.on(spec.method.toUpperCase(), path, (c) => {
    startTrace(c);
    const response = whenThere(authorize(context, c, spec.role), (caller) => {
      const params = parseWith(spec.params, c.req.param(), 'path') as z.output<P>;
      const query = (spec.query && parseWith(spec.query, c.req.query(), 'query')) as z.output<Q>;
      if (spec.body === undefined) {
        return respond(c, { params, query, body: undefined as z.output<B>, caller }, '');
      }
      return readBody(c, maxBytes).then((bytes) => {
        const sent = isForm ? decodeForm(bytes, c.req.header('content-type')) : decodeJson(bytes);
        return whenThere(sent, ({ value, text }) => {
          const body = parseWith(spec.body, value, 'body') as z.output<B>;
          return respond(c, { params, query, body, caller }, text);
        });
      });
    });
    return whenThere(response, (one) => endTrace(context, c, one, path));
  });
}
