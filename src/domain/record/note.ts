import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ed25519Of } from '../ed25519.ts';
import { sha256 } from '../hash.ts';
import { base64ToBytes, bytesToBase64, concatBytes } from './bytes.ts';

/** What signs checkpoints: a name, which is also the log's origin, and the Ed25519 seed in hex. */
export type LogKey = { readonly name: string; readonly seed: string };

/** Signs notes with one key. */
export type NoteSigner = {
  readonly name: string;
  /** `<name>+<key id>+<base64 of 0x01 and the public key>`, as those take it who verify. */
  readonly verifierKey: string;
  /** The whole note: the text, which ends in a newline, an empty line, and the signature. */
  readonly sign: (text: string) => Promise<string>;
};

const ED25519 = 0x01;

/** A name that a note's key can have: something, without spaces, plus signs and control characters. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+\p{Cc}]/u.test(name);
}

/** The id of an Ed25519 key: the first four bytes of SHA-256 over its name, a newline, its type and itself. */
export function keyIdOf(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519), publicKey)).slice(0, 4);
}

/** Prepares a key to sign notes as C2SP has them (c2sp.org/signed-note). */
export async function noteSigner({ name, seed }: LogKey): Promise<NoteSigner> {
  const { key, x } = await ed25519Of(seed);
  const publicKey = base64ToBytes(`${x.replaceAll('-', '+').replaceAll('_', '/')}=`);
  const keyId = keyIdOf(name, publicKey);
  const verifier = bytesToBase64(concatBytes(Uint8Array.of(ED25519), publicKey));
  return {
    name,
    verifierKey: `${name}+${bytesToHex(keyId)}+${verifier}`,
    async sign(text) {
      const bytes = new TextEncoder().encode(text);
      const signature = new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, key, bytes));
      return `${text}\n— ${name} ${bytesToBase64(concatBytes(keyId, signature))}\n`;
    },
  };
}

/** The text of a checkpoint (c2sp.org/tlog-checkpoint): what is signed. */
export function checkpointText(origin: string, size: number, root: string): string {
  return `${origin}\n${size}\n${root}\n`;
}

/** A proof that a record is in the log, to be checked offline (c2sp.org/tlog-proof); `index` counts from 0. */
export function tlogProof(index: number, hashes: readonly string[], checkpoint: string): string {
  return ['c2sp.org/tlog-proof@v1', `index ${index}`, ...hashes, '', checkpoint].join('\n');
}
