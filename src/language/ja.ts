import { answersJa } from './ja/answers.ts';
import { diffJa } from './ja/diff.ts';
import { linksJa } from './ja/links.ts';
import { mailJa, noticeJa } from './ja/notices.ts';
import { bannerJa, publicJa } from './ja/public.ts';
import { reviewJa } from './ja/review.ts';
import { rulesJa } from './ja/rules.ts';
import { severalJa, waysJa } from './ja/several.ts';
import { termsJa } from './ja/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in Japanese. */
export const ja: Messages = {
  direction: 'ltr',
  notice: noticeJa,
  mail: mailJa,
  review: reviewJa,
  several: severalJa,
  ways: waysJa,
  terms: termsJa,
  rules: rulesJa,
  answers: answersJa,
  links: linksJa,
  public: publicJa,
  banner: bannerJa,
  diff: diffJa,
};
