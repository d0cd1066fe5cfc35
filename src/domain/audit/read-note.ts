import { bytesToHex } from '@noble/hashes/utils.js';
import { base64ToBytes, bytesToBase64 } from '../record/bytes.ts';
import { keyIdOf } from '../record/note.ts';

/** A checkpoint as somebody keeps it. */
export type ReadCheckpoint = {
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: string }[];
};

const CHECKPOINT = /(?:^|\n)([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n\n((?:— [^\n]+\n?)+)/g;

/** Every whole checkpoint in a text, in the order in which they stand there. */
export function readCheckpoints(text: string): ReadCheckpoint[] {
  return [...text.matchAll(CHECKPOINT)].map(([, origin = '', size = '', root = '', lines = '']) => ({
    ...{ text: `${origin}\n${size}\n${root}\n`, origin, size: Number(size), root },
    signatures: lines
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, name = '', bytes = ''] = line.split(' ');
        return { name, bytes };
      }),
  }));
}

type PublicKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A checkpoint as it is written, to the byte, by what was read of it. */
export function checkpointNote({ text, signatures }: ReadCheckpoint): string {
  const lines = signatures.map(({ name, bytes }) => `— ${name} ${bytesToBase64(decode(bytes))}\n`);
  return `${text}\n${lines.join('')}`;
}

/** A key that checkpoints are checked with. */
export type Verifier = { readonly name: string; readonly id: string; readonly key: PublicKey };

/** Reads a verifier's key, `<name>+<key id>+<base64>`; null when it is none. */
export async function readVerifier(text: string): Promise<Verifier | null> {
  const [, name, id, encoded] = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return null;
  try {
    const [type, ...bytes] = base64ToBytes(encoded);
    const publicKey = Uint8Array.from(bytes);
    if (type !== 1 || publicKey.length !== 32 || bytesToHex(keyIdOf(name, publicKey)) !== id) return null;
    return {
      name,
      id,
      key: await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']),
    };
  } catch {
    return null;
  }
}

/** Whether one of the keys signed a checkpoint. */
export async function isSigned(checkpoint: ReadCheckpoint, verifiers: readonly Verifier[]): Promise<boolean> {
  for (const { name, bytes } of checkpoint.signatures) {
    const signature = decode(bytes);
    const id = bytesToHex(signature.subarray(0, 4));
    for (const verifier of verifiers) {
      if (verifier.name !== name || verifier.id !== id) continue;
      const text = new TextEncoder().encode(checkpoint.text);
      if (await crypto.subtle.verify({ name: 'Ed25519' }, verifier.key, signature.subarray(4), text))
        return true;
    }
  }
  return false;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return base64ToBytes(base64);
  } catch {
    return new Uint8Array();
  }
}
