import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';
import { isolate, quote } from './isolate.ts';

/**
 * What the renderings of a diff say, in Arabic.
 *
 * Each sentence begins with a word or number of its own: browsers and mail programs find its direction
 * by its first letter, and some of them look into what is isolated.
 */
export const diffAr: DiffMessages = {
  language: 'ar',
  colon: ': ',
  added: 'مضاف',
  removed: 'محذوف',
  changed: 'معدَّل',
  moved: 'منقول',
  movedFrom: ({ heading }) => `منقول إلى هنا من ${quote(heading)}`,
  looks: 'الأرقام والأسماء والروابط والشكل',
  legend: ['الكلمات المعلَّمة هكذا ', ' جديدة، والكلمات المعلَّمة هكذا ', ' لم تعد موجودة.'],
  section: {
    start: 'في البداية',
    added: 'قسم جديد',
    removed: 'قسم محذوف',
    moved: 'قسم منقول',
    changed: 'معدَّل',
    renamed: ({ was }) => `تغيّر العنوان، وكان ${quote(was)}`,
    movedAndRenamed: ({ was }) => `قسم منقول تغيّر عنوانه، وكان ${quote(was)}`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `المضاف: ${words(added)}`,
      removed > 0 && `المحذوف: ${words(removed)}`,
      moved > 0 && `المنقول: ${words(moved)}`,
    ]
      .filter((part) => part !== false)
      .join('، ')}.`,
  nothing: 'لم يتغير شيء.',
  formattingOnly: 'لم تتغير أي كلمة. تغيّر شكل النص فقط.',
  contents: 'مواضع التغييرات',
  unchanged: ({ count }) =>
    plural(count, 'ar', {
      zero: 'لا فقرات دون تغيير',
      one: 'فقرة واحدة دون تغيير',
      two: 'فقرتان دون تغيير',
      few: `${number(count)} فقرات دون تغيير`,
      other: `${number(count)} فقرة دون تغيير`,
    }),
  unchangedRows: ({ count }) =>
    plural(count, 'ar', {
      zero: 'لا صفوف دون تغيير',
      one: 'صف واحد دون تغيير',
      two: 'صفان دون تغيير',
      few: `${number(count)} صفوف دون تغيير`,
      many: `${number(count)} صفًّا دون تغيير`,
      other: `${number(count)} صف دون تغيير`,
    }),
  movedUnchanged: ({ count }) =>
    plural(count, 'ar', {
      zero: 'لا فقرات منقولة إلى هنا',
      one: 'فقرة واحدة منقولة إلى هنا دون تغيير في كلماتها',
      two: 'فقرتان منقولتان إلى هنا دون تغيير في كلماتهما',
      few: `${number(count)} فقرات منقولة إلى هنا دون تغيير في كلماتها`,
      other: `${number(count)} فقرة منقولة إلى هنا دون تغيير في كلماتها`,
    }),
  renumbered: ({ count }) =>
    plural(count, 'ar', {
      zero: 'لا بنود تغيّر رقمها',
      one: 'بند واحد تغيّر رقمه دون كلماته',
      two: 'بندان تغيّر رقماهما دون كلماتهما',
      few: `${number(count)} بنود تغيّرت أرقامها دون كلماتها`,
      many: `${number(count)} بندًا تغيّرت أرقامها دون كلماتها`,
      other: `${number(count)} بند تغيّرت أرقامها دون كلماتها`,
    }),
  renumbering: ({ before, after, text }) =>
    `الرقم ${isolate(before)} أصبح الآن ${isolate(after)}: ${isolate(text)}`,
  replaced: ({ before, after, count }) =>
    `حلّت العبارة ${quote(after)} محل ${quote(before)} ${plural(count, 'ar', {
      one: 'في موضع واحد',
      two: 'في موضعين',
      few: `في ${number(count)} مواضع`,
      many: `في ${number(count)} موضعًا`,
      other: `في ${number(count)} موضع`,
    })}`,
  links: 'روابط تغيّرت وجهتها',
  link: {
    changed: ({ text, before, after }) =>
      `الرابط ${quote(text)} كان يؤدي إلى ${isolate(before)} وأصبح يؤدي إلى ${isolate(after)}`,
    added: ({ text, after }) => `الرابط ${quote(text)} أصبح يؤدي إلى ${isolate(after)}`,
    removed: ({ text, before }) => `الرابط ${quote(text)} لم يعد يؤدي إلى ${isolate(before)}`,
  },
  reformatted: ({ count }) =>
    plural(count, 'ar', {
      zero: 'لا فقرات تغيّر شكلها',
      one: 'فقرة واحدة تغيّر شكلها دون كلماتها',
      two: 'فقرتان تغيّر شكلهما دون كلماتهما',
      few: `${number(count)} فقرات تغيّر شكلها دون كلماتها`,
      other: `${number(count)} فقرة تغيّر شكلها دون كلماتها`,
    }),
  matter: 'بيانات عن الملف ليست جزءًا من النص',
  form: {
    kind: 'نوع آخر من الفقرات',
    level: 'مستوى آخر',
    markup: 'التمييز أو نقاط الربط',
    typography: 'علامات الاقتباس أو الشرطات أو المسافات',
    spacing: 'التباعد',
    split: 'تقسيم فقرة',
    merged: 'دمج فقرات',
    links: 'الروابط',
    'line-endings': 'تغيّرت محارف نهايات الأسطر.',
    'byte-order-mark': 'أُضيفت علامة ترتيب البايتات أو حُذفت.',
  },
  leftOut: ({ count }) =>
    plural(count, 'ar', {
      zero: 'جميع التغييرات معروضة هنا.',
      one: 'هناك تغيير آخر غير معروض هنا.',
      two: 'هناك تغييران آخران غير معروضين هنا.',
      few: `هناك ${number(count)} تغييرات أخرى غير معروضة هنا.`,
      many: `هناك ${number(count)} تغييرًا آخر غير معروضة هنا.`,
      other: `هناك ${number(count)} تغيير آخر غير معروضة هنا.`,
    }),
};

function words(count: number): string {
  return plural(count, 'ar', {
    zero: 'لا كلمات',
    one: 'كلمة واحدة',
    two: 'كلمتان',
    few: `${number(count)} كلمات`,
    other: `${number(count)} كلمة`,
  });
}

/** In the digits that dates and the numbers of versions next to it are written in. */
function number(count: number): string {
  return formatNumber(count, 'ar-u-nu-latn');
}
