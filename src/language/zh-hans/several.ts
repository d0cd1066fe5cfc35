import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in simplified Chinese. */
export const severalZhHans: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}的变更：生效日期${day}`,
  subjectUndated: ({ titles }) => `${titles}的变更通知`,
  heading: ({ titles }) => `${titles}的变更`,
  lead: ({ company, titles }) =>
    `${company}已发布${titles}的新版本。以下分别说明各份文件变更的内容、生效时间，以及您可以作出的选择。`,
  reminder: {
    subject: ({ titles }) => `提醒：${titles}的变更通知`,
    heading: ({ titles }) => `提醒：${titles}的变更`,
    lead: ({ company, titles, postedDate }) =>
      `${company}已于${postedDate}发布${titles}的新版本。我们尚未收到您的答复，因此再次分别告知您各份文件变更的内容、生效时间，以及您可以作出的选择。`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}已公布的变更现已撤回`,
    heading: ({ titles }) => `${titles}的变更已撤回`,
  },
  receipt: {
    subject: ({ titles }) => `回执：您已同意${titles}`,
    lead: ({ company, titles }) =>
      `您已同意${company}的${titles}，各份文件的版本如下所列。本邮件是您的回执，您无需再进行任何操作。`,
  },
  acceptAll: ({ titles }) => `全部同意：${titles}`,
  consentApart: ({ titles }) => `对${titles}的同意将在下方单独征求：“全部同意”按钮不包括该项同意。`,
  eachAlone: '您也可以在下方对各份文件分别作出答复。',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in simplified Chinese. */
export const waysZhHans: WayMessages = {
  findable: ({ url }) => `您也可以不使用本邮件中的链接，自行打开 ${url} 查看。`,
  replies: ({ replyTo }) => `回复本邮件的内容会发送至 ${replyTo}。回复不会被记录为您的决定。`,
  wholeText: '不带标记的新文本',
};
