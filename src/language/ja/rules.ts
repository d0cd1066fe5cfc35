import { formatNumber } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in Japanese. */
export const rulesJa: RulesMessages = {
  title: '変更のお知らせの方法',
  titleOf: ({ title }) => `「${title}」の変更のお知らせの方法`,
  lead: 'この文書が変更される場合、お知らせの方法、適用が始まる時期、お客様がお選びになれることは、変更の種類によって決まります。',
  onlyFor: ({ audience }) => `この文書の対象は次の方に限られます：${audience}`,
  formAlone: '体裁のみの変更',
  limits: {
    form: '文章の体裁のみを改め、語句は一切変更しません。',
    sections: '対象となる節',
    byLaw: '法令により必要となった変更に限ります。その法令を明示します。',
    reason: '変更の理由を明示します。',
    alone: 'ほかの文書とまとめてではなく、個別にお答えいただきます。',
  },
  told: 'お知らせの方法',
  channels: {
    mail: 'メール',
    site: '当社のウェブサイト',
    account: 'アカウント内の表示',
    post: '郵便',
    push: 'プッシュ通知',
  },
  tell: {
    nobody: '個別のお知らせはしません。変更は、すべての版の一覧でご覧いただけます。',
    one: ({ ways }) => `${ways}でお知らせします。`,
    any: ({ ways }) => `${ways}でお知らせします。いずれか一つで足りるものとします。`,
    all: ({ ways }) => `${ways}でお知らせします。すべてが済んだ時点で、お知らせしたものとします。`,
    some: ({ need, ways }) => `${ways}のうち、少なくとも${need}つの方法でお知らせします。`,
    durable: 'メール自体に、すべての変更点と新しい全文を記載します。',
  },
  when: {
    moments: {
      posting: { at: '公開と同時', after: ({ period }) => `公開から${period}後` },
      notice: { at: 'お客様へのお知らせと同時', after: ({ period }) => `お客様へのお知らせから${period}後` },
      receipt: {
        at: 'お客様がお知らせを受け取った時点',
        after: ({ period }) => `お客様がお知らせを受け取ってから${period}後`,
      },
      renewal: { at: 'ご契約の次回の更新時', after: ({ period }) => `ご契約の次回の更新から${period}後` },
      effect: { at: '変更の適用開始時', after: ({ period }) => `変更の適用開始から${period}後` },
      proposal: { at: '変更の提案と同時', after: ({ period }) => `変更の提案から${period}後` },
      'document-date': {
        at: '文書に記載された日',
        after: ({ period }) => `文書に記載された日から${period}後`,
      },
    },
    beforeEffect: ({ period }) => `変更の適用開始の${period}前`,
    renewalAfterNotice: ({ period }) =>
      `お客様へのお知らせから${period}以上経過した後の、ご契約の最初の更新時`,
    businessDays: ({ count }) => `${formatNumber(count, 'ja')}営業日`,
    countedBack: ({ when }) => `${when}（その日からさかのぼって数えます）`,
    midnight: ({ when }) => `${when}の次の午前0時`,
    both: ({ first, second }) => `${first}、${second}`,
    latest: ({ when }) => `次のうち最も遅い時点（${when}）`,
    earliest: ({ when }) => `次のうち最も早い時点（${when}）`,
  },
  effect: {
    label: '適用が始まる時期',
    at: ({ when }) => `変更の適用は、${when}に始まります。`,
    earlier: 'これより早い日を定めることがあります。その場合は理由を明示します。',
    acceptance: 'それより前に変更に同意された場合は、その時点からお客様に適用されます。',
    use: 'お知らせの後、それより前にサービスを利用された場合は、その時点からお客様に適用されます。',
    newcomers: '変更が予告されている間に登録された場合は、直ちに適用されます。',
    late: ({ period }) =>
      `お知らせがその時点以降になった場合、お客様への適用は、お知らせから${period}後に始まります。`,
    lateAtOnce: 'お知らせがその時点以降になった場合は、お知らせの時点からお客様に適用されます。',
  },
  decline: {
    can: ({ offers }) => `次のことをお選びいただけます：${offers}。`,
    offers: {
      leave: 'サービスの利用の終了（直ちに、または期限の時点で）',
      leaveNow: 'サービスの利用の即時終了',
      leaveAtClose: '期限の時点でのサービスの利用の終了',
      leaveNowOrAtEffect: 'サービスの利用の終了（直ちに、または変更の適用開始時に）',
      leaveAtEffect: '変更の適用開始時のサービスの利用の終了',
      leavePart: '変更の対象となる部分の利用の終了',
      keepOld: '前の版の適用の継続',
      keepOldPart: '変更の対象となる部分についての前の版の適用の継続',
    },
    stop: 'サービスの利用を終了できます。',
    untilItApplies: '期限は、変更がお客様に適用される時点です。',
    untilYouUse: '期限は、次にサービスを利用される時点です。',
    untilYouAccept: '同意されるまでは、いつでもお選びいただけます。',
    ends: ({ when }) => `期限は、${when}に到来します。`,
    free: 'サービスの利用の終了に費用はかかりません。',
    kept: '前の版の適用を継続された場合、その版はご契約の終了まで適用されます。',
    keptUntil: ({ when }) =>
      `前の版の適用を継続された場合、その版は一定の期間適用されます。その期間は、${when}に終わります。`,
    mayEnd: '前の版の適用を継続された場合、変更の適用開始後に、当社からご契約を終了することがあります。',
    mayEndAfter: ({ period }) =>
      `前の版の適用を継続された場合、当社からご契約を終了することがあります。終了は、早くともその旨のお知らせから${period}後で、変更の適用開始より前にはなりません。`,
  },
  agree: {
    none: '同意をお願いするものではありません。変更は、同意がなくても適用されます。',
    silence: '期限までにお断りにならない場合、同意したものとみなされます。',
    use: '変更がお客様に適用された後もサービスの利用を続けた場合、同意したものとみなされます。',
    explicit: 'お客様が同意するまで、適用される内容は変わりません。',
    asked: '変更の適用が始まった後は、ご利用を続けるには同意が必要になります。',
    optional: '同意をお願いしますが、お答えにならなくてもご利用を続けられます。',
    restrict: ({ when }) =>
      `お答えの期限は、${when}に到来します。その後は、同意されるまでサービスの一部しかご利用いただけません。`,
    end: ({ when }) =>
      `お答えの期限は、${when}に到来します。その後は、同意されるまでサービスをご利用いただけません。`,
    late: ({ period }) => `お知らせがその時点以降になった場合の期限は、お知らせから${period}後です。`,
  },
  forAudience: ({ audience }) => `対象：${audience}`,
  otherwise: '次の点を除き、上記と同じです。',
  several:
    'ここに挙げた区分の複数に該当する場合は、それらのうち最も遅い日時と最も厳格な同意の方法が適用され、いずれかの区分に認められていることはすべてお選びいただけます。',
  unknownStrictest: 'ある区分に該当するかどうかを当社が把握していない場合は、その区分の定めも適用されます。',
  unknownDefault: 'ある区分に該当するかどうかを当社が把握していない場合、その区分の定めは適用されません。',
  always: 'すべての変更に共通すること',
  laterDate: 'この定めによる日より遅い日を定めることがあります。',
  mustBeSaid:
    '何もお手続きがないこと、またはサービスの利用が同意とみなされるのは、以前の版に同意されていて、かつ、お受け取りになったお知らせにその旨が記載されていた場合に限ります。',
  announced: 'この定めを変更した場合も、すでに予告された変更には、予告の時点での定めが適用されます。',
  revocable: '同意はいつでも撤回できます。',
  received: ({ way, period }) =>
    `${way}によるお知らせは、送信から${period}後に受け取られたものとみなします。`,
  receivedOnProof: ({ way }) =>
    `${way}によるお知らせは、届いたことを当社が確認した時点で受け取られたものとみなします。`,
  posted: ({ period }) => `お知らせは、${period}の間、当社のウェブサイトに掲載します。`,
  zone: ({ zone }) => `日数と月数は、タイムゾーン${zone}で数えます。`,
  noBusinessDays: '営業日に含まれない日',
};
