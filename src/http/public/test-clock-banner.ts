import type { MiddlewareHandler } from 'hono';
import { formatExactly } from '../../language/dates.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** A mail is shown as it was sent. */
const MAIL = /^\/mailbox\/[^/]+\/html$/;

/**
 * Says on every page that its dates are those of a test clock, and has no cache keep any; for developers alone,
 * and so in English.
 */
export function showTestClock({ now }: Pick<HttpContext, 'now'>): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const isPage = c.res.headers.get('content-type')?.startsWith('text/html') ?? false;
    // What stands in a frame of a page that says so already says it no second time, and mails stay as they were sent.
    const isFramed =
      c.res.headers.get('content-security-policy')?.includes("frame-ancestors 'self'") ?? false;
    if (!isPage || isFramed || MAIL.test(c.req.path)) return;
    const time = formatExactly(now(), { locale: 'en-GB', timeZone: 'UTC' });
    const said = `<p class="test-clock" lang="en" dir="ltr" role="note">A test clock is on: here it is ${time}.</p>`;
    const text = (await c.res.text()).replace(/<body\b[^>]*>/, (body) => `${body}${said}`);
    const headers = new Headers(c.res.headers);
    for (const name of ['content-length', 'etag']) headers.delete(name);
    headers.set('cache-control', 'no-store');
    const { status } = c.res;
    c.res = undefined;
    c.res = new Response(text, { status, headers });
  };
}
