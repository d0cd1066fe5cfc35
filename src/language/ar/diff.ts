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
  movedFromTop: 'منقول إلى هنا من موضع بلا عنوان',
  movedAway: 'منقول من هنا',
  movedHere: 'منقول إلى هنا',
  nowBefore: ({ text }) => `يقع الآن قبل ${quote(text)}`,
  nowBehind: ({ text }) => `يقع الآن بعد ${quote(text)}`,
  quoted: ({ text }) => quote(text),
  comma: '، ',
  andMore: ({ count }) =>
    plural(count, 'ar', {
      one: 'وموضع آخر',
      two: 'وموضعان آخران',
      few: `و${number(count)} مواضع أخرى`,
      many: `و${number(count)} موضعًا آخر`,
      other: `و${number(count)} موضع آخر`,
    }),
  hangs: {
    still: 'يقع الآن تحته بالكلمات نفسها',
    came: ({ other }) => `يقع الآن تحته ما كان تحت ${quote(other)}`,
    cameFromTop: 'يقع الآن تحته ما كان بلا عنوان',
    left: ({ other }) => `ما كان تحته يقع الآن تحت ${quote(other)}`,
    leftToTop: 'ما كان تحته أصبح الآن بلا عنوان',
  },
  looks: 'الأرقام والأسماء والروابط والشكل',
  legend: ['الكلمات المعلَّمة هكذا ', ' جديدة، والكلمات المعلَّمة هكذا ', ' لم تعد موجودة.'],
  section: {
    start: 'في البداية',
    added: 'قسم جديد',
    removed: 'قسم محذوف',
    moved: 'قسم منقول',
    changed: 'معدَّل',
    headingAdded: 'عنوان جديد',
    headingRemoved: 'عنوان محذوف',
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
  nothingInText: 'لم يتغير شيء في النص.',
  formattingOnly: 'لم تتغير أي كلمة. تغيّر شكل النص فقط.',
  noWordChanged: 'لم تتغير أي كلمة.',
  linksChanged: ({ count }) =>
    plural(count, 'ar', {
      one: 'تغيّرت وجهة رابط واحد.',
      two: 'تغيّرت وجهة رابطين.',
      few: `تغيّرت وجهة ${number(count)} روابط.`,
      many: `تغيّرت وجهة ${number(count)} رابطًا.`,
      other: `تغيّرت وجهة ${number(count)} رابط.`,
    }),
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
  sameBelow: ({ count }) =>
    plural(count, 'ar', {
      one: 'موضع آخر بالكلمات نفسها، تحت ما تغيّر أعلاه',
      two: 'موضعان آخران بالكلمات نفسها، تحت ما تغيّر أعلاه',
      few: `هناك ${number(count)} مواضع أخرى بالكلمات نفسها، تحت ما تغيّر أعلاه`,
      many: `هناك ${number(count)} موضعًا آخر بالكلمات نفسها، تحت ما تغيّر أعلاه`,
      other: `هناك ${number(count)} موضع آخر بالكلمات نفسها، تحت ما تغيّر أعلاه`,
    }),
  toldBelow: ({ count }) =>
    plural(count, 'ar', {
      one: 'موضع آخر لم يتغيّر فيه إلا ما يُذكر أدناه',
      two: 'موضعان آخران لم يتغيّر فيهما إلا ما يُذكر أدناه',
      few: `هناك ${number(count)} مواضع أخرى لم يتغيّر فيها إلا ما يُذكر أدناه`,
      many: `هناك ${number(count)} موضعًا آخر لم يتغيّر فيها إلا ما يُذكر أدناه`,
      other: `هناك ${number(count)} موضع آخر لم يتغيّر فيها إلا ما يُذكر أدناه`,
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
  hidden: 'تغيّر في الملف ما لا يراه القرّاء.',
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
  cutShort: ({ count }) =>
    plural(count, 'ar', {
      one: 'التغييرات المعروضة هنا ليست كلها: تغيير آخر معروض في الصفحة.',
      two: 'التغييرات المعروضة هنا ليست كلها: تغييران آخران معروضان في الصفحة.',
      few: `التغييرات المعروضة هنا ليست كلها: ${number(count)} تغييرات أخرى معروضة في الصفحة.`,
      many: `التغييرات المعروضة هنا ليست كلها: ${number(count)} تغييرًا آخر معروض في الصفحة.`,
      other: `التغييرات المعروضة هنا ليست كلها: ${number(count)} تغيير آخر معروض في الصفحة.`,
    }),
  cutIn: 'في هذه الأقسام',
  leftOut: ({ count }) =>
    plural(count, 'ar', {
      zero: 'جميع التغييرات معروضة هنا.',
      one: 'هناك تغيير آخر غير معروض هنا.',
      two: 'هناك تغييران آخران غير معروضين هنا.',
      few: `هناك ${number(count)} تغييرات أخرى غير معروضة هنا.`,
      many: `هناك ${number(count)} تغييرًا آخر غير معروض هنا.`,
      other: `هناك ${number(count)} تغيير آخر غير معروض هنا.`,
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
