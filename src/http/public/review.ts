import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { cancelTermination } from '../../actions/answers/cancel-termination.ts';
import { recordAcceptance } from '../../actions/answers/record-acceptance.ts';
import { recordTermination } from '../../actions/answers/record-termination.ts';
import type { ActOnPage } from '../../actions/record/record-acts.ts';
import { reviewVersion } from '../../domain/answers/review.ts';
import { tidyToken } from '../../domain/answers/review-token.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { Refusal } from '../../domain/refusal.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { reviewPage, statementPage } from '../../pages/review/review.ts';
import { type ReviewAction, reviewButton, reviewTemplate } from '../../pages/review/review-template.ts';
import { findTakenBack } from '../../storage/answers/terminations.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { isOurOrigin, privatePage } from '../wire/page-headers.ts';
import { readForm } from '../wire/read-body.ts';
import { contentHash } from '../wire/schemas.ts';
import type { ReadText } from './kept-texts.ts';
import { readerLanguage } from './reader-language.ts';
import { receiptAt } from './receipts.ts';
import { type ClosedLink, type OpenLink, openLink } from './review-link.ts';
import { readReviewPage } from './review-view.ts';

const MAX_FORM_BYTES = 4096;
const LONGEST_USER_AGENT = 1000;

const answerForm = z.union([
  z.object({ action: z.literal('accept'), contentHash: contentHash.optional() }),
  z.object({ action: z.literal('leave'), confirm: z.literal('yes').optional() }),
  z.object({ action: z.literal('stay') }),
]);

/** The page behind the link in a mail. Opening it changes nothing; answering is a POST from a visible form. */
export function reviewRoutes({ app, context }: Api, readText: ReadText): void {
  app.use('/review/*', privatePage);

  app.get('/review/:token', async (c) => {
    const asked = c.req.param('token');
    const token = tidyToken(asked);
    if (token !== asked) return c.redirect(`/review/${token}`, 302);
    const link = await openLink(context, token);
    if ('closed' in link) {
      return (await receiptAt(context, c, token, readText)) ?? refuseLink(context, c, link.closed);
    }
    return c.html(
      await reviewPage(await readReviewPage(context, link, c, { refused: null, asksToConfirm: false })),
    );
  });

  app.post('/review/:token', async (c) => {
    const sent = await readForm(c, MAX_FORM_BYTES);
    const token = tidyToken(c.req.param('token'));
    const link = await openLink(context, token);
    if ('closed' in link) return refuseLink(context, c, link.closed);
    const show = async (say: Parameters<typeof readReviewPage>[3], status: 200 | 400 | 403 | 409) =>
      c.html(await reviewPage(await readReviewPage(context, link, c, say)), status);

    if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) {
      return show({ refused: 'not-from-this-page', asksToConfirm: false }, 403);
    }
    const form = answerForm.safeParse(sent);
    if (!form.success) return show({ refused: 'not-from-this-page', asksToConfirm: false }, 400);
    const answer = form.data;
    if (answer.action === 'leave' && answer.confirm !== 'yes') {
      return show({ refused: null, asksToConfirm: canLeave(context, link) }, 200);
    }
    try {
      await takeAnswer(context, link, answer, c);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show({ refused: 'out-of-date', asksToConfirm: false }, 409);
    }
    // What it did is on record, and the page tells it from there.
    return c.redirect(`/review/${token}`, 303);
  });
}

function canLeave({ now }: HttpContext, { facts, version }: OpenLink): boolean {
  return reviewVersion(facts, version, now()).canLeaveAt !== null;
}

/** Records what the user answered. Leaving by link is always at the closing of the window, never at once. */
async function takeAnswer(
  context: HttpContext,
  { mail, actor, user, policy, version, facts }: OpenLink,
  answer: z.output<typeof answerForm>,
  c: HonoContext,
): Promise<void> {
  const page = await pageOfAct(context, { user, policy, version, facts }, answer.action, c);
  const receiptTo = mail?.email ?? (user.email && toPunycode(user.email));
  const about = {
    user: user.user,
    policy: policy.policy,
    version: version.version,
    receiptTo,
    page,
  };
  switch (answer.action) {
    case 'accept': {
      const shown = {
        contentHash: answer.contentHash ?? null,
        locale: policy.locale,
        method: 'review-page',
        ip: context.clientAddress(c, { isRecorded: true }),
        userAgent: c.req.header('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null,
        returning: false,
      };
      await recordAcceptance(context, { ...about, ...shown }, actor);
      return;
    }
    case 'leave':
      await recordTermination(context, { ...about, when: 'by-link', reason: null }, actor);
      return;
    case 'stay': {
      const { state } = reviewVersion(facts, version, context.now());
      if (state.kind === 'leaving') {
        await cancelTermination(context, state.termination.id, actor, { page, receiptTo });
        return;
      }
      const isRepeated = (await findTakenBack(context.store.db, { ref: user.ref, ...about })) !== null;
      if (isRepeated) return;
      throw new Refusal('unknown-termination', 'There is no decision to leave that could be taken back.');
    }
  }
}

/** What the page says to whoever answers on it, for the record. */
async function pageOfAct(
  { now }: HttpContext,
  { user, policy, version, facts }: Pick<OpenLink, 'user' | 'policy' | 'version' | 'facts'>,
  action: ReviewAction,
  c: HonoContext,
): Promise<ActOnPage> {
  const language = readerLanguage(c, { chose: user.locale, otherwise: policy.locale });
  const html = await reviewTemplate(language);
  return {
    action,
    label: reviewButton(action, { language, version, review: reviewVersion(facts, version, now()) }),
    language,
    template: { id: contentHashOf(html), html },
  };
}

function refuseLink(
  { company }: HttpContext,
  c: HonoContext,
  closed: ClosedLink,
): Response | Promise<Response> {
  const language = readerLanguage(c);
  const { links, review } = messagesIn(language);
  const statement: Statement = closed === 'endedLink' ? links.ended : review.states[closed];
  return c.html(statementPage(company, language, statement), closed === 'unknownLink' ? 404 : 410);
}
