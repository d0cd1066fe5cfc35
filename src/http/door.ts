import { Hono } from 'hono';
import { checkRoutes } from './api/checks.ts';
import { errorResponse } from './error-response.ts';
import { checksOfManyRoute } from './products/checks-of-many.ts';
import { healthRoutes } from './public/health.ts';
import type { Api } from './wire/endpoint.ts';
import type { HttpContext } from './wire/http-context.ts';
import { endTrace, traceRequests } from './wire/trace.ts';

/**
 * What answers while a process starts. Products ask on every request whether somebody may go on, and whatever runs
 * the process asks whether it is there: both are answered at once. Whoever asks for anything else waits for `whole`,
 * the app with everything: that is most of what there is to load, and once it is there it answers everything.
 */
export function createDoor(context: HttpContext, whole: Promise<Hono>): Hono {
  const door = new Hono();
  const api: Api = { endpoints: door, app: door, context, specs: [] };
  door.onError((error, c) => endTrace(context, c, errorResponse(context, c, error)));
  door.notFound(async (c) => (await whole).fetch(c.req.raw, c.env));
  checkRoutes(api);
  checksOfManyRoute(api);
  door.on('GET', ['/livez', '/readyz', '/healthz'], traceRequests(context));
  healthRoutes(api);

  let answer = door.fetch;
  void whole.then((app) => {
    answer = app.fetch;
  });
  door.fetch = (...request) => answer(...request);
  return door;
}
