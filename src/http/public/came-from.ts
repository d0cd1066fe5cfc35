import type { Context as HonoContext } from 'hono';
import type { HttpContext } from '../wire/http-context.ts';

const LONGEST_USER_AGENT = 1000;

/** Where an answer on a page came from, as it is recorded; `method` is what they came to the page by. */
export function cameFrom(
  { clientAddress }: Pick<HttpContext, 'clientAddress'>,
  c: HonoContext,
  method: 'review-page' | 'hosted-page' = 'review-page',
): { readonly method: string; readonly ip: string | null; readonly userAgent: string | null } {
  return {
    method,
    ip: clientAddress(c, { isRecorded: true }),
    userAgent: c.req.header('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null,
  };
}
