import { answersAr } from './ar/answers.ts';
import { diffAr } from './ar/diff.ts';
import { linksAr } from './ar/links.ts';
import { mailAr, noticeAr } from './ar/notices.ts';
import { bannerAr, publicAr } from './ar/public.ts';
import { reviewAr } from './ar/review.ts';
import { rulesAr } from './ar/rules.ts';
import { severalAr, waysAr } from './ar/several.ts';
import { termsAr } from './ar/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in Arabic. */
export const ar: Messages = {
  direction: 'rtl',
  notice: noticeAr,
  mail: mailAr,
  review: reviewAr,
  several: severalAr,
  ways: waysAr,
  terms: termsAr,
  rules: rulesAr,
  answers: answersAr,
  links: linksAr,
  public: publicAr,
  banner: bannerAr,
  diff: diffAr,
};
