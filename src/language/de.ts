import { answersDe } from './de/answers.ts';
import { diffDe } from './de/diff.ts';
import { linksDe } from './de/links.ts';
import { mailDe, noticeDe } from './de/notices.ts';
import { bannerDe, publicDe } from './de/public.ts';
import { reviewDe } from './de/review.ts';
import { rulesDe } from './de/rules.ts';
import { severalDe, waysDe } from './de/several.ts';
import { termsDe } from './de/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in German. */
export const de: Messages = {
  direction: 'ltr',
  notice: noticeDe,
  mail: mailDe,
  review: reviewDe,
  several: severalDe,
  ways: waysDe,
  terms: termsDe,
  rules: rulesDe,
  answers: answersDe,
  links: linksDe,
  public: publicDe,
  banner: bannerDe,
  diff: diffDe,
};
