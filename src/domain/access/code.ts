import { bytesToHex } from '@noble/hashes/utils.js';
import { mailboxOf } from '../email-address.ts';
import { sha256Hex } from '../hash.ts';

/** How long a code can be typed in, in milliseconds. */
export const CODE_LIFETIME_MS = 10 * 60 * 1000;
/** How often a code can be typed in wrongly. */
export const CODE_TRIES = 5;
/** How long a link that makes an admin opens, in milliseconds. */
export const ADMIN_LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;

const LENGTH = 8;
/** 32 letters and digits, none of which is taken for another (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 32;

/** A new code of eight characters. */
export function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** A code as it was meant: without what people put in between, and with the letters that look like others. */
export function tidyCode(typed: string): string {
  return typed
    .replace(/[\s\-‐-―.]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** A new secret for a cookie or a link: 64 hex digits. */
export function newSecret(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** Whether a text can be a secret of ours. */
export function isSecret(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{64}$/.test(text);
}

/** Who asks for a code and for which address, in one hash: it tells neither, and only that browser can say it again. */
export function askerOf(browser: string, email: string): string {
  return sha256Hex(`asker:${browser}:${mailboxOf(email)}`);
}

/** What is kept of a code: nobody without the browser's secret can try codes against it. */
export function codeHashOf(browser: string, code: string): string {
  return sha256Hex(`code:${browser}:${tidyCode(code)}`);
}

/** The token that forms carry for whoever has a secret in a cookie. */
export function formTokenOf(secret: string): string {
  return sha256Hex(`form:${secret}`);
}
