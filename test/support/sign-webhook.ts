import { createHmac } from 'node:crypto';
import type { Answered, TestApp } from './test-app.ts';

/** A signing secret as Resend shows it. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a webhook secret for tests').toString('base64')}`;

/**
 * The headers of a webhook as Svix signs it for Resend: HMAC-SHA256 with the secret's decoded bytes
 * over `id.timestamp.body`, in base64, as `v1,…` (docs.svix.com/receiving/verifying-payloads/how-manual).
 */
export function signWebhook(
  body: string,
  options: { readonly id?: string; readonly at?: number; readonly secret?: string } = {},
): Record<string, string> {
  const { id = `msg_${crypto.randomUUID()}`, at = Date.now(), secret = WEBHOOK_SECRET } = options;
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` };
}

/** An event about a mail, in the shape that Resend documents. */
export function mailEvent(
  type: string,
  mail: {
    readonly deliveryId?: string;
    readonly providerId?: string;
    readonly to?: string;
    readonly at?: string;
    readonly takenAt?: string;
    readonly tags?: unknown;
  },
): string {
  const { deliveryId, providerId = 'unknown-mail', to = 'ada@example.com' } = mail;
  const { at = '2026-11-22T09:00:02.000Z', takenAt = '2026-11-22T09:00:01.250000+00:00' } = mail;
  return JSON.stringify({
    type: `email.${type}`,
    created_at: at,
    data: {
      created_at: takenAt,
      email_id: providerId,
      from: 'Lantern <notices@lantern.example>',
      to: [to],
      subject: 'The policy changes',
      ...(mail.tags !== undefined
        ? { tags: mail.tags }
        : deliveryId === undefined
          ? {}
          : { tags: { delivery: deliveryId } }),
    },
  });
}

/** Sends an event to the service as Resend would, signed now unless headers say otherwise. */
export async function report(
  { ask }: Pick<TestApp, 'ask'>,
  body: string,
  headers = signWebhook(body),
): Promise<Answered> {
  return ask('POST', '/webhooks/resend', body, { authorization: '', ...headers });
}
