import { createPublicKey, verify } from 'node:crypto';
import { bytesOf, sha256 } from './hashes.ts';

/** A key that checks signatures: its name, which is the log's origin, the id that signatures carry, and itself. */
export type VerifierKey = { readonly name: string; readonly id: Uint8Array; readonly publicKey: Uint8Array };

const ED25519 = 1;

/** Reads `<name>+<id in hex>+<base64 of 0x01 and the key>` (c2sp.org/signed-note); null for anything else. */
export function readKey(text: string): VerifierKey | null {
  const [, name = '', hex = '', base64 = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([^\s]+)$/.exec(text) ?? [];
  const bytes = bytesOf(base64);
  if (name === '' || bytes === null || bytes.length !== 33 || bytes[0] !== ED25519) return null;
  const id = sha256(`${name}\n`, bytes).subarray(0, 4);
  return id.toString('hex') === hex ? { name, id, publicKey: bytes.subarray(1) } : null;
}

/** A checkpoint (c2sp.org/tlog-checkpoint), whoever signed it. */
export type Checkpoint = {
  readonly note: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** What is signed. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

/** Reads a signed checkpoint; null where it is none. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [, text = '', signed = ''] = /^((?:[^\n]+\n){3,})\n((?:— [^\s]+ [^\s]+\n)+)$/.exec(note) ?? [];
  const [origin = '', size = '', base64 = ''] = text.split('\n');
  const root = bytesOf(base64);
  if (!/^(0|[1-9]\d{0,14})$/.test(size) || root?.length !== 32) return null;
  const signatures: { name: string; bytes: Uint8Array }[] = [];
  for (const line of signed.trimEnd().split('\n')) {
    const [, name = '', of = ''] = line.split(' ');
    const bytes = bytesOf(of);
    if (bytes === null) return null;
    signatures.push({ name, bytes });
  }
  return { note, origin, size: Number(size), root, text, signatures };
}

/** The checkpoints in a file, to which each was appended; null where there is anything else in it. */
export function readCheckpoints(file: string): Checkpoint[] | null {
  const notes = file.replaceAll('\r\n', '\n').match(/(?:[^\n—][^\n]*\n){3,}\n(?:— [^\n]+\n)+/g) ?? [];
  if (notes.join('').replaceAll('\n', '') !== file.replaceAll(/[\r\n]/g, '')) return null;
  const read = notes.map(readCheckpoint);
  return read.some((one) => one === null) || read.length === 0 ? null : (read as Checkpoint[]);
}

/** Whether a key signed a checkpoint of the log that it is named after. */
export function isSignedBy({ origin, text, signatures }: Checkpoint, key: VerifierKey): boolean {
  if (origin !== key.name) return false;
  const x = Buffer.from(key.publicKey).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const own = signatures.filter(
    ({ name, bytes }) => name === key.name && sameBytes(bytes.subarray(0, 4), key.id),
  );
  return own.some(({ bytes }) => verify(null, Buffer.from(text), publicKey, bytes.subarray(4)));
}

/** A proof that an entry is in the log of a checkpoint (c2sp.org/tlog-proof). */
export type LogProof = {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
};

/** Reads a `tlog-proof`; null where it is none. */
export function readProof(proof: string): LogProof | null {
  const [, index = '', lines = '', checkpoint = ''] =
    /^c2sp\.org\/tlog-proof@v1\nindex (0|[1-9]\d{0,14})\n((?:[^\n]+\n)*)\n(.+)$/s.exec(proof) ?? [];
  if (checkpoint === '') return null;
  const hashes = readHashes(lines.split('\n').slice(0, -1));
  return hashes && { index: Number(index), hashes, checkpoint };
}

/** Hashes from their base64; null where one is none. */
export function readHashes(lines: readonly string[]): Uint8Array[] | null {
  const hashes = lines.map(bytesOf);
  return hashes.every((hash): hash is Buffer<ArrayBuffer> => hash?.length === 32) ? hashes : null;
}

/** Whether two strings of bytes are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
