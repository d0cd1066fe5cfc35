import type { Context } from 'hono';
import { etagOf, matchesEtag } from './etag.ts';
import { plainResponse } from './trace.ts';

/** An answer that stays the same as long as the process runs: its bytes, and headers that name them by an ETag. */
export type FixedAnswer = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

/** Makes an answer of a text, or of bytes, once for all who will ask. */
export function fixAnswer(body: string | Uint8Array, headers: Readonly<Record<string, string>>): FixedAnswer {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  const units = typeof body === 'string' ? body : new TextDecoder('latin1').decode(body);
  return { bytes, headers: { ...headers, etag: etagOf(units) } };
}

/** Answers what was made once, and 304 to whoever has it already. */
export function answerFixed(c: Context, { bytes, headers }: FixedAnswer): Response {
  return matchesEtag(c.req.header('if-none-match'), headers.etag ?? '')
    ? plainResponse(c, null, 304, headers)
    : plainResponse(c, bytes, 200, headers);
}
