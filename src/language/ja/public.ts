import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in Japanese. */
export const publicJa: PublicMessages = {
  skip: '本文へ移動',
  policies: '規約・ポリシー一覧',
  noPolicies: '公開されている規約・ポリシーはまだありません。',
  about: ({ company }) =>
    `${company}の規約・ポリシーを公開しています。現在有効なもの、まもなく変わるもの、過去のものをご覧いただけます。`,
  signIn: '担当者用ログイン',
  contents: '目次',
  version: ({ version }) => `第${version}版`,
  more: 'この文書の関連ページ',
  currentText: '現在有効な本文',
  allVersions: 'すべての版',
  feed: '変更のフィード',
  noneInForce: {
    title: '有効な版はまだありません。',
    body: 'この文書は、最初の版の適用が始まるまで、どなたにも適用されません。',
  },
  announced: '変更が予告されています',
  firstAnnounced: '最初の版が予告されています',
  takesEffect: ({ version, date }) => `第${version}版は${date}から適用されます。`,
  inEffectSince: ({ version, date }) => `第${version}版（${date}から有効）`,
  seeChanges: '変更内容を見る',
  silence: ({ version, date }) =>
    `前の版に同意し、この版のお知らせを受けた方が${date}以降もサービスの利用を続けた場合、第${version}版に同意したものとみなされます。`,
  readVersion: ({ version }) => `第${version}版を読む`,
  states: {
    announced: '予告済み',
    'in-force': '有効',
    superseded: '旧版',
    withdrawn: '撤回済み',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `第${version}版はまだ有効ではありません。`,
      body: `${date}から適用されます。`,
    }),
    superseded: ({ version, by }) => ({
      title: `第${version}版は置き換えられました。`,
      body: `第${by}版に置き換えられました。`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `第${version}版は撤回されました。`,
      body: `${date}に撤回され、適用されませんでした。`,
    }),
  },
  kindOfChange: '変更の種類',
  toldBefore: 'この記録が始まる前に公表されたもの',
  status: '状態',
  tookEffect: '効力が生じた日時',
  wasToTakeEffect: '適用される予定だった日時',
  withdrawnOn: '撤回日時',
  historyTitle: ({ title }) => `「${title}」のすべての版`,
  newerVersions: '新しい版へ',
  olderVersions: '以前の版へ',
  versionRange: ({ from, to }) => `第${from}版から第${to}版まで`,
  compare: {
    title: ({ title }) => `「${title}」の版の比較`,
    versions: ({ from, to }) => `第${from}版から第${to}版への変更内容`,
    from: '比較元',
    to: '比較先',
    show: '比較する',
    view: '表示方法',
    inline: '1列で表示',
    sideBySide: '左右に並べて表示',
    sameVersion: '同じ版が選ばれています。比較する別の版をお選びください。',
    busy: {
      title: '比較の処理が混み合っています。',
      body: 'ほかの比較を処理しています。数秒後にもう一度お試しください。',
    },
  },
  tooOften: {
    title: 'アクセスが集中しています。',
    body: 'お使いのネットワークから短時間に多数のアクセスがありました。数秒後にもう一度お試しください。回答を送信された場合、その回答は記録されていません。',
  },
  notFound: {
    title: 'ページが見つかりません。',
    body: 'アドレスが途中で切れているか、間違っている可能性があります。すべての文書は、規約・ポリシー一覧のページに掲載しています。',
  },
  texts: {
    languages: '言語',
    prevails: ({ language }) => `この文面は翻訳です。${language}の文面が優先します。`,
    changesIn: ({ language, version, missing }) =>
      `比較できる第${version}版の${missing}の文面がないため、変更点は${language}で示しています。`,
  },
  parts: 'この文書に含まれるもの',
  partOf: '次の文書の一部です',
  corrections: {
    corrected: ({ date }) => `${date}に訂正`,
    earlier: '訂正前の文面',
    isEarlier: ({ date }) => `${date}に訂正される前の文面です。`,
  },
  layers: {
    whatCounts: '短い要約は読みやすくするためのものです。効力を持つのは「続きを読む」にある本文です。',
    readMore: '続きを読む',
  },
  feedTitle: ({ title }) => `「${title}」の変更`,
};

/** What the bar on the product's own site says, in Japanese. */
export const bannerJa: BannerMessages = {
  label: '規約・ポリシー変更のお知らせ',
  announced: ({ title, date }) => `「${title}」の変更が${date}から適用されます。`,
  inEffect: ({ title, date }) => `「${title}」の変更が${date}から適用されています。`,
  link: '変更内容を見る',
  dismiss: 'このお知らせを閉じる',
};
