import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import { Refusal } from '../domain/refusal.ts';
import { actRoutes } from './acts.ts';
import { checkRoutes } from './checks.ts';
import type { Api, HttpContext } from './endpoint.ts';
import { healthRoutes } from './health.ts';
import { importRoutes } from './import.ts';
import { keyRoutes } from './keys.ts';
import { mailboxRoutes } from './mailbox.ts';
import { noticeRoutes } from './notices.ts';
import { openApiDocument } from './openapi.ts';
import { policyRoutes } from './policies.ts';
import { problemResponse, unforeseenResponse } from './problem.ts';
import { reviewRoutes } from './review.ts';
import { userRoutes } from './users.ts';
import { versionRoutes } from './versions.ts';
import { webhookRoutes } from './webhooks.ts';

/**
 * The whole service over HTTP: the JSON API under `/v1`, the review page, the provider's webhook, the
 * local mailbox, health
 * and the OpenAPI document. `assets` serves the files of `public/` under `/assets/`.
 */
export function createApp(context: HttpContext, assets: MiddlewareHandler): Hono {
  const app = new Hono();
  const api: Api = { app, context, specs: [] };

  app.use(requestId({ limitLength: 100 }));
  app.use(logRequests(context));
  app.onError((error, c) => {
    if (error instanceof Refusal) return problemResponse(c, error);
    if (error instanceof HTTPException && error.status < 500) {
      return problemResponse(c, new Refusal('invalid-request', 'The request cannot be read.'));
    }
    context.log('error', 'unforeseen', { requestId: c.get('requestId'), error: error.stack });
    return unforeseenResponse(c, c.get('requestId'));
  });
  app.notFound((c) => problemResponse(c, new Refusal('not-found', 'There is nothing at this path.')));

  app.use('/assets/*', assets);
  importRoutes(api);
  policyRoutes(api);
  versionRoutes(api);
  noticeRoutes(api);
  userRoutes(api);
  checkRoutes(api);
  actRoutes(api);
  keyRoutes(api);
  reviewRoutes(api);
  mailboxRoutes(api);
  webhookRoutes(api);
  healthRoutes(api);
  app.get('/openapi.json', (c) => c.json(openApiDocument(api.specs)));
  return app;
}

/** One line a request. The route's pattern stands for the path, which may hold a user's id or a link's token. */
function logRequests({ log }: Pick<HttpContext, 'log'>): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    log('info', 'request', {
      requestId: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round((performance.now() - start) * 10) / 10,
    });
  };
}
