import type { ImportState } from '../../../domain/people/user-import.ts';

/** What the screens say by which people are brought in from a file. */
export const importsWords = {
  title: 'Bring in people',
  back: 'People',
  all: 'All imports',
  lead: 'From a file that your product or a spreadsheet wrote: CSV, with the names of its columns in the first line, or one JSON object a line. Nobody is brought in before you have seen what it comes to.',
  file: 'File',
  fileHint: (megabytes: number) =>
    `CSV or NDJSON, at most ${megabytes} MB. Commas, semicolons or tabs are all fine. Save an Excel workbook as CSV first.`,
  submit: 'Read the file',
  columns: { file: 'File', state: 'State', lines: 'People in it', made: 'Sent' },
  search: 'Name, or how it begins',
  notFound: { title: 'No file is called so.', body: 'Try how its name begins, as it was when it was sent.' },
  empty: { title: 'Nobody was brought in from a file yet.', body: 'Choose a file above.' },
  state: {
    reading: 'being read',
    read: 'waits to hear what its columns are',
    checking: 'being checked',
    checked: 'checked: nobody is brought in yet',
    importing: 'being brought in',
    stopped: 'stopped',
    done: 'brought in',
  } satisfies Readonly<Record<ImportState, string>>,
  facts: { lines: 'People in it', letters: 'Encoding', by: 'Sent by', made: 'Sent', until: 'Deleted on' },
  untilHint: 'with all that is left of the file, unless somebody goes on with it',
  letters: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16',
    'windows-1252': 'Windows (Western European), since they are no UTF-8: see below whether they read well',
  } as Readonly<Record<string, string>>,
  reading:
    'The file was not read to its end. If it is not being sent right now, forget it and send it again.',
  preview: (rows: number) => `The first ${rows === 1 ? 'line' : `${rows} lines`}`,
  line: 'Line',
  map: {
    title: 'What the columns are',
    body: 'Only what you choose is taken. An empty cell says that there is none; of people who are known already, the rest stays as it is.',
    column: (name: string, number: number) => (name === '' ? `Column ${number}` : `Column “${name}”`),
    example: (values: readonly string[]) =>
      values.length === 0 ? 'Empty in the first lines.' : `As in: ${values.join(' · ')}`,
    uses: {
      none: 'Not taken',
      user: 'Id: what the product calls them by',
      email: 'Address that notices go to',
      name: 'Name',
      locale: 'Language, as de or pt-BR',
      renewsAt: 'When their contract renews',
      attribute: (name: string) => `An attribute that rules may ask for, called “${name}”`,
      agreed: (title: string, zone: string) => `When they agreed to ${title} (times without a zone: ${zone})`,
    },
    source: 'Where the agreements are from',
    sourceHint:
      'Goes into the record with each, such as “users table of the old shop”. Up to 500 characters.',
    earlier: 'Agreements from before the first version here',
    earlierBox: 'Take them as agreements to an earlier text',
    earlierHint:
      'It is recorded when they agreed, and that nobody knows here to which text. Without the tick such lines are refused.',
    submit: 'Check the file',
    again: 'Choose other columns, and check again',
  },
  json: 'Each line is an object as PUT /v1/users/{user} takes it, with “user” and, where known, “accepted”.',
  checking: 'It is being checked. Nobody is changed.',
  importing: 'People are being brought in.',
  goesOn:
    'It goes on by itself, whether this page is open or not, and also after the service was started anew, which may take a minute.',
  progress: (done: number, all: number) => `${number(done)} of ${number(all)} lines`,
  howFar: 'How far it is',
  checked: 'This is what it comes to. Nobody has been brought in yet.',
  done: 'Everybody in the file was met.',
  stopped: (line: number, all: number) =>
    `It was stopped after ${number(line)} of ${number(all)} lines. Those are brought in; the others are not.`,
  counts: {
    fresh: 'New',
    changed: 'Known, and changed',
    known: 'Known, and brought up to date',
    same: 'Known, and the same',
    refused: 'Refused',
    agreeing: 'Say that they agreed',
  },
  countsHint: 'Counted by lines: an id that stands twice counts twice, and its last line holds.',
  start: (fresh: number, changed: number) =>
    changed === 0 ? `Bring in ${people(fresh)}` : `Bring in ${people(fresh)} and change ${number(changed)}`,
  refusedStay:
    'Refused lines are left out. Correct them in a file of their own and bring that in afterwards.',
  allRefused:
    'Every line was refused, so there is nobody to bring in. See why below, and choose other columns or another file.',
  unchanged: 'Nothing in it is new.',
  goOn: 'Go on',
  stop: 'Stop',
  discard: 'Forget this file',
  discardHint: 'Its lines and the list of what was refused go at once. Whoever was brought in stays.',
  people: 'See people',
  refusals: {
    title: 'Refused lines',
    first: (shown: number, all: number) =>
      shown === all
        ? 'With what is wrong with each.'
        : `The first ${shown} of ${number(all)}, with what is wrong with each.`,
    columns: { line: 'Line', user: 'Id', detail: 'What is wrong' },
    download: 'All of them as CSV',
  },
  refused: {
    tooEarly: (title: string, at: string) =>
      `${title} was not in force yet on ${at}. Where they agreed to an earlier text, choose the columns again and tick that.`,
    unreadable: 'cannot be read: look at its quotes, and whether it is longer than 64,000 characters',
  },
  wrong: {
    file: 'Choose a file.',
    workbook:
      'This is an Excel workbook or another archive. Save the sheet as “CSV UTF-8” and choose that file.',
    noText: 'This file is no text. Save the sheet as “CSV UTF-8” and choose that file.',
    mixed:
      'The letters of this file are UTF-8 at first and something else later. Save it anew as “CSV UTF-8”.',
    empty:
      'Nobody stands in this file. Its first line is to have the names of the columns, and each other line one person.',
    heading: 'The first line cannot be read. It is to have the names of the columns.',
    oneColumn:
      'The first line has one column alone. It is to have at least an id and an address, with a comma, a semicolon or a tab between them.',
    columns: (most: number) => `The file has more than ${most} columns. Leave out those that are not needed.`,
    twice: 'Chosen for another column already.',
    missing: {
      user: 'Choose which column has the id that your product has for each person.',
      email: 'Choose which column has the addresses.',
    },
    source: 'At most 500 characters in one line.',
  },
  outcome: {
    read: 'The file was read. Say what its columns are.',
    checking: 'The check has begun.',
    checked: 'The file was checked.',
    importing: 'Bringing people in has begun.',
    stopped: 'It was stopped.',
    done: 'They are brought in.',
    discarded: 'The file is forgotten.',
  },
} as const;

function number(value: number): string {
  return value.toLocaleString('en');
}

function people(count: number): string {
  return `${number(count)} new ${count === 1 ? 'person' : 'people'}`;
}
