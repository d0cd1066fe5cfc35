import type { Instant } from '../instant.ts';
import { parseInstant } from '../period.ts';
import { base64ToBytes, bytesToBase64, concatBytes } from './bytes.ts';
import { type DerValue, partsOf, readDer, sameBytes } from './der.ts';

/** A question to a time-stamping authority (RFC 3161, 2.4.1), and what its answer is known by. */
export type TimeStampQuery = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: Uint8Array;
  readonly nonce: Uint8Array;
};

/** What of a time-stamping authority is kept: its token, DER in base64. */
export type TimeStampToken = { readonly token: string };

const [INTEGER, OCTETS, TIME, WIDE_TEXT, SEQUENCE, TAG_0] = [0x02, 0x04, 0x18, 0x1e, 0x30, 0xa0];
const COMMON_NAME = Uint8Array.of(0x55, 4, 3);
const ORGANIZATION = Uint8Array.of(0x55, 4, 10);
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
  const [status, token] = partsOf(readDer(reply)[0]);
  const code = partsOf(status)[0]?.content[0];
  if (code !== GRANTED && code !== GRANTED_WITH_CHANGES) {
    throw new Error(`the authority did not stamp it (status ${code ?? 'unknown'})`);
  }
  if (token === undefined) throw new Error('there is no token in the answer');
  const info = infoOf(signedDataOf(token));
  const imprint = partsOf(info[2])[1]?.content;
  if (imprint === undefined || !sameBytes(imprint, query.digest)) {
    throw new Error('the token is about something else');
  }
  if (!info.some(({ tag, content: value }) => tag === INTEGER && sameBytes(value, query.nonce))) {
    throw new Error('the token answers another question');
  }
  return { token: bytesToBase64(token.whole) };
}

/** What a token says of itself. Who reads it has only its word for that, until its signature is checked. */
export type TimeStampTold = {
  readonly at: Instant;
  /** What the certificate that it came with calls who signed it; null where none came along. */
  readonly by: string | null;
};

/** Reads a token that is kept; null where it says no time. */
export function readTimeStampToken({ token }: TimeStampToken): TimeStampTold | null {
  try {
    const signed = signedDataOf(readDer(base64ToBytes(token))[0]);
    const at = timeOf(infoOf(signed)[4]);
    return at === null ? null : { at, by: signerOf(signed) };
  } catch {
    return null;
  }
}

/** The parts of signed data (RFC 5652, 5.1). */
function signedDataOf(token: DerValue | undefined): DerValue[] {
  const [, signed] = partsOf(token);
  return partsOf(partsOf(signed)[0]);
}

/** What is signed: the parts of `TSTInfo` (RFC 3161, 2.4.2). */
function infoOf(signed: readonly DerValue[]): DerValue[] {
  const [, octets] = partsOf(signed[2]);
  const [info] = readDer(partsOf(octets)[0]?.content ?? new Uint8Array());
  return partsOf(info);
}

function timeOf(value: DerValue | undefined): Instant | null {
  if (value?.tag !== TIME) return null;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(textOf(value)) ?? [];
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Who holds the certificate whose issuer and number the signature names. */
function signerOf(signed: readonly DerValue[]): string | null {
  const [issuer, number] = partsOf(partsOf(partsOf(signed.at(-1))[0])[1]);
  if (issuer === undefined || number === undefined) return null;
  const certificates = signed.filter(({ tag }) => tag === TAG_0).flatMap(partsOf);
  for (const certificate of certificates) {
    // Its version comes first, but for one of the oldest.
    const facts = partsOf(partsOf(certificate)[0]).filter(({ tag }) => tag !== TAG_0);
    const [itsNumber, , itsIssuer, , subject] = facts;
    if (itsNumber === undefined || itsIssuer === undefined) continue;
    const isIt = sameBytes(itsNumber.whole, number.whole) && sameBytes(itsIssuer.whole, issuer.whole);
    if (isIt) return nameOf(subject);
  }
  return null;
}

/** A name as people say it: their own first, then the organization's (X.520, 5.2.2 and 5.4.1). */
function nameOf(subject: DerValue | undefined): string | null {
  const parts = partsOf(subject).flatMap(partsOf).map(partsOf);
  const told = [COMMON_NAME, ORGANIZATION].flatMap((wanted) =>
    parts.flatMap(([type, value]) =>
      type !== undefined && value !== undefined && sameBytes(type.content, wanted) ? [textOf(value)] : [],
    ),
  );
  return told.length === 0 ? null : told.join(', ');
}

function textOf({ tag, content }: DerValue): string {
  return new TextDecoder(tag === WIDE_TEXT ? 'utf-16be' : 'utf-8').decode(content);
}
