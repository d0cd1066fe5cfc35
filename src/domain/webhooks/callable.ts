import { type IpAddress, isInRange, isLoopbackIp, parseIpAddress, parseIpRange } from '../ip-address.ts';

/** What a service may call, by where it runs. */
export type Reach = {
  /** This machine itself, also without TLS: while the service is on loopback. */
  readonly toThisMachine: boolean;
  /** Addresses that stand in a URL as numbers. */
  readonly toNumbers: boolean;
};

const LONGEST_URL = 2_000;

/** Addresses that mean nobody, or somebody else in each network; of IPv6 what lies in its public part all the same. */
const NOT_PUBLIC = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
].map(rangeOf);
const PUBLIC_IPV6 = rangeOf('2000::/3');

/** Names that mean this machine, or somebody within one network. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|localdomain)$/;

/**
 * Whether an address means the same to everybody on the internet: by the registries of special addresses, and
 * of IPv6 only what is given out. An IPv4 address written as IPv6 is the IPv4 one.
 */
export function isPublicIp(address: IpAddress): boolean {
  if (address.length === 16 && !isInRange(address, PUBLIC_IPV6)) return false;
  return !NOT_PUBLIC.some((range) => isInRange(address, range));
}

/** Why an address that a name led to may not be called; null where it may. */
export function whyNotAddress(text: string, { toThisMachine }: Reach): string | null {
  const address = parseIpAddress(text);
  if (address === null) return 'it leads to no address';
  if (isPublicIp(address) || (toThisMachine && isLoopbackIp(address))) return null;
  return 'it leads to an address that is not public';
}

/** Why a URL may not be called, whatever its name leads to; null where it may. */
export function whyNotUrl(text: string, reach: Reach): string | null {
  const url = text.length <= LONGEST_URL ? URL.parse(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'must be an https URL';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password';
  if (url.hash !== '') return 'must not have a fragment';
  const name = hostOf(url);
  const address = parseIpAddress(name);
  const isHere = address === null ? isThisMachine(name) : isLoopbackIp(address);
  if (isHere && reach.toThisMachine) return null;
  if (url.protocol !== 'https:') return 'must be an https URL';
  if (address !== null) {
    return reach.toNumbers && isPublicIp(address) ? null : 'must lead to a public address, by its name';
  }
  return isThisMachine(name) || LOCAL_NAME.test(name) || !name.includes('.')
    ? 'must lead to a public address'
    : null;
}

/** The host of a URL as a name or an address, without brackets or a dot at its end. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function isThisMachine(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}

function rangeOf(text: string) {
  const range = parseIpRange(text);
  if (range === null) throw new Error(`${text} is no range of addresses`);
  return range;
}
