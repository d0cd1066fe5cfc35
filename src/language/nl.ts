import type { Messages } from './messages.ts';
import { answersNl } from './nl/answers.ts';
import { diffNl } from './nl/diff.ts';
import { linksNl } from './nl/links.ts';
import { mailNl, noticeNl } from './nl/notices.ts';
import { bannerNl, publicNl } from './nl/public.ts';
import { reviewNl } from './nl/review.ts';
import { rulesNl } from './nl/rules.ts';
import { severalNl, waysNl } from './nl/several.ts';
import { termsNl } from './nl/terms.ts';

/** Everything that Proviso says to users, in Dutch. */
export const nl: Messages = {
  direction: 'ltr',
  notice: noticeNl,
  mail: mailNl,
  review: reviewNl,
  several: severalNl,
  ways: waysNl,
  terms: termsNl,
  rules: rulesNl,
  answers: answersNl,
  links: linksNl,
  public: publicNl,
  banner: bannerNl,
  diff: diffNl,
};
