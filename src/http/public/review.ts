import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { cancelAnswer } from '../../actions/answers/cancel-answer.ts';
import { cancelTermination } from '../../actions/answers/cancel-termination.ts';
import { recordAcceptance } from '../../actions/answers/record-acceptance.ts';
import { recordObjection } from '../../actions/answers/record-objection.ts';
import { recordTermination } from '../../actions/answers/record-termination.ts';
import { withdrawConsent } from '../../actions/answers/withdraw-consent.ts';
import type { ActOnPage } from '../../actions/record/record-acts.ts';
import type { OpenObjection } from '../../domain/answers/objection.ts';
import { objectionTo } from '../../domain/answers/position.ts';
import { reviewVersion } from '../../domain/answers/review.ts';
import { tidyToken } from '../../domain/answers/review-token.ts';
import { OBJECTIONS, type ObjectionKind } from '../../domain/answers/standing-objection.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { Refusal } from '../../domain/refusal.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { reviewPage, statementPage } from '../../pages/review/review.ts';
import { partName, type ReviewPage } from '../../pages/review/review-page.ts';
import { reviewButton, reviewTemplate } from '../../pages/review/review-template.ts';
import { listAnswers } from '../../storage/answers/answers.ts';
import { findTakenBack } from '../../storage/answers/terminations.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { isOurOrigin, privatePage } from '../wire/page-headers.ts';
import { readForm } from '../wire/read-body.ts';
import { contentHash } from '../wire/schemas.ts';
import { cameFrom } from './came-from.ts';
import type { ReadText } from './kept-texts.ts';
import { readerLanguage } from './reader-language.ts';
import { receiptAt, withdrawByReceipt } from './receipts.ts';
import { type ClosedLink, type OpenLink, openLink } from './review-link.ts';
import { readingOf, readPartNames, readReviewPage } from './review-view.ts';

const MAX_FORM_BYTES = 4096;

const answerForm = z.union([
  z.object({ action: z.literal('accept'), contentHash: contentHash.optional() }),
  z.object({ action: z.literal('leave'), confirm: z.literal('yes').optional() }),
  z.object({ action: z.enum(['stay', 'cancel', 'withdraw']) }),
  z.object({
    action: z.enum(OBJECTIONS),
    part: z.string().max(200).optional(),
    confirm: z.literal('yes').optional(),
  }),
]);
type Answer = z.output<typeof answerForm>;

/** The page behind the link in a mail. Opening it changes nothing; answering is a POST from a visible form. */
export function reviewRoutes({ app, context }: Api, readText: ReadText): void {
  app.use('/review/*', privatePage);

  app.get('/review/:token', async (c) => {
    const asked = c.req.param('token');
    const token = tidyToken(asked);
    if (token !== asked) return c.redirect(pathOf(c, token), 302);
    const link = await openLink(context, token);
    if ('closed' in link) {
      return (await receiptAt(context, c, token, readText)) ?? refuseLink(context, c, link.closed);
    }
    return c.html(
      await reviewPage(
        await readReviewPage(context, link, c, { refused: null, asksToConfirm: null }, readText),
      ),
    );
  });

  app.post('/review/:token', async (c) => {
    const sent = await readForm(c, MAX_FORM_BYTES);
    const token = tidyToken(c.req.param('token'));
    const link = await openLink(context, token);
    if ('closed' in link) {
      return (
        (await withdrawByReceipt(context, c, { token, sent }, readText)) ??
        refuseLink(context, c, link.closed)
      );
    }
    const show = async (say: Parameters<typeof readReviewPage>[3], status: 200 | 400 | 403 | 409) =>
      c.html(await reviewPage(await readReviewPage(context, link, c, say, readText)), status);

    if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) {
      return show({ refused: 'not-from-this-page', asksToConfirm: null }, 403);
    }
    const form = answerForm.safeParse(sent);
    if (!form.success) return show({ refused: 'not-from-this-page', asksToConfirm: null }, 400);
    const answer = form.data;
    if ('confirm' in answer ? answer.confirm !== 'yes' : isNo(answer)) {
      return show({ refused: null, asksToConfirm: askedToConfirm(context, link, answer) }, 200);
    }
    try {
      await takeAnswer(context, link, answer, c, readText);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show({ refused: 'out-of-date', asksToConfirm: null }, 409);
    }
    // What it did is on record, and the page tells it from there.
    return c.redirect(pathOf(c, token), 303);
  });
}

