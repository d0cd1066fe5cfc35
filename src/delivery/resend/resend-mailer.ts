/*
 * Resend, by its batch endpoint: what one call comes to is read into a value, and what it reports later by signed
 * webhooks into events of ours.
 */

import { Resend } from 'resend';
import type { MailRate } from '../../domain/sending/mail-rate.ts';
import type { Mailer } from '../mailer.ts';
import { answerToReceipt } from './resend-answer.ts';

/** Shorter than a chunk's lease, so that nobody else sends a batch that is still under way. */
export const SEND_TIMEOUT_MS = 20_000;

/** Sends through Resend's batch endpoint. `baseUrl` is for tests and proxies. */
export function resendMailer(options: {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly callsPerSecond: number | null;
  readonly rate?: MailRate | undefined;
  readonly timeoutMs?: number;
}): Mailer {
  const { apiKey, baseUrl, callsPerSecond, rate, timeoutMs = SEND_TIMEOUT_MS } = options;
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  return {
    name: 'resend',
    callsPerSecond,
    rate,
    async send(batch) {
      try {
        const answer = await resend.batch.send(
          batch.mails.map((mail) => ({
            from: mail.from,
            to: mail.to,
            subject: mail.subject,
            html: mail.html,
            text: mail.text,
            ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
            headers: { 'Auto-Submitted': 'auto-generated' },
            tags: [{ name: 'delivery', value: mail.deliveryId }],
          })),
          {
            idempotencyKey: batch.key,
            batchValidation: 'permissive',
            signal: AbortSignal.timeout(timeoutMs),
          },
        );
        return answerToReceipt(batch.mails.length, answer);
      } catch (error) {
        return { kind: 'unclear', problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
