import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusal, RefusalCode } from '../domain/refusal.ts';

/** The status and title of every refusal: a code without an entry does not compile. */
export const PROBLEMS: Readonly<
  Record<RefusalCode, { readonly status: ContentfulStatusCode; readonly title: string }>
> = {
  'already-terminated': { status: 409, title: 'This user has left' },
  'content-mismatch': { status: 409, title: 'Another text was shown' },
  'decline-window-closed': { status: 409, title: 'It is too late to decline' },
  forbidden: { status: 403, title: 'This key may not do that' },
  'idempotency-mismatch': { status: 422, title: 'The Idempotency-Key was used with another request' },
  'in-flight': { status: 409, title: 'The same request is still being answered' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-signature': { status: 400, title: 'The signature is not valid' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'nothing-changed': { status: 409, title: 'Nothing changed' },
  'notice-too-short': { status: 422, title: 'The notice would be too short' },
  'reason-required': { status: 422, title: 'A reason is required' },
  'too-far-ahead': { status: 422, title: 'The date is too far ahead' },
  'too-large': { status: 413, title: 'Too large' },
  unauthorized: { status: 401, title: 'A key is required' },
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
  return c.body(body, status, headers);
}

/** Answers what nobody foresaw; the request id leads to the log line that says more. */
export function unforeseenResponse(c: Context, requestId: string): Response {
  const body = {
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    detail: 'Nothing is known to have changed. Try again, or ask with the request id.',
    requestId,
  };
  return c.body(JSON.stringify(body), 500, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
}
