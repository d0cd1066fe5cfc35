/*
 * Everything that the console says, a file for each screen, in English alone for now: pages hold no words of their
 * own, so that a second language is a second folder. Readers' pages and mails are in `language`, in all of theirs.
 */

/** What stands on every screen. */
export const shellWords = {
  console: 'Console',
  skip: 'Skip to the content',
  nav: 'Console',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  account: 'Your account',
  problem: 'There is a problem',
  errorTitle: (title: string) => `Error: ${title}`,
  title: (title: string, company: string) => `${title} – ${company} console`,
  optional: 'optional',
  search: 'Search',
  next: 'Next page',
  first: 'Back to the first page',
  backHome: 'Go to the start of the console',
  oldForm:
    'This page was from before you last signed in, so nothing was done. Everything you typed is still here: look it over and send it again.',
  wrongOrigin: {
    title: 'This form was not sent from the console',
    body: 'Nothing was done. Open the page in the console itself, and send the form from there.',
  },
  forbidden: {
    title: 'Your roles do not cover this page',
    body: (who: string, own: string) => `It is for whoever is ${who}. You are ${own}.`,
    ask: 'An admin can give you another role under Members.',
  },
  live: { result: 'See what came of it', hold: 'Hold this still', follow: 'Follow it' },
  tooMany: {
    title: 'Too many attempts',
    body: (seconds: number) =>
      `To keep others from guessing, you have to wait for ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. Then try again.`,
  },
} as const;
