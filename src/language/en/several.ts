import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in English. */
export const severalEn: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: changes effective ${day}`,
  subjectUndated: ({ titles }) => `${titles}: changes announced`,
  heading: ({ titles }) => `Changes to ${titles}`,
  lead: ({ company, titles }) =>
    `${company} has posted new versions of ${titles}. Here is for each what changes, from when, and what you can do about it.`,
  reminder: {
    subject: ({ titles }) => `Reminder: ${titles}, changes announced`,
    heading: ({ titles }) => `A reminder: changes to ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `On ${postedDate} ${company} posted new versions of ${titles}. We have no answer from you yet, so here is once more for each what changes, from when, and what you can do about it.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: the announced changes are withdrawn`,
    heading: ({ titles }) => `The changes to ${titles} are withdrawn`,
  },
  receipt: {
    subject: ({ titles }) => `Your receipt: you accepted ${titles}`,
    lead: ({ company, titles }) =>
      `You have accepted ${titles} of ${company}, each in the version that is named here. This email is your receipt; there is nothing more to do.`,
  },
  acceptAll: ({ titles }) => `Accept all: ${titles}`,
  consentApart: ({ titles }) =>
    `Your consent to ${titles} is asked for below, on its own: the button for all does not give it.`,
  eachAlone: 'You can also answer each on its own, below.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in English. */
export const waysEn: WayMessages = {
  findable: ({ url }) =>
    `You can also find this without the links in this email, by opening ${url} yourself.`,
  replies: ({ replyTo }) => `Replies to this email go to ${replyTo}. A reply is not recorded as your answer.`,
  wholeText: 'The new text without marks',
};
