import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { cancelAnswer } from '../../actions/answers/cancel-answer.ts';
import { cancelTermination } from '../../actions/answers/cancel-termination.ts';
import { type AcceptanceAct, recordAcceptance } from '../../actions/answers/record-acceptance.ts';
import { recordObjection } from '../../actions/answers/record-objection.ts';
import { recordTermination } from '../../actions/answers/record-termination.ts';
import { withdrawConsent } from '../../actions/answers/withdraw-consent.ts';
import type { ActOnPage } from '../../actions/record/record-acts.ts';
import type { OpenObjection } from '../../domain/answers/objection.ts';
import { objectionTo } from '../../domain/answers/position.ts';
import { reviewVersion } from '../../domain/answers/review.ts';
import { OBJECTIONS, type ObjectionKind } from '../../domain/answers/standing-objection.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { stanceOfReader } from '../../domain/notices/outcome.ts';
import { isConsent } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { joinTitles, type Language, messagesIn } from '../../language/languages.ts';
import { isInAll, partName, type ReviewPage } from '../../pages/review/review-page.ts';
import { reviewButton, reviewTemplate } from '../../pages/review/review-template.ts';
import { listAnswers } from '../../storage/answers/answers.ts';
import { findTakenBack } from '../../storage/answers/terminations.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { contentHash } from '../wire/schemas.ts';
import { cameFrom } from './came-from.ts';
import type { ReadText } from './kept-texts.ts';
import { readerLanguage } from './reader-language.ts';
import type { OpenLink, OpenLinks } from './review-link.ts';
import { readingOf, readPartNames } from './review-view.ts';

/** What the forms of the review page send. */
export const answerForm = z.union([
  z.object({ action: z.literal('accept'), contentHash: contentHash.optional() }),
  z.object({ action: z.literal('accept-all'), texts: z.string().max(2000) }),
  z.object({ action: z.literal('leave'), confirm: z.literal('yes').optional() }),
  z.object({ action: z.enum(['stay', 'cancel', 'withdraw']) }),
  z.object({
    action: z.enum(OBJECTIONS),
    part: z.string().max(200).optional(),
    contentHash: contentHash.optional(),
    confirm: z.literal('yes').optional(),
  }),
]);
/** An answer, as it is sent. */
export type Answer = z.output<typeof answerForm>;
/** What is answered about one version. */
export type OneAnswer = Exclude<Answer, { action: 'accept-all' }>;

/** Of a page about several, the policy that an answer is about. */
export const aboutForm = z.object({ policy: z.string().max(200).optional() });

/** Whether an answer is a no which is asked about once more: a consent is refused in as many steps as it is given. */
export function isNo({ action }: OneAnswer): boolean {
  return action === 'leave' || (isObjection(action) && action !== 'refuse');
}

function isObjection(action: OneAnswer['action']): action is ObjectionKind {
  return OBJECTIONS.some((one) => one === action);
}

/** The no to ask about once more, where it is open to them. */
export function askedToConfirm(
  { now }: HttpContext,
  { policy, facts, version }: OpenLink,
  answer: OneAnswer,
): ReviewPage['asksToConfirm'] {
  const review = reviewVersion(policy, facts, version, now());
  if (answer.action === 'leave') return review.canLeaveAt === null ? null : { answer: 'leave' };
  return review.objections.find((one) => isSame(one, answer)) ?? null;
}

function isSame({ answer, part }: OpenObjection, said: OneAnswer): boolean {
  return answer === said.action && part === partOf(said);
}

function partOf(answer: OneAnswer): string | null {
  return ('part' in answer ? answer.part : null) ?? null;
}

/**
 * Accepts all that the one button for it named, each as if alone; what was accepted by then stays as it is. Refuses,
 * with nothing written, what that button does not offer: a consent above all.
 */
