import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Japanese. */
export const severalJa: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}の変更：${day}から適用`,
  subjectUndated: ({ titles }) => `${titles}の変更のお知らせ`,
  heading: ({ titles }) => `${titles}の変更のお知らせ`,
  lead: ({ company, titles }) =>
    `${company}は、${titles}の新しい版を公開しました。それぞれについて、変更の内容、適用開始日、お客様にできることをお知らせします。`,
  reminder: {
    subject: ({ titles }) => `【再度のお知らせ】${titles}の変更`,
    heading: ({ titles }) => `再度のお知らせ：${titles}の変更`,
    lead: ({ company, titles, postedDate }) =>
      `${company}は、${postedDate}に${titles}の新しい版を公開しました。まだご回答をいただいていないため、それぞれについて、変更の内容、適用開始日、お客様にできることを改めてお知らせします。`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}：予告した変更は撤回されました`,
    heading: ({ titles }) => `${titles}の変更は撤回されました`,
  },
  receipt: {
    subject: ({ titles }) => `【控え】${titles}への同意`,
    lead: ({ company, titles }) =>
      `${company}の${titles}（それぞれ下記の版）への同意を受け付けました。このメールはその控えです。これ以上のお手続きは必要ありません。`,
  },
  acceptAll: ({ titles }) => `すべてに同意する：${titles}`,
  consentApart: ({ titles }) =>
    `${titles}への同意は、下で別にお尋ねします。「すべてに同意する」には含まれません。`,
  eachAlone: '下で、文書ごとに回答することもできます。',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Japanese. */
export const waysJa: WayMessages = {
  findable: ({ url }) => `このメールのリンクを使わなくても、ご自身で ${url} を開いてご覧いただけます。`,
  replies: ({ replyTo }) =>
    `このメールへの返信は ${replyTo} に届きます。返信がご回答として記録されることはありません。`,
  wholeText: '変更箇所の表示がない新しい全文',
};
