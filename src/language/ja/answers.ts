import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in Japanese. */
export const answersJa: AnswersMessages = {
  object: {
    until: ({ date }) => `${date}まで、異議を述べることができます。`,
    within: ({ period }) =>
      `このメールの送信から${period}以内であれば、異議を述べることができます。正確な期限は、お客様専用ページに表示されます。`,
    around: ({ date, period }) =>
      `${date}まで、異議を述べることができます。このメールの送信がそれより後になった場合、異議の期限は送信から${period}です。正確な期限は、お客様専用ページに表示されます。`,
    untilRenewal: 'ご契約の更新まで、異議を述べることができます。',
    untilYouAccept: '同意されるまでは、いつでも異議を述べることができます。',
    onPage:
      '一定の期間、異議を述べることができます。期限は、お客様専用ページに表示されます。すでに過ぎている場合も、その日時を確認できます。',
  },
  ways: {
    leave: 'その場合、サービスの利用を終了できます。',
    leaveFree: 'その場合、サービスの利用を無料で終了できます。',
    keepOld: '現在の版を引き続きご利用いただけます。',
    keepOldUntil: ({ date }) => `現在の版を${date}まで引き続きご利用いただけます。`,
    keepOldForATime:
      '現在の版を一定の期間、引き続きご利用いただけます。その期限は、お客様専用ページに表示されます。',
    keepOldPart: '一部について、これまでの内容を残すことができます。その他はすべて新しい内容になります。',
    leavePart: 'サービスの一部だけをやめることができます。その他は引き続きご利用いただけます。',
    refuse:
      '同意されるまでは、いつでも「同意しない」と回答できます。その場合も、サービスは引き続きご利用いただけます。',
    mayEnd: ({ period }) =>
      `現在の版を残される場合、当方は${period}前に予告のうえ、サービスの提供を終了することがあります。`,
    mayEndFrom: ({ period, date }) =>
      `現在の版を残される場合、当方は${period}前に予告のうえ、早ければ${date}に、サービスの提供を終了することがあります。`,
  },
  canTakeBackUntil: ({ date }) =>
    `この回答は${date}まで取り消せます。その後も、新しい版に同意することはできます。`,
  consentAsked:
    '同意は、同意するときと同じ簡単な手順で、いつでも撤回できます。それまでに行われたことには影響しません。',
  explicitOptional: '同意されない限り、何も変わりません。現在の内容がそのまま適用されます。',
  unrecordedOptional: ({ version }) =>
    `この文書へのお客様の同意は、当方の記録にありません。お手続きをされないことも、サービスを利用されることも、同意とはみなされません。第${version}版への同意は任意です。`,
  askedAnew: '同意を撤回されたため、以前の同意は有効ではありません。ご利用を続けるには同意が必要です。',
  askedAnewOptional: ({ version }) =>
    `同意を撤回されたため、以前の同意は有効ではありません。第${version}版への同意は任意です。`,
  restrictedNow: '同意されるまで、サービスの一部しかご利用いただけません。',
  endedNow: '同意されるまで、サービスをご利用いただけません。',
  buttons: {
    no: 'いいえ、同意しません',
    keepOld: '異議を述べて現在の版を残す',
    keepOldPart: ({ part }) => `異議を述べて「${part}」はこれまでの内容を残す`,
    leavePart: ({ part }) => `「${part}」をやめて続ける`,
    takeBack: '回答を取り消す',
    withdraw: '同意を撤回する',
  },
  confirm: {
    title: '異議を述べますか？',
    keepOld: 'はい、現在の版を残します',
    keepOldPart: ({ part }) => `はい、「${part}」はこれまでの内容を残します`,
    leavePart: ({ part }) => `はい、「${part}」をやめて続けます`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: '異議を受け付けました。',
      body: `${date}に、「${title}」の第${version}版への異議を受け付けました。お客様の現在の版が引き続き適用されます。`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: '異議を受け付けました。',
      body: `${date}に、「${title}」の第${version}版への異議を受け付けました。お客様の現在の版が${until}まで引き続き適用されます。`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: '一部への異議を受け付けました。',
      body: `${date}に、「${title}」の第${version}版のうち「${part}」への異議を受け付けました。その部分はこれまでの内容のままで、その他はすべて新しい内容になります。`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: '一部の利用終了を受け付けました。',
      body: `${date}に、「${title}」の第${version}版を理由とする「${part}」の利用終了を受け付けました。その他は引き続きご利用いただけます。`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: '回答を取り消しました。',
      body: `${date}に、「${title}」の第${version}版への異議の取り消しを受け付けました。異議がなかったものとして扱われます。`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: '同意の撤回を受け付けました。',
      body: `${date}に、「${title}」の第${version}版への同意の撤回を受け付けました。それまでに同意に基づいて行われたことには影響しません。`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: '同意しないとの回答を受け付けました。',
      body: `${date}に、「${title}」の第${version}版に同意しないとの回答を受け付けました。サービスは引き続きご利用いただけます。お考えが変わったときは、いつでも同意できます。`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'サービスのご利用は終了します。',
      body: `お客様が「${title}」の第${version}版より前の内容を残されたため、${date}に${company}から終了の予告がありました。サービスのご利用は${endsDate}に終了します。それまでに同意されると、引き続きご利用いただけます。`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版への異議`,
      heading: '異議を受け付けました',
      lead: ({ title, company, version }) =>
        `${company}の「${title}」第${version}版への異議を受け付けました。お客様の現在の版が引き続き適用されます。このメールはその控えです。`,
    },
    keepsOldPart: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版の一部への異議`,
      heading: '一部への異議を受け付けました',
      lead: ({ title, company, version }) =>
        `${company}の「${title}」第${version}版の一部への異議を受け付けました。その部分はこれまでの内容のままで、その他はすべて新しい内容になります。このメールはその控えです。`,
    },
    leftPart: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版による一部の利用終了`,
      heading: '一部の利用終了を受け付けました',
      lead: ({ title, company, version }) =>
        `${company}の「${title}」第${version}版を理由とする、サービスの一部の利用終了を受け付けました。その他は引き続きご利用いただけます。このメールはその控えです。`,
    },
    tookBack: {
      subject: ({ title }) => `【控え】回答の取り消し（「${title}」）`,
      heading: '回答を取り消しました',
      lead: ({ title, company, version }) =>
        `${company}の「${title}」第${version}版への異議の取り消しを受け付けました。異議がなかったものとして扱われます。このメールはその控えです。`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `【控え】同意の撤回（「${title}」）`,
      heading: '同意の撤回を受け付けました',
      lead: ({ title, company, version }) =>
        `${company}の「${title}」第${version}版への同意の撤回を受け付けました。それまでに同意に基づいて行われたことには影響しません。このメールはその控えです。`,
    },
    consentRefused: {
      subject: ({ title }) => `【控え】同意しないとの回答（「${title}」）`,
      heading: '同意しないとの回答を受け付けました',
      lead: ({ title, company, version }) =>
        `${company}の「${title}」第${version}版に同意しないとの回答を受け付けました。サービスは引き続きご利用いただけます。このメールはその控えです。`,
    },
    part: '対象の部分',
    keptUntil: '現在の版が適用される期限',
  },
};
