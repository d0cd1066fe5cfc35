import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { fillRendition, reviewUrl } from '../../actions/sending/send-due-notices.ts';
import { signReviewToken } from '../../domain/answers/review-token.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type MailboxItem, mailboxPage, mailPage } from '../../pages/mailbox.ts';
import { findRenditionById } from '../../storage/notices/renditions.ts';
import { findSentMail, listSentMails, type SentMail } from '../../storage/notices/sent-mails.ts';
import { findLocalMail, listLocalMails } from '../../storage/sending/local-mails.ts';
import { authorize } from '../wire/authorize.ts';
import { isFromThisMachine } from '../wire/client-address.ts';
import { readPage } from '../wire/cursor.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { FRAMED_MAIL_POLICY, FRAMING_POLICY, privatePage } from '../wire/page-headers.ts';

const MAILS_PER_PAGE = 100;

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
        return listMails(context, { before, limit });
      },
      (last) => [last.sentAt, last.id],
      (one) => one,
    );
    c.header('content-security-policy', FRAMING_POLICY);
    return c.html(
      await mailboxPage(context.company, items, next === null ? null : `/mailbox?cursor=${next}`),
    );
  });

  app.get('/mailbox/:id', async (c) => {
    const { item, from, words } = await readMail(context, c.req.param('id'));
    const { text } = words;
    c.header('content-security-policy', FRAMING_POLICY);
    return c.html(await mailPage(context.company, { ...item, from, text }));
  });

  app.get('/mailbox/:id/html', async (c) => {
    const { html } = (await readMail(context, c.req.param('id'))).words;
    c.header('content-security-policy', FRAMED_MAIL_POLICY);
    return c.html(html);
  });

  app.get('/mailbox/:id/text', async (c) => {
    const { text } = (await readMail(context, c.req.param('id'))).words;
    return c.text(text);
  });
}

function onlyForTheOperator(context: HttpContext): MiddlewareHandler {
  return async (c, next) => {
    if (!isFromThisMachine(context, c)) await authorize(context, c, 'admin');
    await next();
  };
}

/** Notices and all other mails, the newest first. */
async function listMails(
  context: HttpContext,
  page: Parameters<typeof listLocalMails>[1],
): Promise<readonly MailboxItem[]> {
  const { db } = context.store;
  const sent = await Promise.all((await listSentMails(db, page)).map((one) => readItem(context, one)));
  const all = [...sent, ...(await listLocalMails(db, page))];
  const newestFirst = (a: MailboxItem, b: MailboxItem) =>
    a.sentAt === b.sentAt ? (a.id < b.id ? 1 : -1) : a.sentAt < b.sentAt ? 1 : -1;
  return all.toSorted(newestFirst).slice(0, page.limit);
}

/** A mail as it would arrive: what stands above it, and its words. */
async function readMail(context: HttpContext, id: string) {
  const { db } = context.store;
  // No database keeps NUL, and not every one takes it to look for.
  const isId = !id.includes('\0');
  const mail = isId ? await findSentMail(db, id) : undefined;
  if (mail !== undefined) {
    const { from } = mail.envelope;
    return { item: await readItem(context, mail), from, words: await readWords(context, mail) };
  }
  const other = isId ? await findLocalMail(db, id) : undefined;
  if (other === undefined) throw new Refusal('not-found', 'There is no such mail.');
  return { item: other, from: other.from, words: other };
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
