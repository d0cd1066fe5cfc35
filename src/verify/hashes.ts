import { createHash } from 'node:crypto';
import { Unusable } from './finding.ts';

/** SHA-256 over bytes, one after the other; text as UTF-8. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** `sha256:` and the hash of a text in hex, as records name what they rest on. */
export function nameOf(text: string): string {
  return `sha256:${sha256(text).toString('hex')}`;
}

/** The bytes of base64, which has one spelling for each: null for any other. */
export function bytesOf(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
}

/**
 * JSON as RFC 8785 writes it. Throws where something has no such form, as a text with half a character
 * in it has not.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Unusable('There is a number without an end in it.');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new Unusable('There is half a character in it.');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${canonical(name)}:${canonical(member)}`).join(',')}}`;
}
