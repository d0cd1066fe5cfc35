import { answersFr } from './fr/answers.ts';
import { diffFr } from './fr/diff.ts';
import { linksFr } from './fr/links.ts';
import { mailFr, noticeFr } from './fr/notices.ts';
import { bannerFr, publicFr } from './fr/public.ts';
import { reviewFr } from './fr/review.ts';
import { rulesFr } from './fr/rules.ts';
import { severalFr, waysFr } from './fr/several.ts';
import { termsFr } from './fr/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in French. */
export const fr: Messages = {
  direction: 'ltr',
  notice: noticeFr,
  mail: mailFr,
  review: reviewFr,
  several: severalFr,
  ways: waysFr,
  terms: termsFr,
  rules: rulesFr,
  answers: answersFr,
  links: linksFr,
  public: publicFr,
  banner: bannerFr,
  diff: diffFr,
};
