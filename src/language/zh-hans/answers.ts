import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in Simplified Chinese. */
export const answersZhHans: AnswersMessages = {
  object: {
    until: ({ date }) => `您可在${date}之前提出异议。`,
    within: ({ period }) => `您可自本邮件发出之时起${period}内提出异议。具体截止时间请见您的专属页面。`,
    around: ({ date, period }) =>
      `您可在${date}之前提出异议。如本邮件在此之后才发出，提出异议的期限为自发出之时起${period}。具体截止时间请见您的专属页面。`,
    untilRenewal: '在您的合同续期之前，您可以提出异议。',
    untilYouAccept: '在您同意之前，您可以提出异议。',
    onPage: '您可在一定期限内提出异议。您的专属页面会显示截止时间；如已截止，也会显示截止于何时。',
  },
  ways: {
    leave: '届时您可以停止使用。',
    leaveFree: '届时您可以停止使用，无需支付任何费用。',
    keepOld: '您可以保留您目前的版本。',
    keepOldUntil: ({ date }) => `您可以保留您目前的版本至${date}。`,
    keepOldForATime: '您可以在一段时间内保留您目前的版本。您的专属页面会显示保留至何时。',
    keepOldPart: '您可以保留其中一部分的原有内容，其余部分均为新内容。',
    leavePart: '您可以放弃服务的一部分，其余部分继续。',
    refuse: '在您同意之前，您可以随时表示不同意。您可以继续使用本服务。',
    mayEnd: ({ period }) => `如您保留该版本，我们可以提前${period}通知，终止您对本服务的使用。`,
    mayEndFrom: ({ period, date }) =>
      `如您保留该版本，我们可以提前${period}通知，最早于${date}终止您对本服务的使用。`,
  },
  canTakeBackUntil: ({ date }) => `您可在${date}之前撤回该答复。此后您仍可同意新版本。`,
  consentAsked: '如您同意，您可以随时撤回该同意，撤回与作出同意同样简便。在此之前已进行的事项不受影响。',
  explicitOptional: '如您不同意，一切保持不变，您将保留目前的版本。',
  unrecordedOptional: ({ version }) =>
    `我们没有您同意本文件的记录。不采取任何操作或使用本服务，都不会改变这一点。您可以同意第${version}版，但并非必须。`,
  askedAnew: '您已撤回同意，您此前的同意不再有效。我们会先请您同意，您才能继续使用。',
  askedAnewOptional: ({ version }) =>
    `您已撤回同意，您此前的同意不再有效。您可以同意第${version}版，但并非必须。`,
  restrictedNow: '在您同意之前，您只能使用本服务的一部分。',
  endedNow: '在您同意之前，您无法使用本服务。',
  buttons: {
    no: '不同意',
    keepOld: '提出异议并保留原版本',
    keepOldPart: ({ part }) => `提出异议并保留“${part}”的原有内容`,
    leavePart: ({ part }) => `放弃“${part}”并继续使用`,
    takeBack: '撤回我的答复',
    withdraw: '撤回我的同意',
  },
  confirm: {
    title: '您要提出异议吗？',
    keepOld: '是的，保留原版本',
    keepOldPart: ({ part }) => `是的，保留“${part}”的原有内容`,
    leavePart: ({ part }) => `是的，放弃“${part}”并继续使用`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: '您已提出异议。',
      body: `您已于${date}对《${title}》第${version}版提出异议。您目前的版本继续对您适用。`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: '您已提出异议。',
      body: `您已于${date}对《${title}》第${version}版提出异议。您目前的版本继续对您适用，直至${until}。`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: '您已对一部分提出异议。',
      body: `您已于${date}对《${title}》第${version}版中的“${part}”提出异议。该部分保留原有内容，其余部分均为新内容。`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: '您已放弃一部分。',
      body: `您已于${date}因《${title}》第${version}版放弃“${part}”。其余部分继续。`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: '您已撤回答复。',
      body: `您已于${date}撤回对《${title}》第${version}版的异议。一切如同您未提出异议。`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: '您已撤回同意。',
      body: `您已于${date}撤回对《${title}》第${version}版的同意。此前基于该同意已进行的事项不受影响。`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: '您已表示不同意。',
      body: `您已于${date}拒绝同意《${title}》第${version}版。您可以继续使用本服务。如您改变主意，仍可同意。`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: '您对本服务的使用将终止。',
      body: `您保留了《${title}》第${version}版之前的版本，因此${company}已于${date}通知您。您对本服务的使用将于${endsDate}终止。如您在此之前同意，则可继续使用。`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `回执：您已对《${title}》第${version}版提出异议`,
      heading: '您已提出异议',
      lead: ({ title, company, version }) =>
        `您已对${company}的《${title}》第${version}版提出异议。您目前的版本继续对您适用。本邮件是您的回执。`,
    },
    keepsOldPart: {
      subject: ({ title, version }) => `回执：您已对《${title}》第${version}版的一部分提出异议`,
      heading: '您已对一部分提出异议',
      lead: ({ title, company, version }) =>
        `您已对${company}的《${title}》第${version}版的一部分提出异议。该部分保留原有内容，其余部分均为新内容。本邮件是您的回执。`,
    },
    leftPart: {
      subject: ({ title, version }) => `回执：您已因《${title}》第${version}版放弃一部分`,
      heading: '您已放弃一部分',
      lead: ({ title, company, version }) =>
        `您已因${company}的《${title}》第${version}版放弃服务的一部分。其余部分继续。本邮件是您的回执。`,
    },
    tookBack: {
      subject: ({ title }) => `回执：您已撤回答复（《${title}》）`,
      heading: '您已撤回答复',
      lead: ({ title, company, version }) =>
        `您已撤回对${company}的《${title}》第${version}版的异议。一切如同您未提出异议。本邮件是您的回执。`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `回执：您已撤回同意（《${title}》）`,
      heading: '您已撤回同意',
      lead: ({ title, company, version }) =>
        `您已撤回对${company}的《${title}》第${version}版的同意。此前基于该同意已进行的事项不受影响。本邮件是您的回执。`,
    },
    consentRefused: {
      subject: ({ title }) => `回执：您已拒绝同意（《${title}》）`,
      heading: '您已表示不同意',
      lead: ({ title, company, version }) =>
        `您已拒绝同意${company}的《${title}》第${version}版。您可以继续使用本服务。本邮件是您的回执。`,
    },
    part: '部分',
    keptUntil: '目前版本适用至',
  },
};
