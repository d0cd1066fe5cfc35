import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber } from '../plural.ts';

/** What stands in notices and on the review page alike, in Japanese. */
export const noticeJa: NoticeMessages = {
  change: {
    initial: '初版',
    minor: '軽微な変更',
    substantial: '重要な変更',
    legal: '法令により必要となった変更',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `この文書と一体をなす「${title}」も変更されます。${postedDate}に第${version}版が予告され、${date}から適用される予定です。`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `この文書と一体をなす「${title}」も変更されます。${postedDate}に第${version}版が予告されました。適用が始まる日時は、別のお知らせに記載しています。`,
  replaces: ({ version, replaced, postedDate }) =>
    `第${version}版は、${postedDate}に予告された第${replaced}版に代わるものです。第${replaced}版は撤回され、適用されることはありません。第${replaced}版についてご案内した内容は無効となります。`,
  replacedAcceptances:
    '撤回された版のいずれかに同意いただいていた場合、その同意は効力を失い、それ以前のご判断（利用を終了するご判断を含みます）が再び有効になります。',
  replacedLeaving:
    'これらの版のいずれかだけを理由に利用終了の手続き中だった場合、その手続きは取り消され、引き続きご利用いただけます。',
  takesEffect: '効力発生日時',
  inEffectSince: '効力が生じた日時',
  effectDate: '効力が生じる日時',
  ifYouDoNotAgree: '同意されない場合',
  declineUntil: ({ date }) => `${date}までは、同意せずにサービスの利用を終了できます。`,
  declineUntilYouAccept: '同意されるまでは、いつでもサービスの利用を終了できます。',
  ifYouDoNothing: '何も手続きをされない場合',
  inShort: '概要',
  requiredByLaw: '法令上の理由',
  whyWithdrawn: '撤回の理由',
  whatItMeans: 'お客様への影響',
  whatChanges: '変更される内容',
  whatChanged: '変更された内容',
  silence: {
    deemed: ({ version, date }) =>
      `${date}以降もサービスの利用を続けた場合、第${version}版に同意したものとみなされます。`,
    deemedLate: ({ version }) =>
      `その期間が過ぎた後もサービスの利用を続けた場合、第${version}版に同意したものとみなされます。`,
    explicit: ({ date }) =>
      `お客様が同意するまで、適用される内容は変わりません。${date}以降は、ご利用を続けるには同意が必要になります。`,
    explicitInEffect:
      'お客様が同意するまで、適用される内容は変わりません。ご利用を続けるには同意が必要です。',
    unrecorded: ({ version }) =>
      `この文書に同意いただいた記録は、当方にはありません。何も手続きをされなくても、サービスを利用されても、同意したことにはなりません。第${version}版への同意をお願いすることになります。`,
  },
};

/** What stands in mails, in Japanese. */
export const mailJa: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `「${title}」の変更：${day}から適用`,
    subjectInEffect: ({ title, day }) => `「${title}」の変更：${day}から適用されています`,
    heading: ({ title }) => `「${title}」の変更のお知らせ`,
    lead: ({ company, title, version }) =>
      `${company}は、「${title}」の第${version}版を公開しました。変更される内容、適用が始まる日時、お客様ができることをお知らせします。`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company}は、「${title}」の第${version}版を公開しました。この版は${date}から適用されています。変更された内容と、お客様ができることをお知らせします。`,
  },
  reminder: {
    subject: ({ title, day }) => `【再度のお知らせ】「${title}」の変更：${day}から適用`,
    subjectInEffect: ({ title, day }) => `【再度のお知らせ】「${title}」の変更：${day}から適用中`,
    heading: ({ title }) => `再度のお知らせ：「${title}」の変更`,
    lead: ({ company, title, version, postedDate }) =>
      `${postedDate}、${company}は「${title}」の第${version}版を公開しました。まだご回答をいただいていないため、変更される内容、適用が始まる日時、それまでにお客様ができることを改めてお知らせします。`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `${postedDate}、${company}は「${title}」の第${version}版を公開しました。この版は${date}から適用されています。まだご回答をいただいていないため、変更された内容と、お客様ができることを改めてお知らせします。`,
  },
  withdrawal: {
    subject: ({ title }) => `「${title}」：予告した変更は撤回されました`,
    heading: ({ title }) => `「${title}」の変更は撤回されました`,
    lead: ({ company, title, version, date }) =>
      `${company}は、${date}から適用される予定だった「${title}」の第${version}版を撤回しました。この版が適用されることはなく、お客様のお手続きは必要ありません。`,
    stays: 'これまでお客様に適用されていた版が、引き続き適用されます。',
    acceptance: ({ version }) =>
      `第${version}版に同意いただいていた場合、その同意は効力を失い、それ以前のご判断（利用を終了するご判断を含みます）が再び有効になります。`,
    leaving:
      'この変更だけを理由に利用終了の手続き中だった場合、その手続きは取り消され、引き続きご利用いただけます。',
    left: 'すでにご利用を終了されている場合は、そのままとなります。またいつでもご利用いただけます。',
    link: '撤回された変更を見る',
  },
  declineWithin: ({ period }) =>
    `このメールの送信から${period}以内であれば、同意せずにサービスの利用を終了できます。正確な期限は、お客様専用ページに表示されます。`,
  declineAround: ({ date, period }) =>
    `${date}までは、同意せずにサービスの利用を終了できます。このメールの送信がそれより後になった場合は、送信から${period}以内であれば終了できます。正確な期限は、お客様専用ページに表示されます。`,
  declineOnPage:
    '同意しないことを選べる期限は、お客様専用ページに表示されます。すでに過ぎている場合も、その日時を確認できます。',
  reviewAndAccept: '確認して同意する',
  declineAndLeave: '同意せずに利用を終了する',
  nothingYet: 'リンクを開くだけでは何も決まりません。ご回答は、開いたページで選んでいただきます。',
  onceMore: '以前お送りしたリンクが開けなくなったため、このお知らせをもう一度お送りしています。',
  corrects:
    'このメールは、以前お送りしたメールを訂正するものです。以前のメールの要約または翻訳に誤りがありました。このメールの内容をご確認ください。優先する文面に変更はありません。',
  settled: {
    'has-accepted': ({ version }) =>
      `第${version}版に同意済みです。この同意は引き続き有効です。これ以上のお手続きは必要ありません。`,
    'is-bound': ({ version }) => `第${version}版が適用されています。これ以上のお手続きは必要ありません。`,
    'has-refused': ({ version }) =>
      `第${version}版に同意しないとの回答を受け付けており、この回答は引き続き有効です。お考えが変わったときは、いつでも同意できます。`,
    'is-leaving': ({ version }) =>
      `第${version}版に同意されないことを受け付けており、ご利用は終了します。終了するまでは、お客様専用ページで取り消せます。`,
  },
  comparedWith: ({ version }) => `第${version}版と比較しています。`,
  earlierOnPage: 'このメールに載せきれなかった以前の版があります。お客様専用ページでご覧いただけます。',
  moreOnPage: ({ count }) =>
    `このメールに載せきれなかった変更が、ほかに${formatNumber(count, 'ja')}件あります。お客様専用ページでご覧いただけます。`,
  seeAllChanges: 'すべての変更を見る',
  noChangesShown: '全文は、お客様専用ページでご覧いただけます。',
  whyYouGotThis: ({ company }) =>
    `このメールは、${company}のアカウントに登録されているアドレスにお送りしています。法的な通知のため、配信停止のリンクはありません。`,
  whyYouGotThisOnce: ({ company }) =>
    `このメールは、${company}のアカウントに登録されている、または登録されていたアドレスにお送りしています。法的な通知のため、配信停止のリンクはありません。`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版への同意`,
      heading: '同意を受け付けました',
      lead: ({ company, title, version }) =>
        `${company}の「${title}」第${version}版への同意を受け付けました。このメールはその控えです。これ以上のお手続きは必要ありません。`,
    },
    leaving: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版に同意せず利用を終了`,
      heading: '同意しないことと利用の終了を受け付けました',
      lead: ({ company, title, version }) =>
        `「${title}」第${version}版に同意されないことを受け付けました。これに伴い、${company}のご利用は終了します。このメールはその控えです。終了するまでは、お客様専用ページで取り消せます。`,
    },
    stayed: {
      subject: ({ title }) => `【控え】利用終了の取り消し（「${title}」）`,
      heading: '利用の終了を取り消しました',
      lead: ({ company, title, version }) =>
        `「${title}」第${version}版を理由とする${company}の利用終了の取り消しを受け付けました。これによって、この版に同意したことにはなりません。このメールはその控えです。`,
    },
    stayedLead: ({ company, title, version }) =>
      `「${title}」第${version}版を理由とする${company}の利用終了の取り消しを受け付けました。この版への以前の同意が再び有効になります。このメールはその控えです。`,
    useEnds: 'ご利用が終了する日時',
    countsAgain: '再び有効になった同意の日時',
    stillLeaving: '引き続きご利用が終了する理由と日時',
    openPage: 'お客様専用ページを開く',
    notYou: ({ company }) => `お客様ご本人の決定でない場合は、直ちに${company}へご連絡ください。`,
    whyYouGotThis: 'このメールは、このアドレスに送られたリンクのページで回答があったため、お送りしています。',
  },
  contact: 'お問い合わせ先',
  linksLeadTo: ({ host }) =>
    `このメールにある当方のリンクは、すべて ${host} につながり、ほかのサイトにはつながりません。`,
};
