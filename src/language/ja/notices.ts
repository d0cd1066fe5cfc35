import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber } from '../plural.ts';

/** What stands in notices and on the review page alike, in Japanese. */
export const noticeJa: NoticeMessages = {
  change: {
    initial: '初版',
    minor: '軽微な変更',
    substantial: '重要な変更',
    legal: '法令に基づく変更',
  },
  takesEffect: '発効する日時',
  inEffectSince: '発効した日時',
  ifYouDoNotAgree: '同意されない場合',
  declineUntil: ({ date }) => `${date}までは、拒否して解約できます。`,
  declineUntilYouAccept: '同意するまでは、いつでも拒否して解約できます。',
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
      `お客様が同意するまで、適用される内容は変わりません。${date}以降は、ご利用を続ける前に同意をお願いします。`,
    explicitInEffect:
      'お客様が同意するまで、適用される内容は変わりません。ご利用を続ける前に同意をお願いします。',
  },
};

/** What stands in mails, in Japanese. */
export const mailJa: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `「${title}」の変更：${day}に発効します`,
    subjectInEffect: ({ title, day }) => `「${title}」の変更：${day}に発効しました`,
    heading: ({ title }) => `「${title}」の変更のお知らせ`,
    lead: ({ company, title, version }) =>
      `${company}は、「${title}」の第${version}版を公開しました。変更される内容、発効する日時、それまでにお客様ができることをお知らせします。`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company}は、「${title}」の第${version}版を公開しました。この版は${date}に発効しました。変更された内容と、お客様ができることをお知らせします。`,
  },
  reminder: {
    subject: ({ title, day }) => `【再度のお知らせ】「${title}」の変更：${day}に発効します`,
    subjectInEffect: ({ title, day }) => `【再度のお知らせ】「${title}」の変更：${day}に発効しました`,
    heading: ({ title }) => `再度のお知らせ：「${title}」の変更`,
    lead: ({ company, title, version, postedDate }) =>
      `${postedDate}、${company}は「${title}」の第${version}版を公開しました。まだご回答をいただいていないため、変更される内容、発効する日時、それまでにお客様ができることを改めてお知らせします。`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `${postedDate}、${company}は「${title}」の第${version}版を公開しました。この版は${date}に発効しました。まだご回答をいただいていないため、変更された内容と、お客様ができることを改めてお知らせします。`,
  },
  withdrawal: {
    subject: ({ title }) => `「${title}」：予告した変更は撤回されました`,
    heading: ({ title }) => `「${title}」の変更は撤回されました`,
    lead: ({ company, title, version, date }) =>
      `${company}は、${date}に発効する予定だった「${title}」の第${version}版を撤回しました。この版が発効することはなく、お客様のお手続きは必要ありません。`,
    stays: 'これまでお客様に適用されていた版が、引き続き適用されます。',
    acceptance: ({ version }) =>
      `第${version}版に同意いただいていた場合、その同意は効力を失い、それ以前のご判断（利用を終了するご判断を含みます）が再び有効になります。`,
    leaving: 'この変更を理由に解約の手続き中だった場合、解約は取り消され、アカウントは維持されます。',
    left: 'すでに解約が完了している場合、その解約は有効なままです。再度のご利用を歓迎いたします。',
    link: '撤回された変更を見る',
  },
  declineWithin: ({ period }) =>
    `このメールを受け取ってから${period}以内であれば、拒否して解約できます。正確な期限は、お客様専用ページに表示されます。`,
  declineOnPage:
    '拒否できる期限は、お客様専用ページに表示されます。すでに過ぎている場合も、その日時を確認できます。',
  reviewAndAccept: '確認して同意する',
  declineAndLeave: '拒否して解約する',
  nothingYet: 'リンクを開くだけでは何も決まりません。ご回答は、開いたページで選んでいただきます。',
  comparedWith: ({ version }) => `第${version}版と比較しています。`,
  moreOnPage: ({ count }) =>
    `このメールに載せきれなかった変更が、ほかに${formatNumber(count, 'ja')}件あります。お客様専用ページでご覧いただけます。`,
  seeAllChanges: 'すべての変更を見る',
  noChangesShown: '全文は、お客様専用ページでご覧いただけます。',
  whyYouGotThis: ({ company }) =>
    `このメールは、${company}のアカウントをお持ちの方にお送りしています。法的な通知のため、配信停止のリンクはありません。`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版への同意`,
      heading: '同意を受け付けました',
      lead: ({ company, title, version }) =>
        `${company}の「${title}」第${version}版への同意を受け付けました。このメールはその控えです。これ以上のお手続きは必要ありません。`,
    },
    leaving: {
      subject: ({ title, version }) => `【控え】「${title}」第${version}版の拒否と解約`,
      heading: '拒否と解約を受け付けました',
      lead: ({ company, title, version }) =>
        `「${title}」第${version}版の拒否を受け付けました。これに伴い、${company}のご利用は終了します。このメールはその控えです。終了するまでは、お客様専用ページで解約を取り消せます。`,
    },
    stayed: {
      subject: ({ title }) => `【控え】解約の取り消し（「${title}」）`,
      heading: '解約を取り消しました',
      lead: ({ company, title, version }) =>
        `${company}の解約の取り消しを受け付けました。これによって「${title}」第${version}版に同意したことにはなりません。このメールはその控えです。`,
    },
    useEnds: 'ご利用が終了する日時',
    openPage: 'お客様専用ページを開く',
    notYou: ({ company }) => `お客様ご本人の決定でない場合は、直ちに${company}へご連絡ください。`,
    whyYouGotThis: 'このメールは、このアドレスに送られたリンクのページで回答があったため、お送りしています。',
  },
  contact: 'お問い合わせ先',
  linksLeadTo: ({ host }) =>
    `このメールにある当方のリンクは、すべて ${host} につながり、ほかのサイトにはつながりません。`,
};
