import { diffEn } from './diff-en.ts';
import type { Messages } from './messages.ts';

/** Everything that Proviso says to users, in English. */
export const en: Messages = {
  direction: 'ltr',

  notice: {
    change: {
      initial: 'First version',
      minor: 'Minor change',
      substantial: 'Substantial change',
      legal: 'Change required by law',
    },
    takesEffect: 'Takes effect',
    inEffectSince: 'In effect since',
    ifYouDoNotAgree: 'If you do not agree',
    declineUntil: ({ date }) => `You can decline and leave until ${date}.`,
    declineUntilYouAccept: 'You can decline and leave for as long as you have not accepted.',
    ifYouDoNothing: 'If you do nothing',
    inShort: 'In short',
    requiredByLaw: 'Required by law',
    whyWithdrawn: 'Why it was withdrawn',
    whatItMeans: 'What this means for you',
    whatChanges: 'What changes',
    whatChanged: 'What has changed',
    silence: {
      deemed: ({ version, date }) =>
        `If you keep using the service after ${date}, you agree to version ${version}.`,
      deemedLate: ({ version }) =>
        `If you keep using the service once that time is over, you agree to version ${version}.`,
      explicit: ({ date }) =>
        `Nothing changes for you until you accept. After ${date} you will be asked to accept before going on.`,
      explicitInEffect:
        'Nothing changes for you until you accept. You will be asked to accept before going on.',
    },
  },

  mail: {
    announcement: {
      subject: ({ title, day }) => `${title}: changes take effect on ${day}`,
      subjectInEffect: ({ title, day }) => `${title}: changes in effect since ${day}`,
      heading: ({ title }) => `Changes to the ${title}`,
      lead: ({ company, title, version }) =>
        `${company} has posted version ${version} of the ${title}. Here is what changes, from when, and what you can do about it until then.`,
      leadInEffect: ({ company, title, version, date }) =>
        `${company} has posted version ${version} of the ${title}. It has been in effect since ${date}. Here is what has changed, and what you can do about it.`,
    },
    reminder: {
      subject: ({ title, day }) => `Reminder: ${title} changes take effect on ${day}`,
      subjectInEffect: ({ title, day }) => `Reminder: ${title} changes in effect since ${day}`,
      heading: ({ title }) => `A reminder: changes to the ${title}`,
      lead: ({ company, title, version, postedDate }) =>
        `On ${postedDate} ${company} posted version ${version} of the ${title}. We have no answer from you yet, so here is once more what changes, from when, and what you can do about it until then.`,
      leadInEffect: ({ company, title, version, date, postedDate }) =>
        `On ${postedDate} ${company} posted version ${version} of the ${title}. It has been in effect since ${date}. We have no answer from you yet, so here is once more what has changed and what you can do about it.`,
    },
    withdrawal: {
      subject: ({ title }) => `${title}: the announced changes are withdrawn`,
      heading: ({ title }) => `The changes to the ${title} are withdrawn`,
      lead: ({ company, title, version, date }) =>
        `${company} has withdrawn version ${version} of the ${title}, which was to take effect on ${date}. It will not take effect, and there is nothing you need to do.`,
      stays: 'The version that applied to you before still applies.',
      acceptance: ({ version }) => `If you had accepted version ${version}, that no longer counts.`,
      leaving: 'If you were leaving because of it, you are not leaving any more: your account stays open.',
      left: 'If you have left already, that stands, and you are welcome back.',
      link: 'See the withdrawn changes',
    },
    declineWithin: ({ period }) =>
      `You can decline and leave within ${period} of receiving this mail. Your page shows the exact date.`,
    declineOnPage: 'Your page shows until when you can decline, or when that time ended.',
    reviewAndAccept: 'Review and accept',
    declineAndLeave: 'Decline and leave',
    nothingYet: 'Opening a link decides nothing: you choose on the page.',
    comparedWith: ({ version }) => `Compared with version ${version}.`,
    moreOnPage: ({ count }) =>
      count === 1
        ? 'One more change has no room in this mail. It stands on your page.'
        : `${count} more changes have no room in this mail. They stand on your page.`,
    seeAllChanges: 'See all changes',
    noChangesShown: 'The full text stands on your page.',
    whyYouGotThis: ({ company }) =>
      `You get this because you have an account with ${company}. It is a legal notice, so there is no unsubscribe link.`,
    linksLeadTo: ({ host }) => `Our own links in this mail lead to ${host} and nowhere else.`,
  },

  review: {
    title: ({ title }) => `Changes to the ${title}`,
    lead: ({ company, title, version }) => `${company} has posted version ${version} of the ${title}.`,
    posted: 'Posted',
    comparedWith: ({ version }) => `Compared with version ${version}, the one you agreed to.`,
    comparedWithInForce: ({ version }) => `Compared with version ${version}.`,
    fullText: ({ version }) => `The full text of version ${version}`,
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
    changeYourMind: 'You can still change your mind.',
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
      leaving: ({ endsDate }) => ({
        title: 'You are leaving.',
        body: `Your use of the service ends on ${endsDate}. Until then you can change your mind.`,
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
  },
  diff: diffEn,
};
