/** What the pages say by which members come in. */
export const signInWords = {
  title: 'Sign in',
  lead: (company: string) => `This is where ${company} looks after its policies.`,
  email: 'Your address',
  emailHint: 'A code is mailed to it. There is no password.',
  noAddress: 'Type in a mail address, such as ada@example.com.',
  ask: 'Mail me a code',
  stale: 'This page was open for too long. Your address is still here: send it again.',
  noCookie:
    'Your browser kept no cookie, without which nobody can be signed in. Allow cookies for this site; away from this machine the console works by https alone.',
  signedOut: 'You are signed out.',
  signedOutEverywhere: 'You are signed out, here and everywhere else.',
  with: (name: string) => `Sign in with ${name}`,
  elsewhere: {
    title: 'You are not signed in',
    away: 'It does not answer at the moment. Sign in by a code that is mailed to you, or try again later.',
    lost: 'This browser did not come from the sign-in page, or it took longer than ten minutes. Begin again.',
    failed: 'It did not say who you are, or you gave up there. Begin again.',
    nobody:
      'It says who you are, and no member has an address that it has verified. An admin can invite you, with the address that it knows you by.',
    back: 'Back to the sign-in page',
  },
  code: {
    title: 'Type in the code',
    lead: (email: string) =>
      `If ${email} is a member’s address, a code is on its way there. It works for ten minutes, in this browser alone.`,
    label: 'Code',
    hint: 'Eight letters and digits. Capitals, spaces and dashes do not matter.',
    none: 'Type in the code from the mail.',
    submit: 'Sign in',
    wrong: (triesLeft: number) =>
      `That is not the code. You can try it ${triesLeft} more ${triesLeft === 1 ? 'time' : 'times'}.`,
    over: 'There is no code any more that could be typed in: its ten minutes or its five tries are over. Ask for a new one.',
    another: 'Ask for another code',
    nothing: 'No mail? Look into your spam folder, and whether the address is right.',
  },
  first: {
    title: 'Become an admin',
    lead: 'With this link, which works once, you become an admin of this service. You can then invite the others.',
    name: 'Your name',
    nameHint: 'As your colleagues know you. It stands beside what you do.',
    noName: 'Type in your name.',
    email: 'Your address',
    emailHint: 'From now on you sign in by a code that is mailed to it.',
    submit: 'Become an admin and go on',
    unknown: {
      title: 'This link does not open any more',
      body: 'It was used, its 24 hours are over, or it never was one. Whoever runs the service can make another: npm start -- --new-admin-link',
    },
  },
  again: {
    title: 'Is it you?',
    lead: (email: string) =>
      `This cannot be undone, and you last typed in a code more than an hour ago. A new one is on its way to ${email}. With it, what you were doing goes on.`,
    submit: 'Go on',
    resend: 'Mail me another code',
    notTaken: 'The code could not be mailed just now. Try again in a moment.',
  },
} as const;
