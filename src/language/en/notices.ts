import type { MailMessages, NoticeMessages } from '../messages.ts';

/** What stands in notices and on the review page alike, in English. */
export const noticeEn: NoticeMessages = {
  change: {
    initial: 'First version',
    minor: 'Minor change',
    substantial: 'Substantial change',
    legal: 'Change required by law',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `“${title}” belongs together with this document and changes as well: version ${version} of it was announced on ${postedDate}, to take effect on ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `“${title}” belongs together with this document and changes as well: version ${version} of it was announced on ${postedDate}. A notice of its own says from when.`,
  replaces: ({ version, replaced, postedDate }) =>
    `Version ${version} takes the place of version ${replaced}, which was announced on ${postedDate}. Version ${replaced} is withdrawn and will not take effect: what you may have read about it no longer applies.`,
  replacedAcceptances:
    'If you had accepted one of the withdrawn versions, that no longer counts, and what you had decided before it stands again, a decision to leave included.',
  replacedLeaving:
    'If you were leaving only because of one of them, you are not leaving any more: your use of the service goes on.',
  takesEffect: 'Takes effect',
  inEffectSince: 'In effect since',
  effectDate: 'Date of effect',
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
    unrecorded: ({ version }) =>
      `We have no record that you have agreed to this document. Neither doing nothing nor using the service changes that. You will be asked to accept version ${version}.`,
  },
};

/** What stands in mails, in English. */
export const mailEn: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: changes effective ${day}`,
    subjectInEffect: ({ title, day }) => `${title}: changes in effect since ${day}`,
    heading: ({ title }) => `Changes to “${title}”`,
    lead: ({ company, title, version }) =>
      `${company} has posted version ${version} of “${title}”. Here is what changes, from when, and what you can do about it.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} has posted version ${version} of “${title}”. It has been in effect since ${date}. Here is what has changed, and what you can do about it.`,
  },
  reminder: {
    subject: ({ title, day }) => `Reminder: ${title} changes take effect on ${day}`,
    subjectInEffect: ({ title, day }) => `Reminder: ${title} changes in effect since ${day}`,
    heading: ({ title }) => `A reminder: changes to “${title}”`,
    lead: ({ company, title, version, postedDate }) =>
      `On ${postedDate} ${company} posted version ${version} of “${title}”. We have no answer from you yet, so here is once more what changes, from when, and what you can do about it until then.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `On ${postedDate} ${company} posted version ${version} of “${title}”. It has been in effect since ${date}. We have no answer from you yet, so here is once more what has changed and what you can do about it.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: the announced changes are withdrawn`,
    heading: ({ title }) => `The changes to “${title}” are withdrawn`,
    lead: ({ company, title, version, date }) =>
      `${company} has withdrawn version ${version} of “${title}”, which was to take effect on ${date}. It will not take effect, and there is nothing you need to do.`,
    stays: 'The version that applied to you before still applies.',
    acceptance: ({ version }) =>
      `If you had accepted version ${version}, that no longer counts, and what you had decided before it stands again, a decision to leave included.`,
    leaving:
      'If you were leaving only because of it, you are not leaving any more: your use of the service goes on.',
    left: 'If you have left already, that stands, and you are welcome back.',
    link: 'See the withdrawn changes',
  },
  declineWithin: ({ period }) =>
    `You can decline and leave within ${period} of when we sent this email. Your page shows the exact date and time.`,
  declineAround: ({ date, period }) =>
    `You can decline and leave until ${date}. If we sent this email only after that, you have ${period} from when we sent it. Your page shows the exact date and time.`,
  declineOnPage: 'Your page shows until when you can decline, or when that time ended.',
  reviewAndAccept: 'Review and accept',
  declineAndLeave: 'Decline and leave',
  nothingYet: 'Opening a link decides nothing: you choose on the page.',
  onceMore: 'We send you this once more because the link that you had from us does not open any more.',
  corrects:
    'This email corrects an earlier one, in which a summary or a translation was not right. Please go by this one. The text that prevails has not changed.',
  settled: {
    'has-accepted': ({ version }) =>
      `You have accepted version ${version}, and that stands. There is nothing more to do.`,
    'is-bound': ({ version }) => `Version ${version} applies to you already. There is nothing more to do.`,
    'has-refused': ({ version }) =>
      `You have refused your consent to version ${version}, and that stands. If you change your mind, you can still accept.`,
    'is-leaving': ({ version }) =>
      `You have declined version ${version}, and you are leaving. Until your use ends you can change your mind on your page.`,
  },
  comparedWith: ({ version }) => `Compared with version ${version}.`,
  earlierOnPage: 'Earlier versions did not fit in this email. You will find them on your page.',
  moreOnPage: ({ count }) =>
    count === 1
      ? 'One more change did not fit in this email. You will find it on your page.'
      : `${count} more changes did not fit in this email. You will find them on your page.`,
  seeAllChanges: 'See all changes',
  noChangesShown: 'You will find the full text on your page.',
  whyYouGotThis: ({ company }) =>
    `You are receiving this because this address belongs to an account with ${company}. It is a legal notice, so there is no unsubscribe link.`,
  whyYouGotThisOnce: ({ company }) =>
    `You are receiving this because this address belongs, or belonged, to an account with ${company}. It is a legal notice, so there is no unsubscribe link.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Your receipt: you accepted version ${version} of “${title}”`,
      heading: 'You have accepted',
      lead: ({ company, title, version }) =>
        `You have accepted version ${version} of “${title}” of ${company}. This email is your receipt; there is nothing more to do.`,
    },
    leaving: {
      subject: ({ title, version }) => `Your receipt: you declined version ${version} of “${title}”`,
      heading: 'You have declined, and you are leaving',
      lead: ({ company, title, version }) =>
        `You have declined version ${version} of “${title}”, and your use of ${company} ends. This email is your receipt. Until it ends you can change your mind on your page.`,
    },
    stayed: {
      subject: ({ title }) => `Your receipt: you took back your decision to leave (${title})`,
      heading: 'You have taken back your decision',
      lead: ({ company, title, version }) =>
        `You have taken back your decision to leave ${company} because of version ${version} of “${title}”. This does not mean that you have accepted that version. This email is your receipt.`,
    },
    stayedLead: ({ company, title, version }) =>
      `You have taken back your decision to leave ${company} because of version ${version} of “${title}”. Your earlier acceptance of that version counts again. This email is your receipt.`,
    useEnds: 'Your use ends',
    countsAgain: 'Your acceptance that counts again',
    stillLeaving: 'You are still leaving because of',
    openPage: 'Open your page',
    notYou: ({ company }) => `If it was not you who decided this, please tell ${company} at once.`,
    whyYouGotThis:
      'You are receiving this because somebody answered on the page behind a link that was mailed to this address.',
  },
  contact: 'Contact',
  linksLeadTo: ({ host }) => `Our own links in this email lead to ${host} and nowhere else.`,
};
