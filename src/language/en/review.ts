import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in English. */
export const reviewEn: ReviewMessages = {
  title: ({ title }) => `Changes to the ${title}`,
  posted: 'Posted',
  comparedWith: ({ version }) => `Compared with version ${version}, the one you agreed to.`,
  comparedWithInForce: ({ version }) => `Compared with version ${version}.`,
  agreedBefore: 'You agreed to this document before this record was kept; to which text is not known.',
  fullText: ({ version }) => `Read the full text of version ${version}`,
  lateUntil: ({ date }) => `You heard of this once it was in effect, so you have until ${date} to decide.`,
  yourAnswer: 'Your answer',
  accept: ({ version }) => `Accept version ${version}`,
  declineAndLeave: 'Decline and leave',
  confirmLeaving: {
    title: 'Are you sure?',
    body: ({ date }) => `Your use of the service ends on ${date}. Until then you can change your mind.`,
    confirm: ({ date }) => `Yes, end my use on ${date}`,
    goBack: 'No, go back',
  },
  stay: 'Stay after all',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Thank you. You have accepted.',
      body: `You accepted version ${version} of the ${title} on ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'You have declined, and you are leaving.',
      body: `You declined version ${version} of the ${title} on ${date}. Your use of the service ends on ${endsDate}. Until then you can change your mind on this page.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'You are staying.',
      body: `On ${date} you took back your decision to leave. You have not accepted version ${version} of the ${title} by that.`,
    }),
    keep: 'Print or save this page if you want to keep a record of your own.',
    mailed: 'We also send it to you by mail.',
    policy: 'Policy',
    version: 'Version',
    fingerprint: 'Fingerprint of the text',
    recordedAt: 'Recorded',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `You have accepted version ${version}.`,
      body: {
        explicit: `You accepted it on ${date}. There is nothing more to do.`,
        deemed: `You used the service on ${date}, after it took effect, and agreed to it by that. There is nothing more to do.`,
        imported: `Your acceptance of ${date} is on record. There is nothing more to do.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'There is nothing more to do.',
      body: `You have accepted version ${version}, which is newer than this one.`,
    }),
    left: ({ endedDate }) => ({
      title: 'You have left.',
      body: `Your use of the service ended on ${endedDate}. There is nothing left to decide here.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'The time to decline has ended.',
      body: `You could decline version ${version} until ${closedDate}. It applies if you use the service.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'This change was withdrawn.',
      body: `Version ${version} was withdrawn on ${withdrawnDate} and will not take effect. The version that applied to you before still applies.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'A newer version has taken its place.',
      body: `Version ${version} is no longer in force: version ${by} is. Only a version in force or an announced one can be answered.`,
    }),
    expiredLink: {
      title: 'This link has expired.',
      body: 'It worked until some time after the change took effect. Nothing was recorded by opening it. Please sign in to the service to see what applies to you.',
    },
    unknownLink: {
      title: 'We do not know this link.',
      body: 'Perhaps it was cut off when it was copied. Please open it from the mail once more.',
    },
    addressChanged: {
      title: 'This link is no longer valid.',
      body: 'It was sent to an address that is no longer the one of the account, so it can show and decide nothing. Please use the newest mail you got, or sign in to the service.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Nothing was recorded.',
      body: 'Your answer did not come from this page, so it was not taken. Please open the link from the mail and answer there.',
    },
    outOfDate: {
      title: 'Nothing was recorded.',
      body: 'Something changed since you opened this page. Please read what it says now, and answer again.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `This page is yours alone: its link was sent to you because you have an account with ${company}. Please do not share it.`,
};
