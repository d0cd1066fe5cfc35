import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber } from '../plural.ts';

/** What stands in notices and on the review page alike, in Simplified Chinese. */
export const noticeZhHans: NoticeMessages = {
  change: {
    initial: '首个版本',
    minor: '轻微变更',
    substantial: '重大变更',
    legal: '法律要求的变更',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `与本文件配套的《${title}》也将变更：第${version}版已于${postedDate}公布，定于${date}生效。`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `与本文件配套的《${title}》也将变更：第${version}版已于${postedDate}公布。生效时间见其单独的通知。`,
  replaces: ({ version, replaced, postedDate }) =>
    `第${version}版取代已于${postedDate}公布的第${replaced}版。第${replaced}版已撤回，不会生效；您此前看到的有关内容不再适用。`,
  replacedAcceptances:
    '如您此前已同意其中任一已撤回的版本，该同意不再有效；您在此之前所作的决定（包括终止使用的决定）重新生效。',
  replacedLeaving: '如您仅因其中任一版本正在办理停止使用，该办理已取消，您可以继续使用。',
  takesEffect: '生效时间',
  inEffectSince: '生效时间',
  effectDate: '生效日期',
  ifYouDoNotAgree: '如您不同意',
  declineUntil: ({ date }) => `您可在${date}之前拒绝并停止使用。`,
  declineUntilYouAccept: '在您同意之前，您可随时拒绝并停止使用。',
  ifYouDoNothing: '如您未采取任何操作',
  inShort: '内容摘要',
  requiredByLaw: '法律要求',
  whyWithdrawn: '撤回原因',
  whatItMeans: '这对您意味着什么',
  whatChanges: '将要变更的内容',
  whatChanged: '已经变更的内容',
  silence: {
    deemed: ({ version, date }) => `如您在${date}之后继续使用本服务，即视为您同意第${version}版。`,
    deemedLate: ({ version }) => `如您在该期限届满之后继续使用本服务，即视为您同意第${version}版。`,
    explicit: ({ date }) =>
      `在您同意之前，对您适用的内容不会改变。${date}之后，我们会先请您同意，您才能继续使用。`,
    explicitInEffect: '在您同意之前，对您适用的内容不会改变。我们会先请您同意，您才能继续使用。',
    unrecorded: ({ version }) =>
      `我们没有您同意过本文件的记录。您不采取任何操作或使用本服务，都不会改变这一点。我们会请您同意第${version}版。`,
  },
};

/** What stands in mails, in Simplified Chinese. */
export const mailZhHans: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `《${title}》的变更：生效日期${day}`,
    subjectInEffect: ({ title, day }) => `《${title}》的变更已于${day}生效`,
    heading: ({ title }) => `《${title}》的变更`,
    lead: ({ company, title, version }) =>
      `${company}已发布《${title}》第${version}版。以下说明变更的内容、生效时间，以及您可以作出的选择。`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company}已发布《${title}》第${version}版，该版本已于${date}生效。以下说明变更的内容，以及您可以作出的选择。`,
  },
  reminder: {
    subject: ({ title, day }) => `提醒：《${title}》的变更将于${day}生效`,
    subjectInEffect: ({ title, day }) => `提醒：《${title}》的变更已于${day}生效`,
    heading: ({ title }) => `提醒：《${title}》的变更`,
    lead: ({ company, title, version, postedDate }) =>
      `${company}已于${postedDate}发布《${title}》第${version}版。我们尚未收到您的答复，因此再次告知您变更的内容、生效时间，以及您在此之前可以作出的选择。`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `${company}已于${postedDate}发布《${title}》第${version}版，该版本已于${date}生效。我们尚未收到您的答复，因此再次告知您变更的内容，以及您可以作出的选择。`,
  },
  withdrawal: {
    subject: ({ title }) => `《${title}》已公布的变更现已撤回`,
    heading: ({ title }) => `《${title}》的变更已撤回`,
    lead: ({ company, title, version, date }) =>
      `${company}已撤回《${title}》第${version}版。该版本原定于${date}生效，现已撤回，不会生效，您无需进行任何操作。`,
    stays: '此前对您适用的版本继续适用。',
    acceptance: ({ version }) =>
      `如您此前已同意第${version}版，该同意不再有效；您在此之前所作的决定（包括终止使用的决定）重新生效。`,
    leaving: '如您仅因该变更正在办理停止使用，该办理已取消，您可以继续使用。',
    left: '如您已经停止使用，该结果不变；欢迎您随时回来。',
    link: '查看已撤回的变更',
  },
  declineWithin: ({ period }) =>
    `自本邮件发出之时起${period}内，您可以拒绝并停止使用。具体截止时间请见您的专属页面。`,
  declineAround: ({ date, period }) =>
    `您可在${date}之前拒绝并停止使用。如本邮件在此之后才发出，您可自发出之时起${period}内拒绝。具体截止时间请见您的专属页面。`,
  declineOnPage: '您的专属页面会显示拒绝的截止时间；如已截止，也会显示截止于何时。',
  reviewAndAccept: '查看并同意',
  declineAndLeave: '拒绝并停止使用',
  nothingYet: '打开链接并不表示作出任何决定：您可在页面上自行选择。',
  onceMore: '由于您此前收到的链接已无法打开，我们再次向您发送本通知。',
  corrects: '本邮件更正此前的一封邮件，该邮件中的摘要或译文有误。请以本邮件为准。作准的文本没有变化。',
  settled: {
    'has-accepted': ({ version }) => `您已同意第${version}版，该同意仍然有效。您无需再进行任何操作。`,
    'is-bound': ({ version }) => `第${version}版已对您适用。您无需再进行任何操作。`,
    'has-refused': ({ version }) => `您已拒绝同意第${version}版，该答复仍然有效。如您改变主意，仍可同意。`,
    'is-leaving': ({ version }) =>
      `您已拒绝第${version}版，您的使用将停止。在停止之前，您可以在专属页面上改变决定。`,
  },
  comparedWith: ({ version }) => `以下是与第${version}版相比的变更。`,
  earlierOnPage: '部分较早的版本因篇幅所限未在本邮件中列出，请在您的专属页面查看。',
  moreOnPage: ({ count }) =>
    `另有${formatNumber(count, 'zh-Hans')}处变更因篇幅所限未在本邮件中列出，请在您的专属页面查看。`,
  seeAllChanges: '查看全部变更',
  noChangesShown: '请在您的专属页面查看全文。',
  whyYouGotThis: ({ company }) =>
    `您收到本邮件，是因为此邮箱地址属于${company}的某个账号。本邮件属于法律通知，因此不含退订链接。`,
  whyYouGotThisOnce: ({ company }) =>
    `您收到本邮件，是因为此邮箱地址属于或曾属于${company}的某个账号。本邮件属于法律通知，因此不含退订链接。`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `回执：您已同意《${title}》第${version}版`,
      heading: '您已同意',
      lead: ({ company, title, version }) =>
        `您已同意${company}的《${title}》第${version}版。本邮件是您的回执，您无需再进行任何操作。`,
    },
    leaving: {
      subject: ({ title, version }) => `回执：您已拒绝《${title}》第${version}版`,
      heading: '您已拒绝，您的使用将停止',
      lead: ({ company, title, version }) =>
        `您已拒绝《${title}》第${version}版，您对${company}的使用将停止。本邮件是您的回执。在停止之前，您可以在专属页面上改变决定。`,
    },
    stayed: {
      subject: ({ title }) => `回执：您已撤销决定（《${title}》）`,
      heading: '您已撤销决定',
      lead: ({ company, title, version }) =>
        `您已撤销因《${title}》第${version}版而停止使用${company}的决定。这并不表示您同意该版本。本邮件是您的回执。`,
    },
    stayedLead: ({ company, title, version }) =>
      `您已撤销因《${title}》第${version}版而停止使用${company}的决定。您此前对该版本的同意重新有效。本邮件是您的回执。`,
    useEnds: '使用停止时间',
    countsAgain: '重新有效的同意',
    stillLeaving: '您的使用仍将停止，原因和时间',
    openPage: '打开您的专属页面',
    notYou: ({ company }) => `如该决定并非由您本人作出，请立即告知${company}。`,
    whyYouGotThis: '您收到本邮件，是因为有人通过发送至此地址的链接在页面上作出了答复。',
  },
  contact: '联系方式',
  linksLeadTo: ({ host }) => `本邮件中由我们提供的链接只指向 ${host} 网站，不指向任何其他地址。`,
};
