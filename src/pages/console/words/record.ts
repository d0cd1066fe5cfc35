/** What the screen of the record says, and those of links for auditors. */
export const recordWords = {
  title: 'Record',
  lead: 'Every act is written down as it happens and sealed in a log, so that a stranger can check years later that nothing was changed. This is where it is looked at, checked and handed over.',
  log: {
    title: 'The log',
    size: 'Records in the log',
    waiting: 'Waiting for their place',
    sealed: 'Sealed by the newest checkpoint',
    none: 'No checkpoint was signed yet: without LOG_KEY none is.',
    checkpoint: 'The newest checkpoint, signed',
    keep: 'Keep a checkpoint away from here: it proves against whoever runs this service only where somebody else has it.',
    file: 'The checkpoint as a file',
    key: 'The key that it is checked with',
    stamps: 'Time stamps',
    stamped: (records: number) =>
      `The state of the record over ${records === 1 ? '1 record' : `${records} records`}, signed here`,
    stampedBy: 'was stamped by',
    stampedAt: 'at',
    unnamed: 'an authority that the stamp does not name',
    proves:
      'So what stands up to there was in the record by then. That the authority is who the stamp names is for whoever verifies evidence to check (--tsa-cert); that its clock was right remains belief. What is recorded later waits for the next stamp, once a day. The checkpoint that was stamped:',
    noStamp:
      'No time-stamping authority has stamped a checkpoint yet. With CHECKPOINT_TSA set, one does once a day: then the record shows by somebody else’s clock by when an act was in it.',
  },
  audit: {
    title: 'Audit',
    body: 'Reads all that the database holds and checks it against its own record: every seal, every place, and everything that follows from them. Checks and mails go on meanwhile.',
    submit: 'Run the audit',
    running: (pages: number, findings: number) =>
      `The audit has read ${count(pages, 'part', 'parts')}${findings === 0 ? '' : `, of which something differs in ${findings.toLocaleString('en')} places`}.`,
    since: 'Begun',
    ended: 'Ended',
    sound: 'Sound: nothing differs from the record.',
    unsound: (findings: number) =>
      `Not sound: ${count(findings, 'thing differs', 'things differ')} from the record. Show this to whoever runs the service.`,
    read: (records: number, users: number, mails: number, checkpoints: number) =>
      `Read: ${count(records, 'record', 'records')}, ${count(users, 'person', 'people')}, ${count(mails, 'mail', 'mails')}, ${count(checkpoints, 'checkpoint', 'checkpoints')}.`,
    failed: 'It broke off before its end, so nothing is said of what was not read. Run it again.',
    tooLarge: (records: number) =>
      `The log has ${records.toLocaleString('en')} records, and reading them all would slow down everybody’s checks. Whoever runs the service audits it beside them, with a program of its own:`,
    noBackground:
      'Nothing runs on here once a page was answered. Whoever runs the service audits it from their machine:',
    command: 'npm run audit',
    busy: 'An audit runs already.',
    cannot: 'The audit cannot be run from here.',
    elsewhere: 'It is run by this process and remembered until that ends; npm run audit tells the same.',
  },
  evidence: {
    title: 'Evidence of one person',
    body: 'By the id that the product has for them; of somebody who was erased, by their pseudonym.',
    person: 'Id or pseudonym',
    on: 'Were they bound on',
    onHint: 'At the end of that day, in UTC. Left empty: now.',
    submit: 'Show the evidence',
    unknown: 'Nobody is known by that id or pseudonym.',
  },
  sample: {
    title: 'A random sample',
    body: 'People drawn at random from those of whom something is recorded about a version.',
    link: 'Draw a sample',
    count: 'How many people',
    submit: 'Draw them',
    result: 'Who was drawn',
    drawn: (people: number, size: number, seed: string) =>
      `${count(people, 'person', 'people')}, drawn from a log of ${size.toLocaleString('en')} records by the seed ${seed}. The same seed and size draw the same people again.`,
    how: 'Places of the log are drawn, and with each the person it is about: whoever more is recorded of is likelier to come. The n-th place is the first six bytes of SHA-256 over “seed:n”, from n = 0, modulo the size, plus one.',
    columns: { person: 'Person', evidence: 'Evidence' },
    page: 'to read and print',
    file: 'as a file',
    empty: 'Nobody was drawn.',
    emptyHint:
      'Nothing is recorded of anybody about that policy and version, or so little among so much that it was not met.',
  },
  reports: {
    title: 'Reports',
    body: 'Of each version, for a spreadsheet. They stream, however many people there are.',
    none: 'There is no version yet.',
    noneHint: 'An author posts the first one.',
    columns: { policy: 'Policy', version: 'Version', posted: 'Posted', files: 'Files' },
    acceptances: 'acceptances',
    deliveries: 'deliveries',
  },
  links: {
    title: 'Links for auditors',
    body: 'For somebody from outside, who then reads the evidence of some people without signing in. People stand there by their pseudonyms; whoever opens who somebody is leaves a record of it.',
    link: 'Links for auditors',
    make: 'Make a link',
    policy: 'Policy',
    version: 'Version',
    versionHint: 'Its number. Left empty: all of them.',
    people: 'People',
    peopleHint:
      'A number, such as 25, draws so many at random. Or name them by their ids or pseudonyms, one in a line.',
    expiresAt: 'Opens until',
    expiresAtHint: (zone: string) => `In ${zone}, at most 90 days ahead.`,
    submit: 'Make the link',
    made: 'The link, shown this once',
    madeHint: 'Copy it now, and hand it to the auditor. Whoever has it can read what it opens.',
    columns: { what: 'What it opens', people: 'People', made: 'Made', until: 'Opens', end: 'End' },
    all: 'all versions',
    version1: (version: number) => `version ${version}`,
    drawn: (seed: string) => `drawn by the seed ${seed}`,
    by: 'by',
    ended: 'ended',
    over: 'was open until',
    until: 'until',
    end: 'End it',
    search: 'Policy, by its title or name, or how it begins',
    empty: { title: 'No link was made yet.', body: 'Make one below, for whoever audits you.' },
    notFound: {
      title: 'No link opens anything of a policy that is called so.',
      body: 'Try how its title begins, or its name in addresses.',
    },
    back: 'Record',
    ending: {
      title: 'End this link?',
      body: 'It opens nothing any more, at once. What was read by it stays recorded.',
      submit: 'End it',
      cancel: 'Leave it as it is',
    },
  },
  wrong: {
    policy: 'Choose a policy.',
    version: 'Type in the number of a version, such as 2, or nothing.',
    people: 'Type in a number from 1 to 200, or at most 200 ids, one in a line.',
    expiresAt: 'Say until when: a day and a time, such as 2026-12-22T09:00.',
    count: 'Type in a number from 1 to 200.',
    person: 'Type in an id or a pseudonym.',
    on: 'Choose a day, such as 2026-12-22.',
  },
  done: {
    audit: 'The audit runs.',
    link: 'A link was made.',
    ended: 'The link has ended.',
  },
} as const;

