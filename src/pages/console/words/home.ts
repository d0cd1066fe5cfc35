/** What needs a hand, where a screen says it otherwise than `/healthz` does to programs. */
const SEEN: Partial<Readonly<Record<string, string>>> = {
  'mail-unknown': 'Of some mails nobody can tell whether they went out. Somebody has to say.',
};

/** What the first screen says. */
export const homeWords = {
  seen: SEEN,
  title: 'Home',
  needs: 'What needs a hand',
  nothing: 'Nothing needs a hand just now.',
  paused: (policy: string) => `Nobody is asked about “${policy}” for now: see until when and why.`,
  approve: (title: string) => `A draft of ${title} waits for your approval.`,
  stopped: (title: string, why: string) => `A draft of ${title} was not posted. ${why}`,
  unreached: (title: string, version: number, count: number) =>
    `${count.toLocaleString('en')} ${count === 1 ? 'person is' : 'people are'} not reached by mail about ${title}, version ${version}.`,
  policies: 'Policies',
  noPolicies: 'There is no policy yet.',
  noPoliciesHint: 'An author makes the first one.',
  columns: {
    policy: 'Policy',
    inForce: 'In force',
    announced: 'Announced',
    told: 'Told',
    answers: 'Answers',
  },
  version: (version: number) => `Version ${version}`,
  since: 'since',
  from: 'from',
  none: 'none',
  notAsked: '–',
  told: (told: number, of: number) => `${told.toLocaleString('en')} of ${of.toLocaleString('en')}`,
  many: (of: number) => `${of.toLocaleString('en')} people`,
  answers: (title: string) => `Answers about ${title}`,
  answer: {
    accepted: 'accepted',
    declined: 'declined',
    silent: 'no answer yet',
    untold: 'not told yet',
  },
  welcome: 'You are an admin now. Invite the others under Members.',
} as const;
