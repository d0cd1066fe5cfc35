import type { AnswersMessages } from '../answers-messages.ts';
import { isolate, quote } from './isolate.ts';

/** What is said of saying no and staying, and of consents, in Arabic. */
export const answersAr: AnswersMessages = {
  object: {
    until: ({ date }) => `يمكنك الاعتراض حتى ${date}.`,
    within: ({ period }) =>
      `أمامك للاعتراض ${period} من وقت إرسال هذه الرسالة. ويظهر التاريخ والوقت المحددان على صفحتك.`,
    around: ({ date, period }) =>
      `يمكنك الاعتراض حتى ${date}. وإذا أُرسلت هذه الرسالة بعد ذلك، فأمامك للاعتراض ${period} من وقت إرسالها. ويظهر التاريخ والوقت المحددان على صفحتك.`,
    untilRenewal: 'يمكنك الاعتراض حتى تجديد عقدك.',
    untilYouAccept: 'يمكنك الاعتراض ما دام قبولك لم يصدر.',
    onPage: 'لك مهلة للاعتراض. وتعرض صفحتك متى تنقضي أو متى انقضت.',
  },
  ways: {
    leave: 'يمكنك عندئذ إنهاء استخدامك للخدمة.',
    leaveFree: 'يمكنك عندئذ إنهاء استخدامك للخدمة مجانًا.',
    keepOld: 'يمكنك الاحتفاظ بالإصدار الذي لديك الآن.',
    keepOldUntil: ({ date }) => `يمكنك الاحتفاظ بالإصدار الذي لديك الآن حتى ${date}.`,
    keepOldForATime: 'يمكنك الاحتفاظ لمدة معينة بالإصدار الذي لديك الآن. وتعرض صفحتك متى تنتهي هذه المدة.',
    keepOldPart: 'يمكنك الاحتفاظ بالنص السابق لجزء منه، ويكون كل ما عداه جديدًا.',
    leavePart: 'يمكنك الاستغناء عن جزء من الخدمة، ويستمر الباقي.',
    refuse: 'يمكنك الرفض ما لم يصدر قبولك. ويستمر استخدامك للخدمة.',
    mayEnd: ({ period }) => `في حال احتفاظك به، يجوز لنا إنهاء استخدامك للخدمة بإشعار مسبق مدته ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `في حال احتفاظك به، يجوز لنا إنهاء استخدامك للخدمة بإشعار مسبق مدته ${period}، وليس قبل ${date}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `يمكنك سحب هذا الرد حتى ${date}. وبعد ذلك يبقى في إمكانك قبول الإصدار الجديد.`,
  consentAsked:
    'إذا صدر قبولك، فيمكنك سحبه في أي وقت بالسهولة نفسها التي تمنحه بها. ولا يتأثر بذلك ما جرى حتى ذلك الحين.',
  explicitOptional: 'لا يتغير أي شيء بالنسبة إليك ما لم يصدر قبولك، ويبقى لك ما لديك الآن.',
  unrecordedOptional: ({ version }) =>
    `لا يوجد في سجلاتنا قبول منك لهذا المستند. ولا يغيّر ذلك عدمُ اتخاذ أي إجراء ولا استخدامُ الخدمة. يمكنك قبول الإصدار ${version}، وليس ذلك لازمًا.`,
  askedAnew: 'سحبت موافقتك، فلم يعد لقبولك السابق أثر. وسيُطلب منك القبول قبل المتابعة.',
  askedAnewOptional: ({ version }) =>
    `سحبت موافقتك، فلم يعد لقبولك السابق أثر. يمكنك قبول الإصدار ${version}، وليس ذلك لازمًا.`,
  restrictedNow: 'لا يمكنك استخدام الخدمة إلا جزئيًا إلى حين قبولك.',
  endedNow: 'لا يمكنك استخدام الخدمة إلى حين قبولك.',
  buttons: {
    no: 'لا',
    keepOld: 'الاعتراض والاحتفاظ بالإصدار السابق',
    keepOldPart: ({ part }) => `الاعتراض والاحتفاظ بالنص السابق: ${quote(part)}`,
    leavePart: ({ part }) => `المتابعة من دون ${quote(part)}`,
    takeBack: 'سحب ردي',
    withdraw: 'سحب موافقتي',
  },
  confirm: {
    title: 'يُرجى تأكيد اعتراضك',
    keepOld: 'نعم، الاحتفاظ بالإصدار السابق',
    keepOldPart: ({ part }) => `نعم، الاحتفاظ بالنص السابق: ${quote(part)}`,
    leavePart: ({ part }) => `نعم، المتابعة من دون ${quote(part)}`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'سُجّل اعتراضك.',
      body: `اعترضت على الإصدار ${version} من ${quote(title)} يوم ${date}. ويبقى الإصدار الذي لديك ساريًا عليك.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'سُجّل اعتراضك.',
      body: `اعترضت على الإصدار ${version} من ${quote(title)} يوم ${date}. ويبقى الإصدار الذي لديك ساريًا عليك حتى ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'سُجّل اعتراضك على جزء.',
      body: `اعترضت على ${quote(part)} في الإصدار ${version} من ${quote(title)} يوم ${date}. ويبقى فيه النص السابق، ويكون كل ما عداه جديدًا.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'سُجّل استغناؤك عن جزء.',
      body: `استغنيت عن ${quote(part)} بسبب الإصدار ${version} من ${quote(title)} يوم ${date}. ويستمر الباقي.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'سُحب ردك.',
      body: `في يوم ${date} سحبت اعتراضك على الإصدار ${version} من ${quote(title)}. وكل شيء كما لو لم يكن هناك اعتراض.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'سُحبت موافقتك.',
      body: `في يوم ${date} سحبت موافقتك على الإصدار ${version} من ${quote(title)}. ولا يتأثر بذلك ما جرى قبله استنادًا إليها.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'سُجّل رفضك.',
      body: `في يوم ${date} رفضت الموافقة على الإصدار ${version} من ${quote(title)}. ويستمر استخدامك للخدمة. وما زال بإمكانك القبول إذا غيّرت رأيك.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'سينتهي استخدامك للخدمة.',
      body: `احتفظت بما كان لديك قبل الإصدار ${version} من ${quote(title)}، ولذلك وُجّه إليك إشعار من ${isolate(company)} يوم ${date}. وسينتهي استخدامك للخدمة يوم ${endsDate}. وإذا صدر قبولك قبل ذلك، فسيستمر.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `تأكيد اعتراضك على الإصدار ${version} من ${quote(title)}`,
      heading: 'سُجّل اعتراضك',
      lead: ({ title, company, version }) =>
        `سُجّل اعتراضك على الإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. ويبقى الإصدار الذي لديك ساريًا عليك. هذه الرسالة تأكيد بذلك.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) => `تأكيد اعتراضك على جزء من الإصدار ${version} من ${quote(title)}`,
      heading: 'سُجّل اعتراضك على جزء',
      lead: ({ title, company, version }) =>
        `سُجّل اعتراضك على جزء من الإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. ويبقى فيه النص السابق، ويكون كل ما عداه جديدًا. هذه الرسالة تأكيد بذلك.`,
    },
    leftPart: {
      subject: ({ title, version }) => `تأكيد استغنائك عن جزء بسبب الإصدار ${version} من ${quote(title)}`,
      heading: 'سُجّل استغناؤك عن جزء',
      lead: ({ title, company, version }) =>
        `سُجّل استغناؤك عن جزء من الخدمة بسبب الإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. ويستمر الباقي. هذه الرسالة تأكيد بذلك.`,
    },
    tookBack: {
      subject: ({ title }) => `تأكيد سحب ردك (${quote(title)})`,
      heading: 'سُحب ردك',
      lead: ({ title, company, version }) =>
        `سُحب اعتراضك على الإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. وكل شيء كما لو لم يكن هناك اعتراض. هذه الرسالة تأكيد بذلك.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `تأكيد سحب موافقتك (${quote(title)})`,
      heading: 'سُحبت موافقتك',
      lead: ({ title, company, version }) =>
        `سُحبت موافقتك على الإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. ولا يتأثر بذلك ما جرى قبله استنادًا إليها. هذه الرسالة تأكيد بذلك.`,
    },
    consentRefused: {
      subject: ({ title }) => `تأكيد رفضك الموافقة (${quote(title)})`,
      heading: 'سُجّل رفضك',
      lead: ({ title, company, version }) =>
        `سُجّل رفضك الموافقة على الإصدار ${version} من ${quote(title)} لدى ${isolate(company)}. ويستمر استخدامك للخدمة. هذه الرسالة تأكيد بذلك.`,
    },
    part: 'الجزء',
    keptUntil: 'يبقى ما لديك حتى',
  },
};