/** What the pages behind a link for an auditor say. */
export const auditorWords = {
  title: 'For the auditor',
  lead: (company: string) =>
    `${company} opened this to you: the evidence of what some people were told of a policy, and what they answered. Nothing can be changed here.`,
  policy: 'Policy',
  versions: 'Versions',
  all: 'all of them',
  people: 'People',
  drawn: (seed: string) =>
    `drawn at random by the seed ${seed}: the n-th place of the log is the first six bytes of SHA-256 over “seed:n”, from n = 0, modulo its size, plus one`,
  named: 'named by whoever made the link',
  until: 'It opens until',
  hint: 'People stand here by their pseudonyms. Opening who somebody is, is recorded, and from then on their evidence has it too.',
  columns: { person: 'Person', evidence: 'Evidence', address: 'Who they are' },
  page: 'to read and print',
  file: 'as a file',
  open: 'Open who they are',
  erased: 'erased: nobody knows any more',
  noAddress: 'no address',
  check: 'How to check a file',
  checkBody:
    'The program that checks it needs nothing of this service: npm run verify -- FILE --key KEY. The key is at',
  closed: {
    title: 'This link opens nothing any more',
    body: 'It has ended, or not all of its address was copied. Whoever sent it to you can make another one.',
  },
  done: { opened: 'It is recorded that you opened who they are.' },
} as const;

function count(value: number, one: string, many: string): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`;
}
