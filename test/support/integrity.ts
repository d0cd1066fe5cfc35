import { createHash } from 'node:crypto';

/** A file's hash as the `integrity` attribute of a script has it. */
export function integrityOf(bytes: string | Uint8Array): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}
