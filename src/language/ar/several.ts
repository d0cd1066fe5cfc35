import type { SeveralMessages, WayMessages } from '../messages.ts';
import { isolate } from './isolate.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Arabic. */
export const severalAr: SeveralMessages = {
  subject: ({ titles, day }) => `تغييرات في ${titles} تسري اعتبارًا من ${day}`,
  subjectUndated: ({ titles }) => `تغييرات معلنة في ${titles}`,
  heading: ({ titles }) => `تغييرات في ${titles}`,
  lead: ({ company, titles }) =>
    `نشرنا في ${isolate(company)} إصدارات جديدة من ${titles}. في ما يلي، لكل مستند على حدة، ما يتغير، وموعد بدء سريانه، وما يمكنك فعله.`,
  reminder: {
    subject: ({ titles }) => `تذكير: تغييرات معلنة في ${titles}`,
    heading: ({ titles }) => `تذكير بتغييرات في ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `في ${postedDate} نشرنا في ${isolate(company)} إصدارات جديدة من ${titles}. لم يصلنا ردك بعد، لذا نعرض عليك مرة أخرى، لكل مستند على حدة، ما يتغير، وموعد بدء سريانه، وما يمكنك فعله.`,
  },
  withdrawal: {
    subject: ({ titles }) => `سُحبت التغييرات المعلنة في ${titles}`,
    heading: ({ titles }) => `سُحبت التغييرات في ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `تأكيد قبولك ${titles}`,
    lead: ({ company, titles }) =>
      `سُجّل قبولك للمستندات التالية لدى ${isolate(company)}، كل منها بالإصدار المذكور: ${titles}. هذه الرسالة تأكيد بذلك، ولا يلزمك القيام بأي شيء آخر.`,
  },
  acceptAll: ({ titles }) => `قبول الكل: ${titles}`,
  consentApart: ({ titles }) => `موافقتك على ${titles} مطلوبة أدناه على حدة: زر قبول الكل لا يشملها.`,
  eachAlone: 'يمكنك أيضًا الرد أدناه على كل مستند على حدة.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Arabic. */
export const waysAr: WayMessages = {
  findable: ({ url }) =>
    `يمكنك أيضًا العثور على ذلك دون استخدام روابط هذه الرسالة، بفتح ${isolate(url)} بنفسك.`,
  replies: ({ replyTo }) => `الردود على هذه الرسالة تصل إلى ${isolate(replyTo)}، ولا تُسجّل بوصفها قرارك.`,
  wholeText: 'النص الجديد دون علامات',
};
