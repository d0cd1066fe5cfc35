import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Simplified Chinese. */
export const linksZhHans: LinkMessages = {
  ended: {
    title: '该链接已停用。',
    body: '向您提供该链接的人员已将其停用。打开链接没有产生任何记录。请登录本服务，查看对您适用的内容。',
  },
  over: {
    title: '本页面已过期。',
    body: '您在过期前作出的答复均已保存。刚才的操作没有产生任何记录。请返回本服务，以获取新的链接。',
  },
  ledHere: ({ company }) => `本页面仅供您本人使用：${company}从您的账户将您引导至此。请勿将链接分享给他人。`,
  asRecorded: '本页面显示当时所记录的内容。打开本页面不会改变任何内容；只要该记录仍被保存，链接就一直有效。',
  linkLasts: '只要该记录仍被保存，本邮件中的链接就会一直指向该记录。',
  account: ({ company }) => `您在${company}的账户`,
  backTo: ({ company }) => `返回${company}`,
  feedReader: '订阅阅读器会在每次变更时通知您。请将以下任一地址添加到阅读器中：',
};
