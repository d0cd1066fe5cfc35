import { contentHashOf } from '../hash.ts';
import { commitmentOf } from '../record/act.ts';
import { base64ToBytes, bytesToBase64 } from '../record/bytes.ts';
import { leafHash } from '../record/merkle.ts';

/**
 * The hashes that an audit makes of every record, from text to text; each throws where base64 is none.
 * A runtime may have faster ones.
 */
export type Hashing = {
  /** Of a salt in base64 and a body. */
  readonly commitment: (salt: string, body: string) => string;
  /** Of a commitment in base64. */
  readonly leaf: (commitment: string) => string;
  /** `sha256:` and hex, over a text. */
  readonly content: (text: string) => string;
};

/** As records are made. */
export const PLAIN_HASHING: Hashing = {
  commitment: (salt, body) => bytesToBase64(commitmentOf(base64ToBytes(salt), body)),
  leaf: (commitment) => bytesToBase64(leafHash(base64ToBytes(commitment))),
  content: contentHashOf,
};
