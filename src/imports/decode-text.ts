import { Refusal } from '../domain/refusal.ts';

/**
 * Reads the bytes of a file as text: in UTF-8, in UTF-16 with its mark, or for HTML in the encoding that it
 * names itself. Refuses what is none of these, since words in a wrong encoding are other words.
 */
export function decodeText(bytes: Uint8Array, kind: 'html' | 'markdown'): string {
  const named = kind === 'html' ? encodingNamed(bytes) : undefined;
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = decoded(bytes, encoding) ?? (named === undefined ? undefined : decoded(bytes, named));
  if (text === undefined) {
    throw new Refusal(
      'unreadable-file',
      'The file is not UTF-8, and says of no other encoding that it is in it.',
    );
  }
  return text;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingNamed(bytes: Uint8Array): string | undefined {
  const start = [...bytes.subarray(0, 2048)].map((byte) => String.fromCharCode(byte)).join('');
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]{1,40})/i.exec(start)?.[1];
}
