import type { Messages } from './messages.ts';
import { answersZhHans } from './zh-hans/answers.ts';
import { diffZhHans } from './zh-hans/diff.ts';
import { linksZhHans } from './zh-hans/links.ts';
import { mailZhHans, noticeZhHans } from './zh-hans/notices.ts';
import { bannerZhHans, publicZhHans } from './zh-hans/public.ts';
import { reviewZhHans } from './zh-hans/review.ts';
import { rulesZhHans } from './zh-hans/rules.ts';
import { severalZhHans, waysZhHans } from './zh-hans/several.ts';
import { termsZhHans } from './zh-hans/terms.ts';

/** Everything that Proviso says to users, in Simplified Chinese. */
export const zhHans: Messages = {
  direction: 'ltr',
  notice: noticeZhHans,
  mail: mailZhHans,
  review: reviewZhHans,
  several: severalZhHans,
  ways: waysZhHans,
  terms: termsZhHans,
  rules: rulesZhHans,
  answers: answersZhHans,
  links: linksZhHans,
  public: publicZhHans,
  banner: bannerZhHans,
  diff: diffZhHans,
};
