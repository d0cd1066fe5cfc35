import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusal, RefusalCode } from '../../domain/refusal.ts';
import { commonHeaders, plainResponse, requestIdOf } from './trace.ts';

/** The status and title of every refusal: a code without an entry does not compile. */
export const PROBLEMS: Readonly<
  Record<RefusalCode, { readonly status: ContentfulStatusCode; readonly title: string }>
> = {
  'already-terminated': { status: 409, title: 'This user has left' },
  'answer-voided': { status: 409, title: 'This answer was voided' },
  'approval-required': { status: 403, title: 'This needs the approval of others' },
  'approvals-missing': { status: 409, title: 'Not enough people have approved it' },
  'at-not-possible': { status: 422, title: 'It cannot be posted then' },
  'content-mismatch': { status: 409, title: 'Another text was shown' },
  'decline-window-closed': { status: 409, title: 'It is too late to decline' },
  'delivery-not-repeatable': { status: 409, title: 'This delivery cannot be sent again' },
  'delivery-not-unknown': { status: 409, title: 'It is known what became of this delivery' },
  'draft-changed': { status: 409, title: 'The draft was changed' },
  'draft-closed': { status: 409, title: 'The draft was posted or discarded' },
  'draft-not-scheduled': { status: 409, title: 'The draft is not scheduled' },
  'draft-scheduled': { status: 409, title: 'The draft is scheduled' },
  forbidden: { status: 403, title: 'This key may not do that' },
  'has-text': { status: 409, title: 'The version has a text in this language' },
  'has-versions': { status: 409, title: 'The policy has versions' },
  'idempotency-mismatch': { status: 422, title: 'The Idempotency-Key was used with another request' },
  'in-flight': { status: 409, title: 'The same request is still being answered' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-signature': { status: 400, title: 'The signature is not valid' },
  'last-admin': { status: 409, title: 'This is the last admin' },
  'last-admin-key': { status: 409, title: 'This is the last admin key' },
  'member-exists': { status: 409, title: 'This is a member already' },
  'mail-not-taken': { status: 503, title: 'The mail was not taken' },
  'no-mail': { status: 409, title: 'There is no mail' },
  'may-not-answer': { status: 403, title: 'This seat may not answer' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'nothing-changed': { status: 409, title: 'Nothing changed' },
  'not-offered': { status: 409, title: 'This is not offered' },
  'not-paused': { status: 409, title: 'Sending is not paused' },
  'notice-too-short': { status: 422, title: 'The notice would be too short' },
  'reason-required': { status: 422, title: 'A reason is required' },
  'release-ended': { status: 409, title: 'The release was posted or taken back' },
  'return-not-allowed': { status: 422, title: 'People may not be sent back there' },
  'rules-in-use': { status: 409, title: 'The rules of the policy say this' },
  'section-not-in-class': { status: 422, title: 'The class does not cover a section that changed' },
  'termination-ended': { status: 409, title: 'This termination has ended' },
  'too-far-ahead': { status: 422, title: 'The date is too far ahead' },
  'too-large': { status: 413, title: 'Too large' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'tracked-changes': { status: 422, title: 'The file has changes that nobody has accepted' },
  'translation-stale': { status: 409, title: 'A translation is older than the text that prevails' },
  unauthorized: { status: 401, title: 'A key is required' },
  'unknown-answer': { status: 404, title: 'Unknown answer' },
  'unknown-calendar': { status: 404, title: 'Unknown calendar' },
  'unknown-delivery': { status: 404, title: 'Unknown delivery' },
  'unknown-draft': { status: 404, title: 'Unknown draft' },
  'unknown-event': { status: 404, title: 'Unknown event' },
  'unknown-key': { status: 404, title: 'Unknown key' },
  'unknown-link': { status: 404, title: 'Unknown link' },
  'unknown-member': { status: 404, title: 'Unknown member' },
  'unknown-party': { status: 404, title: 'Unknown party' },
  'unknown-policy': { status: 404, title: 'Unknown policy' },
  'unknown-presentation': { status: 404, title: 'Unknown presentation' },
  'unknown-release': { status: 404, title: 'Unknown release' },
  'unknown-termination': { status: 404, title: 'Unknown termination' },
  'unknown-text': { status: 404, title: 'Unknown text' },
  'unknown-user': { status: 404, title: 'Unknown user' },
  'unknown-version': { status: 404, title: 'Unknown version' },
  'unknown-webhook': { status: 404, title: 'Unknown webhook' },
  'unreadable-file': { status: 422, title: 'The file cannot be imported' },
  'version-not-announced': { status: 409, title: 'The version is not announced' },
  'version-not-open': { status: 409, title: 'The version is not open' },
  'version-pending': { status: 409, title: 'Another version is pending' },
};

/** Headers of every problem: no cache keeps it, and a browser takes it for nothing but data. */
const PROBLEM_HEADERS = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Answers a refusal as `application/problem+json` (RFC 9457). */
export function problemResponse(c: Context, { code, message, facts }: Refusal): Response {
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, detail: message, ...facts });
  const headers: Record<string, string> = { ...PROBLEM_HEADERS };
  if (code === 'unauthorized') headers['www-authenticate'] = 'Bearer';
  if (facts.retryAfter !== undefined) headers['retry-after'] = String(facts.retryAfter);
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
    ...PROBLEM_HEADERS,
    'retry-after': String(RETRY_AFTER_SECONDS),
  });
}

/** Answers what nobody foresaw; the request id leads to the log line that says more. */
export function unforeseenResponse(c: Context): Response {
  const { body, headers } = unforeseenProblem(requestIdOf(c));
  return plainResponse(c, body, 500, headers);
}

/** A problem as it goes out where there is no request to answer. */
export type BareProblem = {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** The problem that nobody foresaw. */
export function unforeseenProblem(requestId: string): BareProblem {
  return bareProblem(requestId, {
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    detail: 'Nothing is known to have changed. Try again, or ask with the request id.',
    requestId,
  });
}

/** What is wrong with a request that no route can be looked for. */
const UNREADABLE = {
  malformed: {
    code: 'invalid-request',
    ...PROBLEMS['invalid-request'],
    detail: 'This cannot be read as HTTP.',
  },
  host: {
    ...{ code: 'invalid-request', ...PROBLEMS['invalid-request'] },
    detail: 'The Host header is missing, or names no host.',
  },
  target: {
    ...{ code: 'invalid-request', ...PROBLEMS['invalid-request'] },
    detail:
      'The path holds a backslash, or a step "." or "..", which lead elsewhere; write an id in it as %-escapes.',
  },
  headers: {
    ...{ code: 'headers-too-large', status: 431, title: 'Too large' },
    detail: 'The headers are longer than anybody needs.',
  },
  slow: {
    ...{ code: 'too-slow', status: 408, title: 'The request took too long' },
    detail: 'The request was not sent in the time there is for it.',
  },
} as const;

/** Why no route can be looked for. */
export type Unreadable = keyof typeof UNREADABLE;

/** Says why no route could be looked for. */
export function unreadableProblem(requestId: string, what: Unreadable): BareProblem {
  const { code, status, title, detail } = UNREADABLE[what];
  return bareProblem(requestId, { type: `/problems/${code}`, title, status, detail });
}

function bareProblem(
  requestId: string,
  problem: { readonly status: number; readonly [member: string]: unknown },
): BareProblem {
  const headers = { ...PROBLEM_HEADERS, ...commonHeaders(requestId) };
  return { status: problem.status, body: JSON.stringify(problem), headers };
}
