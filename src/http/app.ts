/*
 * Http talks: requests in, responses out, and the only floor that sees Hono's context. A route parses what
 * it is given, calls one action or read, and writes the answer; it decides nothing.
 */

import { Hono, type Context as HonoContext, type MiddlewareHandler } from 'hono';
import { Refusal } from '../domain/refusal.ts';
import { actRoutes } from './api/acts.ts';
import { answerRoutes } from './api/answers.ts';
import { calendarRoutes } from './api/calendars.ts';
import { checkRoutes } from './api/checks.ts';
import { correctionRoutes } from './api/corrections.ts';
import { historyRoutes } from './api/history.ts';
import { importRoutes } from './api/import.ts';
import { keyRoutes } from './api/keys.ts';
import { linkRoutes } from './api/links.ts';
import { noticeRoutes } from './api/notices.ts';
import { operationRoutes } from './api/operations.ts';
import { peopleRoutes } from './api/people.ts';
import { policyRoutes } from './api/policies.ts';
import { publishingRoutes } from './api/publishing.ts';
import { readerEventRoutes } from './api/reader-events.ts';
import { reportRoutes } from './api/reports.ts';
import { rightsRoutes } from './api/rights.ts';
import { ruleRoutes } from './api/rules.ts';
import { userRoutes } from './api/users.ts';
import { versionRoutes } from './api/versions.ts';
import { webhookRoutes } from './api/webhooks.ts';
import { wordingRoutes } from './api/wording.ts';
import { consoleRoutes } from './console/console.ts';
import { draftRoutes } from './drafts/drafts.ts';
import { fileImportRoutes } from './drafts/imports.ts';
import { postedReleaseRoutes } from './drafts/posted-releases.ts';
import { previewRoutes } from './drafts/previews.ts';
import { releaseRoutes } from './drafts/releases.ts';
import { verdictRoutes } from './drafts/verdicts.ts';
import { errorResponse } from './error-response.ts';
import { askingRoutes } from './products/asking-pause.ts';
import { assertionRoutes } from './products/assertions.ts';
import { checksOfManyRoute } from './products/checks-of-many.ts';
import { signUpRoute } from './products/sign-up.ts';
import { testClockRoute } from './products/test-clock.ts';
import { webhookAttemptRoutes } from './products/webhook-attempts.ts';
import { webhookEndpointRoutes } from './products/webhook-endpoints.ts';
import { whoamiRoute } from './products/whoami.ts';
import { currentVersionRoute } from './public/current-version.ts';
import { healthRoutes } from './public/health.ts';
import { keepTexts } from './public/kept-texts.ts';
import { limitSenders } from './public/limit-senders.ts';
import { mailboxRoutes } from './public/mailbox.ts';
import { metricRoutes } from './public/metrics.ts';
import { publicRoutes } from './public/public-pages.ts';
import { reviewRoutes } from './public/review.ts';
import { siteNoticeRoutes } from './public/site-notices.ts';
import { startRoute } from './public/start.ts';
import { showTestClock } from './public/test-clock-banner.ts';
import { eventRoutes } from './record/events.ts';
import { evidenceRoutes } from './record/evidence.ts';
import { evidenceOfManyRoutes } from './record/evidence-of-many.ts';
import { logRoutes } from './record/log.ts';
import { presentationRoutes } from './record/presentations.ts';
import { apiRoutes } from './reference/api-pages.ts';
import { guideRoutes } from './reference/guide-pages.ts';
import { openApiRoutes } from './reference/openapi.ts';
import { problemRoutes } from './reference/problem-pages.ts';
import type { Api } from './wire/endpoint.ts';
import type { HttpContext } from './wire/http-context.ts';
import { problemResponse } from './wire/problem.ts';
import { endTrace, traceRequests } from './wire/trace.ts';

/**
 * The whole service over HTTP: the JSON API under `/v1`, the public pages of policies, the notice for the
 * product's own site, the review page, the provider's webhook, the local mailbox, the console, health and the
 * OpenAPI document. `assets` serves the files of `public/` under `/assets/`.
 */
export function createApp(context: HttpContext, assets: MiddlewareHandler): Hono {
  const endpoints = new Hono();
  const app = new Hono();
  const api: Api = { endpoints, app, context, specs: [] };
  endpoints.onError((error, c) => endTrace(context, c, errorResponse(context, c, error)));
  endpoints.notFound((c) => app.fetch(c.req.raw, c.env, invocationOf(c)));

  app.use(traceRequests(context));
  app.onError((error, c) => errorResponse(context, c, error));
  app.notFound((c) => problemResponse(c, new Refusal('not-found', 'There is nothing at this path.')));

  app.use(limitSenders(context));
  if (context.testClock !== null) app.use(showTestClock(context));
  app.use('/assets/*', assets);
  importRoutes(api);
  policyRoutes(api);
  publishingRoutes(api);
  ruleRoutes(api);
  versionRoutes(api);
  correctionRoutes(api);
  wordingRoutes(api);
  historyRoutes(api);
  fileImportRoutes(api);
  draftRoutes(api);
  verdictRoutes(api);
  releaseRoutes(api);
  postedReleaseRoutes(api);
  previewRoutes(api);
  calendarRoutes(api);
  askingRoutes(api);
  noticeRoutes(api);
  peopleRoutes(api);
  operationRoutes(api);
  reportRoutes(api);
  userRoutes(api);
  linkRoutes(api);
  rightsRoutes(api);
  readerEventRoutes(api);
  evidenceRoutes(api);
  evidenceOfManyRoutes(api);
  checkRoutes(api);
  checksOfManyRoute(api);
  actRoutes(api);
  answerRoutes(api);
  presentationRoutes(api);
  keyRoutes(api);
  whoamiRoute(api);
  testClockRoute(api);
  signUpRoute(api);
  assertionRoutes(api);
  webhookEndpointRoutes(api);
  webhookAttemptRoutes(api);
  startRoute(api);
  const readText = keepTexts(context.store.db);
  currentVersionRoute(api);
  publicRoutes(api, readText);
  reviewRoutes(api, readText);
  siteNoticeRoutes(api, assets);
  mailboxRoutes(api);
  webhookRoutes(api);
  eventRoutes(api);
  logRoutes(api);
  healthRoutes(api);
  metricRoutes(api);
  openApiRoutes(api);
  apiRoutes(api);
  guideRoutes(api);
  problemRoutes(api);
  consoleRoutes(api);
  return endpoints;
}

/** The invocation of a Worker, which outlives its answer; Node has none. */
function invocationOf(c: HonoContext): HonoContext['executionCtx'] | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
