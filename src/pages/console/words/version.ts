const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const people = (n: number) => count(n, 'person', 'people');

/** What the screens of a version say. */
export const versionWords = {
  title: (policy: string, version: number) => `${policy}, version ${version}`,
  back: (policy: string) => `All of ${policy}`,
  public: 'As readers see it',
  state: {
    announced: 'Announced: it takes effect',
    'in-force': 'In force since',
    superseded: 'A newer version is in force; this one took effect',
    withdrawn: 'Withdrawn',
  },
  posted: 'Posted',
  classOf: 'Kind of change',
  recipients: 'To tell when it was posted',
  recipientsOf: people,
  paused: 'Its notices are held back since',
  pausedBecause: (reason: string) => `They paused by themselves. ${reason}`,
  waits: 'The first wave is queued. The others wait until somebody says to go on.',
  asOf: 'As of',
  telling: {
    label: 'How far telling people is',
    said: (told: number, all: number) =>
      told === all
        ? `${told.toLocaleString('en')} are told, and nobody waits to be.`
        : `${told.toLocaleString('en')} of ${all.toLocaleString('en')} are told.`,
    held: (told: number) => `${told.toLocaleString('en')} are told. The others are held back.`,
  },
  uncounted:
    'There are too many people to count while you wait. They are being counted: look again in a few minutes.',
  knows: {
    title: 'Who knows of it',
    told: 'told',
    waits: 'to be told yet',
    unreachable: 'not reached by mail',
    unknown: 'unclear',
    unknownHint: 'Of unclear mails nobody can tell whether they went out: somebody has to say.',
    resolve: 'Resolve them',
  },
  answers: {
    title: 'What people did',
    accepted: 'agreed',
    objected: 'said no and stay',
    leaving: 'are leaving',
    left: 'have left',
    silent: 'told, no answer yet',
    none: 'Nobody has answered yet.',
  },
  curve: {
    title: 'Answers over time',
    agreed: 'agreed',
    declined: 'declined',
    hour: 'Hour',
    day: 'Day (UTC)',
    together: (what: string) => `${what}, together`,
    numbers: 'The same as numbers',
    highest: (n: number) => n.toLocaleString('en'),
  },
  mails: {
    title: 'Its mails',
    hint: 'Announcements by what became of them, of each reader the last. Who has several addresses counts once for each.',
    state: 'State',
    mails: 'Mails',
    means: 'What it means',
    none: 'No mail was written for this version.',
  },
  mailStates: {
    queued: ['Queued', 'Waits for its turn.'],
    sending: ['On its way', 'The provider is asked to take it.'],
    sent: ['Sent', 'The provider took it.'],
    delivered: ['Delivered', 'The reader’s mail server took it.'],
    bounced: ['Bounced', 'It came back.'],
    suppressed: ['Suppressed', 'The provider sends nothing to this address any more.'],
    failed: ['Failed', 'The provider refused it.'],
    unknown: ['Unclear', 'Nobody can tell whether it went out.'],
    dropped: ['Dropped', 'There was no need to send it any more.'],
    cancelled: ['Cancelled', 'The version was withdrawn before it went out.'],
  },
  steer: {
    title: 'Steer',
    pause: 'Hold back what is not sent yet',
    pauseHint: (n: number | null) =>
      n === null
        ? 'What is on its way is finished; the rest waits. Its dates stand.'
        : n === 0
          ? 'Nobody waits just now. Whoever is to be told later waits until you resume.'
          : `${count(n, 'person who is to be told yet waits', 'people who are to be told yet wait')} until you resume. What is on its way is finished, and its dates stand.`,
    resume: 'Resume sending',
    resumeHint: (n: number | null) =>
      n === null
        ? 'What was held back goes out.'
        : `${count(n, 'person who waits is mailed', 'people who wait are mailed')} from now on.`,
    goOn: 'Go on after the first wave',
    goOnHint: 'Everybody who is to be told and was not in the first wave is mailed from now on.',
    withdraw: 'Withdraw this version …',
    withdrawHint: 'You see first what whoever was told is mailed.',
  },
  done: {
    paused: 'Its notices are held back.',
    resumed: 'Its notices go out again.',
    'gone-on': 'The others are told from now on.',
    withdrawn: 'Withdrawn. Whoever was told of it is mailed that.',
  },
  withdrawal: {
    title: (policy: string, version: number) => `Withdraw ${policy}, version ${version}?`,
    says: (told: number | null) =>
      told === null
        ? 'Everybody who was told of it is mailed that it does not take effect. Mails that wait are not sent.'
        : told === 0
          ? 'Nobody was told of it yet. Mails that wait are not sent, and whose mail is on its way is mailed that it does not take effect.'
          : `${people(told)} ${told === 1 ? 'was' : 'were'} told of it: each is mailed that it does not take effect. Mails that wait are not sent.`,
    answers: (n: number) =>
      n === 0
        ? 'Nobody has agreed to it.'
        : `${people(n)} agreed to it: that counts no more. It stays in the record.`,
    leaving: (n: number) =>
      n === 0
        ? ''
        : `${people(n)} ${n === 1 ? 'is' : 'are'} leaving over it, and then ${n === 1 ? 'stays' : 'stay'}.`,
    forGood: 'It cannot be taken back: to go on with it you would post a new version.',
    onTop: (versions: readonly number[]) =>
      `${versions.length === 1 ? 'Version' : 'Versions'} ${versions.join(', ')}, announced on top of it, ${versions.length === 1 ? 'carries' : 'carry'} its words and ${versions.length === 1 ? 'is' : 'are'} withdrawn with it.`,
    pending: 'Versions on top',
    pendingChoice: (versions: readonly number[]) => `Withdraw ${versions.join(', ')} with it`,
    reason: 'Why, in one sentence',
    reasonHint: 'It stands in the mail and on the page of the policy.',
    noReason: '(your reason)',
    show: 'Show the mail with this reason',
    submit: (told: number | null) =>
      told === null || told === 0 ? 'Withdraw it' : `Withdraw it, and mail ${people(told)}`,
    cancel: 'Leave it as it is',
    mail: 'What they are mailed',
    inLanguage: (language: string) => `in ${language}`,
    languages: 'Languages of the mail',
    shown: 'Look at the mail below, then withdraw.',
    over: 'It is withdrawn or in force already: only an announced version can be withdrawn.',
  },
  again: {
    link: 'Send it again to all of them …',
    title: (policy: string, version: number) => `Send ${policy}, version ${version} again?`,
    says: (n: number, isMore: boolean, state: string) =>
      n === 0
        ? `No announcement stands at “${state}” any more.`
        : `${isMore ? 'More than ' : ''}${count(n, 'announcement stands', 'announcements stand')} at “${state}”. Each is sent once more, in the same words as far as they are still true, to the address that is known now.`,
    first:
      'What came back will mostly come back again: have addresses corrected first, and the provider let go of those that it suppresses.',
    keeps:
      'Whoever is leaving, holds the version, or has no address any more is left out. Each mail stands in the record with who had it sent.',
    some: (n: number) => `At most ${n} are done at once, and then you go on with the others.`,
    confirm: 'Sure?',
    confirmAll: (n: number) => `Send it again to ${people(n)}`,
    submit: (n: number) => `Send it again to ${people(n)}`,
    goOn: 'Go on with the others',
    cancel: 'Leave it as it is',
    outcome: (n: number, refused: readonly string[]) =>
      `${n === 0 ? 'Nobody is' : `${people(n)} ${n === 1 ? 'is' : 'are'}`} sent it again.${refused.length === 0 ? '' : ` Others are not: ${refused.join(' ')}`}`,
  },
  wrong: {
    confirm: 'Tick it, if you mean it.',
    reason: 'Type in a reason, in one line.',
    pending: 'The versions on top carry its words: withdraw them with it, or leave it as it is.',
  },
  list: {
    title: (policy: string, version: number) => `People of ${policy}, version ${version}`,
    back: (policy: string, version: number) => `${policy}, version ${version}`,
    of: {
      'not-told': 'To be told yet',
      unreachable: 'Not reached by mail',
      told: 'Told',
      silent: 'Told, no answer yet',
      accepted: 'Agreed',
      objected: 'Said no and stay',
      leaving: 'Are leaving',
      left: 'Have left',
    },
    anybody: 'Anybody',
    anyMail: 'Any',
    state: 'How they stand',
    notice: 'Their mail',
    locale: 'Language they read',
    localeHint: 'such as de',
    base: 'Changes shown from version',
    audience: 'Audience, by what is known of them now',
    anyAudience: 'Any',
    search: 'Id, or how it begins',
    filter: 'Show',
    csv: 'Download this list (CSV)',
    columns: {
      user: 'Id',
      email: 'Address',
      locale: 'Language',
      notice: 'Mail',
      told: 'Told',
      binds: 'Bound from',
      did: 'What they did',
    },
    erased: 'erased',
    none: '–',
    agreed: 'agreed',
    leaves: 'leaves',
    empty: {
      title: 'Nobody is in this list',
      body: 'Choose something else above, or go back to the version.',
    },
    cutShort: 'Many were looked through, and the list may go on: the next page looks further.',
    wrongBase: 'must be a version’s number',
  },
} as const;
