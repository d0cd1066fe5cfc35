import type { OwnTelling } from '../../domain/answers/own-outcome.ts';
import type { Review } from '../../domain/answers/review.ts';
import { isInPart, OBJECTIONS } from '../../domain/answers/standing-objection.ts';
import type { Period } from '../../domain/period.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import { confirmButton, isPlainNo, type ReviewAction } from './answer-forms.ts';
import { reviewPage } from './review.ts';
import type { ReviewPage } from './review-page.ts';
import { LATER, TEMPLATE_FACTS, WHEN } from './template-facts.ts';

/** The words on the button by which someone does it; of a no the second of its two, which asks to confirm, but to a consent. */
export function reviewButton(
  { action, part }: { readonly action: ReviewAction; readonly part: string | null },
  page: Pick<ReviewPage, 'language' | 'version' | 'policy' | 'review' | 'partNames'>,
): string {
  const { answers, review: words } = messagesIn(page.language);
  switch (action) {
    case 'accept':
      return words.accept(page.version);
    case 'stay':
      return words.stay;
    case 'cancel':
      return answers.buttons.takeBack;
    case 'withdraw':
      return answers.buttons.withdraw;
    case 'leave':
      return confirmButton(page, { answer: 'leave' });
    default:
      if (isPlainNo(page, { answer: action })) return answers.buttons.no;
      return confirmButton(page, { answer: action, part });
  }
}

const OPEN: Review = {
  ...{ state: { kind: 'open' }, canAccept: true, canLeaveAt: LATER, closesAt: LATER },
  ...{ objections: [], canTakeBack: false },
};

const LEAVING: Review = {
  state: {
    kind: 'leaving',
    endsAt: LATER,
    termination: {
      ...{ id: '', policy: '{policy}', version: 2, when: 'effect', by: 'user', reason: null },
      ...{ declinedAt: WHEN },
      ...{ terminatesAt: LATER, endedAt: null, endedBy: null, endedOver: null, resumedAt: null },
      ...{ holds: 1, revokes: null },
    },
  },
  ...{ canAccept: true, canLeaveAt: null, closesAt: LATER, objections: [], canTakeBack: false },
};

const PART = '{section}';
const OFFERED = ['keep-old', 'keep-old-part', 'leave-part'] as const;
const OBJECTIONS_OPEN = OBJECTIONS.map((answer) => ({ answer, part: isInPart({ answer }) ? PART : null }));

/** What rules of its own come to for a reader who may keep the old terms for a time. */
const OWN: OwnTelling = {
  ...{ toldAt: WHEN, toldBy: null, bindsAt: LATER },
  own: {
    ...{ effectiveAt: LATER, waitsFor: null, closesAt: LATER, hasWindow: true, agreesAt: LATER },
    ...{ acceptance: 'silence', offers: [...OFFERED], membership: { certain: [], possible: [] } },
    ...{ unanswered: null, keepUntil: LATER, byMail: true, sooner: [], mayEndAfter: 'P1M' as Period },
  },
};

/**
 * The words of the review page around an answer, for records to name by their hash: the page with the same
 * made-up facts each time, as it asks, as it asks to confirm, and as it offers to take back what was said;
 * with leaving as the only way to say no, and with all the others and a consent beside it; and of several at once.
 */
export function reviewTemplate(language: Language): Promise<string> {
  const known = templates.get(language) ?? writeTemplate(language);
  templates.set(language, known);
  return known;
}

/** Each language's, once it is asked for: it is the same as long as the program is. */
const templates = new Map<Language, Promise<string>>();

async function writeTemplate(language: Language): Promise<string> {
  const page: ReviewPage = {
    language,
    isOneOfSeveral: false,
    ...TEMPLATE_FACTS,
    state: 'announced',
    address: '{address}',
    sitting: null,
    review: OPEN,
    stance: 'agrees-by-use',
    ...{ own: null, asking: { version: 2, own: null } },
    ...{ stayed: null, tookBack: null, leavesOtherwise: null, receipt: null },
    ...{ mayEnd: null, isLeavingFree: false, canWithdraw: false, partNames: {} },
    base: { version: 1, isHeld: true },
    between: [TEMPLATE_FACTS.version],
    hasAgreedBefore: false,
    diff: {
      ...{ wordsBefore: 0, wordsAfter: 0, wordsAdded: 0, wordsRemoved: 0, wordsMoved: 0 },
      ...{ formattingOnly: false, sections: [] },
    },
    compared: { policy: '{policy}', from: 1, to: 2, fromLocale: 'en', locale: 'en' },
    asksToConfirm: null,
    refused: null,
    now: WHEN,
  };
  const objecting: ReviewPage = {
    ...page,
    ...{ stance: 'agrees-by-silence', own: OWN, asking: { version: 2, own: OWN } },
    ...{ mayEnd: { after: 'P1M' as Period, earliest: LATER }, isLeavingFree: true },
    policy: { ...page.policy, revocable: true },
    review: { ...OPEN, objections: OBJECTIONS_OPEN },
  };
  const reviewed = (state: Review['state']): ReviewPage => ({
    ...objecting,
    review: { ...OPEN, state, canTakeBack: state.kind === 'objected' },
  });
  const accepted = { id: '', basis: 'explicit', at: WHEN, since: WHEN } as const;
  const states: readonly ReviewPage[] = [
    page,
    { ...page, asksToConfirm: { answer: 'leave' } },
    { ...page, review: LEAVING },
    objecting,
    ...OBJECTIONS_OPEN.map((one) => ({ ...objecting, asksToConfirm: one })),
    ...OBJECTIONS_OPEN.map((one) =>
      reviewed({ kind: 'objected', objection: { ...one, id: '', at: WHEN }, keepUntil: LATER }),
    ),
    { ...reviewed({ kind: 'accepted', accepted }), canWithdraw: true },
    reviewed({ kind: 'consent-withdrawn', at: WHEN }),
  ];
  const ofSeveral = [
    { ...page, isOneOfSeveral: true },
    { ...objecting, isOneOfSeveral: true },
    { ...page, isOneOfSeveral: true },
  ] as const;
  const written = [...states.map((one) => reviewPage(one)), reviewPage(...ofSeveral)];
  return (await Promise.all(written.map(async (one) => String(await one)))).join('\n');
}
