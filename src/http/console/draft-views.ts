import { z } from 'zod';
import { compareDraft } from '../../actions/drafts/compare-draft.ts';
import { type DraftMail, writeMail } from '../../actions/drafts/show-draft.ts';
import { actorOf } from '../../domain/access/member.ts';
import { Refusal } from '../../domain/refusal.ts';
import { draftChangesPage, draftMailPage } from '../../pages/console/draft-views.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { FRAMED_MAIL_POLICY } from '../wire/page-headers.ts';
import { inLanguage, ofDraft } from './drafts.ts';
import { localesOfDraft, type ReadDraft, readDraftHead } from './read-draft-head.ts';
import { addAnswer, addScreen, type Console } from './wire/screens.ts';

/** What a draft comes to for its readers: what it changes, and the mail. */
export function draftViewScreens(console: Console): void {
  const { context } = console;

  addScreen(console, {
    path: '/console/drafts/{id}/changes',
    may: 'see-drafts',
    params: ofDraft,
    query: inLanguage.extend({ view: z.enum(['inline', 'side-by-side']).optional() }),
    show: async ({ params, query, member }) => {
      const read = await readDraftHead(context, params.id);
      const { locales, locale } = localesOfDraft(read, query.locale);
      const compared = await compareDraft(context, read.facts, { locale, reader: actorOf(member) });
      const { follows, diff, since, behind } = compared;
      return draftChangesPage({
        ...{ head: read.head, locale, locales, view: query.view ?? 'inline' },
        ...{ follows, diff, since, behind },
      });
    },
  });

  addScreen(console, {
    path: '/console/drafts/{id}/mail',
    may: 'see-drafts',
    params: ofDraft,
    query: inLanguage,
    show: async ({ params, query }) => {
      const read = await readDraftHead(context, params.id);
      const { locales, locale } = localesOfDraft(read, query.locale);
      const mail = await readMail(context, read, locale);
      return draftMailPage({ head: read.head, locale, locales, mail });
    },
  });

  addAnswer(console, {
    path: '/console/drafts/{id}/mail/html',
    may: 'see-drafts',
    params: ofDraft,
    query: inLanguage,
    answer: async ({ params, query, c }) => {
      const read = await readDraftHead(context, params.id);
      const mail = await readMail(context, read, localesOfDraft(read, query.locale).locale);
      if (mail === null) throw new Refusal('no-mail', 'Nobody would be told of this by mail.');
      c.header('content-security-policy', FRAMED_MAIL_POLICY);
      return c.html(mail.html);
    },
  });
}

/** The mail that a draft would come to in a language; null where there is none, or something is missing. */
async function readMail(
  context: HttpContext,
  { facts, head }: ReadDraft,
  reader: string,
): Promise<DraftMail | null> {
  const url = `${context.publicUrl}/console/drafts/${head.id}`;
  try {
    return await writeMail(context, facts, { reader, url });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
