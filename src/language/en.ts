import { answersEn } from './en/answers.ts';
import { diffEn } from './en/diff.ts';
import { linksEn } from './en/links.ts';
import { mailEn, noticeEn } from './en/notices.ts';
import { bannerEn, publicEn } from './en/public.ts';
import { reviewEn } from './en/review.ts';
import { rulesEn } from './en/rules.ts';
import { severalEn, waysEn } from './en/several.ts';
import { termsEn } from './en/terms.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in English. */
export const en: Messages = {
  direction: 'ltr',
  notice: noticeEn,
  mail: mailEn,
  review: reviewEn,
  several: severalEn,
  ways: waysEn,
  terms: termsEn,
  rules: rulesEn,
  answers: answersEn,
  links: linksEn,
  public: publicEn,
  banner: bannerEn,
  diff: diffEn,
};
