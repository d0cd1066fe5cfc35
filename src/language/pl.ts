import type { Messages } from './messages.ts';
import { answersPl } from './pl/answers.ts';
import { diffPl } from './pl/diff.ts';
import { linksPl } from './pl/links.ts';
import { mailPl, noticePl } from './pl/notices.ts';
import { bannerPl, publicPl } from './pl/public.ts';
import { reviewPl } from './pl/review.ts';
import { rulesPl } from './pl/rules.ts';
import { severalPl, waysPl } from './pl/several.ts';
import { termsPl } from './pl/terms.ts';

/** Everything that Proviso says to users, in Polish. */
export const pl: Messages = {
  direction: 'ltr',
  notice: noticePl,
  mail: mailPl,
  review: reviewPl,
  several: severalPl,
  ways: waysPl,
  terms: termsPl,
  rules: rulesPl,
  answers: answersPl,
  links: linksPl,
  public: publicPl,
  banner: bannerPl,
  diff: diffPl,
};
