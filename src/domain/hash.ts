import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 over a text's UTF-8 bytes, in hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
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
