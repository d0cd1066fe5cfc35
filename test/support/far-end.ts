import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A mail that the far end took, as it was sent, with the id it was given and the batch's Idempotency-Key. */
export type AcceptedMail = {
  readonly id: string;
  readonly key: string | null;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
};

/** What goes wrong with the next call. `before` and `after` say whether the mails were taken by then. */
export type Fault =
  | 'error-before'
  | 'error-after'
  | 'reset-before'
  | 'reset-after'
  | 'silence-before'
  | 'silence-after'
  /** A 5xx after the mails were taken that is itself kept under the key: repeating the batch gets it again. */
  | 'error-kept'
  | 'unauthorized'
  | 'daily-quota'
  | 'monthly-quota'
  /** An answer that names fewer mails than were sent. */
  | 'miscounted'
  | { readonly rateLimitedForSeconds: number };

/** A provider on loopback that speaks Resend's batch endpoint. */
export type FarEnd = {
  /** For `RESEND_BASE_URL`. */
  readonly url: string;
  /** Every mail taken, in the order of taking. */
  readonly mails: readonly AcceptedMail[];
  /** One entry a call: how many mails it held, and what it was answered (null: nothing). */
  readonly calls: readonly {
    readonly key: string | null;
    readonly size: number;
    readonly status: number | null;
  }[];
  /** What goes wrong with the coming calls, first in first out. Tests push here. */
  readonly faults: Fault[];
  /** How long a call takes, in milliseconds. Tests change it. */
  delayMs: number;
  readonly close: () => Promise<void>;
};

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;
const LARGEST_BATCH = 100;

/**
 * Starts a far end on a free port. `now` is its clock in milliseconds, by which it forgets keys after
 * a day; `refuses` names what is wrong with a mail that it should not take. With `callsPerSecond` it says
 * so in its headers and answers 429 to whoever calls more often; without, it says nothing of limits.
 */
