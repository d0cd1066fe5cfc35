import { answersEs } from './es/answers.ts';
import { diffEs } from './es/diff.ts';
import { linksEs } from './es/links.ts';
import { mailEs, noticeEs } from './es/notices.ts';
import { bannerEs, publicEs } from './es/public.ts';
import { reviewEs } from './es/review.ts';
import { rulesEs } from './es/rules.ts';
import { severalEs, waysEs } from './es/several.ts';
import { termsEs } from './es/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in Spanish. */
export const es: Messages = {
  direction: 'ltr',
  notice: noticeEs,
  mail: mailEs,
  review: reviewEs,
  several: severalEs,
  ways: waysEs,
  terms: termsEs,
  rules: rulesEs,
  answers: answersEs,
  links: linksEs,
  public: publicEs,
  banner: bannerEs,
  diff: diffEs,
};
