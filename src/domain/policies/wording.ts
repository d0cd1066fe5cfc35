import { type InvalidField, Refusal } from '../refusal.ts';

/**
 * The sentences of notices that a company may say in its own words, by name, each with what must stay in it: who,
 * which document and version, from when or until when, and what agrees. Those `OfSeveral` stand in mails that tell of
 * several documents, whose versions and dates are told for each.
 */
export const SENTENCES = {
  subject: ['title', 'day'],
  subjectInEffect: ['title', 'day'],
  opening: ['company', 'title', 'version'],
  openingInEffect: ['company', 'title', 'version', 'date'],
  reminderSubject: ['title', 'day'],
  reminderOpening: ['company', 'title', 'version', 'postedDate'],
  subjectOfSeveral: ['titles', 'day'],
  subjectOfSeveralUndated: ['titles'],
  openingOfSeveral: ['company', 'titles'],
  reminderSubjectOfSeveral: ['titles'],
  reminderOpeningOfSeveral: ['company', 'titles', 'postedDate'],
  ifYouDoNotAgree: [],
  declineUntil: ['date'],
  declineUntilYouAccept: [],
  ifYouDoNothing: [],
  agreesByUse: ['version', 'date'],
  agreesBySilence: ['version', 'date'],
  asksToAccept: ['date'],
  asksToAcceptNow: [],
  nothingYet: [],
  whyYouGotThis: ['company'],
  rights: [],
  help: [],
  signOff: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a sentence. */
export type SentenceName = keyof typeof SENTENCES;

/** Sentences in the company's own words, with `{title}` and the like where facts go. */
export type Sentences = Readonly<Partial<Record<SentenceName, string>>>;

/** The company's wording in one language, as it was from an edition on. */
export type Wording = {
  /** One of the languages that notices are written in. */
  readonly locale: string;
  /** From 1. */
  readonly edition: number;
  readonly sentences: Sentences;
};

const PLACEHOLDER = /\{([^{}]*)\}/g;

/**
 * Insists that nothing which must be said is left out: refuses with every place a sentence without one of its
 * placeholders, with one that it has no facts for, or with nothing but placeholders.
 */
export function insistOnPlaceholders(sentences: Sentences): void {
  const errors = Object.entries(sentences).flatMap(([name, text]): InvalidField[] => {
    const pointer = `/sentences/${name}`;
    const needed: readonly string[] = SENTENCES[name as SentenceName];
    const used = [...text.matchAll(PLACEHOLDER)].map(([, one = '']) => one);
    const missing = needed.filter((one) => !used.includes(one));
    const unknown = used.filter((one) => !needed.includes(one));
    const words = text.replace(PLACEHOLDER, '');
    return [
      ...(missing.length === 0
        ? []
        : [
            {
              pointer,
              detail: `leaves out ${missing.map((one) => `{${one}}`).join(', ')}, which must be said`,
            },
          ]),
      ...(unknown.length === 0
        ? []
        : [{ pointer, detail: `has {${unknown[0]}}, for which there is nothing to put in` }]),
      ...(/[{}]/.test(words) ? [{ pointer, detail: 'has a brace that is no placeholder' }] : []),
      ...(/\p{L}/u.test(words) ? [] : [{ pointer, detail: 'says nothing of its own' }]),
    ];
  });
  if (errors.length === 0) return;
  throw new Refusal('invalid-request', 'The request is not valid; see errors.', { errors });
}

/** A sentence with its facts in it. */
export function fillSentence(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => String(facts[name] ?? whole));
}