export async function acceptAll(
  context: HttpContext,
  links: OpenLinks,
  { texts }: Extract<Answer, { action: 'accept-all' }>,
  c: HonoContext,
  readText: ReadText,
): Promise<void> {
  const now = context.now();
  const asked = texts.split(' ').map((one) => {
    const [policy = '', hash = ''] = one.split('=');
    const link = links.find((about) => about.policy.policy === policy);
    if (link === undefined || !contentHash.safeParse(hash).success) throw notOffered();
    const review = reviewVersion(link.policy, link.facts, link.version, now);
    const stance = stanceOfReader(link.facts, link.version, now);
    const isDone = review.state.kind === 'accepted' && review.state.accepted.basis === 'explicit';
    if (!isDone && !isInAll({ review, stance, policy: link.policy })) throw notOffered();
    return { link, hash, isDone };
  });
  const named = joinTitles(
    asked.map(({ link }) => readingOf(link, c).policy.title),
    languageOf(links[0], c),
  );
  const label = messagesIn(languageOf(links[0], c)).several.acceptAll(named);
  const undone = asked.filter(({ isDone }) => !isDone);
  const [first] = undone.map(({ link }) => link.version).toSorted((a, b) => (a.policy < b.policy ? -1 : 1));
  // Of one moment, so that one receipt tells of all.
  for (const { link, hash } of undone) {
    const answer = { action: 'accept', contentHash: hash } as const;
    await takeAnswer({ ...context, now: () => now }, link, answer, c, readText, {
      ...{ action: 'accept-all', label, together: first?.timeZone },
    });
  }
}

type Together = Pick<AcceptanceAct, 'together'>;

function notOffered(): Refusal {
  return new Refusal('not-offered', 'The page offers no such answer.', { offers: [] });
}

/** Records what the user answered. Leaving by link is always at the closing of the window, never at once. */
export async function takeAnswer(
  context: HttpContext,
  link: OpenLink,
  answer: OneAnswer,
  c: HonoContext,
  readText: ReadText,
  /** The button that was pressed, where it is another than that of the answer, and the zone of what is told `together`. */
  { together, ...pressed }: Partial<Pick<ActOnPage, 'action' | 'label'>> & Together = {},
): Promise<void> {
  const { mail, sitting, actor, user, answering, addresses, policy, version, facts } = link;
  const partNames = await readPartNames(readText, link);
  const page = { ...(await pageOfAct(context, link, { answer, partNames }, c)), ...pressed };
  const [address] = addresses;
  const receiptTo = mail?.email ?? (address === undefined ? null : toPunycode(address));
  const about = {
    user: answering,
    policy: policy.policy,
    version: version.version,
    receiptTo,
    page,
  };
  const from = cameFrom(context, c, sitting === null ? 'review-page' : 'hosted-page');
  switch (answer.action) {
    case 'accept': {
      const shown = {
        contentHash: answer.contentHash ?? null,
        ...{ locale: readingOf(link, c).version.locale, returning: false },
      };
      await recordAcceptance(context, { ...about, ...from, ...shown, together }, actor);
      return;
    }
    case 'keep-old':
    case 'keep-old-part':
    case 'leave-part':
    case 'refuse': {
      const { objections } = reviewVersion(policy, facts, version, context.now());
      const standing = objectionTo(facts, version.version);
      if (![...objections, ...(standing === null ? [] : [standing])].some((one) => isSame(one, answer))) {
        throw notOffered();
      }
      const part = partOf(answer);
      const objection = { answer: answer.action, part, partName: part && partName({ partNames }, part) };
      const shown = { note: null, contentHash: answer.contentHash ?? null };
      await recordObjection(context, { ...about, ...from, ...shown, ...objection }, actor);
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
      // Over a consent the page leads nobody away.
      if (isConsent(policy)) throw notOffered();
      await recordTermination(context, { ...about, when: 'by-link', reason: null }, actor);
      return;
    case 'stay': {
      const { state } = reviewVersion(policy, facts, version, context.now());
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
  { answer, partNames }: { readonly answer: OneAnswer; readonly partNames: ReviewPage['partNames'] },
  c: HonoContext,
): Promise<ActOnPage> {
  const language = languageOf({ user, policy }, c);
  const html = await reviewTemplate(language);
  const { action } = answer;
  const shown = {
    language,
    version,
    policy,
    review: reviewVersion(policy, facts, version, now()),
    partNames,
  };
  return {
    action,
    label: reviewButton({ action, part: partOf(answer) }, shown),
    language,
    template: { id: contentHashOf(html), html },
  };
}

/** The language that the page speaks to its reader. */
function languageOf({ user, policy }: Pick<OpenLink, 'user' | 'policy'>, c: HonoContext): Language {
  return readerLanguage(c, { chose: user.locale, otherwise: policy.locale });
}
