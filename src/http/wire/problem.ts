import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusal, RefusalCode } from '../../domain/refusal.ts';
import { plainResponse, requestIdOf } from './trace.ts';

/** The status and title of every refusal: a code without an entry does not compile. */
export const PROBLEMS: Readonly<
  Record<RefusalCode, { readonly status: ContentfulStatusCode; readonly title: string }>
> = {
  'already-terminated': { status: 409, title: 'This user has left' },
  'content-mismatch': { status: 409, title: 'Another text was shown' },
  'decline-window-closed': { status: 409, title: 'It is too late to decline' },
  'delivery-not-unknown': { status: 409, title: 'It is known what became of this delivery' },
  forbidden: { status: 403, title: 'This key may not do that' },
  'has-versions': { status: 409, title: 'The policy has versions' },
  'idempotency-mismatch': { status: 422, title: 'The Idempotency-Key was used with another request' },
  'in-flight': { status: 409, title: 'The same request is still being answered' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-signature': { status: 400, title: 'The signature is not valid' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'nothing-changed': { status: 409, title: 'Nothing changed' },
  'notice-too-short': { status: 422, title: 'The notice would be too short' },
  'reason-required': { status: 422, title: 'A reason is required' },
  'termination-ended': { status: 409, title: 'This termination has ended' },
  'too-far-ahead': { status: 422, title: 'The date is too far ahead' },
  'too-large': { status: 413, title: 'Too large' },
  unauthorized: { status: 401, title: 'A key is required' },
  'unknown-calendar': { status: 404, title: 'Unknown calendar' },
  'unknown-delivery': { status: 404, title: 'Unknown delivery' },
  'unknown-key': { status: 404, title: 'Unknown key' },
  'unknown-policy': { status: 404, title: 'Unknown policy' },
  'unknown-termination': { status: 404, title: 'Unknown termination' },
  'unknown-user': { status: 404, title: 'Unknown user' },
  'unknown-version': { status: 404, title: 'Unknown version' },
  'version-not-announced': { status: 409, title: 'The version is not announced' },
  'version-not-open': { status: 409, title: 'The version is not open' },
  'version-pending': { status: 409, title: 'Another version is pending' },
};

/** Answers a refusal as `application/problem+json` (RFC 9457). */
export function problemResponse(c: Context, { code, message, facts }: Refusal): Response {
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, detail: message, ...facts });
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (code === 'unauthorized') headers['www-authenticate'] = 'Bearer';
  return plainResponse(c, body, status, headers);
}

/** Seconds after which to try again: about as long as a database takes to restart. */
const RETRY_AFTER_SECONDS = 5;

/** Answers that the database is away for now. */
export function unavailableResponse(c: Context): Response {
  const body = {
    type: '/problems/unavailable',
    title: 'The service cannot reach its records',
    status: 503,
    detail:
      'What was asked for may have been done or not. Ask again in a few seconds, with the same Idempotency-Key if there was one, so that nothing is done twice.',
    requestId: requestIdOf(c),
  };
  return plainResponse(c, JSON.stringify(body), 503, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'retry-after': String(RETRY_AFTER_SECONDS),
  });
}

/** Answers what nobody foresaw; the request id leads to the log line that says more. */
export function unforeseenResponse(c: Context): Response {
  const body = {
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    detail: 'Nothing is known to have changed. Try again, or ask with the request id.',
    requestId: requestIdOf(c),
  };
  return plainResponse(c, JSON.stringify(body), 500, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
}
