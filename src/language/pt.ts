import type { Messages } from './messages.ts';
import { answersPt } from './pt/answers.ts';
import { diffPt } from './pt/diff.ts';
import { linksPt } from './pt/links.ts';
import { mailPt, noticePt } from './pt/notices.ts';
import { bannerPt, publicPt } from './pt/public.ts';
import { reviewPt } from './pt/review.ts';
import { rulesPt } from './pt/rules.ts';
import { severalPt, waysPt } from './pt/several.ts';
import { termsPt } from './pt/terms.ts';

/** Everything that Proviso says to users, in Portuguese. */
export const pt: Messages = {
  direction: 'ltr',
  notice: noticePt,
  mail: mailPt,
  review: reviewPt,
  several: severalPt,
  ways: waysPt,
  terms: termsPt,
  rules: rulesPt,
  answers: answersPt,
  links: linksPt,
  public: publicPt,
  banner: bannerPt,
  diff: diffPt,
};
