import type { BannerMessages, PublicMessages } from '../public-messages.ts';
import { isolate, quote } from './isolate.ts';

/** What stands on the public pages of policies, in Arabic. */
export const publicAr: PublicMessages = {
  skip: 'الانتقال إلى المحتوى',
  policies: 'المستندات القانونية',
  noPolicies: 'لم يُنشر أي مستند بعد.',
  about: ({ company }) =>
    `هنا تنشر ${isolate(company)} شروطها وسياساتها: ما هو ساري المفعول، وما سيتغير قريبًا، وما كان ساريًا من قبل.`,
  signIn: 'تسجيل دخول الموظفين',
  contents: 'المحتويات',
  version: ({ version }) => `الإصدار ${version}`,
  more: 'المزيد عن هذا المستند',
  currentText: 'النص الساري',
  allVersions: 'جميع الإصدارات',
  feed: 'موجز آر إس إس للتغييرات',
  noneInForce: {
    title: 'لا يوجد إصدار سارٍ بعد.',
    body: 'لا ينطبق هذا المستند على أحد إلى أن يبدأ سريان إصداره الأول.',
  },
  announced: 'تغيير معلن',
  firstAnnounced: 'إصدار أول معلن',
  takesEffect: ({ version, date }) => `يبدأ سريان الإصدار ${version} يوم ${date}.`,
  inEffectSince: ({ version, date }) => `الإصدار ${version}، سارٍ منذ ${date}`,
  seeChanges: 'عرض التغييرات',
  silence: ({ version, date }) =>
    `من قبل الإصدار السابق وأُخطر بهذا الإصدار واستمر في استخدام الخدمة بعد ${date}، يُعدّ قابلًا للإصدار ${version}.`,
  readVersion: ({ version }) => `قراءة الإصدار ${version}`,
  states: {
    announced: 'معلن',
    'in-force': 'سارٍ',
    superseded: 'حلّ محله إصدار أحدث',
    withdrawn: 'مسحوب',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `الإصدار ${version} غير سارٍ بعد.`,
      body: `يبدأ سريانه يوم ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `استُبدل الإصدار ${version}.`,
      body: `حلّ الإصدار ${by} محله.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `سُحب الإصدار ${version}.`,
      body: `سُحب يوم ${date} ولم يبدأ سريانه قط.`,
    }),
  },
  kindOfChange: 'نوع التغيير',
  toldBefore: 'كما أُعلن قبل أن نبدأ الاحتفاظ بهذا السجل',
  status: 'الحالة',
  tookEffect: 'بدأ سريانه في',
  wasToTakeEffect: 'كان مقررًا أن يسري اعتبارًا من',
  withdrawnOn: 'تاريخ السحب',
  historyTitle: ({ title }) => `جميع إصدارات ${quote(title)}`,
  newerVersions: 'الإصدارات الأحدث',
  olderVersions: 'الإصدارات الأقدم',
  versionRange: ({ from, to }) => `الإصدارات من ${from} إلى ${to}`,
  compare: {
    title: ({ title }) => `مقارنة إصدارات ${quote(title)}`,
    versions: ({ from, to }) => `ما يتغير من الإصدار ${from} إلى الإصدار ${to}`,
    from: 'من',
    to: 'إلى',
    show: 'مقارنة',
    view: 'طريقة العرض',
    inline: 'في عمود واحد',
    sideBySide: 'جنبًا إلى جنب',
    sameVersion: 'اختير الإصدار نفسه مرتين. يُرجى اختيار إصدار آخر للمقارنة به.',
    busy: {
      title: 'عدد المقارنات الجارية كبير جدًا.',
      body: 'تجري الآن معالجة مقارنات أخرى. يُرجى إعادة المحاولة بعد بضع ثوانٍ.',
    },
  },
  tooOften: {
    title: 'عدد الطلبات كبير جدًا.',
    body: 'وردت من شبكتك طلبات كثيرة خلال وقت قصير. يُرجى إعادة المحاولة بعد بضع ثوانٍ. إذا كنت بصدد إرسال رد، فلم يُسجَّل.',
  },
  notFound: {
    title: 'هذه الصفحة غير موجودة.',
    body: 'ربما كان العنوان ناقصًا أو فيه خطأ. جميع المستندات مدرجة في صفحة المستندات القانونية.',
  },
  texts: {
    languages: 'اللغات',
    prevails: ({ language }) => `هذا النص ترجمة، والنص المعتمد هو النص باللغة ${language}.`,
    changesIn: ({ language, version, missing }) =>
      `التغييرات معروضة باللغة ${language} لعدم وجود نص للإصدار ${version} باللغة ${missing} للمقارنة به.`,
  },
  parts: 'جزء من هذا المستند',
  partOf: 'جزء من',
  corrections: {
    corrected: ({ date }) => `صُحح يوم ${date}`,
    earlier: 'الصياغة السابقة',
    isEarlier: ({ date }) => `هذا هو النص كما كان قبل تصحيحه يوم ${date}.`,
  },
  layers: {
    whatCounts: 'الملخصات القصيرة للمساعدة على القراءة فقط. النص نفسه هو المعتمد، وتجده تحت «اقرأ المزيد».',
    readMore: 'اقرأ المزيد',
  },
  feedTitle: ({ title }) => `تغييرات في ${quote(title)}`,
};

/** What the bar on the product's own site says, in Arabic. */
export const bannerAr: BannerMessages = {
  label: 'إشعار بتغيير في مستند',
  announced: ({ title, date }) => `تغييرات في ${quote(title)} تسري اعتبارًا من ${date}.`,
  inEffect: ({ title, date }) => `تغييرات في ${quote(title)} سارية منذ ${date}.`,
  link: 'عرض التغييرات',
  dismiss: 'إخفاء هذا الإشعار',
};
