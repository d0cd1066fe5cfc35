import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { type Instant, instantToMs } from '../../domain/instant.ts';
import { etagOf, matchesEtag } from '../wire/etag.ts';
import { publicPageHeaders } from '../wire/page-headers.ts';
import { plainResponse } from '../wire/trace.ts';
import { keepRecent } from './keep-recent.ts';

/** What a public answer is made from: it stays as it is while none of this changes. */
export type Source = {
  /** Which page, in which language. */
  readonly name: string;
  /** Names the last write over what it tells of. */
  readonly command: string;
  /** When the clock alone changes it next; null: never. */
  readonly until: Instant | null;
  /** When it last changed; null where that is not known. */
  readonly changedAt: Instant | null;
  readonly type: 'text/html' | 'application/atom+xml' | 'application/feed+json';
};

type Kept = Omit<Source, 'name'> & {
  /** In UTF-8. */
  readonly bytes: Bytes;
  readonly etag: string;
  /** The same compressed, once somebody took it so. */
  gzipped?: Promise<Bytes>;
};

type Bytes = Uint8Array<ArrayBuffer>;

/** How many bytes of pages to keep, uncompressed: some fifty pages of 50,000 words. */
const MOST_KEPT = 16_000_000;
const MAX_AGE_SECONDS = 60;

/**
 * Answers pages for everybody: what was rendered once is not rendered again until something changes. Null
 * where it could not be rendered for now.
 */
export type AnswerKept = (
  c: Context,
  source: Source,
  now: Instant,
  render: () => Promise<string | null>,
) => Promise<Response | null>;

/** Makes a place to keep public pages, least recently used first to go. */
export function keepPages({ compresses }: { readonly compresses: boolean }): AnswerKept {
  const pages = keepRecent<Kept>(MOST_KEPT, ({ bytes }) => bytes.byteLength);
  return async (c, source, now, render) => {
    let kept = pages.get(source.name);
    if (kept === undefined || kept.command !== source.command || kept.until !== source.until) {
      const body = await render();
      if (body === null) return null;
      kept = { ...source, bytes: new TextEncoder().encode(body), etag: etagOf(body) };
      pages.set(source.name, kept);
    }
    const isGzipped = compresses && takesGzip(c);
    const headers = headersOf(kept, isGzipped, now);
    if (isKnown(c, kept)) return plainResponse(c, null, 304, headers);
    if (!isGzipped) return plainResponse(c, kept.bytes, 200, headers);
    kept.gzipped ??= gzip(kept.bytes);
    return plainResponse(c, await kept.gzipped, 200, headers);
  };
}

function headersOf({ etag, type, until, changedAt }: Kept, isGzipped: boolean, now: Instant) {
  const leftMs = until === null ? Number.POSITIVE_INFINITY : instantToMs(until) - instantToMs(now);
  const seconds = Math.max(0, Math.min(MAX_AGE_SECONDS, Math.floor(leftMs / 1000)));
  return {
    ...publicPageHeaders,
    'content-type': `${type}; charset=utf-8`,
    'cache-control': `public, max-age=${seconds}`,
    vary: 'Accept-Language, Accept-Encoding',
    // Another encoding is another thing to keep, but says the same.
    etag: isGzipped ? `W/${etag}` : etag,
    ...(changedAt !== null && { 'last-modified': new Date(instantToMs(changedAt)).toUTCString() }),
    ...(isGzipped ? { 'content-encoding': 'gzip' } : {}),
  };
}

function takesGzip(c: Context): boolean {
  const encodings = parseAccept(c.req.header('accept-encoding') ?? '');
  return encodings.some(({ type, q }) => type === 'gzip' && q > 0);
}

async function gzip(bytes: Bytes): Promise<Bytes> {
  const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}

/** Whether the asker has this already (RFC 9110, 13.2.2: a date counts only where no ETag is named). */
function isKnown(c: Context, { etag, changedAt }: Kept): boolean {
  const named = c.req.header('if-none-match');
  if (named !== undefined) return matchesEtag(named, etag);
  if (changedAt === null) return false;
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  return Math.floor(instantToMs(changedAt) / 1000) * 1000 <= since;
}
