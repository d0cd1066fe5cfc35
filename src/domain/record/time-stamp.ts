import { base64ToBytes, bytesToBase64, concatBytes } from './bytes.ts';

/** A question to a time-stamping authority (RFC 3161, 2.4.1), and what its answer is known by. */
export type TimeStampQuery = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: Uint8Array;
  readonly nonce: Uint8Array;
};

/** What of a time-stamping authority is kept: its token, DER in base64. */
export type TimeStampToken = { readonly token: string };

const [INTEGER, OCTETS, SEQUENCE] = [0x02, 0x04, 0x30];
const VERSION_1 = Uint8Array.of(INTEGER, 1, 1);
const WITH_CERTIFICATE = Uint8Array.of(0x01, 1, 0xff);
/** The algorithm SHA-256, without parameters. */
const SHA_256 = base64ToBytes('MA0GCWCGSAFlAwQCAQUA');
const [GRANTED, GRANTED_WITH_CHANGES] = [0, 1];
/** How many random bytes a question carries, by which its answer is known. */
export const NONCE_BYTES = 8;

/** Asks that a SHA-256 be stamped, with the authority's certificate in the token. `random` are eight bytes that nobody can guess. */
export function timeStampQuery(digest: Uint8Array, random: Uint8Array): TimeStampQuery {
  // Positive, and no shorter than it is.
  const nonce = Uint8Array.from(random, (byte, i) => (i === 0 ? (byte & 0x3f) | 0x40 : byte));
  const imprint = der(SEQUENCE, SHA_256, der(OCTETS, digest));
  const bytes = der(SEQUENCE, VERSION_1, imprint, der(INTEGER, nonce), WITH_CERTIFICATE);
  return { bytes, digest, nonce };
}

/** A value that is shorter than 128 bytes. */
function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const inner = concatBytes(...content);
  return concatBytes(Uint8Array.of(tag, inner.length), inner);
}

/**
 * The token in an authority's answer to a query. Throws, with a sentence, where it refused, or answers something
 * else. Who signed it is checked by whoever verifies evidence, against a certificate that they know.
 */
export function readTimeStampReply(reply: Uint8Array, query: TimeStampQuery): TimeStampToken {
  const [status, token] = partsOf(only(reply));
  const code = status === undefined ? undefined : partsOf(status)[0]?.content[0];
  if (code !== GRANTED && code !== GRANTED_WITH_CHANGES) {
    throw new Error(`the authority did not stamp it (status ${code ?? 'unknown'})`);
  }
  if (token === undefined) throw new Error('there is no token in the answer');
  const [, signed] = partsOf(token);
  const [, , content] = partsOf(first(signed));
  const [, octets] = content === undefined ? [] : partsOf(content);
  const info = partsOf(only(first(octets).content));
  const imprint = info[2] === undefined ? undefined : partsOf(info[2])[1]?.content;
  if (imprint === undefined || !sameBytes(imprint, query.digest)) {
    throw new Error('the token is about something else');
  }
  if (!info.some(({ tag, content: value }) => tag === INTEGER && sameBytes(value, query.nonce))) {
    throw new Error('the token answers another question');
  }
  return { token: bytesToBase64(token.whole) };
}

type Value = { readonly tag: number; readonly content: Uint8Array; readonly whole: Uint8Array };

function first(value: Value | undefined): Value {
  const [inner] = value === undefined ? [] : partsOf(value);
  if (inner === undefined) throw new Error(UNREADABLE);
  return inner;
}

function only(bytes: Uint8Array): Value {
  const [value] = valuesIn(bytes);
  if (value === undefined) throw new Error(UNREADABLE);
  return value;
}

function partsOf({ content }: Value): Value[] {
  return valuesIn(content);
}

const UNREADABLE = 'the answer is no time stamp';

/** Values that stand one after the other, each with a length of its own (X.690, 8.1.3). */
function valuesIn(bytes: Uint8Array): Value[] {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1] ?? 0x80;
    const more = short < 0x80 ? 0 : short - 0x80;
    if (short === 0x80 || more > 3) throw new Error(UNREADABLE);
    const length =
      more === 0 ? short : bytes.subarray(at + 2, at + 2 + more).reduce((sum, b) => sum * 256 + b, 0);
    const start = at + 2 + more;
    if (start + length > bytes.length) throw new Error(UNREADABLE);
    values.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length),
    });
    at = start + length;
  }
  return values;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
