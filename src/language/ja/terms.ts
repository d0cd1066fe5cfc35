import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in Japanese. */
export const termsJa: TermsMessages = {
  subject: ({ title }) => `「${title}」の変更のお知らせ`,
  reminderSubject: ({ title }) => `【再度のお知らせ】「${title}」の変更`,
  leadForInformation: ({ title, company, version }) =>
    `${company}は、「${title}」の第${version}版を公開しました。このメールは情報提供を目的としたもので、変更される内容と適用が始まる日時をお知らせします。`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `${postedDate}、${company}は「${title}」の第${version}版を公開しました。変更される内容、適用が始まる日時、お客様への影響を改めてお知らせします。`,
  withdrawnLead: ({ title, company, version }) =>
    `${company}は、「${title}」の第${version}版を撤回しました。この版が適用されることはなく、お客様のお手続きは必要ありません。`,
  effect: {
    after: ({ period }) =>
      `早くとも、このメールの送信から${period}後です。正確な日時は、お客様専用ページに表示されます。`,
    atOnce: 'このメールの送信時です。',
    onPage: '日時は、お客様専用ページに表示されます。',
    atRenewal: 'ご契約の更新時です。日時は、決まり次第お客様専用ページに表示されます。',
    notKnown:
      'まだ決まっていません。お知らせの時点から数えますが、当方の記録では、お知らせはまだお客様に届いていません。',
  },
  reason: '理由',
  soonerReason: '通常より早く適用される理由',
  declineUntilRenewal: 'ご契約の更新までは、同意せずにサービスの利用を終了できます。',
  silence: {
    until: ({ version, date }) =>
      `${date}までに何もお手続きがない場合、第${version}版に同意したものとみなされます。`,
    within: ({ version, period }) =>
      `このメールの送信から${period}以内に何もお手続きがない場合、第${version}版に同意したものとみなされます。正確な期限は、お客様専用ページに表示されます。`,
    around: ({ version, period, date }) =>
      `${date}までに何もお手続きがない場合、第${version}版に同意したものとみなされます。このメールの送信がそれより後になった場合の期限は、送信から${period}です。正確な期限は、お客様専用ページに表示されます。`,
    lateUntil: ({ since, date, version }) =>
      `他のお客様には${since}から適用されています。お客様には${date}まで現在の版が適用され、それまでは異議を述べることができます。何もお手続きがない場合、第${version}版に同意したものとみなされます。`,
    lateWithin: ({ since, period, version }) =>
      `他のお客様には${since}から適用されています。お客様には、このメールの送信から${period}は現在の版が適用され、その間は異議を述べることができます。何もお手続きがない場合、第${version}版に同意したものとみなされます。正確な期限は、お客様専用ページに表示されます。`,
    untilRenewal: ({ version }) =>
      `ご契約の更新までに何もお手続きがない場合、第${version}版に同意したものとみなされます。`,
    onPage: ({ version }) =>
      `何もお手続きがない場合、第${version}版に同意したものとみなされます。異議を述べられる期限は、お客様専用ページに表示されます。すでに過ぎている場合も、その日時を確認できます。`,
    ended: ({ version, date, closedDate }) =>
      `異議を述べられる期限は${closedDate}でした。お申し出がなかったため、第${version}版が${date}からお客様に適用されます。`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `異議を述べられる期限は${closedDate}でした。お申し出がなかったため、第${version}版がご契約の更新時からお客様に適用されます。`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `ご契約の更新後もサービスの利用を続けた場合、第${version}版に同意したものとみなされます。`,
    onPage: ({ version }) =>
      `サービスの利用を続けた場合、第${version}版に同意したものとみなされます。いつからそうなるかは、お客様専用ページに表示されます。`,
    goOn: ({ version }) =>
      `サービスの利用を続けた場合、第${version}版に同意したものとみなされます。同意されない場合は、ご利用をおやめください。`,
    next: ({ version }) => `次にサービスを利用された時点で、第${version}版に同意したものとみなされます。`,
  },
  explicitUndated:
    'お客様が同意するまで、適用される内容は変わりません。変更の適用が始まった後は、ご利用を続けるには同意が必要になります。',
  unanswered: {
    restrict: ({ date }) =>
      `${date}までに同意されない場合、その後は同意されるまで、サービスの一部しかご利用いただけません。`,
    restrictUndated:
      '同意されない場合、ある時点から、同意されるまでサービスの一部しかご利用いただけなくなります。その日時は、お客様専用ページに表示されます。',
    end: ({ date }) =>
      `${date}までに同意されない場合、その後は同意されるまで、サービスをご利用いただけません。`,
    endUndated:
      '同意されない場合、ある時点から、同意されるまでサービスをご利用いただけなくなります。その日時は、お客様専用ページに表示されます。',
  },
  acceptAtOnce: '同意されると、変更は直ちにお客様に適用されます。',
  applies: {
    from: ({ date }) =>
      `お客様のお手続きは必要ありません。情報提供のためのお知らせです。変更は${date}から適用されます。`,
    since: ({ date }) =>
      `お客様のお手続きは必要ありません。情報提供のためのお知らせです。変更は${date}から適用されています。`,
    undated: 'お客様のお手続きは必要ありません。情報提供のためのお知らせです。',
    leave: '同意をお願いするものではありません。この変更を望まれない場合は、サービスの利用を終了できます。',
    leaveUntil: ({ date }) =>
      `同意をお願いするものではありません。この変更を望まれない場合は、${date}まで、サービスの利用を終了できます。`,
    leaveWithin: ({ period }) =>
      `同意をお願いするものではありません。この変更を望まれない場合は、このメールの送信から${period}以内であれば、サービスの利用を終了できます。正確な期限は、お客様専用ページに表示されます。`,
    leaveUntilRenewal:
      '同意をお願いするものではありません。この変更を望まれない場合は、ご契約の更新まで、サービスの利用を終了できます。',
    leaveOnPage:
      '同意をお願いするものではありません。この変更を望まれない場合は、一定の期間、サービスの利用を終了できます。期限は、お客様専用ページに表示されます。すでに過ぎている場合も、その日時を確認できます。',
  },
  notTold: 'まだ何も適用されていません。当方の記録では、この変更のお知らせはお客様に届いていません。',
  public: {
    silence: ({ version }) =>
      `前の版に同意し、この版のお知らせを受けた方が期限までに異議を述べない場合、第${version}版に同意したものとみなされます。`,
    applies: ({ version }) => `第${version}版は、どなたの同意も必要とせずに適用されます。`,
  },
};
