import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { fillRendition, reviewUrl } from '../../actions/sending/send-due-notices.ts';
import { signReviewToken } from '../../domain/answers/review-token.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type MailboxItem, mailboxPage, mailPage } from '../../pages/mailbox.ts';
import { findRenditionById } from '../../storage/notices/renditions.ts';
import { findSentMail, listSentMails, type SentMail } from '../../storage/notices/sent-mails.ts';
import { authorize } from '../wire/authorize.ts';
import { isFromThisMachine } from '../wire/client-address.ts';
import { readPage } from '../wire/cursor.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { privatePage } from '../wire/page-headers.ts';

const MAILS_PER_PAGE = 100;

/** The page shows a mail in a frame of ours. */
const MAILBOX_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail brings its own styles, and nothing else; its links open a page of their own. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'";

/**
 * The local mailbox, which shows every mail as it would arrive. It exists only while no provider is
 * set up, and opens to the admin key alone, since its mails hold live links; and to this machine, while
 * the service is for it alone: a proxy in front of one for everybody can look like this machine.
 */
export function mailboxRoutes({ app, context }: Api): void {
  if (context.mailer !== null && context.mailer.name !== 'local') return;
  app.use('/mailbox/*', privatePage, onlyForTheOperator(context));
  app.use('/mailbox', privatePage, onlyForTheOperator(context));

  app.get('/mailbox', async (c) => {
    const { items, next } = await readPage(
      { cursor: c.req.query('cursor'), limit: MAILS_PER_PAGE },
      z.tuple([z.string(), z.string()]),
      (place, limit) => {
        const before = place && { sentAt: place[0], id: place[1] };
        return listSentMails(context.store.db, { before, limit });
      },
      (last) => [last.sentAt ?? '', last.id],
      (one) => readItem(context, one),
    );
    c.header('content-security-policy', MAILBOX_POLICY);
    return c.html(
      await mailboxPage(context.company, items, next === null ? null : `/mailbox?cursor=${next}`),
    );
  });

  app.get('/mailbox/:id', async (c) => {
    const mail = await knownMail(context, c.req.param('id'));
    const { text } = await readWords(context, mail);
    const item = await readItem(context, mail);
    c.header('content-security-policy', MAILBOX_POLICY);
    return c.html(await mailPage(context.company, { ...item, from: mail.envelope.from, text }));
  });

  app.get('/mailbox/:id/html', async (c) => {
    const { html } = await readWords(context, await knownMail(context, c.req.param('id')));
    c.header('content-security-policy', MAIL_POLICY);
    return c.html(html);
  });

  app.get('/mailbox/:id/text', async (c) => {
    const { text } = await readWords(context, await knownMail(context, c.req.param('id')));
    return c.text(text);
  });
}

function onlyForTheOperator(context: HttpContext): MiddlewareHandler {
  return async (c, next) => {
    if (!isFromThisMachine(context, c)) await authorize(context, c, 'admin');
    await next();
  };
}

async function knownMail({ store }: HttpContext, id: string): Promise<SentMail> {
  // No database keeps NUL, and not every one takes it to look for.
  const mail = id.includes('\0') ? undefined : await findSentMail(store.db, id);
  if (mail === undefined) throw new Refusal('not-found', 'There is no such mail.');
  return mail;
}

async function readItem(context: HttpContext, mail: SentMail): Promise<MailboxItem> {
  const rendition = await findRenditionById(context.store.db, mail.renditionId);
  return {
    id: mail.id,
    to: mail.email ?? '(erased)',
    subject: rendition?.subject ?? '',
    sentAt: mail.sentAt ?? '',
  };
}

async function readWords({ store, linkSecrets }: HttpContext, mail: SentMail) {
  const rendition = await findRenditionById(store.db, mail.renditionId);
  const secret = linkSecrets.find((one) => one.id === mail.envelope.linkKey);
  if (rendition === undefined || secret === undefined) {
    throw new Refusal('not-found', 'The words of this mail, or the secret that signs its links, are gone.');
  }
  const token = signReviewToken(mail.id, 'review', secret);
  return fillRendition(rendition, { url: reviewUrl(mail.envelope.publicUrl, token), words: mail.words });
}
