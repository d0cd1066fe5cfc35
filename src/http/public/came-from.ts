import type { Context as HonoContext } from 'hono';
import type { HttpContext } from '../wire/http-context.ts';

const LONGEST_USER_AGENT = 1000;

/** Where an answer on a page came from, as it is recorded. */
export function cameFrom(
  { clientAddress }: Pick<HttpContext, 'clientAddress'>,
  c: HonoContext,
): { readonly method: string; readonly ip: string | null; readonly userAgent: string | null } {
  return {
    method: 'review-page',
    ip: clientAddress(c, { isRecorded: true }),
    userAgent: c.req.header('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null,
  };
}
