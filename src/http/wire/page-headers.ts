import type { MiddlewareHandler } from 'hono';

/** No script, no frame, nothing from elsewhere; forms go nowhere but here, or also to where they end. */
export function pagePolicy(formsEndAt: string | null = null): string {
  const forms = formsEndAt === null ? "'self'" : `'self' ${formsEndAt}`;
  return `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
}

/** That of every page, unless it says otherwise. */
const PAGE_POLICY = pagePolicy();

/** A page that shows a mail in a frame of ours. */
export const FRAMING_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail brings its own styles, and nothing else; its links open a page of their own. */
export const FRAMED_MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'";

/** A page of ours as others see it, in a frame of ours: nothing on it does anything. */
export const FRAMED_PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * Headers of a page that is one person's alone. `same-origin` rather than `no-referrer`: with the
 * latter browsers send `Origin: null`, and the origin check would turn real people away.
 */
export const privatePage: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', PAGE_POLICY);
  c.header('cache-control', 'no-store');
  c.header('referrer-policy', 'same-origin');
  c.header('x-robots-tag', 'noindex');
};

/** Headers of a page for whoever has a key, which no cache keeps; besides its content security policy. */
export const keyedPageHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
} as const;

/** Headers of every page of the console, unless it says otherwise: scripts of ours may add to it, and mails stand in frames. */
export const consolePageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  ...keyedPageHeaders,
} as const;

/** Headers of a page for everybody. */
export const publicPageHeaders = {
  'content-security-policy': PAGE_POLICY,
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;

/** Whether a form was sent by a page of ours. Browsers always say where a POST comes from; other programs need no check. */
export function isOurOrigin(
  origin: string | undefined,
  publicUrl: string,
  host: string | undefined,
): boolean {
  if (origin === undefined) return true;
  if (origin === new URL(publicUrl).origin) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
