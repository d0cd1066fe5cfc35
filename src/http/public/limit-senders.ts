import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { Refusal } from '../../domain/refusal.ts';
import { messagesIn } from '../../language/languages.ts';
import { statementPage } from '../../pages/review/review.ts';
import { senderOf } from '../wire/client-address.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { keyedPageHeaders, publicPageHeaders } from '../wire/page-headers.ts';
import { readerLanguage } from './reader-language.ts';

/**
 * What is not asked by readers, or limits by itself: probes, files that every page needs, what keys, signatures
 * and sessions open, and the console's way in.
 */
const NOT_FOR_READERS =
  /^\/(?:(?:livez|readyz|healthz|metrics|company\.css)$|(?:assets|v1|webhooks|console|mailbox)(?:\/|$))/;

/**
 * Limits how often one sender opens public pages and links. Whoever comes from an address that is not known, by
 * way of a proxy that is not trusted, is not limited: all of a company's readers may come that way, and none of
 * them must find a notice closed.
 */
export function limitSenders(context: HttpContext): MiddlewareHandler {
  return async (c, next) => {
    const isKnown = () => context.clientAddress(c, { isRecorded: false }) !== null;
    if (NOT_FOR_READERS.test(c.req.path) || !isKnown()) return next();
    const sender = senderOf(context, c);
    const taken = context.limits.takeOfSender(sender);
    if (taken === null || taken.waitSeconds === 0) return next();
    if (taken.isNews) {
      context.log('warn', 'somebody opens pages more often than PUBLIC_RATE lets them, and is slowed down', {
        sender,
      });
    }
    return refuse(context, c, taken.waitSeconds);
  };
}

/** Tells a browser in its reader's language, and a program as a problem. */
function refuse({ company }: HttpContext, c: HonoContext, retryAfter: number): Response | Promise<Response> {
  if (!c.req.header('accept')?.includes('text/html')) {
    throw new Refusal(
      'too-many-requests',
      `Too many requests came from your network. Try again in ${retryAfter} seconds.`,
      { retryAfter },
    );
  }
  const language = readerLanguage(c);
  const page = statementPage(company, language, messagesIn(language).public.tooOften);
  return c.html(page, 429, {
    ...publicPageHeaders,
    ...keyedPageHeaders,
    'retry-after': String(retryAfter),
  });
}
