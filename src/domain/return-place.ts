/** Where people may be sent back to: an exact origin, and what a path there begins with. */
export type ReturnPlace = { readonly origin: string; readonly path: string };

/** Reads such a place; null where it is none that could be held to: `https`, but on loopback, and nothing after its path. */
export function parseReturnPlace(text: string): ReturnPlace | null {
  const url = URL.parse(text);
  if (url === null || (url.href !== text && url.href !== `${text}/`)) return null;
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!isSafe || url.search !== '' || url.hash !== '' || !isPlain(url)) return null;
  return { origin: url.origin, path: url.pathname.replace(/\/$/, '') };
}

/**
 * Whether people may be sent back to an address: it is written as every program reads it, and begins with one of
 * the places, whose path ends where a part of the address's does.
 */
export function mayReturnTo(text: string, places: readonly ReturnPlace[]): boolean {
  const url = URL.parse(text);
  // Whatever a program might read otherwise is written otherwise once it is read: case, `\`, `..`, default ports.
  if (url === null || (url.href !== text && url.href !== `${text}/`) || !isPlain(url)) return false;
  return places.some(
    ({ origin, path }) =>
      // Not its `origin`, which of a blob is that of whoever made it.
      `${url.protocol}//${url.host}` === origin &&
      (url.pathname === path || url.pathname.startsWith(`${path}/`)),
  );
}

/** Nobody's name in it, and in its path nothing that means another path to whoever decodes it once more. */
function isPlain({ username, password, pathname }: URL): boolean {
  return username === '' && password === '' && !/\/\/|\\|%(?:2e|2f|5c|25|00)/i.test(pathname);
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
