import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in Simplified Chinese. */
export const publicZhHans: PublicMessages = {
  skip: '跳至正文',
  policies: '协议与政策',
  noPolicies: '尚未发布任何文件。',
  about: ({ company }) => `${company}在此公布各项协议与政策：现行内容、即将发生的变更以及以往的版本。`,
  signIn: '工作人员登录',
  contents: '目录',
  version: ({ version }) => `第${version}版`,
  more: '有关本文件的更多内容',
  currentText: '现行有效的文本',
  allVersions: '全部版本',
  feed: '变更订阅源',
  noneInForce: {
    title: '尚无有效的版本。',
    body: '在首个版本生效之前，本文件不适用于任何人。',
  },
  announced: '已公布一项变更',
  firstAnnounced: '已公布首个版本',
  takesEffect: ({ version, date }) => `第${version}版将于${date}生效。`,
  inEffectSince: ({ version, date }) => `第${version}版，已于${date}生效`,
  seeChanges: '查看变更内容',
  silence: ({ version, date }) =>
    `已同意前一版本、已获通知本版本，并在${date}之后继续使用本服务的，即视为同意第${version}版。`,
  readVersion: ({ version }) => `阅读第${version}版`,
  states: {
    announced: '已公布',
    'in-force': '现行有效',
    superseded: '已被取代',
    withdrawn: '已撤回',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `第${version}版尚未生效。`,
      body: `该版本将于${date}生效。`,
    }),
    superseded: ({ version, by }) => ({
      title: `第${version}版已被取代。`,
      body: `取代它的是第${by}版。`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `第${version}版已撤回。`,
      body: `该版本已于${date}撤回，从未生效。`,
    }),
  },
  kindOfChange: '变更类型',
  toldBefore: '本记录开始之前公布的版本',
  status: '状态',
  tookEffect: '生效时间',
  wasToTakeEffect: '原定生效时间',
  withdrawnOn: '撤回时间',
  historyTitle: ({ title }) => `《${title}》的全部版本`,
  newerVersions: '较新的版本',
  olderVersions: '较早的版本',
  versionRange: ({ from, to }) => `第${from}版至第${to}版`,
  compare: {
    title: ({ title }) => `《${title}》的版本比较`,
    versions: ({ from, to }) => `从第${from}版到第${to}版的变更`,
    from: '起始版本',
    to: '目标版本',
    show: '比较',
    view: '显示方式',
    inline: '单栏显示',
    sideBySide: '并排显示',
    sameVersion: '您选择的是同一个版本。请选择另一个版本进行比较。',
    busy: {
      title: '当前进行的比较过多。',
      body: '系统正在处理其他比较，请在几秒钟后重试。',
    },
  },
  tooOften: {
    title: '请求过多。',
    body: '短时间内来自您所在网络的请求过多，请在几秒钟后重试。如果您刚才在提交答复，该答复未被记录。',
  },
  notFound: {
    title: '该页面不存在。',
    body: '网址可能不完整或有误。全部文件列于“协议与政策”页面。',
  },
  texts: {
    languages: '语言',
    prevails: ({ language }) => `本文为译文，以${language}文本为准。`,
    changesIn: ({ language, version, missing }) =>
      `由于没有可供比较的第${version}版${missing}文本，变更内容以${language}显示。`,
  },
  parts: '本文件的组成部分',
  partOf: '所属文件',
  corrections: {
    corrected: ({ date }) => `已于${date}更正`,
    earlier: '更正前的文本',
    isEarlier: ({ date }) => `这是${date}更正之前的文本。`,
  },
  layers: {
    whatCounts: '简短摘要仅供阅读参考，以“阅读全文”下的正文为准。',
    readMore: '阅读全文',
  },
  feedTitle: ({ title }) => `《${title}》的变更`,
};

/** What the bar on the product's own site says, in Simplified Chinese. */
export const bannerZhHans: BannerMessages = {
  label: '文件变更通知',
  announced: ({ title, date }) => `《${title}》的变更将于${date}生效。`,
  inEffect: ({ title, date }) => `《${title}》的变更已于${date}生效。`,
  link: '查看变更内容',
  dismiss: '关闭此通知',
};
