import type { MailMessages, NoticeMessages } from '../messages.ts';

/** What stands in notices and on the review page alike, in English. */
export const noticeEn: NoticeMessages = {
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
};

/** What stands in mails, in English. */
export const mailEn: MailMessages = {
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
    acceptance: ({ version }) =>
      `If you had accepted version ${version}, that no longer counts, and what you had decided before it stands again, a decision to leave included.`,
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
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Your receipt: you accepted version ${version} of the ${title}`,
      heading: 'You have accepted',
      lead: ({ company, title, version }) =>
        `You have accepted version ${version} of the ${title} of ${company}. This mail is your receipt; there is nothing more to do.`,
    },
    leaving: {
      subject: ({ title, version }) => `Your receipt: you declined version ${version} of the ${title}`,
      heading: 'You have declined, and you are leaving',
      lead: ({ company, title, version }) =>
        `You have declined version ${version} of the ${title}, and your use of ${company} ends. This mail is your receipt. Until it ends you can change your mind on your page.`,
    },
    stayed: {
      subject: ({ title }) => `Your receipt: you are staying (${title})`,
      heading: 'You are staying',
      lead: ({ company, title, version }) =>
        `You have taken back your decision to leave ${company}. You have not accepted version ${version} of the ${title} by that. This mail is your receipt.`,
    },
    useEnds: 'Your use ends',
    openPage: 'Open your page',
    notYou: ({ company }) => `If it was not you who decided this, please tell ${company} at once.`,
    whyYouGotThis:
      'You get this because somebody answered on the page behind a link that was mailed to this address.',
  },
  contact: 'Contact',
  linksLeadTo: ({ host }) => `Our own links in this mail lead to ${host} and nowhere else.`,
};
