import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in Simplified Chinese. */
export const termsZhHans: TermsMessages = {
  subject: ({ title }) => `《${title}》的变更通知`,
  reminderSubject: ({ title }) => `提醒：《${title}》的变更通知`,
  leadForInformation: ({ title, company, version }) =>
    `${company}已发布《${title}》第${version}版。本邮件仅供您知悉，以下说明变更的内容和生效时间。`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `${company}已于${postedDate}发布《${title}》第${version}版。以下再次说明变更的内容、生效时间，以及这对您意味着什么。`,
  withdrawnLead: ({ title, company, version }) =>
    `${company}已撤回《${title}》第${version}版。该版本不会生效，您无需进行任何操作。`,
  effect: {
    after: ({ period }) => `最早为本邮件发出之时起${period}后。具体时间请见您的专属页面。`,
    atOnce: '本邮件发出之时。',
    onPage: '具体时间请见您的专属页面。',
    atRenewal: '您的合同续期之时。日期一经确定，即显示在您的专属页面上。',
    notKnown: '尚未确定：该时间自您收到通知起算，而根据我们的记录，尚无通知送达您。',
  },
  reason: '原因',
  soonerReason: '早于通常期限的原因',
  declineUntilRenewal: '在您的合同续期之前，您可以拒绝并停止使用。',
  silence: {
    until: ({ version, date }) => `如您在${date}之前未采取任何操作，即视为您同意第${version}版。`,
    within: ({ version, period }) =>
      `如您自本邮件发出之时起${period}内未采取任何操作，即视为您同意第${version}版。具体截止时间请见您的专属页面。`,
    around: ({ version, period, date }) =>
      `如您在${date}之前未采取任何操作，即视为您同意第${version}版。如本邮件在此之后才发出，期限为自发出之时起${period}。具体截止时间请见您的专属页面。`,
    lateUntil: ({ since, date, version }) =>
      `该变更已自${since}起对其他用户适用。在${date}之前，对您适用的仍是您目前的版本，您可在此之前提出异议。如您未采取任何操作，即视为您同意第${version}版。`,
    lateWithin: ({ since, period, version }) =>
      `该变更已自${since}起对其他用户适用。自本邮件发出之时起${period}内，对您适用的仍是您目前的版本，您可在此期间提出异议。如您未采取任何操作，即视为您同意第${version}版。具体截止时间请见您的专属页面。`,
    untilRenewal: ({ version }) => `如您在合同续期之前未采取任何操作，即视为您同意第${version}版。`,
    onPage: ({ version }) =>
      `如您未采取任何操作，即视为您同意第${version}版。您的专属页面会显示提出异议的截止时间；如已截止，也会显示截止于何时。`,
    ended: ({ version, date, closedDate }) =>
      `提出异议的期限已于${closedDate}届满。由于您未提出异议，第${version}版自${date}起对您适用。`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `提出异议的期限已于${closedDate}届满。由于您未提出异议，第${version}版自您的合同续期之时起对您适用。`,
  },
  use: {
    afterRenewal: ({ version }) => `如您在合同续期之后继续使用本服务，即视为您同意第${version}版。`,
    onPage: ({ version }) =>
      `如您继续使用本服务，即视为您同意第${version}版。您的专属页面会显示自何时起如此。`,
    goOn: ({ version }) => `如您继续使用本服务，即视为您同意第${version}版。如您不同意，请停止使用本服务。`,
    next: ({ version }) => `您下次使用本服务时，即视为您同意第${version}版。`,
  },
  explicitUndated: '在您同意之前，对您适用的内容不会改变。变更生效之后，我们会先请您同意，您才能继续使用。',
  unanswered: {
    restrict: ({ date }) => `如您在${date}之前未同意，此后您只能使用本服务的一部分，直至您同意为止。`,
    restrictUndated:
      '如您不同意，自某一时间起，您只能使用本服务的一部分，直至您同意为止。具体时间请见您的专属页面。',
    end: ({ date }) => `如您在${date}之前未同意，此后您将无法使用本服务，直至您同意为止。`,
    endUndated: '如您不同意，自某一时间起，您将无法使用本服务，直至您同意为止。具体时间请见您的专属页面。',
  },
  acceptAtOnce: '如您同意，该变更立即对您适用。',
  applies: {
    from: ({ date }) => `您无需进行任何操作，本通知仅供您知悉。该变更自${date}起适用。`,
    since: ({ date }) => `您无需进行任何操作，本通知仅供您知悉。该变更已自${date}起适用。`,
    undated: '您无需进行任何操作，本通知仅供您知悉。',
    leave: '该变更无需您同意。如您不希望接受该变更，您可以停止使用。',
    leaveUntil: ({ date }) => `该变更无需您同意。如您不希望接受该变更，您可在${date}之前停止使用。`,
    leaveWithin: ({ period }) =>
      `该变更无需您同意。如您不希望接受该变更，您可自本邮件发出之时起${period}内停止使用。具体截止时间请见您的专属页面。`,
    leaveUntilRenewal: '该变更无需您同意。如您不希望接受该变更，您可在合同续期之前停止使用。',
    leaveOnPage:
      '该变更无需您同意。如您不希望接受该变更，您可在一定期限内停止使用。您的专属页面会显示截止时间；如已截止，也会显示截止于何时。',
  },
  notTold: '目前对您没有任何约束力：根据我们的记录，有关该变更的通知尚未送达您。',
  public: {
    silence: ({ version }) =>
      `已同意前一版本、已获通知本版本，且未在期限内提出异议的，即视为同意第${version}版。`,
    applies: ({ version }) => `第${version}版无需任何人同意即适用。`,
  },
};
