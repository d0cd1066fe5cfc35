import type { ExecutionContext } from 'hono';
import { tidyUp } from './actions/upkeep/tidy-up.ts';
import { createApp } from './http/app.ts';
import { tellPeople } from './runtime/tell-people.ts';
import { boundFiles, type Env, findService, notSetUp, type Service } from './runtime/worker-service.ts';
import { type D1Store, openD1, QUERIES_PER_INVOCATION } from './storage/engines/d1.ts';

type Cron = { readonly scheduledTime: number };

/** What is kept of an invocation's queries for a request, before it may send notices; most need ten. */
const QUERIES_PER_REQUEST = 200;
/** What is kept of the queries of the cron that begins an hour, to tidy up. */
const QUERIES_OF_TIDYING = 300;
/** Nothing begins later than that: an invocation ends 30 seconds after its answer, and the next cron comes in a minute. */
const TELLING_AFTER_ANSWER_MS = 5_000;
const TELLING_OF_CRON_MS = 50_000;
/** Requests that come in quick succession have people told once, not once each. */
const BETWEEN_TELLINGS_MS = 1_000;

/** Requests that make as many queries as they are long: imports, and reports and evidence, which go on after the answer. */
const IMPORT_PATH = /^(\/v1\/users\/import|\/console\/imports(\/.*)?)$/;
const REPORT_PATH = /^\/v1\/(policies\/.*\.csv|users\/[^/]+\/evidence|evidence(\.csv)?)$/;

const worker = {
  async fetch(request: Request, env: Env, invocation: ExecutionContext): Promise<Response> {
    const answered = answer(request, env, invocation);
    // Whoever hangs up does not end an act half way, nor leave its Idempotency-Key marked as under way.
    invocation.waitUntil(answered.catch(() => {}));
    return answered;
  },

  async scheduled(cron: Cron, env: Env): Promise<void> {
    const service = await findService(env);
    if (service instanceof Error) throw service;
    const { sends, retention } = service.config;
    const isFullHour = new Date(cron.scheduledTime).getUTCMinutes() === 0;
    const store = openD1(env.DB, QUERIES_PER_INVOCATION - (isFullHour ? QUERIES_OF_TIDYING : 0));
    try {
      if (sends) await tellPeople(service, store, TELLING_OF_CRON_MS);
    } finally {
      if (isFullHour) await tidyUp(service.contextOn(openD1(env.DB, QUERIES_OF_TIDYING)), retention);
    }
  },
};

/** The Worker: the same service over HTTP, which tells people after requests that call for it and each minute. */
export default worker;

async function answer(request: Request, env: Env, invocation: ExecutionContext): Promise<Response> {
  const service = await findService(env);
  if (service instanceof Error) return notSetUp(service);
  const { pathname } = new URL(request.url);
  const isReport = REPORT_PATH.test(pathname);
  const isLong = isReport || (request.method === 'POST' && IMPORT_PATH.test(pathname));
  const store = openD1(env.DB, QUERIES_PER_INVOCATION - (isLong ? 0 : QUERIES_PER_REQUEST));
  const app = isLong ? createApp(service.contextOn(store), boundFiles(env)) : service.app;
  const response = await app.fetch(request, env, invocation);
  if (service.isWoken && !isReport) {
    service.isWoken = false;
    tellSoon(service, store, invocation);
  }
  return response;
}

/** Tells people once the request is answered, unless that is about to happen anyway. */
function tellSoon(service: Service, store: D1Store, invocation: ExecutionContext): void {
  const now = Date.now();
  if (!service.config.sends || service.lastTelling > now) return;
  service.lastTelling = Math.max(now, service.lastTelling + BETWEEN_TELLINGS_MS);
  const told = pause(service.lastTelling - now).then(() =>
    tellPeople(service, store, TELLING_AFTER_ANSWER_MS),
  );
  // It was logged, and the cron goes on from what is written.
  invocation.waitUntil(told.catch(() => {}));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
