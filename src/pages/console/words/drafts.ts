/** What the screens of a draft say. */
export const draftWords = {
  kicker: (version: number) => `Draft of version ${version}`,
  states: {
    open: 'being written',
    scheduled: 'scheduled',
    'needs-attention': 'needs attention',
    posted: 'posted',
    discarded: 'given up',
  },
  classes: {
    minor: 'Minor',
    substantial: 'Substantial',
    legal: 'Required by law',
  } as Readonly<Record<string, string>>,
  revision: (revision: number) => `Revision ${revision}`,
  tabs: {
    label: 'Parts of the draft',
    text: 'Text',
    changes: 'Changes',
    mail: 'Mail',
    readers: 'Readers',
    approval: 'Approval',
    share: 'Share',
    posting: 'Posting',
  },
  attention: 'It was not posted',
  done: {
    made: 'The draft is made. Nothing goes out before somebody posts it.',
    saved: 'Saved.',
    unchanged: 'It says that already.',
    imported: 'The file was taken in, and saved.',
    approved: 'You approve this revision.',
    objected: 'You object to this revision.',
    scheduled: 'It is scheduled. Nothing was sent.',
    back: 'It is taken back. Nothing was posted, and nothing was sent.',
    sent: 'The test mail is on its way. It tells nobody anything, and is in no count.',
    link: 'The link is made. It is shown this once.',
    ended: 'The link is ended.',
    discarded: 'The draft is given up. What was written and said of it is kept.',
  },
  text: {
    language: 'Language',
    languages: 'Languages of this draft',
    another: 'Another language',
    anotherHint: 'By its tag, such as de or pt-BR.',
    open: 'Open',
    content: (language: string) => `The text, in ${language}`,
    contentHint: 'Markdown. The whole text, not the changes alone.',
    file: 'Or a file',
    fileHint:
      'A .docx, .html or .md of at most 5 MB. It takes the place of the text; headings, numbers, lists, tables and notes are kept.',
    tracked: 'Changes in the file that nobody has accepted',
    accept: 'Take all of them as accepted',
    change: 'Kind of change',
    changeHint: 'It decides how long people are told before it takes effect.',
    first: 'This is the first version, which takes effect when it is posted and of which nobody is mailed.',
    undecided: 'Not decided yet',
    summary: (language: string) => `What changes, in a sentence or two, in ${language}`,
    summaryHint: 'It stands first in the mail and on every page.',
    reason: 'Reason',
    reasonHint: 'Which law or event makes it necessary. Some kinds of change need one.',
    effectiveAt: 'Takes effect on',
    effectiveAtHint: (zone: string) =>
      `On the clock of ${zone}. Left empty, it is the earliest date that the policy promises.`,
    pending: 'What is announced already',
    withdraw: 'This takes the place of what is announced, which is withdrawn when it is posted',
    upToDate: 'Translations that say the same still, though the text that prevails was changed',
    save: 'Save',
    wrongDate: 'Type in a date and a time, such as 2027-01-31T09:00.',
    lost: (count: number) =>
      count === 1
        ? 'One thing in the file could not be taken along. The text is below: look it over, and save it.'
        : `${count} things in the file could not be taken along. The text is below: look it over, and save it.`,
    near: (detail: string, near: string) => (near === '' ? detail : `${detail} Near “${near}”.`),
    changed: (revision: number) =>
      `Somebody changed this draft meanwhile: it has revision ${revision} by now. What you typed is still here. Look at theirs in another window; saving again puts yours in its place.`,
    closed: 'It cannot be changed as it stands.',
    discard: 'Give this draft up',
    discardTitle: 'Give this draft up?',
    discardBody: 'It can never be posted then. What was written and said of it is kept in the record.',
    keep: 'Keep it',
  },
  changes: {
    none: 'There is nothing to compare yet.',
    follows: (version: number) => `What changes from version ${version}`,
    first: 'There is no version before it.',
    since: (revision: number) => `What changed since you approved revision ${revision}`,
    behind: (language: string) => `What changed in the text in ${language} since this was translated`,
    inline: 'In one text',
    sideBySide: 'Side by side',
    views: 'Layout',
    before: (version: number) => `Version ${version}`,
    after: 'This draft',
  },
  mail: {
    lead: 'As most readers of each language would get it. Its links lead back here.',
    none: 'There is no mail yet: something is missing still, or nobody is told of this by mail.',
    subject: 'Subject',
    frame: 'The mail',
    text: 'The same as plain text',
  },
  readers: {
    lead: 'What each kind of reader would see, the moment that they are told. Nothing on these pages does anything.',
    posted: 'It was posted: what people were told of stands on its page.',
    missing: 'There is nothing to show yet: something is missing still. See what under Posting.',
    first: 'Nobody is told of a first version: it is on its public page from then on.',
    kinds: 'What they hold',
    holds: (version: number, isInForce: boolean) => `Version ${version}${isInForce ? ', in force' : ''}`,
    nothing: 'Nothing on record',
    audiences: 'Who they are',
    everybodyElse: 'Everybody else',
    bar: 'The bar on your site',
    barLead: 'The same to everybody, in the language that they read the site in.',
    noBar: 'There is no bar: it tells of changes alone.',
    otherBar: (version: number) => `Until then it tells of version ${version}, which takes effect before.`,
    mail: 'The mail',
    noMail: 'They are not told by mail.',
    page: 'The page behind the link in the mail',
    frame: 'The page that they answer on',
  },
  approval: {
    none: 'Nobody has said anything of this revision yet.',
    needed: (has: number, needed: number) =>
      needed === 0
        ? 'This policy asks for no approval; anybody who may approve can say so all the same.'
        : has === 0
          ? `${needed} ${needed === 1 ? 'person' : 'people'} who wrote none of it must approve it, and nobody has yet.`
          : `${has} of ${needed} ${needed === 1 ? 'person' : 'people'} who must approve it ${has === 1 ? 'has' : 'have'}.`,
    edits: 'Every change to the draft takes all approvals back.',
    authors: 'Written by',
    approved: 'approves',
    objected: 'objects',
    own: 'You wrote some of this draft, and nobody approves what they wrote a word of.',
    note: 'Note',
    noteHint: 'It stands beside your word in the record.',
    approve: 'Approve this revision',
    object: 'Object',
    objectTitle: 'Object to it',
    objectHint: 'Where it is scheduled, nothing of its release is posted.',
    approveTitle: 'Approve it',
  },
  share: {
    testTitle: 'Try the mail on colleagues',
    testLead: 'It arrives as a user would get it, marked TEST. It tells nobody anything.',
    to: 'To',
    language: 'In the language',
    send: 'Send the test mail',
    linkTitle: 'Show it to somebody without an account',
    linkLead:
      'A link to a page with the text, the changes, the mail and the dates, and nothing to press. It ends by itself after 14 days.',
    make: 'Make a link',
    made: 'Copy it now: it is not shown again.',
    links: 'Links to this draft',
    noLinks: 'There are none.',
    columns: { made: 'Made', by: 'By', until: 'Opens until', end: 'End it' },
    ended: 'ended',
    end: 'End',
    wrongTo: 'Choose one to five members.',
  },
  posting: {
    warnings: 'To look at before',
    dates: 'How the date is found',
    will: (facts: { recipients: number | null; posted: string; effective: string | null }) =>
      `Posted ${facts.posted}, it ${
        facts.recipients === null
          ? 'tells nobody yet, since something is missing'
          : facts.recipients === 0
            ? 'is on its public page, and nobody is told by mail'
            : `tells ${facts.recipients.toLocaleString('en')} ${facts.recipients === 1 ? 'person' : 'people'} by mail`
      }${facts.effective === null ? '.' : `, and takes effect on ${facts.effective}.`}`,
    undo: (until: string) =>
      `Until ${until} it can be taken back with nothing sent. After that it can only be withdrawn, by a mail to everybody who was told.`,
    noGrace:
      'This policy leaves no time to take it back: it goes out at once, and can then only be withdrawn, by a mail to everybody who was told.',
    at: 'Post it at',
    atHint: (zone: string) =>
      `On the clock of ${zone}. Left empty, as soon as the time to take it back is over.`,
    stale: 'Post these translations though they lie behind the text that prevails',
    submit: 'Post it',
    scheduledTitle: 'It is scheduled',
    scheduled: (at: string, minutes: string) =>
      `It is posted ${at}, ${minutes} from now. Nothing was sent yet.`,
    takeBack: 'Take back',
    posted: 'It was posted, and is what people were told of.',
    look: 'Look at its page',
    notYou: 'It takes an author to post it.',
    lacksTitle: 'It cannot be posted yet',
    lacks: (has: number, needed: number) =>
      `${needed - has} more ${needed - has === 1 ? 'person' : 'people'} who wrote none of it ${needed - has === 1 ? 'has' : 'have'} to approve this revision: ${has} of ${needed} did.`,
    objected: (names: string) => `${names} objected to this revision. Change it, or have them approve it.`,
    toApproval: 'Who approved it, and who objects',
    minutes: (minutes: number) =>
      minutes < 1
        ? 'less than a minute'
        : minutes < 120
          ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
          : minutes < 2880
            ? `about ${Math.round(minutes / 60)} hours`
            : `about ${Math.round(minutes / 1440)} days`,
  },
} as const;
