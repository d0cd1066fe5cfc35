/** An address of the Internet Protocol as its 4 or 16 bytes; an IPv4 address written as IPv6 is the IPv4 one. */
export type IpAddress = readonly number[];

/** All addresses whose first bits are those of one. */
export type IpRange = { readonly base: IpAddress; readonly bits: number };

/** How an IPv4 address begins that is written as IPv6. */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

/** This machine's own addresses. */
export const LOOPBACK_RANGES: readonly IpRange[] = ['127.0.0.0/8', '::1'].map(rangeOf);

/** Addresses that mean somebody only within one network: private, shared, link-local (RFC 1918, 6598, 4193 …). */
const LOCAL_RANGES: readonly IpRange[] = [
  ...LOOPBACK_RANGES,
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'].map(rangeOf),
  ...['fc00::/7', 'fe80::/10'].map(rangeOf),
];

/** Reads an address as the wire writes it, also with the zone of an interface behind it; null where it is none. */
export function parseIpAddress(text: string): IpAddress | null {
  if (!text.includes(':')) return parseIpv4(text);
  const bytes = parseIpv6(text.replace(/%[\w.-]{1,64}$/, ''));
  return bytes !== null && startsWith(bytes, MAPPED) ? bytes.slice(MAPPED.length) : bytes;
}

/** An address in the one way that RFC 5952 writes it. */
export function formatIpAddress(address: IpAddress): string {
  if (address.length === 4) return address.join('.');
  const words = Array.from({ length: 8 }, (_, i) =>
    (((address[2 * i] ?? 0) << 8) | (address[2 * i + 1] ?? 0)).toString(16),
  );
  const text = words.join(':');
  // The longest run of zeros, and the first of several, is left out; one zero alone is not.
  const runs = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(([run]) => run);
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return text;
  const at = text.search(new RegExp(`(?<![^:])${longest}(?![^:])`));
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}

/** Reads an address, or a range such as `10.0.0.0/8`; null where it is neither, or names every address there is. */
export function parseIpRange(text: string): IpRange | null {
  const [, written = '', size] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const base = parseIpAddress(written);
  if (base === null) return null;
  const isMapped = base.length === 4 && written.includes(':');
  const bits = size === undefined ? base.length * 8 : Number(size) - (isMapped ? MAPPED.length * 8 : 0);
  return bits >= 1 && bits <= base.length * 8 ? { base, bits } : null;
}

/** Whether an address is one of a range's. */
export function isInRange(address: IpAddress, { base, bits }: IpRange): boolean {
  if (address.length !== base.length) return false;
  return base.every((byte, i) => {
    const mask = 0xff & ~(0xff >> Math.min(8, Math.max(0, bits - i * 8)));
    return ((byte ^ (address[i] ?? 0)) & mask) === 0;
  });
}

/** Whether an address is this machine's own. */
export function isLoopbackIp(address: IpAddress): boolean {
  return LOOPBACK_RANGES.some((range) => isInRange(address, range));
}

/** Whether an address means somebody only within one network, so that nobody elsewhere can come from it. */
export function isLocalIp(address: IpAddress): boolean {
  return LOCAL_RANGES.some((range) => isInRange(address, range));
}

function parseIpv4(text: string): IpAddress | null {
  const [, ...parts] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text) ?? [];
  // Some read a leading zero as octal, so what is written so means nothing for sure.
  const isWritten = (part: string) => Number(part) <= 255 && String(Number(part)) === part;
  return parts.length === 4 && parts.every(isWritten) ? parts.map(Number) : null;
}

/** Groups of hex digits, the last two of which may be an IPv4 address; `::` stands for what is left out. */
function parseIpv6(text: string): IpAddress | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [before, after] = halves.map((half, i) => parseGroups(half, i === halves.length - 1));
  if (before === undefined || before === null || after === null) return null;
  if (after === undefined) return before.length === 16 ? before : null;
  const missing = 16 - before.length - after.length;
  return missing >= 2 ? [...before, ...Array<number>(missing).fill(0), ...after] : null;
}

function parseGroups(text: string, isLast: boolean): number[] | null {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [i, group] of groups.entries()) {
    const ipv4 = isLast && i === groups.length - 1 ? parseIpv4(group) : null;
    if (ipv4 !== null) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else return null;
  }
  return bytes.length <= 16 ? bytes : null;
}

function startsWith(bytes: IpAddress, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function rangeOf(text: string): IpRange {
  const range = parseIpRange(text);
  if (range === null) throw new Error(`${text} is no range of addresses`);
  return range;
}
