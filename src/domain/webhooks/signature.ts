import type { LinkSecret } from '../answers/review-token.ts';
import { hmacSha256 } from '../hash.ts';
import type { Instant } from '../instant.ts';
import { instantToMs } from '../instant.ts';
import { bytesToBase64 } from '../record/bytes.ts';
import type { Endpoint, SecretName } from './endpoint.ts';

/** How long after a new secret was made the one before it signs as well, in milliseconds: 24 hours. */
export const EARLIER_SIGNS_MS = 24 * 60 * 60 * 1000;

/** How Standard Webhooks has a symmetric secret begin. */
const PREFIX = 'whsec_';

/**
 * The secret of an endpoint, as 32 bytes. It is made from a secret of links and kept nowhere: whoever reads the
 * database cannot sign. Null where the secret that it is made from is not set any more.
 */
export function webhookSecret(
  endpointId: string,
  { id, number }: SecretName,
  secrets: readonly LinkSecret[],
): Uint8Array | null {
  const secret = secrets.find((one) => one.id === id);
  if (secret === undefined) return null;
  return hmacSha256(secret.secret, `webhook\n${id}\n${endpointId}\n${number}`);
}

/** A secret as it is shown, this once. */
export function secretToText(secret: Uint8Array): string {
  return `${PREFIX}${bytesToBase64(secret)}`;
}

/**
 * The secrets that sign what an endpoint is sent at `now`: its own, and for a day the one before it. None where
 * its own cannot be made any more.
 */
export function signingSecrets(
  { id, secret, earlier }: Pick<Endpoint, 'id' | 'secret' | 'earlier'>,
  secrets: readonly LinkSecret[],
  now: Instant,
): readonly Uint8Array[] {
  const own = webhookSecret(id, secret, secrets);
  if (own === null) return [];
  const before = earlier !== null && now < earlier.until ? webhookSecret(id, earlier, secrets) : null;
  return before === null ? [own] : [own, before];
}

/** The headers of a call, signed as Standard Webhooks 1.0.0 has it: over id, timestamp and body, by each secret. */
export function signedHeaders(
  { id, payload }: { readonly id: string; readonly payload: string },
  secrets: readonly Uint8Array[],
  now: Instant,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(instantToMs(now) / 1000));
  const signed = `${id}.${timestamp}.${payload}`;
  const signatures = secrets.map((secret) => `v1,${bytesToBase64(hmacSha256(secret, signed))}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
