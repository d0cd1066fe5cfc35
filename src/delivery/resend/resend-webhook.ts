import { z } from 'zod';
import { type Instant, instantFromMs } from '../../domain/instant.ts';
import { whatItSays } from '../../domain/notices/report-type.ts';
import type { WebhookReader } from '../provider-event.ts';
import { loadSdk } from './load-sdk.ts';

/** The SDK's types have tags as a map, and mails are sent with a list of them: both are read. */
const tags = z
  .union([
    z.record(z.string(), z.unknown()).transform((map) => map.delivery),
    z
      .array(z.looseObject({ name: z.string(), value: z.unknown() }))
      .transform((list) => list.find((one) => one.name === 'delivery')?.value),
  ])
  .transform((value) => (typeof value === 'string' ? value : null));

const event = z.looseObject({
  type: z.string(),
  created_at: z.string().nullable().catch(null),
  data: z
    .looseObject({
      email_id: z.string().nullable().catch(null),
      created_at: z.string().nullable().catch(null),
      tags: tags.nullable().catch(null),
    })
    .catch({ email_id: null, created_at: null, tags: null }),
});

/** Reads Resend's webhook events, signed with `secret` (`whsec_…`); the SDK verifies them. */
export function resendWebhook(secret: string): WebhookReader {
  return async ({ body, id, timestamp, signature }) => {
    const { Resend } = await loadSdk();
    // Verifying needs no API key, but the SDK cannot be had without one.
    const { webhooks } = new Resend('re_verifies_only');
    let verified: unknown;
    try {
      const headers = { id, timestamp, signature };
      verified = webhooks.verify({ payload: body, headers, webhookSecret: secret });
    } catch {
      return null;
    }
    const parsed = event.safeParse(verified);
    if (!parsed.success) return { ...NOTHING_OF_OURS, id, payload: body };
    const { type, created_at, data } = parsed.data;
    return {
      id,
      type,
      says: whatItSays(type),
      deliveryId: data.tags,
      providerId: data.email_id,
      occurredAt: readInstant(created_at),
      takenAt: readInstant(data.created_at),
      payload: body,
    };
  };
}

const NOTHING_OF_OURS = {
  type: '',
  says: null,
  deliveryId: null,
  providerId: null,
  occurredAt: null,
  takenAt: null,
} as const;

/** Resend writes instants with milliseconds or microseconds, with `Z` or an offset. */
function readInstant(text: string | null): Instant | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) || ms < 0 || ms > Date.UTC(9999, 0) ? null : instantFromMs(ms);
}
