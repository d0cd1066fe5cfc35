import type { ReviewMessages } from '../messages.ts';
import { isolate, quote } from './isolate.ts';

/** What stands on the review page, in Arabic. */
export const reviewAr: ReviewMessages = {
  title: ({ title }) => `تغييرات في ${quote(title)}`,
  posted: 'تاريخ النشر',
  comparedWith: ({ version }) => `مقارنةً بالإصدار ${version} الذي سبق أن قبلته.`,
  comparedWithInForce: ({ version }) => `مقارنةً بالإصدار ${version}.`,
  agreedBefore: 'قَبِلتَ هذه الوثيقة قبل أن نبدأ الاحتفاظ بهذا السجل، ولا نعرف أي نص منها قبلت.',
  fullText: ({ version }) => `قراءة النص الكامل للإصدار ${version}`,
  lateUntil: ({ date }) => `بلغك هذا التغيير بعد بدء سريانه، ولذلك أمامك حتى ${date} لاتخاذ قرارك.`,
  yourAnswer: 'ردك',
  accept: ({ version }) => `قبول الإصدار ${version}`,
  declineAndLeave: 'الرفض وإنهاء الاستخدام',
  confirmLeaving: {
    title: 'يُرجى تأكيد إنهاء استخدامك',
    body: ({ date }) => `سينتهي استخدامك للخدمة يوم ${date}. وحتى ذلك الحين يمكنك العدول عن قرارك.`,
    confirm: ({ date }) => `نعم، إنهاء استخدامي يوم ${date}`,
    goBack: 'لا، العودة',
  },
  stay: 'العدول عن إنهاء الاستخدام',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'شكرًا لك. سُجّل قبولك.',
      body: `قبلت الإصدار ${version} من ${quote(title)} يوم ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'سُجّل رفضك، وسينتهي استخدامك للخدمة.',
      body: `رفضت الإصدار ${version} من ${quote(title)} يوم ${date}. وسينتهي استخدامك للخدمة يوم ${endsDate}. وحتى ذلك الحين يمكنك العدول عن قرارك على هذه الصفحة.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'سيستمر استخدامك للخدمة.',
      body: `عدلت عن قرار إنهاء استخدامك للخدمة يوم ${date}. ولا يُعدّ ذلك قبولًا منك للإصدار ${version} من ${quote(title)}.`,
    }),
    keep: 'يمكنك طباعة هذه الصفحة أو حفظها للاحتفاظ بنسخة لديك.',
    mailed: 'نرسل إليك هذا الإيصال أيضًا بالبريد الإلكتروني.',
    policy: 'السياسة',
    version: 'الإصدار',
    fingerprint: 'بصمة النص',
    recordedAt: 'وقت التسجيل',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `سبق أن قبلت الإصدار ${version}.`,
      body: {
        explicit: `قبلته يوم ${date}. ولا يلزمك القيام بأي شيء آخر.`,
        deemed: `استخدمت الخدمة بعد بدء سريانه، وذلك يوم ${date}، فعُدّ ذلك قبولًا منك له. ولا يلزمك القيام بأي شيء آخر.`,
        imported: `قبولك مسجّل لدينا بتاريخ ${date}. ولا يلزمك القيام بأي شيء آخر.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'لا يلزمك القيام بأي شيء آخر.',
      body: `سبق أن قبلت الإصدار ${version}، وهو أحدث من هذا الإصدار.`,
    }),
    left: ({ endedDate }) => ({
      title: 'أنهيت استخدامك للخدمة.',
      body: `انتهى استخدامك للخدمة يوم ${endedDate}. ولم يعد هنا ما يتطلب قرارًا منك.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'انقضت مهلة الرفض.',
      body: `كان بإمكانك رفض الإصدار ${version} حتى ${closedDate}. وهو ينطبق عليك إذا استخدمت الخدمة.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'سُحب هذا التغيير.',
      body: `سُحب الإصدار ${version} يوم ${withdrawnDate} ولن يسري. ولا يزال الإصدار الذي كان ينطبق عليك سابقًا منطبقًا عليك.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'حلّ إصدار أحدث محل هذا الإصدار.',
      body: `لم يعد الإصدار ${version} ساريًا، والساري الآن هو الإصدار ${by}. ولا يمكن الرد إلا على إصدار سارٍ أو معلن.`,
    }),
    expiredLink: {
      title: 'انتهت صلاحية هذا الرابط.',
      body: 'كان الرابط صالحًا حتى مدة معينة بعد بدء سريان التغيير. ولم يُسجَّل أي شيء بفتحه. يُرجى تسجيل الدخول إلى الخدمة لمعرفة ما ينطبق عليك.',
    },
    unknownLink: {
      title: 'هذا الرابط غير معروف لدينا.',
      body: 'ربما نُسخ ناقصًا. يُرجى فتحه من الرسالة مرة أخرى.',
    },
    addressChanged: {
      title: 'لم يعد هذا الرابط صالحًا.',
      body: 'أُرسل الرابط إلى عنوان لم يعد عنوان الحساب، ولذلك لا يعرض شيئًا ولا يُتخذ به أي قرار. يُرجى استخدام أحدث رسالة وصلتك أو تسجيل الدخول إلى الخدمة.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'لم يُسجَّل أي شيء.',
      body: 'لم يصل ردك من هذه الصفحة، ولذلك لم يُؤخذ به. يُرجى فتح الرابط من الرسالة والرد هناك.',
    },
    outOfDate: {
      title: 'لم يُسجَّل أي شيء.',
      body: 'طرأ تغيير منذ أن فتحت هذه الصفحة. يُرجى قراءة ما تعرضه الآن ثم الرد من جديد.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `هذه الصفحة لك وحدك: أُرسل إليك رابطها لأن لديك حسابًا لدى ${isolate(company)}. يُرجى عدم مشاركته مع أحد.`,
};
