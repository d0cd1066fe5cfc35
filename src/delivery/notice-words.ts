import type { OwnWord } from '../domain/notices/mail-body.ts';
import { fillSentence, type Sentences } from '../domain/policies/wording.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { Messages } from '../language/messages.ts';
import type { SlotName } from './fill-shell.ts';

/** The slots that words go into; links, the reader's own words, and what depends on the room left, are not among them. */
type WordSlot = Exclude<
  SlotName,
  'reviewUrl' | 'versions' | 'documents' | 'changes' | 'moreOnPage' | OwnWord
>;

/** One of several versions whose changes a notice shows, in words; null where it has no such part. */
export type VersionWords = {
  readonly heading: string;
  /** A label and a date. */
  readonly effect: readonly [string, string] | null;
  readonly reason: readonly [string, string] | null;
  readonly summary: string | null;
  readonly summaryLocale: string;
};

/** One of several documents that a notice tells of, in words; null where it has no such part. */
export type DocumentWords = {
  readonly heading: string;
  /** What stands first, and alone. */
  readonly opening: string | null;
  /** In the language of the policy. */
  readonly summary: string | null;
  readonly summaryLocale: string;
  readonly versions: readonly VersionWords[];
  /** Labels and what stands below each; the first is the date. */
  readonly facts: readonly (readonly [string, string])[];
  readonly remark: string | null;
};

/** The words of a notice as plain text, by their place in the mail; null or absent where it has no such part. */
export type NoticeContent = {
  /** One line. */
  readonly subject: string;
  readonly words: Readonly<Partial<Record<WordSlot, string | null>>>;
  /** In place of one summary, where the diff shows the changes of several versions; else empty. */
  readonly versions: readonly VersionWords[];
  /** In place of one summary and its facts, where it tells of several documents; else empty. */
  readonly documents: readonly DocumentWords[];
};

/** What a notice is about, as sentences name it. */
export type Named = {
  readonly title: string;
  readonly company: string;
  readonly version: number;
  readonly date: string;
};

/** What differs from kind to kind of a notice. */
export type Said = Pick<NoticeContent, 'subject' | 'words'>;

/** The same of a notice of one version, with what stands in place of one summary. */
export type SaidOfOne = Said & Pick<NoticeContent, 'versions'>;

/** Everything that a notice may say in its language, with what the company says of it in its own words. */
export function wordsOf({
  language,
  wording: own = {},
}: {
  readonly language: Language;
  readonly wording?: Sentences;
}): Messages {
  const ours = messagesIn(language);
  const say =
    <F extends Readonly<Record<string, string | number>>>(
      text: string | undefined,
      otherwise: (facts: F) => string,
    ) =>
    (facts: F) =>
      text === undefined ? otherwise(facts) : fillSentence(text, isolated(facts, language));
  const { notice, mail, several, terms } = ours;
  const { announcement, reminder } = mail;
  return {
    ...ours,
    mail: {
      ...mail,
      announcement: {
        ...announcement,
        subject: say(own.subject, announcement.subject),
        subjectInEffect: say(own.subjectInEffect, announcement.subjectInEffect),
        lead: say(own.opening, announcement.lead),
        leadInEffect: say(own.openingInEffect, announcement.leadInEffect),
      },
      reminder: {
        ...reminder,
        subject: say(own.reminderSubject, reminder.subject),
        lead: say(own.reminderOpening, reminder.lead),
      },
      nothingYet: own.nothingYet ?? mail.nothingYet,
      whyYouGotThis: say(own.whyYouGotThis, mail.whyYouGotThis),
    },
    notice: {
      ...notice,
      ifYouDoNotAgree: own.ifYouDoNotAgree ?? notice.ifYouDoNotAgree,
      ifYouDoNothing: own.ifYouDoNothing ?? notice.ifYouDoNothing,
      declineUntil: say(own.declineUntil, notice.declineUntil),
      declineUntilYouAccept: own.declineUntilYouAccept ?? notice.declineUntilYouAccept,
      silence: {
        ...notice.silence,
        deemed: say(own.agreesByUse, notice.silence.deemed),
        explicit: say(own.asksToAccept, notice.silence.explicit),
        explicitInEffect: own.asksToAcceptNow ?? notice.silence.explicitInEffect,
      },
    },
    several: {
      ...several,
      subject: say(own.subjectOfSeveral, several.subject),
      subjectUndated: say(own.subjectOfSeveralUndated, several.subjectUndated),
      lead: say(own.openingOfSeveral, several.lead),
      reminder: {
        ...several.reminder,
        subject: say(own.reminderSubjectOfSeveral, several.reminder.subject),
        lead: say(own.reminderOpeningOfSeveral, several.reminder.lead),
      },
    },
    terms: { ...terms, silence: { ...terms.silence, until: say(own.agreesBySilence, terms.silence.until) } },
  };
}

/** Names stand apart from the sentence around them where that is written from right to left. */
function isolated<F extends Readonly<Record<string, string | number>>>(facts: F, language: Language) {
  if (directionOf(language) === 'ltr') return facts;
  const names = ['title', 'company'].filter((name) => facts[name] !== undefined);
  return { ...facts, ...Object.fromEntries(names.map((name) => [name, `\u2068${facts[name]}\u2069`])) };
}
