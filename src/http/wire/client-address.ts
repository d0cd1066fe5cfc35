import type { Context as HonoContext } from 'hono';
import type { Log } from '../../actions/context.ts';
import {
  formatIpAddress,
  type IpAddress,
  type IpRange,
  isInRange,
  isLocalIp,
  isLoopbackIp,
  parseIpAddress,
} from '../../domain/ip-address.ts';
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts';

/** What proxies add to a request. */
export const FORWARDING_HEADERS = [
  ...['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
  ...['x-real-ip', 'via'],
];

/** Whose word counts for where a request came from, and where the service is reached. */
export type Trust = { readonly proxies: readonly IpRange[]; readonly publicUrl: string };

/** A request as far as it tells where it came from: the far end of its connection, and its headers. */
type Arrival = {
  readonly peer: string | null;
  readonly header: (name: string) => string | undefined;
};

/** The address of whoever asks; or why there is none: an address of somebody in between would be a false one. */
type FoundClient =
  | { readonly address: string | null }
  | { readonly address: null; readonly hiddenBy: 'untrusted' | 'unreadable'; readonly peer: IpAddress };

/** Tells the address of whoever asks, to be recorded or to limit them by. */
export type ClientAddress = (c: HonoContext, use: { readonly isRecorded: boolean }) => string | null;

/**
 * Makes what tells the address of whoever asks, for the record and for limits: the far end of the connection,
 * or what trusted proxies say of it. Null where somebody else stands in between; where the address is one that
 * would be recorded, the log says that once.
 */
export function clientAddresses(
  trust: Trust,
  remoteAddress: (c: HonoContext) => string | null,
  log: Log,
): ClientAddress {
  const said = new Set<string>();
  return (c, { isRecorded }) => {
    const found = findClient({ peer: remoteAddress(c), header: (name) => c.req.header(name) }, trust);
    if (isRecorded && 'hiddenBy' in found && !said.has(found.hiddenBy)) {
      said.add(found.hiddenBy);
      // Whoever sends such a header by themselves must not be taken for a proxy to trust.
      const at = isLocalIp(found.peer) ? { proxy: formatIpAddress(found.peer) } : {};
      log('warn', REMARKS[found.hiddenBy], at);
    }
    return found.address;
  };
}

const REMARKS = {
  untrusted:
    'addresses of people are not recorded: requests come by way of a proxy that TRUSTED_PROXIES does not name',
  unreadable:
    'addresses of people are not recorded: a proxy of TRUSTED_PROXIES does not say in X-Forwarded-For or Forwarded, and in one way, whom it asks for',
};

/**
 * Whoever is limited together, for `token-buckets`: an address, or the network of an IPv6 one, of which
 * everybody has many. Where an address is not known, all who come by way of the same proxy.
 */
export function senderOf(
  {
    clientAddress,
    remoteAddress,
  }: {
    readonly clientAddress: ClientAddress;
    readonly remoteAddress: (c: HonoContext) => string | null;
  },
  c: HonoContext,
): string {
  const text = clientAddress(c, { isRecorded: false }) ?? remoteAddress(c);
  const address = text === null ? null : parseIpAddress(text);
  if (address === null) return 'unknown';
  if (address.length === 4) return formatIpAddress(address);
  return `${formatIpAddress(address.map((byte, i) => (i < IPV6_NETWORK_BYTES ? byte : 0)))}/64`;
}

/** What is given to one customer at least (RFC 6177). */
const IPV6_NETWORK_BYTES = 8;

/**
 * Finds who asks. Each proxy adds whom it was asked by at the right of `X-Forwarded-For` or `Forwarded`, and
 * what stands further left is the word of whoever that is: so it is read from the right, as long as those
 * who say it are trusted. Both headers together must say the same, since a proxy that writes one of them
 * hands on the other as it came.
 */
export function findClient({ peer, header }: Arrival, trust: Trust): FoundClient {
  const nearest = peer === null ? null : parseIpAddress(peer);
  if (nearest === null) return { address: null };
  const isTrusted = (address: IpAddress) => trust.proxies.some((range) => isInRange(address, range));
  if (!isTrusted(nearest)) {
    return isBehindProxy(nearest, header, trust)
      ? { address: null, hiddenBy: 'untrusted', peer: nearest }
      : { address: formatIpAddress(nearest) };
  }
  const chains = [readList(header('x-forwarded-for')), readForwarded(header('forwarded'))];
  const clients = chains.flatMap((chain) => (chain === undefined ? [] : [lastUntrusted(chain, isTrusted)]));
  const [client, other = client] = clients.map((one) => one && formatIpAddress(one));
  return client === undefined || client === null || client !== other
    ? { address: null, hiddenBy: 'unreadable', peer: nearest }
    : { address: client };
}

/**
 * Whether somebody evidently stands between the service and whoever asks: they say so, or the service, which
 * speaks no TLS and listens where nobody outside can come from, is reached by everybody.
 */
function isBehindProxy(peer: IpAddress, header: Arrival['header'], { publicUrl }: Trust): boolean {
  if (FORWARDING_HEADERS.some((name) => header(name) !== undefined)) return true;
  const { protocol, host } = new URL(publicUrl);
  if (isLoopbackIp(peer)) return !isLoopbackHost(host);
  return isLocalIp(peer) && protocol === 'https:';
}

/** Whom each proxy says it was asked by, the nearest last; null where one says nothing. */
type Chain = readonly (string | null)[];

/** The first from the right who is not trusted, or the leftmost of all where each is; null where one is unreadable. */
function lastUntrusted(chain: Chain, isTrusted: (address: IpAddress) => boolean): IpAddress | null {
  let address: IpAddress | null = null;
  for (const node of chain.toReversed()) {
    address = node === null ? null : readNode(node);
    if (address === null || !isTrusted(address)) return address;
  }
  return address;
}

/** `X-Forwarded-For`: addresses with commas between them. */
function readList(value: string | undefined): Chain | undefined {
  return value?.split(',');
}

/** A parameter of `Forwarded` (RFC 7239, section 4) and what follows it. */
const PARAMETER = /[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))[ \t]*(,|;|$)/y;

