import {
  ANSWER_BYTES,
  beginningOf,
  CALL_MS,
  type EventPoster,
  readRetryAfter,
} from '../../delivery/event-poster.ts';
import { type Reach, whyNotUrl } from '../../domain/webhooks/callable.ts';

/**
 * Calls endpoints from a Worker. Where a name leads is not for it to see: its own `fetch` reaches the public
 * internet alone (`global_fetch_strictly_public`), and what a URL says by itself is looked at here.
 */
export function fetchPoster(reach: Reach): EventPoster {
  return {
    whyNot: (url) => whyNotUrl(url, reach),
    async post({ url, headers, body, stopped }) {
      const why = whyNotUrl(url, reach);
      if (why !== null) return { error: `Not called: the URL ${why}.` };
      const timeout = AbortSignal.timeout(CALL_MS);
      const signal = stopped === undefined ? timeout : AbortSignal.any([timeout, stopped]);
      try {
        const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
        const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), Date.now());
        const answer = beginningOf(await readBeginning(response.body));
        return { status: response.status, answer, retryAfterMs };
      } catch (error) {
        return { error: timeout.aborted ? 'It did not answer in 10 seconds.' : String(error) };
      }
    },
  };
}

/** Its status counts also where the rest of an answer never comes. */
async function readBeginning(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const read: number[] = [];
  try {
    for await (const chunk of body ?? []) {
      read.push(...chunk.subarray(0, ANSWER_BYTES));
      if (read.length >= ANSWER_BYTES) break;
    }
  } catch {
    // What came of it is what there is.
  }
  return Uint8Array.from(read);
}
