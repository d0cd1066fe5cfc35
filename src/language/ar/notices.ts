import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';
import { isolate, quote } from './isolate.ts';

/** What stands in notices and on the review page alike, in Arabic. */
export const noticeAr: NoticeMessages = {
  change: {
    initial: 'الإصدار الأول',
    minor: 'تغيير طفيف',
    substantial: 'تغيير جوهري',
    legal: 'تغيير يفرضه القانون',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `يتغير أيضًا ${quote(title)} المرتبط بهذا المستند: أُعلن الإصدار ${version} منه في ${postedDate}، على أن يبدأ سريانه يوم ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `يتغير أيضًا ${quote(title)} المرتبط بهذا المستند: أُعلن الإصدار ${version} منه في ${postedDate}. ويوضح إشعار خاص به موعد سريانه.`,
  replaces: ({ version, replaced, postedDate }) =>
    `يحل الإصدار ${version} محل الإصدار ${replaced} الذي أُعلن في ${postedDate}. سُحب الإصدار ${replaced} ولن يسري، ولم يعد ما قد تكون قرأته عنه صحيحًا.`,
  replacedAcceptances:
    'إذا سبق أن قبلت أحد الإصدارات المسحوبة، فلم يعد لهذا القبول أي أثر، ويعود ما قررته قبله ساريًا، بما في ذلك قرار إنهاء استخدامك.',
  replacedLeaving:
    'إذا كنت بصدد إنهاء استخدامك بسبب أحد هذه الإصدارات وحده، فقد أُلغي الإنهاء ويستمر استخدامك للخدمة.',
  takesEffect: 'يسري اعتبارًا من',
  inEffectSince: 'سارٍ منذ',
  effectDate: 'تاريخ بدء السريان',
  ifYouDoNotAgree: 'في حال عدم القبول',
  declineUntil: ({ date }) => `يمكنك الرفض وإنهاء استخدامك للخدمة حتى ${date}.`,
  declineUntilYouAccept: 'يمكنك الرفض وإنهاء استخدامك للخدمة في أي وقت قبل أن يصدر قبولك.',
  ifYouDoNothing: 'في حال عدم اتخاذ أي إجراء',
  inShort: 'باختصار',
  requiredByLaw: 'مطلوب بموجب القانون',
  whyWithdrawn: 'سبب السحب',
  whatItMeans: 'ماذا يعني ذلك بالنسبة إليك',
  whatChanges: 'ما الذي سيتغير',
  whatChanged: 'ما الذي تغيّر',
  silence: {
    deemed: ({ version, date }) =>
      `إذا استمر استخدامك للخدمة بعد ${date}، فسيُعدّ ذلك قبولًا منك للإصدار ${version}.`,
    deemedLate: ({ version }) =>
      `إذا استمر استخدامك للخدمة بعد انقضاء تلك المهلة، فسيُعدّ ذلك قبولًا منك للإصدار ${version}.`,
    explicit: ({ date }) =>
      `لا يتغير أي شيء بالنسبة إليك إلى حين قبولك. وبعد ${date} سيُطلب منك القبول قبل المتابعة.`,
    explicitInEffect: 'لا يتغير أي شيء بالنسبة إليك إلى حين قبولك. وسيُطلب منك القبول قبل المتابعة.',
    unrecorded: ({ version }) =>
      `لا يوجد لدينا سجل بقبولك هذا المستند. ولا يغيّر ذلك عدم اتخاذ أي إجراء ولا استخدام الخدمة. وسيُطلب منك قبول الإصدار ${version}.`,
  },
};

/** What stands in mails, in Arabic. */
export const mailAr: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `تغييرات في ${quote(title)} تسري اعتبارًا من ${day}`,
    subjectInEffect: ({ title, day }) => `تغييرات في ${quote(title)} سارية منذ ${day}`,
    heading: ({ title }) => `تغييرات في ${quote(title)}`,
    lead: ({ company, title, version }) =>
      `نشرنا في ${isolate(company)} الإصدار ${version} من ${quote(title)}. في ما يلي ما يتغير، وموعد بدء سريانه، وما يمكنك فعله.`,
    leadInEffect: ({ company, title, version, date }) =>
      `نشرنا في ${isolate(company)} الإصدار ${version} من ${quote(title)}، وهو سارٍ منذ ${date}. في ما يلي ما تغيّر، وما يمكنك فعله حياله.`,
  },
  reminder: {
    subject: ({ title, day }) => `تذكير: تغييرات في ${quote(title)} تسري اعتبارًا من ${day}`,
    subjectInEffect: ({ title, day }) => `تذكير: تغييرات في ${quote(title)} سارية منذ ${day}`,
    heading: ({ title }) => `تذكير بتغييرات في ${quote(title)}`,
    lead: ({ company, title, version, postedDate }) =>
      `في ${postedDate} نشرنا في ${isolate(company)} الإصدار ${version} من ${quote(title)}. لم يصلنا ردك بعد، لذا نعرض عليك مرة أخرى ما سيتغير، وموعد بدء سريانه، وما يمكنك فعله حتى ذلك الحين.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `في ${postedDate} نُشر لدى ${isolate(company)} الإصدار ${version} من ${quote(title)}، وهو سارٍ منذ ${date}. لم يصلنا ردك بعد، لذا نعرض عليك مرة أخرى ما تغيّر، وما يمكنك فعله حياله.`,
  },
  withdrawal: {
    subject: ({ title }) => `سُحبت التغييرات المعلنة في ${quote(title)}`,
    heading: ({ title }) => `سُحبت التغييرات في ${quote(title)}`,
    lead: ({ company, title, version, date }) =>
      `سحبنا في ${isolate(company)} الإصدار ${version} من ${quote(title)}، وكان مقررًا أن يبدأ سريانه يوم ${date}. لن يسري هذا الإصدار، ولا يلزمك القيام بأي شيء.`,
    stays: 'لا يزال الإصدار الذي كان ينطبق عليك سابقًا منطبقًا عليك.',
    acceptance: ({ version }) =>
      `إذا سبق أن قبلت الإصدار ${version}، فلم يعد لهذا القبول أي أثر، ويعود ما قررته قبله ساريًا، بما في ذلك قرار إنهاء استخدامك.`,
    leaving: 'إذا كنت بصدد إنهاء استخدامك بسبب هذه التغييرات وحدها، فقد أُلغي الإنهاء ويستمر استخدامك للخدمة.',
    left: 'إذا كان استخدامك قد انتهى بالفعل، فيبقى منتهيًا، ونرحب بعودتك متى شئت.',
    link: 'عرض التغييرات المسحوبة',
  },
  declineWithin: ({ period }) =>
    `أمامك ${period} من وقت إرسال هذه الرسالة للرفض وإنهاء استخدامك للخدمة. ويظهر التاريخ والوقت المحددان على صفحتك.`,
  declineAround: ({ date, period }) =>
    `يمكنك الرفض وإنهاء استخدامك للخدمة حتى ${date}. وإذا أُرسلت هذه الرسالة بعد ذلك، فأمامك ${period} من وقت إرسالها. ويظهر التاريخ والوقت المحددان على صفحتك.`,
  declineOnPage: 'تعرض صفحتك آخر موعد للرفض، سواء أكان لا يزال قائمًا أم انقضى.',
  reviewAndAccept: 'المراجعة والقبول',
  declineAndLeave: 'الرفض وإنهاء الاستخدام',
  nothingYet: 'فتح أي رابط لا يُعدّ قرارًا: فالاختيار لك على الصفحة.',
  onceMore: 'نرسل إليك هذا الإشعار مرة أخرى لأن الرابط الذي وصلك من قبل لم يعد يعمل.',
  corrects:
    'تصحح هذه الرسالة رسالة سابقة كان فيها ملخص أو ترجمة غير صحيحة. يُرجى الاعتماد على هذه الرسالة. لم يتغير النص المعتمد.',
  settled: {
    'has-accepted': ({ version }) =>
      `سبق أن قبلت الإصدار ${version}، ولا يزال قبولك قائمًا. ولا يلزمك القيام بأي شيء آخر.`,
    'is-bound': ({ version }) => `الإصدار ${version} منطبق عليك بالفعل. ولا يلزمك القيام بأي شيء آخر.`,
    'has-refused': ({ version }) =>
      `سُجّل رفضك الموافقة على الإصدار ${version}، ولا يزال قائمًا. وما زال بإمكانك القبول إذا غيّرت رأيك.`,
    'is-leaving': ({ version }) =>
      `سُجّل رفضك للإصدار ${version}، وسينتهي استخدامك للخدمة. وحتى موعد الانتهاء يمكنك العدول عن قرارك على صفحتك.`,
  },
  comparedWith: ({ version }) => `مقارنةً بالإصدار ${version}.`,
  earlierOnPage: 'هناك إصدارات سابقة لم تتسع لها هذه الرسالة، وهي معروضة على صفحتك.',
  moreOnPage: ({ count }) => {
    const shown = formatNumber(count, 'ar-u-nu-latn');
    return plural(count, 'ar', {
      one: 'هناك تغيير آخر لم تتسع له هذه الرسالة، وهو معروض على صفحتك.',
      two: 'هناك تغييران آخران لم تتسع لهما هذه الرسالة، وهما معروضان على صفحتك.',
      few: `هناك ${shown} تغييرات أخرى لم تتسع لها هذه الرسالة، وهي معروضة على صفحتك.`,
      many: `هناك ${shown} تغييرًا آخر لم تتسع له هذه الرسالة، وهو معروض على صفحتك.`,
      other: `هناك ${shown} تغيير آخر لم تتسع له هذه الرسالة، وهو معروض على صفحتك.`,
    });
  },
  seeAllChanges: 'عرض جميع التغييرات',
  noChangesShown: 'النص الكامل معروض على صفحتك.',
  whyYouGotThis: ({ company }) =>
    `وصلتك هذه الرسالة لأن هذا العنوان مرتبط بحساب لدى ${isolate(company)}. وهي إشعار قانوني، ولذلك لا تتضمن رابطًا لإلغاء الاشتراك.`,
  whyYouGotThisOnce: ({ company }) =>
    `وصلتك هذه الرسالة لأن هذا العنوان مرتبط، أو كان مرتبطًا، بحساب لدى ${isolate(company)}. وهي إشعار قانوني، ولذلك لا تتضمن رابطًا لإلغاء الاشتراك.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `تأكيد قبولك الإصدار ${version} من ${quote(title)}`,
      heading: 'سُجّل قبولك',
      lead: ({ company, title, version }) =>
        `سُجّل قبولك للإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. هذه الرسالة تأكيد بذلك، ولا يلزمك القيام بأي شيء آخر.`,
    },
    leaving: {
      subject: ({ title, version }) => `تأكيد رفضك الإصدار ${version} من ${quote(title)}`,
      heading: 'سُجّل رفضك، وسينتهي استخدامك للخدمة',
      lead: ({ company, title, version }) =>
        `سُجّل رفضك للإصدار ${version} من ${quote(title)}، وسينتهي استخدامك للخدمة لدى ${isolate(company)}. هذه الرسالة تأكيد بذلك. وحتى موعد الانتهاء يمكنك العدول عن قرارك على صفحتك.`,
    },
    stayed: {
      subject: ({ title }) => `تأكيد عدولك عن قرارك (${quote(title)})`,
      heading: 'سُجّل عدولك عن قرارك',
      lead: ({ company, title, version }) =>
        `سُجّل عدولك عن قرار إنهاء استخدامك للخدمة لدى ${isolate(company)} بسبب الإصدار ${version} من ${quote(title)}. ولا يعني ذلك أنك قبلت هذا الإصدار. هذه الرسالة تأكيد بذلك.`,
    },
    stayedLead: ({ company, title, version }) =>
      `سُجّل عدولك عن قرار إنهاء استخدامك للخدمة لدى ${isolate(company)} بسبب الإصدار ${version} من ${quote(title)}. وعاد قبولك السابق لهذا الإصدار ساريًا. هذه الرسالة تأكيد بذلك.`,
    useEnds: 'موعد انتهاء استخدامك',
    countsAgain: 'قبولك الذي عاد ساريًا',
    stillLeaving: 'لا يزال استخدامك سينتهي بسبب',
    openPage: 'فتح صفحتك',
    notYou: ({ company }) => `إذا لم يصدر هذا القرار عنك، فيُرجى إبلاغ ${isolate(company)} فورًا.`,
    whyYouGotThis: 'وصلتك هذه الرسالة لأن ردًّا سُجّل على الصفحة التي يفتحها رابط أُرسل إلى هذا العنوان.',
  },
  contact: 'للتواصل',
  linksLeadTo: ({ host }) => `روابطنا في هذه الرسالة تؤدي إلى ${isolate(host)} ولا تؤدي إلى أي موقع آخر.`,
};
