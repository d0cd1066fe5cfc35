import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in English. */
export const linksEn: LinkMessages = {
  ended: {
    title: 'This link was ended.',
    body: 'Whoever gave it to you has ended it. Nothing was recorded by opening it. Please sign in to the service to see what applies to you.',
  },
  over: {
    title: 'This page has ended.',
    body: 'What you answered before it ended is kept. Nothing was recorded just now. Go back to the service, and it gives you a new link.',
  },
  ledHere: ({ company }) =>
    `This page is yours alone: ${company} led you here from your account. Please do not share its link.`,
  asRecorded:
    'This page shows what was recorded then. Opening it changes nothing, and its link keeps working for as long as the record is kept.',
  linkLasts: 'The link in this email goes on leading to this record, for as long as the record is kept.',
  account: ({ company }) => `Your account with ${company}`,
  backTo: ({ company }) => `Back to ${company}`,
  feedReader: 'A feed reader tells you whenever something changes here. Give it one of these addresses:',
};
