/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string | null): boolean {
  if (address === null) return false;
  const bare = address.replace(/^::ffff:/i, '');
  return bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** Whether a `Host` header, or the host of a URL, names this machine; a port may follow. */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}
