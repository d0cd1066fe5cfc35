/*
 * Resend, by its batch endpoint: what one call comes to is read into a value, and what it reports later by signed
 * webhooks into events of ours.
 */

import type { CreateBatchSuccessResponse, Resend } from 'resend';
import type { MailRate } from '../../domain/sending/mail-rate.ts';
import type { Batch, Mailer } from '../mailer.ts';
import { loadSdk } from './load-sdk.ts';
import { answerToReceipt } from './resend-answer.ts';
import { inPieces, lengthOf, writeBatch } from './write-batch.ts';

type Taken = CreateBatchSuccessResponse<{ batchValidation: 'permissive' }>;

/** Shorter than a chunk's lease, so that nobody else sends a batch that is still under way. */
export const SEND_TIMEOUT_MS = 20_000;

/** Node's `fetch` copies a body that it is given whole three times, which for one of 2 MB takes longer than all else. */
const COPIES_WHOLE_BODIES = navigator.userAgent.startsWith('Node.js');
const PIECE_BYTES = 64 * 1024;

/** Sends through Resend's batch endpoint. `baseUrl` is for tests and proxies. */
export function resendMailer(options: {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly callsPerSecond: number | null;
  readonly rate?: MailRate | undefined;
  readonly timeoutMs?: number;
}): Mailer {
  const { apiKey, baseUrl, callsPerSecond, rate, timeoutMs = SEND_TIMEOUT_MS } = options;
  let opened: Resend | undefined;
  const open = async () => {
    const { Resend } = await loadSdk();
    opened ??= new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
    return opened;
  };
  return {
    name: 'resend',
    callsPerSecond,
    rate,
    async send(batch) {
      try {
        const resend = opened ?? (await open());
        const answer = await resend.fetchRequest<Taken>('/emails/batch', {
          method: 'POST',
          ...requestOf(resend, batch),
          signal: AbortSignal.timeout(timeoutMs),
        });
        return answerToReceipt(batch.mails.length, answer);
      } catch (error) {
        return { kind: 'unclear', problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

/** What the SDK asks for with `batch.send`, with a body that is written here. */
function requestOf({ key, userAgent }: Resend, batch: Batch): RequestInit {
  const body = writeBatch(batch.mails);
  const length = lengthOf(body);
  const headers = {
    authorization: `Bearer ${key}`,
    'user-agent': userAgent,
    'content-type': 'application/json',
    'x-batch-validation': 'permissive',
    'idempotency-key': batch.key,
  };
  if (!COPIES_WHOLE_BODIES) {
    const [whole = new Uint8Array()] = inPieces(body, length);
    return { headers, body: whole };
  }
  return {
    headers: { ...headers, 'content-length': String(length) },
    body: streamOf(inPieces(body, PIECE_BYTES)),
    duplex: 'half',
  };
}

/** A stream that asks for a piece once the one before it is on its way. */
function streamOf(pieces: Iterator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