/** Where the page is, in the language that was chosen on it. */
function pathOf(c: HonoContext, token: string): string {
  const lang = c.req.query('lang');
  return `/review/${token}${lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`}`;
}

/** Whether an answer is a no, which is asked about once more. */
function isNo({ action }: Answer): boolean {
  return action === 'leave' || isObjection(action);
}

function isObjection(action: Answer['action']): action is ObjectionKind {
  return OBJECTIONS.some((one) => one === action);
}

/** The no to ask about once more, where it is open to them. */
function askedToConfirm(
  { now }: HttpContext,
  { facts, version }: OpenLink,
  answer: Answer,
): ReviewPage['asksToConfirm'] {
  const review = reviewVersion(facts, version, now());
  if (answer.action === 'leave') return review.canLeaveAt === null ? null : { answer: 'leave' };
  return review.objections.find((one) => isSame(one, answer)) ?? null;
}

function isSame({ answer, part }: OpenObjection, said: Answer): boolean {
  return answer === said.action && part === partOf(said);
}

function partOf(answer: Answer): string | null {
  return ('part' in answer ? answer.part : null) ?? null;
}

/** Records what the user answered. Leaving by link is always at the closing of the window, never at once. */
async function takeAnswer(
  context: HttpContext,
  link: OpenLink,
  answer: Answer,
  c: HonoContext,
  readText: ReadText,
): Promise<void> {
  const { mail, actor, user, addresses, policy, version, facts } = link;
  const partNames = await readPartNames(readText, link);
  const page = await pageOfAct(context, link, { answer, partNames }, c);
  const [address] = addresses;
  const receiptTo = mail?.email ?? (address === undefined ? null : toPunycode(address));
  const about = {
    user: user.user,
    policy: policy.policy,
    version: version.version,
    receiptTo,
    page,
  };
  const from = cameFrom(context, c);
  switch (answer.action) {
    case 'accept': {
      const shown = {
        contentHash: answer.contentHash ?? null,
        ...{ locale: readingOf(link, c).version.locale, returning: false },
      };
      await recordAcceptance(context, { ...about, ...from, ...shown }, actor);
      return;
    }
    case 'keep-old':
    case 'keep-old-part':
    case 'leave-part': {
      const { objections } = reviewVersion(facts, version, context.now());
      const standing = objectionTo(facts, version.version);
      if (![...objections, ...(standing === null ? [] : [standing])].some((one) => isSame(one, answer))) {
        throw new Refusal('not-offered', 'The page offers no such answer.', { offers: [] });
      }
      const part = partOf(answer);
      const objection = { answer: answer.action, part, partName: part && partName({ partNames }, part) };
      await recordObjection(context, { ...about, ...from, ...UNSAID, ...objection }, actor);
      return;
    }
    case 'withdraw':
      await withdrawConsent(context, { ...about, ...from, ...UNSAID }, actor);
      return;
    case 'cancel':
      if (objectionTo(facts, version.version) === null && (await isTakenBack(context, link))) return;
      await cancelAnswer(context, about, actor, { page, receiptTo });
      return;
    case 'leave':
      await recordTermination(context, { ...about, when: 'by-link', reason: null }, actor);
      return;
    case 'stay': {
      const { state } = reviewVersion(facts, version, context.now());
      if (state.kind === 'leaving' && state.termination.by === 'user') {
        await cancelTermination(context, state.termination.id, actor, { page, receiptTo });
        return;
      }
      const isRepeated = (await findTakenBack(context.store.db, { ref: user.ref, ...about })) !== null;
      if (isRepeated) return;
      throw new Refusal('unknown-termination', 'There is no decision to leave that could be taken back.');
    }
  }
}

/** Of what the page asks nobody. */
const UNSAID = { contentHash: null, note: null } as const;

/** Whether they took back a no by which they stayed: a form that is sent twice does it once. */
async function isTakenBack({ store }: HttpContext, { user, version }: OpenLink): Promise<boolean> {
  const answers = await listAnswers(store.db, { ref: user.ref, policy: version.policy });
  return answers.some((one) => one.version === version.version && one.endedBy === 'cancelled');
}

/** What the page says to whoever answers on it, for the record. */
async function pageOfAct(
  { now }: HttpContext,
  { user, policy, version, facts }: OpenLink,
  { answer, partNames }: { readonly answer: Answer; readonly partNames: ReviewPage['partNames'] },
  c: HonoContext,
): Promise<ActOnPage> {
  const language = readerLanguage(c, { chose: user.locale, otherwise: policy.locale });
  const html = await reviewTemplate(language);
  const { action } = answer;
  const shown = { language, version, review: reviewVersion(facts, version, now()), partNames };
  return {
    action,
    label: reviewButton({ action, part: partOf(answer) }, shown),
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
