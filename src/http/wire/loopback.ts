import { isLoopbackIp, parseIpAddress } from '../../domain/ip-address.ts';

/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string | null): boolean {
  const parsed = address === null ? null : parseIpAddress(address);
  return parsed !== null && isLoopbackIp(parsed);
}

/** Whether a `Host` header, or the host of a URL, names this machine; a port may follow. */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}
