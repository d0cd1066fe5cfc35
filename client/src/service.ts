import { ProvisoError } from './error.ts';

/** The version of the HTTP API that this client speaks. */
export const API = 1;

/** How the service is asked. */
export type Asking = {
  /** No slash at the end. */
  readonly url: string;
  /** Read anew for each call, so that a key can be changed without a restart. */
  readonly key: () => string | undefined | Promise<string | undefined>;
  readonly fetch: typeof fetch;
};

/** One request. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash; ids in it are %-escaped. */
  readonly path: string;
  readonly body?: unknown;
  /** Lines of JSON, sent as they are. */
  readonly lines?: string;
  readonly idempotencyKey?: string;
  /** The ETag of what is known. */
  readonly etag?: string | null;
  readonly timeoutMs: number;
};

/** What the service answered, having done what it was asked. */
export type Reply = {
  readonly status: number;
  /** Null for 204 and 304. */
  readonly body: unknown;
  readonly etag: string | null;
  /** The service's own clock, in milliseconds since 1970, to within a second; null where it does not say. */
  readonly saidAt: number | null;
};

const LONGEST_WAIT_MS = 60_000;

/** Asks the service once. Throws a ProvisoError where it refuses, fails, is away, or is no Proviso. */
export async function callService({ url, key, fetch }: Asking, call: Call): Promise<Reply> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const secret = await key();
  if (secret) headers.authorization = `Bearer ${secret}`;
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.lines !== undefined) headers['content-type'] = 'application/x-ndjson';
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  if (call.etag) headers['if-none-match'] = call.etag;

  let response: Response;
  let text: string;
  try {
    response = await fetch(url + call.path, {
      method: call.method,
      headers,
      // A redirect is a wrong `url`, or somebody in between: the key goes nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(call.timeoutMs),
      ...(call.body === undefined && call.lines === undefined
        ? {}
        : { body: call.lines ?? JSON.stringify(call.body) }),
    });
    text = response.status === 304 ? '' : await response.text();
  } catch (error) {
    throw whyNoAnswer(error, call.timeoutMs);
  }
  const said = response.headers.get('date');
  const saidAt = said === null ? Number.NaN : Date.parse(said);
  const { status } = response;
  if (status >= 200 && status < 300) {
    return {
      status,
      body: text === '' ? null : parse(text, status),
      etag: response.headers.get('etag'),
      saidAt: Number.isNaN(saidAt) ? null : saidAt,
    };
  }
  if (status === 304)
    return { status, body: null, etag: call.etag ?? null, saidAt: Number.isNaN(saidAt) ? null : saidAt };
  throw whyRefused(response, text);
}

function whyNoAnswer(error: unknown, timeoutMs: number): ProvisoError {
  const { name = '', message = String(error), cause } = error as Error;
  if (name === 'TimeoutError' || name === 'AbortError') {
    return new ProvisoError('timeout', `no answer within ${timeoutMs} ms`, { isServiceDown: true });
  }
  const why =
    cause instanceof Error
      ? `${message}: ${cause.message || (cause as NodeJS.ErrnoException).code}`
      : message;
  return new ProvisoError('network', why, { isServiceDown: true });
}

function whyRefused(response: Response, text: string): ProvisoError {
  const { status } = response;
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  if (status === 429) {
    return new ProvisoError('too-many-requests', 'the service asks for fewer requests', {
      status,
      isServiceDown: true,
      retryAfterMs: retryAfterMs ?? 1000,
    });
  }
  if (status >= 500 || status === 408) {
    return new ProvisoError('unavailable', `the service answered ${status}`, {
      status,
      isServiceDown: true,
      retryAfterMs,
    });
  }
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
  if (!isProblem) throw notProviso(status, text);
  const { type, detail, title, status: _, ...facts } = parse(text, status) as Record<string, unknown>;
  const code = typeof type === 'string' ? type.slice(type.lastIndexOf('/') + 1) : 'invalid-request';
  return new ProvisoError(code, String(detail ?? title ?? code), {
    status,
    facts,
    isServiceDown: code === 'in-flight',
  });
}

/** Seconds, or a date, as milliseconds from now. */
function readRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notProviso(status, text);
  }
}

/** What answers is not what was asked: another server at this URL, or somebody in between. */
export function notProviso(status: number, text: string): ProvisoError {
  const begins = text.slice(0, 40).replace(/\s+/g, ' ');
  return new ProvisoError('not-proviso', `the answer (${status}) is none of Proviso's: "${begins}"`, {
    status,
    isServiceDown: true,
  });
}
