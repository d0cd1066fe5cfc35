import type { Context as HonoContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { cancelTermination } from '../../actions/answers/cancel-termination.ts';
import { recordAcceptance } from '../../actions/answers/record-acceptance.ts';
import { recordTermination } from '../../actions/answers/record-termination.ts';
import { readChanges } from '../../actions/read-changes.ts';
import type { ActOnPage } from '../../actions/record/record-acts.ts';
import { EARLIER_AGREEMENT, heldVersion, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { reviewVersion } from '../../domain/answers/review.ts';
import { linkExpiresAt, verifyReviewToken } from '../../domain/answers/review-token.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { contentHashOf } from '../../domain/hash.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { type ReviewPage, reviewPage, statementPage } from '../../pages/review.ts';
import { type ReviewAction, reviewButton, reviewTemplate } from '../../pages/review-template.ts';
import { listPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import { findSentMail, type SentMail } from '../../storage/notices/sent-mails.ts';
import { findUserByRef, type User } from '../../storage/people/users.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { isOurOrigin, privatePage } from '../wire/page-headers.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { contentHash } from '../wire/schemas.ts';
import { readerLanguage } from './reader-language.ts';

const MAX_FORM_BYTES = 4096;
const LONGEST_USER_AGENT = 1000;

const answerForm = z.union([
  z.object({ action: z.literal('accept'), contentHash: contentHash.optional() }),
  z.object({ action: z.literal('leave'), confirm: z.literal('yes').optional() }),
  z.object({ action: z.literal('stay') }),
]);

/** What the page after an answer is told was done; the record alone says what is so. */
const DONE = { accept: 'accepted', leave: 'declined', stay: 'stayed' } as const;

/** The page behind the link in a mail. Opening it changes nothing; answering is a POST from a visible form. */
export function reviewRoutes({ app, context }: Api): void {
  app.use('/review/*', privatePage);

  app.get('/review/:token', async (c) => {
    const link = await openLink(context, c.req.param('token'));
    if ('refused' in link) return refuseLink(context, c, link.refused);
    const done = c.req.query('done');
    const banner = done === 'stayed' ? 'stayed' : null;
    const say = { banner, asksToConfirm: false, isJustAnswered: done !== undefined } as const;
    return c.html(await reviewPage(await pageFor(context, link, c, say)));
  });

  const limited = bodyLimit({
    maxSize: MAX_FORM_BYTES,
    onError: () => {
      throw new Refusal('too-large', `A form may have at most ${MAX_FORM_BYTES} bytes.`);
    },
  });
  app.post('/review/:token', limited, async (c) => {
    const token = c.req.param('token');
    const link = await openLink(context, token);
    if ('refused' in link) return refuseLink(context, c, link.refused);
    const show = async (say: Pick<ReviewPage, 'banner' | 'asksToConfirm'>, status: 200 | 400 | 403 | 409) =>
      c.html(await reviewPage(await pageFor(context, link, c, { ...say, isJustAnswered: false })), status);

    if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) {
      return show({ banner: 'not-from-this-page', asksToConfirm: false }, 403);
    }
    const form = answerForm.safeParse(await c.req.parseBody().catch(() => null));
    if (!form.success) return show({ banner: 'not-from-this-page', asksToConfirm: false }, 400);
    const answer = form.data;
    if (answer.action === 'leave' && answer.confirm !== 'yes') {
      return show({ banner: null, asksToConfirm: await canLeave(context, link) }, 200);
    }
    try {
      await takeAnswer(context, link, answer, c);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show({ banner: 'out-of-date', asksToConfirm: false }, 409);
    }
    return c.redirect(`/review/${token}?done=${DONE[answer.action]}`, 303);
  });
}

/** A link that opens: whose it is, about which version, and where they stand with it. */
type OpenLink = {
  readonly mail: SentMail;
  readonly user: User;
  readonly policy: Policy;
  readonly version: Version;
  readonly facts: UserFacts;
};

type LinkRefusal = 'unknownLink' | 'addressChanged' | 'expiredLink';

/** Whose link it is and what about. It opens only while the user's address is still the one it was sent to. */
async function openLink(
  context: HttpContext,
  token: string,
): Promise<OpenLink | { readonly refused: LinkRefusal }> {
  const { store, linkSecrets, now } = context;
  const deliveryId = verifyReviewToken(token, 'review', linkSecrets);
  const mail = deliveryId === null ? undefined : await findSentMail(store.db, deliveryId);
  if (mail === undefined) return { refused: 'unknownLink' };
  const user = await findUserByRef(store.db, mail.ref);
  if (user === undefined || user.email === null || toPunycode(user.email) !== mail.email) {
    return { refused: 'addressChanged' };
  }
  const { policy, versions } = await readPolicyVersions(context, mail.policy);
  const version = versions.find((one) => one.version === mail.version);
  if (version === undefined) return { refused: 'unknownLink' };
  const positions = (await listPositions(store.db, [user.ref], policy.policy, 0)).get(user.ref) ?? [];
  const terminations = (await listTerminations(store.db, [user.ref])).get(user.ref) ?? [];
  const { bindsAt } = positionOf(positions, version.version);
  const lastDate = bindsAt !== null && bindsAt > version.effectiveAt ? bindsAt : version.effectiveAt;
  if (linkExpiresAt(lastDate) <= now()) return { refused: 'expiredLink' };
  return { mail, user, policy, version, facts: { versions, positions, terminations } };
}

async function pageFor(
  { store, company, now }: HttpContext,
  link: OpenLink,
  c: HonoContext,
  say: Pick<ReviewPage, 'banner' | 'asksToConfirm' | 'isJustAnswered'>,
): Promise<ReviewPage> {
  const { policy, version, facts, user } = link;
  const at = now();
  const held = heldVersion(facts, at)?.version ?? null;
  const hasAgreedBefore = held === EARLIER_AGREEMENT;
  // Once they hold this version, what changed for them is what it changed when they were told.
  const isHeld = held !== null && !hasAgreedBefore && held < version.version;
  const base = isHeld ? held : (version.previous ?? 0);
  const diff = await readChanges(store, policy, base, version.version);
  if (diff === undefined) throw new Error('a version has no text');
  return {
    language: readerLanguage(c, { chose: user.locale, otherwise: policy.locale }),
    company,
    policy,
    version,
    review: reviewVersion(facts, version, at),
    base: base === 0 ? null : { version: base, isHeld },
    hasAgreedBefore,
    diff,
    now: at,
    ...say,
  };
}

async function canLeave({ now }: HttpContext, { facts, version }: OpenLink): Promise<boolean> {
  return reviewVersion(facts, version, now()).canLeaveAt !== null;
}

/** Records what the user answered. Leaving by link is always at the closing of the window, never at once. */
async function takeAnswer(
  context: HttpContext,
  { mail, user, policy, version, facts }: OpenLink,
  answer: z.output<typeof answerForm>,
  c: HonoContext,
): Promise<void> {
  const actor = `link:${mail.id}`;
  const page = await pageOfAct(context, { user, policy, version, facts }, answer.action, c);
  const about = {
    user: user.user,
    policy: policy.policy,
    version: version.version,
    receiptTo: mail.email,
    page,
  };
  switch (answer.action) {
    case 'accept': {
      const shown = {
        contentHash: answer.contentHash ?? null,
        locale: policy.locale,
        method: 'review-page',
        ip: context.remoteAddress(c),
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
        await cancelTermination(context, state.termination.id, actor, { page, receiptTo: mail.email });
      }
      return;
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
  refused: LinkRefusal,
): Response | Promise<Response> {
  const language = readerLanguage(c);
  const statement: Statement = messagesIn(language).review.states[refused];
  return c.html(statementPage(company, language, statement), refused === 'unknownLink' ? 404 : 410);
}
