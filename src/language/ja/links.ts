import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Japanese. */
export const linksJa: LinkMessages = {
  ended: {
    title: 'このリンクは無効になりました。',
    body: 'リンクをお渡しした担当者が無効にしました。リンクを開いたことによる記録は何も残っていません。現在適用されている内容は、サービスにログインしてご確認ください。',
  },
  over: {
    title: 'このページは有効期限が切れました。',
    body: '期限までにご回答いただいた内容は保存されています。今回の操作では何も記録されていません。サービスに戻ると、新しいリンクが発行されます。',
  },
  ledHere: ({ company }) =>
    `このページはお客様専用です。${company}のお客様アカウントからこちらにご案内しました。リンクをほかの方に共有しないでください。`,
  asRecorded:
    'このページは、当時記録された内容を示しています。開いても何も変わりません。記録が保管されている間は、このリンクをご利用いただけます。',
  linkLasts: 'このメールのリンクは、記録が保管されている間、この記録を表示します。',
  account: ({ company }) => `${company}のお客様アカウント`,
  backTo: ({ company }) => `${company}に戻る`,
  feedReader:
    'フィードリーダーを使うと、変更があるたびに通知を受け取れます。次のいずれかのアドレスを登録してください。',
};
