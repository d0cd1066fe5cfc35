import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in English. */
export const reviewEn: ReviewMessages = {
  title: ({ title }) => `Changes to “${title}”`,
  posted: 'Posted',
  comparedWith: ({ version }) => `Compared with version ${version}, the one you agreed to.`,
  comparedWithInForce: ({ version }) => `Compared with version ${version}.`,
  agreedBefore: 'You agreed to this document before this record was kept; to which text is not known.',
  fullText: ({ version }) => `Read the full text of version ${version}`,
  lateUntil: ({ date }) => `You heard of this once it was in effect, so you have until ${date} to decide.`,
  nothingBinds:
    'Nothing binds you yet: on our record no notice of this has reached you. You can accept, or decline and leave.',
  yourAnswer: 'Your answer',
  accept: ({ version }) => `Accept version ${version}`,
  declineAndLeave: 'Decline and leave',
  confirmLeaving: {
    title: 'Are you sure?',
    body: ({ date }) => `Your use of the service ends on ${date}. Until then you can change your mind.`,
    confirm: ({ day }) => `Yes, end my use on ${day}`,
    goBack: 'No, go back',
  },
  stay: 'Stay after all',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Thank you. You have accepted.',
      body: `You accepted version ${version} of “${title}” on ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'You have declined, and you are leaving.',
      body: `You declined version ${version} of “${title}” on ${date}. Your use of the service ends on ${endsDate}. Until then you can change your mind on this page.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'You have taken back your decision.',
      body: `On ${date} you took back your decision to leave because of version ${version} of “${title}”. This does not mean that you have accepted that version.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'You have taken back your decision.',
      body: `On ${date} you took back your decision to leave because of version ${version} of “${title}”. Your acceptance of ${acceptedDate} counts again.`,
    }),
    keep: 'Print or save this page if you want to keep a record of your own.',
    mailing: 'We are also emailing you this receipt.',
    mailed: ({ date }) => `We also emailed you this receipt on ${date}.`,
    policy: 'Document',
    version: 'Version',
    fingerprint: 'Fingerprint of the text',
    recordedAt: 'Recorded on',
  },
  stillLeaving: ({ title, date }) => `You are still leaving, on ${date}, because of “${title}”.`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `Version ${version} applies to you.`
          : `You have accepted version ${version}.`,
      body: {
        explicit: `You accepted it on ${date}. There is nothing more to do.`,
        deemed: `You used the service on ${date}, after it took effect, and so agreed to it. There is nothing more to do.`,
        silence: `You did not object by ${date}, and so agreed to it. There is nothing more to do.`,
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
      body: `You could decline version ${version} until ${closedDate}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'This change was withdrawn.',
      body: `Version ${version} was withdrawn on ${withdrawnDate} and will not take effect.`,
    }),
    nothingChanged: 'It changed nothing for you: what applied to you before went on applying.',
    superseded: ({ version, by }) => ({
      title: 'A newer version has taken its place.',
      body: `Version ${version} has been replaced by version ${by}. You can answer only for a version that is in force or announced.`,
    }),
    expiredLink: {
      title: 'This link has expired.',
      body: 'It worked for some time only. Nothing was recorded by opening it. Please sign in to the service to see what applies to you.',
    },
    unknownLink: {
      title: 'We do not know this link.',
      body: 'Perhaps it was cut off when it was copied. Please open it from the email once more.',
    },
    retiredLink: {
      title: 'This link is no longer valid.',
      body: 'It was signed with a key that is no longer in use, so it can show and decide nothing. If you can still answer, a new email with a link goes to the address of the account: please use that link, or sign in to the service.',
    },
    addressChanged: {
      title: 'This link is no longer valid.',
      body: 'It was sent to an address that is no longer the one of the account, so it can show and decide nothing. Please sign in to the service to see what applies to you.',
    },
    sentToNewAddress: {
      title: 'This link is no longer valid.',
      body: 'It was sent to an address that is no longer the one of the account. A new email with a link goes to the address that the account has now: please use that link, or sign in to the service.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Your answer was not recorded.',
      body: 'It did not come from this page, so we could not record it. Please open the link from the email and answer there.',
    },
    outOfDate: {
      title: 'Your answer was not recorded.',
      body: 'Something changed since you opened this page. Please read what it says now, and answer again.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `This page is yours alone: its link was sent to you because your address belongs to an account with ${company}. Please do not share it.`,
  whyYouSeeThisOnce: ({ company }) =>
    `This page is yours alone: its link was sent to you because your address belongs, or belonged, to an account with ${company}. Please do not share it.`,
};
