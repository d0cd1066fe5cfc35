import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { equalInConstantTime } from '../hash.ts';
import { addMs, type Instant } from '../instant.ts';

/** A secret that signs links. `id` stands in the link, so that secrets can be replaced one by one. */
export type LinkSecret = { readonly id: string; readonly secret: string };

/** What a link lets its bearer do. */
export type LinkPurpose = 'review';

/** How long after a version's effect its review links still open, in milliseconds: 90 days. */
export const LINK_LIFETIME_MS = 90 * 24 * 60 * 60 * 1000;

const MAC_HEX_DIGITS = 40;

/**
 * Signs a link for one delivery: deterministic, and without address or user in it, so that the same
 * mail can be sent again to the byte and a forwarded link names nobody.
 */
export function signReviewToken(deliveryId: string, purpose: LinkPurpose, secret: LinkSecret): string {
  return `${deliveryId}.${secret.id}.${macOf(deliveryId, purpose, secret)}`;
}

/** The delivery that a token was signed for, or null when no known secret signed it for this purpose. */
export function verifyReviewToken(
  token: string,
  purpose: LinkPurpose,
  secrets: readonly LinkSecret[],
): string | null {
  const [deliveryId, keyId, mac, ...rest] = token.split('.');
  if (!deliveryId || !keyId || !mac || rest.length > 0) return null;
  const secret = secrets.find((one) => one.id === keyId);
  if (secret === undefined) return null;
  return equalInConstantTime(mac, macOf(deliveryId, purpose, secret)) ? deliveryId : null;
}

/** From when on the review links of a version taking effect at `effectiveAt` open no more. */
export function linkExpiresAt(effectiveAt: Instant): Instant {
  return addMs(effectiveAt, LINK_LIFETIME_MS);
}

function macOf(deliveryId: string, purpose: LinkPurpose, { id, secret }: LinkSecret): string {
  const mac = hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`${purpose}\n${id}\n${deliveryId}`));
  return bytesToHex(mac).slice(0, MAC_HEX_DIGITS);
}
