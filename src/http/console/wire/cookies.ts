import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isSecret, newSecret } from '../../../domain/access/code.ts';
import { SESSION_LIFETIME_MS } from '../../../domain/access/session.ts';
import { isEmailAddress } from '../../../domain/email-address.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { isLoopbackHost } from '../../wire/loopback.ts';

type Place = Pick<HttpContext, 'publicUrl'>;

/** For how long a browser that asked for a code is known, in seconds: longer than a code works, to say that it does not. */
const BROWSER_SECONDS = 60 * 60;
/** As long as a browser takes from one page to the next. */
const ONCE_SECONDS = 60;

/** Sets the cookie of a session, which is all that lets whoever signed in go on. */
export function setSessionCookie(place: Place, c: HonoContext, session: string): void {
  write(place, c, 'session', session, SESSION_LIFETIME_MS / 1000);
}

/** The id of the session that a request comes by, if it says one. */
export function readSessionCookie(place: Place, c: HonoContext): string | null {
  const value = getCookie(c, nameOf(place, 'session'));
  return isSecret(value) ? value : null;
}

/** Takes the cookie of a session away. */
export function dropSessionCookie(place: Place, c: HonoContext): void {
  drop(place, c, 'session');
}

/** A browser on its way in: its secret, to which codes are bound, and the address for which it asked last. */
export type Browser = { readonly secret: string; readonly email: string | null };

/** The browser that a request comes from, if it came to the sign-in page before. */
export function readBrowserCookie(place: Place, c: HonoContext): Browser | null {
  const [secret, email = ''] = (getCookie(c, nameOf(place, 'browser')) ?? '').split('.');
  if (!isSecret(secret)) return null;
  const address = decode(email);
  return { secret, email: address !== null && isEmailAddress(address) ? address : null };
}

/** The browser that a request comes from, which is made known where it was not. */
export function knowBrowser(place: Place, c: HonoContext): Browser {
  const known = readBrowserCookie(place, c);
  if (known !== null) return known;
  const browser: Browser = { secret: newSecret(), email: null };
  setBrowserCookie(place, c, browser);
  return browser;
}

/** Sets the cookie of a browser on its way in. */
export function setBrowserCookie(place: Place, c: HonoContext, { secret, email }: Browser): void {
  const value = email === null ? secret : `${secret}.${encode(email)}`;
  write(place, c, 'browser', value, BROWSER_SECONDS);
}

/** Takes the cookie of a browser on its way in away. */
export function dropBrowserCookie(place: Place, c: HonoContext): void {
  drop(place, c, 'browser');
}

/** Hands something over to the page that comes next, to be shown once: it is in no address and in no row. */
export function setOnceCookie(
  place: Place,
  c: HonoContext,
  text: string,
  { seconds = ONCE_SECONDS }: { readonly seconds?: number } = {},
): void {
  write(place, c, 'once', encode(text), seconds);
}

/** What was handed over, which is gone from then on. */
export function takeOnceCookie(place: Place, c: HonoContext): string | null {
  const value = getCookie(c, nameOf(place, 'once'));
  if (value === undefined) return null;
  drop(place, c, 'once');
  return decode(value);
}

function write(place: Place, c: HonoContext, which: Which, value: string, maxAge: number): void {
  setCookie(c, nameOf(place, which), value, { ...optionsOf(place), maxAge });
}

function drop(place: Place, c: HonoContext, which: Which): void {
  deleteCookie(c, nameOf(place, which), optionsOf(place));
}

type Which = 'session' | 'browser' | 'once';

const NAMES: Readonly<Record<Which, string>> = {
  session: 'proviso-session',
  browser: 'proviso-sign-in',
  once: 'proviso-once',
};

/** `__Host-` has a browser keep it for this very host, and sent by https alone; a service on loopback may have none. */
function nameOf(place: Place, which: Which): string {
  return isInTheClear(place) ? NAMES[which] : `__Host-${NAMES[which]}`;
}

function optionsOf(place: Place) {
  return { httpOnly: true, secure: !isInTheClear(place), sameSite: 'Lax', path: '/' } as const;
}

function isInTheClear({ publicUrl }: Place): boolean {
  const { protocol, host } = new URL(publicUrl);
  return protocol === 'http:' && isLoopbackHost(host);
}

function encode(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, '');
}

function decode(text: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
