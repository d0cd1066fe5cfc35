import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { type Der, Malformed, readOne, tagged, within } from './der.ts';
import { sameBytes } from './note.ts';

/** A token of a time-stamping authority (RFC 3161): what it says, and who says so. */
export type TimeStamp = {
  readonly at: Date;
  /** The SHA-256 that was stamped. */
  readonly imprint: Buffer;
  /** What is signed, and how. */
  readonly signed: Signed;
  /** Certificates that came along, of which nobody knows yet whose they are. */
  readonly certificates: readonly X509Certificate[];
};

type Signed = {
  readonly content: Buffer;
  readonly attributes: Buffer;
  readonly contentType: string;
  readonly digest: Buffer;
  readonly digestName: string;
  readonly signatureName: string;
  readonly signature: Buffer;
  /** Which certificate signed, by its hash. */
  readonly signer: { readonly hashName: string; readonly hash: Buffer };
};

const [INTEGER, OCTETS, OID, TIME, SEQUENCE, SET] = [0x02, 0x04, 0x06, 0x18, 0x30, 0x31];
const TAG_0 = 0xa0;

/** Object identifiers as they stand in DER, in hex. */
const SIGNED_DATA = '2a864886f70d010702';
const TIME_STAMP = '2a864886f70d0109100104';
const CONTENT_TYPE = '2a864886f70d010903';
const DIGEST = '2a864886f70d010904';
const SIGNER = '2a864886f70d010910020c';
const SIGNER_2 = '2a864886f70d010910022f';
const SHA256 = '608648016503040201';
const HASHES: Readonly<Record<string, string>> = {
  [SHA256]: 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
const PSS = '2a864886f70d01010a';
/** How a signature was made: the hash that it is over, or '' for that of the digest. */
const SIGNATURES: Readonly<Record<string, string>> = {
  ...{ '2a864886f70d010101': '', [PSS]: '' },
  ...{ '2a864886f70d01010b': 'sha256', '2a864886f70d01010c': 'sha384', '2a864886f70d01010d': 'sha512' },
  ...{ '2a8648ce3d040302': 'sha256', '2a8648ce3d040303': 'sha384', '2a8648ce3d040304': 'sha512' },
};
const FOR_TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** No chain of certificates is longer. */
const LONGEST_CHAIN = 5;

/** Reads a token, DER; null where it is none, or of a kind that cannot be checked here. */
export function readTimeStamp(token: Buffer): TimeStamp | null {
  try {
    return readToken(token);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function readToken(token: Buffer): TimeStamp {
  const outer = within(readOne(token));
  insistOn(outer, 0, SIGNED_DATA);
  const parts = within(within(tagged(outer, 1, TAG_0))[0]);
  const encapsulated = within(tagged(parts, 2, SEQUENCE));
  insistOn(encapsulated, 0, TIME_STAMP);
  const content = tagged(within(tagged(encapsulated, 1, TAG_0)), 0, OCTETS).inner;
  const info = within(readOne(content));
  const imprint = within(tagged(info, 2, SEQUENCE));
  insistOn(within(imprint[0]), 0, SHA256);
  const signers = within(tagged(parts, parts.length - 1, SET));
  if (signers.length !== 1) throw new Malformed();
  return {
    at: readTime(tagged(info, 4, TIME)),
    imprint: tagged(imprint, 1, OCTETS).inner,
    signed: readSigner(signers[0] as Der, content),
    certificates: parts
      .filter(({ tag }) => tag === TAG_0)
      .flatMap((one) => within(one).flatMap(readCertificate)),
  };
}

function readSigner(signer: Der, content: Buffer): Signed {
  const parts = within(signer);
  tagged(parts, 0, INTEGER);
  const attributes = tagged(parts, 3, TAG_0);
  const attributeOf = (name: string): Der | undefined => {
    const found = within(attributes)
      .map(within)
      .filter((one) => tagged(one, 0, OID).inner.toString('hex') === name);
    if (found.length > 1) throw new Malformed();
    return found[0] && within(tagged(found[0], 1, SET))[0];
  };
  const named = (at: number) => tagged(within(tagged(parts, at, SEQUENCE)), 0, OID).inner.toString('hex');
  const [digestName, signatureOid] = [HASHES[named(2)], named(4)];
  const contentType = attributeOf(CONTENT_TYPE);
  const digest = attributeOf(DIGEST);
  const hashName = SIGNATURES[signatureOid];
  if (!contentType || digest?.tag !== OCTETS || !digestName || hashName === undefined) throw new Malformed();
  return {
    content,
    // Signed as the set that it is, and not under the tag by which it stands there (RFC 5652, 5.4).
    attributes: Buffer.concat([Buffer.of(SET), attributes.whole.subarray(1)]),
    contentType: contentType.inner.toString('hex'),
    ...{ digest: digest.inner, digestName },
    signatureName: `${signatureOid === PSS ? 'pss-' : ''}${hashName || digestName}`,
    signature: tagged(parts, 5, OCTETS).inner,
    signer: readSignerHash(attributeOf(SIGNER_2), attributeOf(SIGNER)),
  };
}

/** Which certificate signed: by SHA-256 or what it names (RFC 5816), or by SHA-1 as it was before. */
function readSignerHash(second: Der | undefined, first: Der | undefined): Signed['signer'] {
  const id = within(within(within(second ?? first)[0])[0]);
  const [algorithm] = id;
  if (algorithm?.tag === OCTETS) return { hashName: second ? 'sha256' : 'sha1', hash: algorithm.inner };
  const hashName = HASHES[tagged(within(algorithm), 0, OID).inner.toString('hex')];
  if (hashName === undefined) throw new Malformed();
  return { hashName, hash: tagged(id, 1, OCTETS).inner };
}

function readTime({ inner }: Der): Date {
  const [, year, month, day, hour, minute, second, part = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(inner.toString('latin1')) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${part.slice(0, 4)}Z`);
  if (Number.isNaN(at.getTime())) throw new Malformed();
  return at;
}

function readCertificate({ whole }: Der): X509Certificate[] {
  try {
    return [new X509Certificate(whole)];
  } catch {
    // Of another kind: whoever signed is looked for among those that can be read.
    return [];
  }
}

function insistOn(values: readonly Der[], at: number, oid: string): void {
  if (tagged(values, at, OID).inner.toString('hex') !== oid) throw new Malformed();
}

/** Who signed a token, where one of `known` vouches for them; or why it is not believed. */
export function whoStamped(
  stamp: TimeStamp,
  known: readonly X509Certificate[],
): { readonly name: string } | { readonly reason: string } {
  const { signed, at, certificates } = stamp;
  const all = [...known, ...certificates];
  const signer = all.find((one) => sameBytes(hash(signed.signer.hashName, one.raw), signed.signer.hash));
  if (signer === undefined) return { reason: 'the certificate of who signed it is not there' };
  if (
    signed.contentType !== TIME_STAMP ||
    !sameBytes(hash(signed.digestName, signed.content), signed.digest)
  ) {
    return { reason: 'what is signed is not what it says' };
  }
  if (!isSigned(signed, signer.publicKey)) return { reason: 'the signature is not that of its certificate' };
  if (!signer.keyUsage?.includes(FOR_TIME_STAMPING)) return { reason: 'who signed it may not stamp times' };
  if (!isVouchedFor(signer, known, certificates, at)) {
    return { reason: 'the certificate that was given does not vouch for who signed it, or not at that time' };
  }
  return { name: signer.subject.replaceAll('\n', ', ') };
}

function isSigned({ attributes, signature, signatureName }: Signed, key: KeyObject): boolean {
  const isPss = signatureName.startsWith('pss-');
  const name = signatureName.replace('pss-', '');
  try {
    return isPss
      ? verify(name, attributes, { key, padding: constants.RSA_PKCS1_PSS_PADDING }, signature)
      : verify(name, attributes, key, signature);
  } catch {
    // A key of another kind than the signature.
    return false;
  }
}

/** Whether one that is known is the certificate, or issued it, or issued who did: each at its time. */
function isVouchedFor(
  certificate: X509Certificate,
  known: readonly X509Certificate[],
  others: readonly X509Certificate[],
  at: Date,
  left = LONGEST_CHAIN,
): boolean {
  if (!isValidAt(certificate, at) || left === 0) return false;
  if (known.some((one) => sameBytes(one.raw, certificate.raw))) return true;
  const issuers = [...known, ...others].filter(
    (one) => one.ca && certificate.checkIssued(one) && certificate.verify(one.publicKey),
  );
  return issuers.some((one) => isVouchedFor(one, known, others, at, left - 1));
}

function isValidAt({ validFrom, validTo }: X509Certificate, at: Date): boolean {
  return new Date(validFrom) <= at && at <= new Date(validTo);
}

function hash(name: string, bytes: Uint8Array): Buffer {
  return createHash(name).update(bytes).digest();
}
