import type { TimeStamper } from '../actions/upkeep/stamp-checkpoint.ts';
import { NONCE_BYTES, readTimeStampReply, timeStampQuery } from '../domain/record/time-stamp.ts';

const LONGEST_MS = 10_000;
/** A token with a chain of certificates has some six thousand bytes. */
const LONGEST_REPLY = 64 * 1024;

/** Asks the authority at a URL (RFC 3161, 3.4), for so long and so much, and follows it nowhere else. */
export function timeStamperAt(url: string): TimeStamper {
  return async (digest) => {
    const query = timeStampQuery(digest, crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: query.bytes,
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`the authority answered ${response.status}`);
    }
    return readTimeStampReply(await readBounded(response), query);
  };
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LONGEST_REPLY) throw new Error('the answer is too long');
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
