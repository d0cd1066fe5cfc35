import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { etagOf, matchesEtag } from './etag.ts';
import { plainResponse } from './trace.ts';

/** A status with a body, or one of the two without: nothing to say, or nothing new. */
export type AnswerStatus = ContentfulStatusCode | 204 | 304;

/** What a route answers: JSON under one of the statuses it names, or nothing (204, 304). */
export type Answer<T> = {
  readonly status: AnswerStatus;
  readonly body: T | null;
  /** The body as JSON, where whoever answers wrote it; then `body` is null, and no ETag names it. */
  readonly written?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Names the body by an ETag, and answers 304 to whoever has it already. */
  readonly hasEtag?: boolean;
};

/** An answer as it is sent: as JSON, and as 304 to whoever has the same already. */
export function toResponse(
  c: HonoContext,
  { status, body, written, headers, hasEtag }: Answer<unknown>,
): Response {
  if (status === 204 || status === 304) return plainResponse(c, null, status, headers ?? {});
  const type = 'application/json';
  if (written !== undefined) return plainResponse(c, written, status, { 'content-type': type, ...headers });
  const text = JSON.stringify(body);
  if (!hasEtag) return plainResponse(c, text, status, { 'content-type': type, ...headers });
  const etag = etagOf(text);
  return matchesEtag(c.req.header('if-none-match'), etag)
    ? plainResponse(c, null, 304, { ...headers, etag })
    : plainResponse(c, text, status, { 'content-type': type, ...headers, etag });
}
