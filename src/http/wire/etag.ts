/**
 * An ETag for a body: 64 bits that spread well, from two multiplicative hashes of its UTF-16 units.
 *
 * It tells one state of an answer from the next under the same URL. It proves nothing and keeps nothing
 * secret, so it need not be SHA-256, which takes longer than reading the answer from the database.
 */
export function etagOf(body: string): string {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let i = 0; i < body.length; i++) {
    const unit = body.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    other = Math.imul(other ^ unit, 0x5f356495);
  }
  return `"${hex(mixed(one, other))}${hex(mixed(other, one))}"`;
}

/** Whether one of the ETags of an `If-None-Match` header is this one, in the weak comparison of RFC 9110. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** The finishing steps of murmur hashes: each bit of both sways each bit of what comes out. */
function mixed(one: number, other: number): number {
  let hash = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const BYTES_IN_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(number: number): string {
  const byte = (shift: number) => BYTES_IN_HEX[(number >>> shift) & 0xff];
  return `${byte(24)}${byte(16)}${byte(8)}${byte(0)}`;
}
