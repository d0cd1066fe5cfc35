import type { BannerMessages, PublicMessages } from '../public-messages.ts';
import { quote } from './isolate.ts';

/** What stands on the public pages of policies, in Arabic. */
export const publicAr: PublicMessages = {
  skip: 'الانتقال إلى المحتوى',
  policies: 'السياسات',
  noPolicies: 'لم تُنشر أي سياسة بعد.',
  contents: 'المحتويات',
  version: ({ version }) => `الإصدار ${version}`,
  more: 'المزيد عن هذه السياسة',
  currentText: 'النص الساري',
  allVersions: 'جميع الإصدارات',
  feed: 'موجز التغييرات',
  noneInForce: {
    title: 'لا يوجد إصدار سارٍ بعد.',
    body: 'لا تنطبق هذه السياسة على أحد إلى أن يبدأ سريان إصدارها الأول.',
  },
  announced: 'تغيير معلن',
  takesEffect: ({ version, date }) => `يبدأ سريان الإصدار ${version} يوم ${date}.`,
  inEffectSince: ({ version, date }) => `الإصدار ${version}، سارٍ منذ ${date}`,
  seeChanges: 'عرض ما سيتغير',
  seeChanged: 'عرض ما تغيّر',
  readVersion: ({ version }) => `قراءة الإصدار ${version}`,
  states: {
    announced: 'معلن',
    'in-force': 'سارٍ',
    superseded: 'مستبدَل',
    withdrawn: 'مسحوب',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `الإصدار ${version} غير سارٍ بعد.`,
      body: `يبدأ سريانه يوم ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `لم يعد الإصدار ${version} ساريًا.`,
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
  tookEffect: 'سرى اعتبارًا من',
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
  notFound: {
    title: 'هذه الصفحة غير موجودة.',
    body: 'ربما كان العنوان ناقصًا أو فيه خطأ. جميع السياسات مدرجة في صفحة السياسات.',
  },
  feedTitle: ({ title }) => `تغييرات في ${quote(title)}`,
};

/** What the bar on the product's own site says, in Arabic. */
export const bannerAr: BannerMessages = {
  label: 'إشعار بتغيير في سياسة',
  announced: ({ title, date }) => `تغييرات في ${quote(title)} تسري اعتبارًا من ${date}.`,
  inEffect: ({ title, date }) => `تغييرات في ${quote(title)} سارية منذ ${date}.`,
  link: 'عرض التغييرات',
  dismiss: 'إخفاء هذا الإشعار',
};
