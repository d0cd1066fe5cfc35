import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in Japanese. */
export const reviewJa: ReviewMessages = {
  title: ({ title }) => `「${title}」の変更`,
  posted: '公開日時',
  comparedWith: ({ version }) => `お客様が同意された第${version}版と比較しています。`,
  comparedWithInForce: ({ version }) => `第${version}版と比較しています。`,
  agreedBefore:
    'お客様は、この記録が始まる前に本文書に同意されています。どの版の文面に同意されたかは分かっていません。',
  fullText: ({ version }) => `第${version}版の全文を読む`,
  lateUntil: ({ date }) => `発効後のお知らせとなったため、お決めいただく期限は${date}です。`,
  yourAnswer: 'お客様のご回答',
  accept: ({ version }) => `第${version}版に同意する`,
  declineAndLeave: '拒否して解約する',
  confirmLeaving: {
    title: '解約してよろしいですか？',
    body: ({ date }) => `サービスのご利用は${date}に終了します。それまでは解約を取り消せます。`,
    confirm: ({ date }) => `はい、${date}に利用を終了します`,
    goBack: 'いいえ、戻ります',
  },
  stay: '解約を取り消す',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: '同意を受け付けました。ありがとうございます。',
      body: `${date}に、「${title}」の第${version}版への同意を受け付けました。`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: '拒否と解約を受け付けました。',
      body: `${date}に、「${title}」の第${version}版の拒否を受け付けました。サービスのご利用は${endsDate}に終了します。それまでは、このページで解約を取り消せます。`,
    }),
    stayed: ({ title, version, date }) => ({
      title: '解約を取り消しました。',
      body: `${date}に、解約の取り消しを受け付けました。これによって「${title}」の第${version}版に同意したことにはなりません。`,
    }),
    keep: 'お手元に控えを残す場合は、このページを印刷または保存してください。',
    mailed: 'この控えはメールでもお送りします。',
    policy: 'ポリシー',
    version: '版',
    fingerprint: '本文の照合用ハッシュ値',
    recordedAt: '記録日時',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `第${version}版に同意済みです。`,
      body: {
        explicit: `${date}に同意を受け付けました。これ以上のお手続きは必要ありません。`,
        deemed: `発効後の${date}にサービスを利用されたため、この版に同意したものとみなされました。これ以上のお手続きは必要ありません。`,
        imported: `${date}の同意が記録されています。これ以上のお手続きは必要ありません。`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'これ以上のお手続きは必要ありません。',
      body: `この版より新しい第${version}版に、すでに同意いただいています。`,
    }),
    left: ({ endedDate }) => ({
      title: '解約が完了しています。',
      body: `サービスのご利用は${endedDate}に終了しました。ここでお決めいただくことはありません。`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: '拒否できる期間は終了しました。',
      body: `第${version}版を拒否できる期限は${closedDate}でした。サービスを利用される場合は、第${version}版が適用されます。`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'この変更は撤回されました。',
      body: `第${version}版は${withdrawnDate}に撤回され、発効することはありません。これまでお客様に適用されていた版が、引き続き適用されます。`,
    }),
    superseded: ({ version, by }) => ({
      title: '新しい版に置き換えられました。',
      body: `第${version}版は効力を失い、現在は第${by}版が有効です。ご回答いただけるのは、有効な版または予告された版に限られます。`,
    }),
    expiredLink: {
      title: 'このリンクは有効期限が切れています。',
      body: 'このリンクを使えたのは、変更の発効後一定の期間まででした。リンクを開いたことによる記録は何も残っていません。現在適用されている内容は、サービスにログインしてご確認ください。',
    },
    unknownLink: {
      title: 'このリンクは確認できません。',
      body: 'コピーしたときに途中で切れた可能性があります。もう一度、メールから開いてください。',
    },
    addressChanged: {
      title: 'このリンクは無効になりました。',
      body: 'リンクの送付先は、現在のアカウントのメールアドレスではありません。そのため、このリンクでは内容の表示も手続きもできません。最新のメールをご利用いただくか、サービスにログインしてください。',
    },
  },
  refused: {
    notFromThisPage: {
      title: '何も記録されていません。',
      body: 'ご回答がこのページから送られたものではないため、受け付けませんでした。メールのリンクを開き、そのページでご回答ください。',
    },
    outOfDate: {
      title: '何も記録されていません。',
      body: 'このページを開かれた後に変更がありました。現在の内容をお読みのうえ、もう一度ご回答ください。',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `このページはお客様専用です。${company}のアカウントをお持ちのため、リンクをお送りしました。ほかの方には共有しないでください。`,
};
