import { Resend } from 'resend';
import type { Batch, Mailer, Receipt } from './mailer.ts';

/** Shorter than a chunk's lease, so that nobody else sends a batch that is still under way. */
export const SEND_TIMEOUT_MS = 20_000;

const DEFAULT_RETRY_MS = 2_000;

/** Sends through Resend's batch endpoint. `baseUrl` is for tests and proxies. */
export function resendMailer(options: {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly timeoutMs?: number;
}): Mailer {
  const { apiKey, baseUrl, timeoutMs = SEND_TIMEOUT_MS } = options;
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  return {
    name: 'resend',
    async send(batch) {
      try {
        const answer = await resend.batch.send(
          batch.mails.map((mail) => ({
            from: mail.from,
            to: mail.to,
            subject: mail.subject,
            html: mail.html,
            text: mail.text,
            headers: { 'Auto-Submitted': 'auto-generated' },
            tags: [{ name: 'delivery', value: mail.deliveryId }],
          })),
          {
            idempotencyKey: batch.key,
            batchValidation: 'permissive',
            signal: AbortSignal.timeout(timeoutMs),
          },
        );
        return answerToReceipt(batch, answer);
      } catch (error) {
        return { kind: 'unclear', problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

type Answer = {
  readonly data: { readonly data?: unknown; readonly errors?: unknown } | null;
  readonly error: {
    readonly name?: string;
    readonly message?: string;
    readonly statusCode?: number | null;
  } | null;
  readonly headers: Readonly<Record<string, string>> | null;
};

/** Reads what the SDK answers: it never throws on a status, and an error page may leave both halves empty. */
function answerToReceipt({ mails }: Batch, { data, error, headers }: Answer): Receipt {
  if (error === null && data !== null) return dataToReceipt(mails.length, data);
  const status = error?.statusCode ?? null;
  const problem = `${status ?? 'no answer'} ${error?.name ?? ''}: ${error?.message ?? 'unreadable answer'}`;
  if (status === 429) return { kind: 'later', retryAfterMs: retryAfterMs(headers), problem };
  if (status === 409) {
    return error?.name === 'concurrent_idempotent_requests'
      ? { kind: 'later', retryAfterMs: DEFAULT_RETRY_MS, problem }
      : { kind: 'unknown', problem };
  }
  if (status === 401 || status === 403) return { kind: 'misconfigured', problem };
  if (status !== null && status >= 400 && status < 500 && status !== 408) return { kind: 'refused', problem };
  return { kind: 'unclear', problem };
}

/** Lines ids up with the mails they belong to; when the counts don't add up, nobody can say which went out. */
function dataToReceipt(count: number, { data, errors }: NonNullable<Answer['data']>): Receipt {
  const ids = Array.isArray(data) ? data.map((one: { id?: unknown }) => one?.id) : [];
  const failed = new Set(Array.isArray(errors) ? errors.map((one: { index?: unknown }) => one?.index) : []);
  const fits =
    ids.length + failed.size === count &&
    ids.every((id) => typeof id === 'string') &&
    [...failed].every((index) => typeof index === 'number' && index >= 0 && index < count);
  if (!fits)
    return { kind: 'unknown', problem: `${ids.length} ids and ${failed.size} errors for ${count} mails` };
  let next = 0;
  return {
    kind: 'taken',
    providerIds: Array.from({ length: count }, (_, index) =>
      failed.has(index) ? null : (ids[next++] as string),
    ),
  };
}

/** `retry-after` is in seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Readonly<Record<string, string>> | null): number {
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.max(seconds * 1000, 100) : DEFAULT_RETRY_MS;
}
