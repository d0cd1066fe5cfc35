import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Node's own takes a fifth of the time. A Worker has none that answers at once: its bundler leaves out what asks. */
const native =
  navigator.userAgent === 'Cloudflare-Workers'
    ? undefined
    : globalThis.process?.getBuiltinModule?.('node:crypto');

/** SHA-256 of bytes. */
export const sha256: (bytes: Uint8Array) => Uint8Array =
  native === undefined ? portableSha256 : (bytes) => plain(native.hash('sha256', bytes, 'buffer'));

/** SHA-256 over a text's UTF-8 bytes, in hex. */
export const sha256Hex: (text: string) => string =
  native === undefined
    ? (text) => bytesToHex(portableSha256(utf8ToBytes(text)))
    : (text) => native.hash('sha256', text, 'hex');

/** HMAC-SHA-256 of a text's UTF-8 bytes, keyed by a secret, of which a text stands for its own. */
export const hmacSha256: (secret: string | Uint8Array, text: string) => Uint8Array =
  native === undefined
    ? (secret, text) =>
        hmac(portableSha256, typeof secret === 'string' ? utf8ToBytes(secret) : secret, utf8ToBytes(text))
    : (secret, text) => plain(native.createHmac('sha256', secret).update(text).digest());

/** Node's bytes as no more than bytes: a piece of theirs would not be a copy. */
function plain({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

/** The name by which acceptances pin a text: `sha256:` and hex, over its UTF-8 bytes as received. */
export function contentHashOf(content: string): string {
  return `sha256:${sha256Hex(content)}`;
}

/** Compares two texts of equal length in a time that does not tell where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  // Beyond the end of a text there is NaN, which counts as 0.
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
