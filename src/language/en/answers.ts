import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in English. */
export const answersEn: AnswersMessages = {
  object: {
    until: ({ date }) => `You can object until ${date}.`,
    within: ({ period }) =>
      `You can object within ${period} of when we sent this email. Your page shows the exact date and time.`,
    around: ({ date, period }) =>
      `You can object until ${date}. If we sent this email only after that, you have ${period} from when we sent it. Your page shows the exact date and time.`,
    untilRenewal: 'You can object until your contract renews.',
    untilYouAccept: 'You can object for as long as you have not accepted.',
    onPage: 'You can object for some time. Your page shows until when, or when that time ended.',
  },
  ways: {
    leave: 'You can then leave: your use of the service ends.',
    leaveFree: 'You can then leave, free of charge: your use of the service ends.',
    keepOld: 'You can keep the version that you have now.',
    keepOldUntil: ({ date }) => `You can keep the version that you have now until ${date}.`,
    keepOldForATime: 'You can keep the version that you have now for some time. Your page shows until when.',
    keepOldPart: 'You can keep the old text of a part of it; all else is new.',
    leavePart: 'You can go without a part of the service; the rest goes on.',
    refuse: 'You can say no for as long as you have not accepted. Your use of the service goes on.',
    mayEnd: ({ period }) => `We may end your use of the service if you keep it, with notice of ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `We may end your use of the service if you keep it, with notice of ${period}, on ${date} at the earliest.`,
  },
  canTakeBackUntil: ({ date }) =>
    `You can take this answer back until ${date}. After that you can still accept the new version.`,
  consentAsked:
    'If you accept, you can take that back at any time, as easily as you give it. What was done until then is not affected.',
  explicitOptional: 'Nothing changes for you unless you accept. If you do not, you keep what you have now.',
  unrecordedOptional: ({ version }) =>
    `We have no record that you have agreed to this document. Neither doing nothing nor using the service changes that. You can accept version ${version}, and you need not.`,
  askedAnew:
    'You took back your consent, so what you had agreed to counts no more. You will be asked to accept before going on.',
  askedAnewOptional: ({ version }) =>
    `You took back your consent, so what you had agreed to counts no more. You can accept version ${version}, and you need not.`,
  restrictedNow: 'You can use the service only in part until you accept.',
  endedNow: 'You cannot use the service until you accept.',
  buttons: {
    no: 'No',
    keepOld: 'Object and keep the old version',
    keepOldPart: ({ part }) => `Object and keep the old text of “${part}”`,
    leavePart: ({ part }) => `Go on without “${part}”`,
    takeBack: 'Take my answer back',
    withdraw: 'Take back my consent',
  },
  confirm: {
    title: 'Do you want to object?',
    keepOld: 'Yes, keep the old version',
    keepOldPart: ({ part }) => `Yes, keep the old text of “${part}”`,
    leavePart: ({ part }) => `Yes, go on without “${part}”`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'You said no.',
      body: `You objected to version ${version} of “${title}” on ${date}. The version that you have stays yours.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'You said no.',
      body: `You objected to version ${version} of “${title}” on ${date}. The version that you have stays yours until ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'You said no to a part.',
      body: `You objected to “${part}” in version ${version} of “${title}” on ${date}. There the old text stays, all else is new.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'You left a part.',
      body: `You left “${part}” over version ${version} of “${title}” on ${date}. The rest goes on.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'You have taken back your answer.',
      body: `On ${date} you took back your no to version ${version} of “${title}”. All is as if you had not said it.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'You took back your consent.',
      body: `You took back your consent to version ${version} of “${title}” on ${date}. This does not change what was done before on the strength of it.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'You refused your consent.',
      body: `You refused your consent to version ${version} of “${title}” on ${date}. Your use of the service goes on. You can still accept if you change your mind.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Your use of the service ends.',
      body: `You keep what you had before version ${version} of “${title}”, and on ${date} ${company} gave you notice because of that. Your use of the service ends on ${endsDate}. If you accept until then, it goes on.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Your receipt: you objected to version ${version} of “${title}”`,
      heading: 'You said no',
      lead: ({ title, company, version }) =>
        `You objected to version ${version} of “${title}” of ${company}. The version that you have stays yours. This email is your receipt.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) =>
        `Your receipt: you objected to a part of version ${version} of “${title}”`,
      heading: 'You said no to a part',
      lead: ({ title, company, version }) =>
        `You objected to a part of version ${version} of “${title}” of ${company}. There the old text stays, all else is new. This email is your receipt.`,
    },
    leftPart: {
      subject: ({ title, version }) => `Your receipt: you left a part over version ${version} of “${title}”`,
      heading: 'You left a part',
      lead: ({ title, company, version }) =>
        `You left a part of the service over version ${version} of “${title}” of ${company}. The rest goes on. This email is your receipt.`,
    },
    tookBack: {
      subject: ({ title }) => `Your receipt: you took your answer back (${title})`,
      heading: 'You have taken back your answer',
      lead: ({ title, company, version }) =>
        `You took back your no to version ${version} of “${title}” of ${company}. All is as if you had not said it. This email is your receipt.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Your receipt: you took back your consent (${title})`,
      heading: 'You took back your consent',
      lead: ({ title, company, version }) =>
        `You took back your consent to version ${version} of “${title}” of ${company}. This does not change what was done before on the strength of it. This email is your receipt.`,
    },
    consentRefused: {
      subject: ({ title }) => `Your receipt: you refused your consent (${title})`,
      heading: 'You refused your consent',
      lead: ({ title, company, version }) =>
        `You refused your consent to version ${version} of “${title}” of ${company}. Your use of the service goes on. This email is your receipt.`,
    },
    part: 'Part',
    keptUntil: 'What you have stays yours until',
  },
};