/** `Forwarded`: for each proxy its parameters, of which `for` is whom it was asked by. */
function readForwarded(value: string | undefined): Chain | undefined {
  if (value === undefined) return undefined;
  const chain: (string | null)[] = [];
  let isNew = true;
  for (PARAMETER.lastIndex = 0; PARAMETER.lastIndex < value.length; ) {
    const [, name = '', quoted, bare = '', end] = PARAMETER.exec(value) ?? [];
    if (end === undefined) return [null];
    if (isNew) chain.push(null);
    if (name.toLowerCase() === 'for') chain[chain.length - 1] = quoted ?? bare;
    isNew = end === ',';
  }
  return isNew ? [null] : chain;
}

/** An address, perhaps with a port, and in brackets where it is an IPv6 one; null for a name of the proxy's own. */
function readNode(node: string): IpAddress | null {
  const text = node.trim();
  const [, bracketed] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text) ?? [];
  if (bracketed !== undefined) return parseIpAddress(bracketed);
  return parseIpAddress(text) ?? parseIpAddress(text.replace(/:\d{1,5}$/, ''));
}

/** Whether whoever asks is on this machine, while the service is only reached there. */
export function isFromThisMachine(
  {
    remoteAddress,
    publicUrl,
  }: { readonly remoteAddress: (c: HonoContext) => string | null; readonly publicUrl: string },
  c: HonoContext,
): boolean {
  if (!isLoopbackHost(new URL(publicUrl).host)) return false;
  // Whoever is behind a proxy is not on this machine.
  if (FORWARDING_HEADERS.some((name) => c.req.header(name) !== undefined)) return false;
  return isLoopbackAddress(remoteAddress(c)) && isLoopbackHost(c.req.header('host'));
}
