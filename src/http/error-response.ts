import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { Refusal } from '../domain/refusal.ts';
import { StorageUnavailable } from '../storage/store.ts';
import type { HttpContext } from './wire/http-context.ts';
import { problemResponse, unavailableResponse, unforeseenResponse } from './wire/problem.ts';
import { requestIdOf } from './wire/trace.ts';

/** Answers what a route threw: a refusal as the problem that it is, and what nobody foresaw with a line in the log. */
export function errorResponse({ log }: Pick<HttpContext, 'log'>, c: Context, error: Error): Response {
  if (error instanceof Refusal) return problemResponse(c, error);
  if (error instanceof HTTPException && error.status < 500) {
    return problemResponse(c, new Refusal('invalid-request', 'The request cannot be read.'));
  }
  if (error instanceof StorageUnavailable) {
    log('error', 'unavailable', { requestId: requestIdOf(c), error: error.message });
    return unavailableResponse(c);
  }
  log('error', 'unforeseen', { requestId: requestIdOf(c), error: error.stack });
  return unforeseenResponse(c);
}
