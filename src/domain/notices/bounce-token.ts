import { bytesToHex } from '@noble/hashes/utils.js';
import type { LinkSecret } from '../answers/review-token.ts';
import { equalInConstantTime, hmacSha256 } from '../hash.ts';

const MAC_HEX_DIGITS = 16;

/** How many characters a token takes in a local part, with the `+` before it. */
const LONGEST_TAG = 1 + 32 + 1 + MAC_HEX_DIGITS;

/** How long the local part of an address may be, that a token is to have room behind. */
export const LONGEST_BOUNCE_LOCAL_PART = 64 - LONGEST_TAG;

/**
 * What a mail carries so that a report of its not arriving leads back to its delivery, which nobody who
 * never had the mail can make. It is in the letters that mail servers leave as they are.
 */
export function signBounceToken(deliveryId: string, { secret }: LinkSecret): string {
  return `${deliveryId}.${macOf(deliveryId, secret)}`;
}

/** The address that reports about one delivery come back to: `bounces@…` with its token behind a `+`. */
export function bounceAddressOf(bounceAddress: string, token: string): string {
  const at = bounceAddress.lastIndexOf('@');
  return `${bounceAddress.slice(0, at)}+${token.replaceAll('-', '')}${bounceAddress.slice(at)}`;
}

/** A token in any text, as mail servers may have written it: without dashes, in capitals. */
const TOKEN = /(?<![0-9a-f])((?:[0-9a-f]-?){31}[0-9a-f])\.([0-9a-f]{16})(?![0-9a-f])/g;

/** The delivery of the first token in a text that one of our secrets signed; null where there is none. */
export function findBounceToken(text: string, secrets: readonly LinkSecret[]): string | null {
  for (const [, id = '', mac = ''] of text.toLowerCase().matchAll(TOKEN)) {
    const deliveryId = id.replaceAll('-', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    if (secrets.some(({ secret }) => equalInConstantTime(mac, macOf(deliveryId, secret)))) return deliveryId;
  }
  return null;
}

function macOf(deliveryId: string, secret: string): string {
  const mac = hmacSha256(secret, `bounce\n${deliveryId}`);
  return bytesToHex(mac).slice(0, MAC_HEX_DIGITS);
}
