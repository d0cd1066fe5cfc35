import type { Context as HonoContext } from 'hono';
import { noteOpened } from '../../actions/answers/make-sitting.ts';
import { tidyToken } from '../../domain/answers/review-token.ts';
import { Refusal } from '../../domain/refusal.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { isAsked, type ReviewPages, reviewPage, statementPage } from '../../pages/review/review.ts';
import type { ReviewPage } from '../../pages/review/review-page.ts';
import { findRelease } from '../../storage/drafts/releases.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { isOurOrigin, pagePolicy, privatePage } from '../wire/page-headers.ts';
import { readForm } from '../wire/read-body.ts';
import type { ReadText } from './kept-texts.ts';
import { readerLanguage } from './reader-language.ts';
import { receiptAt, withdrawByReceipt } from './receipts.ts';
import { type Closed, type OpenLink, type OpenLinks, openLink } from './review-link.ts';
import { readReviewPage } from './review-view.ts';
import { aboutForm, acceptAll, answerForm, askedToConfirm, isNo, takeAnswer } from './take-answer.ts';

const MAX_FORM_BYTES = 4096;

const NOTHING_TO_SAY = { refused: null, asksToConfirm: null } as const;

/** The page behind the link in a mail. Opening it changes nothing; answering is a POST from a visible form. */
export function reviewRoutes({ app, context }: Api, readText: ReadText): void {
  app.use('/review/*', privatePage);

  app.get('/review/:token', async (c) => {
    const asked = c.req.param('token');
    const token = tidyToken(asked);
    if (token !== asked) return c.redirect(pathOf(c, token), 302);
    const links = await openLink(context, token);
    if ('closed' in links) {
      return (await receiptAt(context, c, token, readText)) ?? refuseLink(context, c, links);
    }
    const [{ sitting }] = links;
    // Nobody sits there who only looks whether it is there, or has it fetched ahead.
    if (sitting !== null && sitting.openedAt === null && c.req.raw.method !== 'HEAD') {
      if (isAhead(c)) return c.body(null, 503);
      await noteOpened(context, sitting.id);
    }
    return c.html(await showLinks(context, links, c, NOTHING_TO_SAY, readText));
  });

  app.post('/review/:token', async (c) => {
    const sent = await readForm(c, MAX_FORM_BYTES);
    const token = tidyToken(c.req.param('token'));
    const links = await openLink(context, token);
    if ('closed' in links) {
      return (
        (await withdrawByReceipt(context, c, { token, sent }, readText)) ?? refuseLink(context, c, links)
      );
    }
    const show = async (say: Saying, status: 200 | 400 | 403 | 409) =>
      c.html(await showLinks(context, links, c, say, readText), status);

    if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) {
      return show({ refused: 'not-from-this-page', asksToConfirm: null }, 403);
    }
    const form = answerForm.safeParse(sent);
    const link = linkAbout(links, aboutForm.safeParse(sent).data?.policy);
    if (!form.success || (link === undefined && form.data.action !== 'accept-all')) {
      return show({ refused: 'not-from-this-page', asksToConfirm: null }, 400);
    }
    const answer = form.data;
    try {
      if (answer.action === 'accept-all') await acceptAll(context, links, answer, c, readText);
      else if (link !== undefined && ('confirm' in answer ? answer.confirm !== 'yes' : isNo(answer))) {
        const asksToConfirm = askedToConfirm(context, link, answer);
        return await show({ refused: null, asksToConfirm, about: link }, 200);
      } else if (link !== undefined) await takeAnswer(context, link, answer, c, readText);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show({ refused: 'out-of-date', asksToConfirm: null }, 409);
    }
    // What it did is on record, and the page tells it from there, or their receipt does.
    return c.redirect((await wayBack(context, token, c, readText)) ?? pathOf(c, token), 303);
  });
}

/** What to say first of all, and of which of several versions it asks to confirm a no. */
type Saying = Pick<ReviewPage, 'refused' | 'asksToConfirm'> & { readonly about?: OpenLink };

/** The page of all that a link is about. */
async function showLinks(
  context: HttpContext,
  links: OpenLinks,
  c: HonoContext,
  say: Saying,
  readText: ReadText,
) {
  const returnTo = links[0].sitting?.returnTo ?? null;
  if (returnTo !== null) c.header('content-security-policy', pagePolicy(new URL(returnTo).origin));
  return reviewPage(...(await readPages(context, links, c, say, readText)));
}

async function readPages(
  context: HttpContext,
  links: OpenLinks,
  c: HonoContext,
  { about, ...say }: Saying,
  readText: ReadText,
): Promise<ReviewPages> {
  const isOneOfSeveral = links.length > 1;
  const release = isOneOfSeveral ? await findRelease(context.store.db, links[0].version.release) : undefined;
  const releaseSummary = release?.summary ?? null;
  const read = (link: OpenLink) => {
    const asksToConfirm = about === undefined || about === link ? say.asksToConfirm : null;
    return readReviewPage(
      context,
      link,
      c,
      { ...say, asksToConfirm, isOneOfSeveral, releaseSummary },
      readText,
    );
  };
  const [first, ...others] = links;
  return [await read(first), ...(await Promise.all(others.map(read)))];
}

/** What an answer is about: of several it says so, and of one it need not. */
function linkAbout(links: OpenLinks, policy: string | undefined): OpenLink | undefined {
  if (policy === undefined) return links.length === 1 ? links[0] : undefined;
  return links.find((link) => link.policy.policy === policy);
}

/** Where the page is, in the language that was chosen on it. */
function pathOf(c: HonoContext, token: string): string {
  const lang = c.req.query('lang');
  return `/review/${token}${lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`}`;
}

/** Whether a browser fetches a page ahead, and asks again once somebody is to see it. */
function isAhead(c: HonoContext): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|prerender|preview/i.test(c.req.header(name) ?? ''),
  );
}

/**
 * Where whoever answered goes back to: to the product, once nothing of what it sent them for is left and what they
 * answered is mailed to them; null while they stay, since something is left or this is all the receipt that they get.
 */
async function wayBack(
  context: HttpContext,
  token: string,
  c: HonoContext,
  readText: ReadText,
): Promise<string | null> {
  const links = await openLink(context, token);
  if ('closed' in links || links[0].sitting === null || links[0].addresses.length === 0) return null;
  const pages = await readPages(context, links, c, NOTHING_TO_SAY, readText);
  const areAnswered = pages.every(({ review: { state } }) => ['accepted', 'objected'].includes(state.kind));
  return areAnswered && !isAsked(pages) ? links[0].sitting.returnTo : null;
}

function refuseLink(
  { company }: HttpContext,
  c: HonoContext,
  { closed, returnTo = null }: Closed,
): Response | Promise<Response> {
  const language = readerLanguage(c);
  const { links, review } = messagesIn(language);
  const statement: Statement =
    closed === 'endedLink' ? links.ended : closed === 'overSitting' ? links.over : review.states[closed];
  return c.html(statementPage(company, language, statement, returnTo), closed === 'unknownLink' ? 404 : 410);
}
