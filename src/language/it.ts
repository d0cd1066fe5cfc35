import { answersIt } from './it/answers.ts';
import { diffIt } from './it/diff.ts';
import { linksIt } from './it/links.ts';
import { mailIt, noticeIt } from './it/notices.ts';
import { bannerIt, publicIt } from './it/public.ts';
import { reviewIt } from './it/review.ts';
import { rulesIt } from './it/rules.ts';
import { severalIt, waysIt } from './it/several.ts';
import { termsIt } from './it/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in Italian. */
export const it: Messages = {
  direction: 'ltr',
  notice: noticeIt,
  mail: mailIt,
  review: reviewIt,
  several: severalIt,
  ways: waysIt,
  terms: termsIt,
  rules: rulesIt,
  answers: answersIt,
  links: linksIt,
  public: publicIt,
  banner: bannerIt,
  diff: diffIt,
};
