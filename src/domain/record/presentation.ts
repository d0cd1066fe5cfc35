import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256, sha256Hex } from '../hash.ts';
import { base64ToBytes } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a product's own screen looks like: the button, the words around it, and a picture of it. */
export type Presentation = {
  readonly name: string;
  readonly label: string;
  readonly words: string;
  readonly locale: string;
  /** A PNG in base64, and `sha256:` over its bytes; null where there is none. */
  readonly image: string | null;
  readonly imageHash: string | null;
};

/** The most bytes that the picture of a screen may have. */
export const MOST_IMAGE_BYTES = 1_048_576;

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The first chunk of a PNG is its header, of 13 bytes. */
const PNG_HEADER = [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

/** What is wrong with a picture in base64; null where it is a PNG that may be kept. */
export function problemOfImage(image: string): string | null {
  const bytes = bytesOfImage(image);
  if (bytes === null) return 'must be base64, with padding';
  if (bytes.length > MOST_IMAGE_BYTES) return `must not have more than ${MOST_IMAGE_BYTES} bytes`;
  const beginning = [...PNG, ...PNG_HEADER];
  return beginning.every((byte, i) => bytes[i] === byte) ? null : 'must be a PNG';
}

function bytesOfImage(image: string): Uint8Array | null {
  // Of one picture there is one spelling.
  return image.length % 4 === 0 && BASE64.test(image) && btoa(atob(image)) === image
    ? base64ToBytes(image)
    : null;
}

/** The hash of a picture in base64, over its bytes. */
export function imageHashOf(image: string): string {
  return `sha256:${bytesToHex(sha256(base64ToBytes(image)))}`;
}

/** The id of a presentation: SHA-256, in hex, over the canonical JSON of what it is. */
export function presentationIdOf({ name, label, words, locale, imageHash: image }: Presentation): string {
  return sha256Hex(canonicalJson({ name, label, words, locale, image }));
}
