import type { Context as HonoContext } from 'hono';
import { REPLY_LIFETIME_MS, type Remember } from '../../actions/remember.ts';
import { sha256Hex } from '../../domain/hash.ts';
import { addMs } from '../../domain/instant.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { findReply, type Reply, type ReplyScope } from '../../storage/access/replies.ts';
import type { Answer } from './answer.ts';
import type { HttpContext } from './http-context.ts';
import { plainResponse } from './trace.ts';

const HEADER = 'Idempotency-Key';

/** Makes the instruction to keep an answer with its act. */
export type Remembering = <T>(toAnswer: (result: T) => Answer<unknown>) => Remember<T> | null;

/** Scopes being answered by this process right now. */
const inFlight = new Set<string>();

/**
 * Answers a request once per Idempotency-Key: the same body gets the first answer again, another body
 * is refused, and a repetition while the first is under way is told so. Only successes are kept.
 */
export async function answerOnce(
  { store, now }: Pick<HttpContext, 'store' | 'now'>,
  c: HonoContext,
  request: { readonly keyId: string; readonly bodyText: string },
  answer: (remember: Remembering) => Promise<Response>,
): Promise<Response> {
  const idempotencyKey = c.req.header(HEADER);
  if (idempotencyKey === undefined) return answer(() => null);
  if (!/^[\x20-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw invalid(HEADER, 'must be 1 to 255 printable ASCII characters');
  }
  const url = new URL(c.req.url);
  const bodyHash = sha256Hex(request.bodyText);
  const scope: ReplyScope = {
    keyId: request.keyId,
    method: c.req.method,
    path: url.pathname + url.search,
    idempotencyKey,
  };
  const repeatFirst = async (): Promise<Response | null> => {
    const first = await findReply(store.db, scope, addMs(now(), -REPLY_LIFETIME_MS));
    return first === undefined ? null : repeatReply(c, first, bodyHash);
  };

  const name = JSON.stringify(Object.values(scope));
  if (inFlight.has(name))
    throw new Refusal('in-flight', 'The first request with this Idempotency-Key is not answered yet.');
  inFlight.add(name);
  try {
    const repeated = await repeatFirst();
    if (repeated !== null) return repeated;
    try {
      return await answer((toAnswer) => ({
        scope,
        toReply: (result) => answerToReply(toAnswer(result), bodyHash),
      }));
    } catch (error) {
      // Another process may have done it while we were deciding.
      const done = error instanceof Refusal ? await repeatFirst() : null;
      if (done === null) throw error;
      return done;
    }
  } finally {
    inFlight.delete(name);
  }
}

function answerToReply({ status, body, headers }: Answer<unknown>, bodyHash: string): Reply {
  return { bodyHash, status, headers: headers ?? {}, body: JSON.stringify(body) };
}

function repeatReply(c: HonoContext, first: Reply, bodyHash: string): Response {
  if (first.bodyHash !== bodyHash) {
    throw new Refusal('idempotency-mismatch', 'This Idempotency-Key was first used with another body.');
  }
  return plainResponse(c, first.body, first.status, {
    'content-type': 'application/json',
    ...first.headers,
    'idempotency-replayed': 'true',
  });
}
