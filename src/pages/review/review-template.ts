import type { Review } from '../../domain/answers/review.ts';
import { DEFAULT_COLOR } from '../../domain/company.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Period } from '../../domain/period.ts';
import { POLICY_DEFAULTS, type Version } from '../../domain/policies/policy.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import { confirmButton, reviewPage } from './review.ts';
import type { ReviewPage } from './review-page.ts';

/** What someone can do on the review page. */
export type ReviewAction = 'accept' | 'leave' | 'stay';

/** The words on the button by which someone does it; `leave` is the second of its two, which asks to confirm. */
export function reviewButton(
  action: ReviewAction,
  { language, version, review }: Pick<ReviewPage, 'language' | 'version' | 'review'>,
): string {
  const words = messagesIn(language).review;
  if (action === 'accept') return words.accept(version);
  if (action === 'stay') return words.stay;
  return confirmButton({ language, version, review });
}

const WHEN = '2000-01-31T12:00:00.000Z' as Instant;
const LATER = '2000-02-29T12:00:00.000Z' as Instant;

const VERSION: Version = {
  policy: '{policy}',
  version: 2,
  release: '{policy}/2',
  change: 'substantial',
  class: 'substantial',
  rules: null,
  acceptance: 'deemed',
  postedAt: WHEN,
  effectiveAt: LATER,
  rule: { by: 'posting' },
  lateNotice: 'P7D' as Period,
  reminders: [],
  remindAtEffect: false,
  timeZone: 'UTC',
  summary: '{summary}',
  reason: '{reason}',
  contentHash: '{contentHash}',
  recipients: 0,
  previous: 1,
  source: null,
  withdrawal: null,
  pausedAt: null,
};

const OPEN: Review = { state: { kind: 'open' }, canAccept: true, canLeaveAt: LATER, closesAt: LATER };

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
  canAccept: true,
  canLeaveAt: null,
  closesAt: LATER,
};

/**
 * The words of the review page around an answer, for records to name by their hash: the page with the
 * same made-up facts each time, as it asks, as it asks to confirm, and as it offers to stay.
 */
export async function reviewTemplate(language: Language): Promise<string> {
  const page: ReviewPage = {
    language,
    company: { name: '{company}', logo: null, color: DEFAULT_COLOR, contact: null, url: null, footer: null },
    policy: { ...POLICY_DEFAULTS, policy: '{policy}', title: '{title}' },
    version: VERSION,
    state: 'announced',
    address: '{address}',
    review: OPEN,
    stance: 'agrees-by-use',
    ...{ own: null, asking: { version: 2, own: null } },
    ...{ stayed: null, leavesOtherwise: null, receipt: null },
    base: { version: 1, isHeld: true },
    between: [VERSION],
    hasAgreedBefore: false,
    diff: {
      ...{ wordsBefore: 0, wordsAfter: 0, wordsAdded: 0, wordsRemoved: 0, wordsMoved: 0 },
      ...{ formattingOnly: false, sections: [] },
    },
    asksToConfirm: false,
    refused: null,
    now: WHEN,
  };
  const states = [page, { ...page, asksToConfirm: true }, { ...page, review: LEAVING }];
  return (await Promise.all(states.map(async (one) => String(await reviewPage(one))))).join('\n');
}
