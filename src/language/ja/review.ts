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
  lateUntil: ({ date }) => `適用が始まった後のお知らせとなったため、お決めいただく期限は${date}です。`,
  nothingBinds:
    'まだ何も適用されていません。当方の記録では、この変更のお知らせはお客様に届いていません。同意することも、同意せずにサービスの利用を終了することもできます。',
  yourAnswer: 'お客様のご回答',
  accept: ({ version }) => `第${version}版に同意する`,
  declineAndLeave: '同意せずに利用を終了する',
  confirmLeaving: {
    title: 'サービスの利用を終了してよろしいですか？',
    body: ({ date }) => `サービスのご利用は${date}に終了します。それまでは取り消せます。`,
    confirm: ({ day }) => `はい、${day}に利用を終了します`,
    goBack: 'いいえ、戻ります',
  },
  stay: '利用を続ける',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: '同意を受け付けました。ありがとうございます。',
      body: `${date}に、「${title}」の第${version}版への同意を受け付けました。`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: '同意しないことと利用の終了を受け付けました。',
      body: `${date}に、「${title}」の第${version}版に同意されないことを受け付けました。サービスのご利用は${endsDate}に終了します。それまでは、このページで取り消せます。`,
    }),
    stayed: ({ title, version, date }) => ({
      title: '利用の終了を取り消しました。',
      body: `${date}に、「${title}」の第${version}版を理由とする利用終了の取り消しを受け付けました。これによって、この版に同意したことにはなりません。`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: '利用の終了を取り消しました。',
      body: `${date}に、「${title}」の第${version}版を理由とする利用終了の取り消しを受け付けました。${acceptedDate}の同意が再び有効になります。`,
    }),
    keep: 'お手元に控えを残す場合は、このページを印刷または保存してください。',
    mailing: 'この控えをメールでもお送りしています。',
    mailed: ({ date }) => `この控えは${date}にメールでもお送りしました。`,
    policy: '規約・ポリシー',
    version: 'バージョン',
    fingerprint: '本文の照合用ハッシュ値',
    recordedAt: '記録日時',
  },
  stillLeaving: ({ title, date }) => `「${title}」を理由に、サービスのご利用は引き続き${date}に終了します。`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `第${version}版が適用されています。`
          : `第${version}版に同意済みです。`,
      body: {
        explicit: `${date}に同意を受け付けました。これ以上のお手続きは必要ありません。`,
        deemed: `適用開始後の${date}にサービスを利用されたため、この版に同意したものとみなされました。これ以上のお手続きは必要ありません。`,
        silence: `${date}までに異議のお申し出がなかったため、この版に同意したものとみなされました。これ以上のお手続きは必要ありません。`,
        imported: `${date}の同意が記録されています。これ以上のお手続きは必要ありません。`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'これ以上のお手続きは必要ありません。',
      body: `この版より新しい第${version}版に、すでに同意いただいています。`,
    }),
    left: ({ endedDate }) => ({
      title: 'ご利用は終了しています。',
      body: `サービスのご利用は${endedDate}に終了しました。ここでお決めいただくことはありません。`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: '同意しないことを選べる期間は終了しました。',
      body: `第${version}版に同意しないことを選べる期限は${closedDate}でした。`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'この変更は撤回されました。',
      body: `第${version}版は${withdrawnDate}に撤回され、適用されることはありません。`,
    }),
    nothingChanged:
      'この変更によってお客様に変わったことはなく、それまで適用されていた内容が引き続き適用されました。',
    superseded: ({ version, by }) => ({
      title: '新しい版に置き換えられました。',
      body: `第${version}版は第${by}版に置き換えられました。ご回答いただけるのは、有効な版または予告された版に限られます。`,
    }),
    expiredLink: {
      title: 'このリンクは有効期限が切れています。',
      body: 'このリンクを使えたのは、一定の期間だけでした。リンクを開いたことによる記録は何も残っていません。現在適用されている内容は、サービスにログインしてご確認ください。',
    },
    unknownLink: {
      title: 'このリンクは確認できません。',
      body: 'コピーしたときに途中で切れた可能性があります。もう一度、メールから開いてください。',
    },
    retiredLink: {
      title: 'このリンクは無効になりました。',
      body: 'リンクの署名に使った鍵は、現在は使われていません。そのため、このリンクでは内容の表示も手続きもできません。まだご回答いただける場合は、アカウントのアドレスに、リンクを記載した新しいメールをお送りします。そのリンクをご利用いただくか、サービスにログインしてください。',
    },
    addressChanged: {
      title: 'このリンクは無効になりました。',
      body: 'リンクの送付先は、現在のアカウントのメールアドレスではありません。そのため、このリンクでは内容の表示も手続きもできません。現在適用されている内容は、サービスにログインしてご確認ください。',
    },
    sentToNewAddress: {
      title: 'このリンクは無効になりました。',
      body: 'リンクの送付先は、現在のアカウントのメールアドレスではありません。現在のアカウントのアドレスに、リンクを記載した新しいメールをお送りします。そのリンクをご利用いただくか、サービスにログインしてください。',
    },
  },
  refused: {
    notFromThisPage: {
      title: '今回の操作は記録されませんでした。',
      body: 'ご回答がこのページから送られたものではないため、記録できませんでした。メールのリンクを開き、そのページでご回答ください。',
    },
    outOfDate: {
      title: '今回の操作は記録されませんでした。',
      body: 'このページを開かれた後に変更がありました。現在の内容をお読みのうえ、もう一度ご回答ください。',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `このページはお客様専用です。${company}のアカウントに登録されているアドレスに、リンクをお送りしました。ほかの方には共有しないでください。`,
  whyYouSeeThisOnce: ({ company }) =>
    `このページはお客様専用です。${company}のアカウントに登録されている、または登録されていたアドレスに、リンクをお送りしました。ほかの方には共有しないでください。`,
};