export async function startFarEnd(
  options: {
    readonly now?: () => number;
    readonly apiKey?: string;
    readonly refuses?: (mail: AcceptedMail) => string | null;
    readonly callsPerSecond?: number;
  } = {},
): Promise<FarEnd> {
  const { now = Date.now, apiKey = 're_test', refuses = () => null, callsPerSecond } = options;
  const window = { startedAt: Number.NEGATIVE_INFINITY, calls: 0 };
  const mails: AcceptedMail[] = [];
  const calls: { key: string | null; size: number; status: number | null }[] = [];
  const faults: Fault[] = [];
  const kept = new Map<string, { readonly body: string; readonly answer: Answer; readonly at: number }>();
  const underWay = new Set<string>();
  let lastId = 0;

  const take = (body: string, key: string | null, isPermissive: boolean): Answer => {
    const wanted = readBatch(body);
    if (wanted === null) return refusal(422, 'validation_error', 'The batch must hold 1 to 100 emails.');
    const problems = wanted.map((mail) => problemOf(mail) ?? refuses(mail));
    const errors = problems.flatMap((message, index) => (message === null ? [] : [{ index, message }]));
    if (errors.length > 0 && !isPermissive) {
      return refusal(422, 'validation_error', errors[0]?.message ?? '');
    }
    const taken = wanted
      .filter((_, index) => problems[index] === null)
      .map((mail) => ({ ...mail, id: `far-${++lastId}`, key }));
    mails.push(...taken);
    return {
      status: 200,
      body: { data: taken.map(({ id }) => ({ id })), ...(isPermissive ? { errors } : {}) },
    };
  };

  const takeOnce = (body: string, key: string | null, isPermissive: boolean): Answer => {
    if (key === null) return take(body, key, isPermissive);
    const first = kept.get(key);
    if (first !== undefined && now() - first.at < KEY_LIFETIME_MS) {
      if (first.body === body) return first.answer;
      return refusal(409, 'invalid_idempotent_request', 'This key was used with another payload.');
    }
    const answer = take(body, key, isPermissive);
    if (answer.status === 200) kept.set(key, { body, answer, at: now() });
    return answer;
  };

  const farEnd: FarEnd = { url: '', mails, calls, faults, delayMs: 0, close: async () => {} };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const key = headerOf(request, 'idempotency-key');
    const call = { key, size: readBatch(body)?.length ?? 0, status: null as number | null };
    calls.push(call);
    const rate = countCall(window, now(), callsPerSecond);
    const say = (answer: Answer) => {
      call.status = answer.status;
      const headers = { 'content-type': 'application/json', ...rate.headers, ...answer.headers };
      response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
    };
    if (request.method !== 'POST' || request.url !== '/emails/batch') {
      return say(refusal(404, 'not_found', 'There is nothing here.'));
    }
    if (headerOf(request, 'authorization') !== `Bearer ${apiKey}`) {
      return say(refusal(401, 'invalid_api_key', 'API key is invalid.'));
    }
    if (rate.isExceeded) {
      const headers = { 'retry-after': '1' };
      return say({ ...refusal(429, 'rate_limit_exceeded', 'Too many requests.'), headers });
    }
    const fault = faults.shift();
    if (typeof fault === 'object') {
      const headers = { 'retry-after': String(fault.rateLimitedForSeconds), 'ratelimit-remaining': '0' };
      return say({ ...refusal(429, 'rate_limit_exceeded', 'Too many requests.'), headers });
    }
    if (fault === 'daily-quota' || fault === 'monthly-quota') {
      return say(
        refusal(429, `${fault.replace('-quota', '_quota_exceeded')}`, 'You have reached your quota.'),
      );
    }
    if (fault === 'unauthorized') return say(refusal(401, 'invalid_api_key', 'API key is invalid.'));
    if (fault === 'error-before') return say(refusal(500, 'internal_server_error', 'Unexpected error.'));
    if (fault === 'reset-before') return void request.socket.resetAndDestroy();
    if (fault === 'silence-before') return;

    if (key !== null && underWay.has(key)) {
      return say(refusal(409, 'concurrent_idempotent_requests', 'The same key is being used right now.'));
    }
    if (key !== null) underWay.add(key);
    try {
      if (farEnd.delayMs > 0) await sleep(farEnd.delayMs);
      const answer = takeOnce(body, key, headerOf(request, 'x-batch-validation') === 'permissive');
      if (fault === 'miscounted') return say({ status: 200, body: { data: [], errors: [] } });
      if (fault === 'error-kept') {
        const error = refusal(500, 'internal_server_error', 'Unexpected error.');
        if (key !== null) kept.set(key, { body, answer: error, at: now() });
        return say(error);
      }
      if (fault === 'error-after') return say(refusal(500, 'internal_server_error', 'Unexpected error.'));
      if (fault === 'reset-after') return void request.socket.resetAndDestroy();
      if (fault !== 'silence-after') say(answer);
    } finally {
      if (key !== null) underWay.delete(key);
    }
  };

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(farEnd, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function refusal(statusCode: number, name: string, message: string): Answer {
  return { status: statusCode, body: { statusCode, name, message } };
}

/** Counts a call in its window of a second, and what is said about that. */
function countCall(
  window: { startedAt: number; calls: number },
  at: number,
  callsPerSecond: number | undefined,
): { readonly headers: Record<string, string>; readonly isExceeded: boolean } {
  if (callsPerSecond === undefined) return { headers: {}, isExceeded: false };
  if (at >= window.startedAt + 1000) Object.assign(window, { startedAt: at, calls: 0 });
  window.calls++;
  const headers = {
    'ratelimit-limit': String(callsPerSecond),
    'ratelimit-remaining': String(Math.max(0, callsPerSecond - window.calls)),
    'ratelimit-reset': '1',
  };
  return { headers, isExceeded: window.calls > callsPerSecond };
}

function readBatch(body: string): AcceptedMail[] | null {
  try {
    const value: unknown = JSON.parse(body);
    const fits = Array.isArray(value) && value.length > 0 && value.length <= LARGEST_BATCH;
    return fits ? (value as AcceptedMail[]) : null;
  } catch {
    return null;
  }
}

function problemOf({ from, to, subject, html, text, tags = [] }: AcceptedMail): string | null {
  if (typeof from !== 'string' || from === '') return 'Missing `from` field.';
  if (typeof to !== 'string' || !/^[^\s@<>]+@[^\s@<>]+$/.test(to)) return 'Invalid `to` field.';
  if (typeof subject !== 'string' || subject === '') return 'Missing `subject` field.';
  if (!html && !text) return 'Missing `html` or `text` field.';
  const areTags = tags.every(({ name, value }) => [name, value].every((one) => /^[\w-]{1,256}$/.test(one)));
  return areTags ? null : 'Tags should only contain ASCII letters, numbers, underscores, or dashes.';
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
