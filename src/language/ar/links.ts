import type { LinkMessages } from '../link-messages.ts';
import { isolate } from './isolate.ts';

/** What is said behind links and of them, in Arabic. */
export const linksAr: LinkMessages = {
  ended: {
    title: 'أُلغي هذا الرابط.',
    body: 'ألغاه من أعطاك إياه. ولم يُسجَّل أي شيء بفتحه. يُرجى تسجيل الدخول إلى الخدمة لمعرفة ما ينطبق عليك.',
  },
  over: {
    title: 'انتهت صلاحية هذه الصفحة.',
    body: 'ما أجبت به قبل انتهائها محفوظ. ولم يُسجَّل أي شيء الآن. ارجع إلى الخدمة للحصول على رابط جديد.',
  },
  ledHere: ({ company }) =>
    `هذه الصفحة لك وحدك: نقلتك إليها ${isolate(company)} من حسابك. يُرجى عدم مشاركة رابطها مع أحد.`,
  asRecorded: 'تعرض هذه الصفحة ما سُجّل في حينه. ولا يغيّر فتحها شيئًا، ويظل رابطها صالحًا ما دام السجل محفوظًا.',
  linkLasts: 'يظل الرابط الوارد في هذه الرسالة يؤدي إلى هذا السجل ما دام محفوظًا.',
  account: ({ company }) => `حسابك لدى ${isolate(company)}`,
  backTo: ({ company }) => `العودة إلى ${isolate(company)}`,
  feedReader: 'يُعلمك قارئ الموجزات بكل تغيير. أدخِل فيه أحد هذين العنوانين:',
};
