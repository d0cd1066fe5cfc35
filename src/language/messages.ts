/*
 * Language says it: every sentence that people read, in each language that we ship, as plain data and
 * small functions over domain facts. A language that lacks a sentence does not compile. Each language has
 * a folder by its tag, with the same files.
 */

import type { SettledStance } from '../domain/notices/outcome.ts';
import type { Change, HeldBasis } from '../domain/policies/policy.ts';
import type { AnswersMessages } from './answers-messages.ts';
import type { DiffMessages } from './diff-messages.ts';
import type { LinkMessages } from './link-messages.ts';
import type { BannerMessages, PublicMessages } from './public-messages.ts';
import type { ReceiptMessages } from './receipt-messages.ts';
import type { RulesMessages } from './rules-messages.ts';
import type { Statement } from './statement.ts';
import type { TermsMessages } from './terms-messages.ts';

/** Which way a text is written. */
export type Direction = 'ltr' | 'rtl';

/** The version a sentence is about. `date` and its kin are written out already, with their time zone. */
type About = { readonly title: string; readonly company: string; readonly version: number };

/**
 * What stands in the notices.
 *
 * All are plain text, escaped by whoever puts them into HTML. None ever takes the user's name: a
 * sign-up form would let a stranger write a sentence into our mail.
 */
export type MailMessages = {
  readonly announcement: {
    /** One line; `day` is the day alone. True before the effect and after it. */
    readonly subject: (facts: { title: string; day: string }) => string;
    readonly subjectInEffect: (facts: { title: string; day: string }) => string;
    readonly heading: (facts: { title: string }) => string;
    /** True before the effect and after it. */
    readonly lead: (facts: About) => string;
    readonly leadInEffect: (facts: About & { date: string }) => string;
  };
  /** In effect: the one that goes out when the version takes effect; the others are never taken after that. */
  readonly reminder: {
    readonly subject: (facts: { title: string; day: string }) => string;
    readonly subjectInEffect: (facts: { title: string; day: string }) => string;
    readonly heading: (facts: { title: string }) => string;
    readonly lead: (facts: About & { postedDate: string }) => string;
    readonly leadInEffect: (facts: About & { date: string; postedDate: string }) => string;
  };
  readonly withdrawal: {
    readonly subject: (facts: { title: string }) => string;
    readonly heading: (facts: { title: string }) => string;
    readonly lead: (facts: About & { date: string }) => string;
    /** For someone who holds a version. */
    readonly stays: string;
    readonly acceptance: (facts: { version: number }) => string;
    /** True also of someone who leaves over another document as well. */
    readonly leaving: string;
    readonly left: string;
    readonly link: string;
  };
  /** For someone who hears of the version once it is in effect: from when the mail was sent. */
  readonly declineWithin: (facts: { period: string }) => string;
  /** Where the mail may be sent before the effect or after it. */
  readonly declineAround: (facts: { date: string; period: string }) => string;
  /** Where the mail cannot know whether the time to decline has passed. */
  readonly declineOnPage: string;
  readonly reviewAndAccept: string;
  readonly declineAndLeave: string;
  /** Says that opening a link decides nothing. */
  readonly nothingYet: string;
  /** Why somebody gets an announcement again. */
  readonly onceMore: string;
  /** Of an announcement that is sent again since a text or a summary in it was corrected. */
  readonly corrects: string;
  /** What such a one says to whoever did something about the version already. */
  readonly settled: Readonly<Record<SettledStance, (facts: { version: number }) => string>>;
  readonly comparedWith: (facts: { version: number }) => string;
  /** That the mail has no room for the first of several versions. */
  readonly earlierOnPage: string;
  /** How many changes the mail has no room for. */
  readonly moreOnPage: (facts: { count: number }) => string;
  readonly seeAllChanges: string;
  readonly noChangesShown: string;
  readonly whyYouGotThis: (facts: { company: string }) => string;
  /** For someone who may have left by now. */
  readonly whyYouGotThisOnce: (facts: { company: string }) => string;
  /** What someone who answered on the review page gets, to keep. When they did stands beside it. */
  readonly receipt: {
    readonly accepted: ReceiptMessages;
    readonly leaving: ReceiptMessages;
    /** They took a decision to leave back; true also while they leave over another document. */
    readonly stayed: ReceiptMessages;
    /** The same, of someone whose earlier acceptance counts again. */
    readonly stayedLead: (facts: About) => string;
    /** Labels; an instant stands below each, and a document before that of the last. */
    readonly useEnds: string;
    readonly countsAgain: string;
    readonly stillLeaving: string;
    readonly openPage: string;
    readonly notYou: (facts: { company: string }) => string;
    readonly whyYouGotThis: string;
  };
  /** A label; an address stands below it. */
  readonly contact: string;
  readonly linksLeadTo: (facts: { host: string }) => string;
};

type ChangeTooAbout = { readonly title: string; readonly version: number; readonly postedDate: string };

/** What stands in notices and on the review page alike. */
export type NoticeMessages = {
  readonly change: Readonly<Record<Change, string>>;
  readonly takesEffect: string;
  readonly inEffectSince: string;
  /** Of another document that belongs with this one: what was announced of it, true whatever became of that. */
  readonly changesToo: (facts: ChangeTooAbout & { date: string }) => string;
  /** The same, where each reader has a date of their own. */
  readonly changesTooUndated: (facts: ChangeTooAbout) => string;
  /** That a version took the place of one that was announced and is withdrawn by that. */
  readonly replaces: (facts: { version: number; replaced: number; postedDate: string }) => string;
  /** What that means for an answer, where several were replaced: said once for all of them. */
  readonly replacedAcceptances: string;
  readonly replacedLeaving: string;
  /** A label of an instant that may lie ahead or behind by the time it is read. */
  readonly effectDate: string;
  readonly ifYouDoNotAgree: string;
  readonly declineUntil: (facts: { date: string }) => string;
  readonly declineUntilYouAccept: string;
  readonly ifYouDoNothing: string;
  readonly inShort: string;
  readonly requiredByLaw: string;
  readonly whyWithdrawn: string;
  readonly whatItMeans: string;
  readonly whatChanges: string;
  readonly whatChanged: string;
  /** What silence means: where use agrees, where only saying so does, and where nothing is on record. */
  readonly silence: {
    readonly deemed: (facts: { version: number; date: string }) => string;
    readonly deemedLate: (facts: { version: number }) => string;
    readonly explicit: (facts: { date: string }) => string;
    readonly explicitInEffect: string;
    /** True before the effect and after it. It does not say that there is no agreement: there may be one elsewhere. */
    readonly unrecorded: (facts: { version: number }) => string;
  };
};

/** What stands on the review page and nowhere else. */
export type ReviewMessages = {
  readonly title: (facts: { title: string }) => string;
  readonly posted: string;
  readonly comparedWith: (facts: { version: number }) => string;
  readonly comparedWithInForce: (facts: { version: number }) => string;
  /** For someone who agreed before this record was kept, to which text is not known. */
  readonly agreedBefore: string;
  readonly fullText: (facts: { version: number }) => string;
  /** When use comes to mean agreeing, for someone told once the version was in effect. */
  readonly lateUntil: (facts: { date: string }) => string;
  /** For someone whom nothing told of a version in effect, as far as is on record. */
  readonly nothingBinds: string;
  readonly yourAnswer: string;
  readonly accept: (facts: { version: number }) => string;
  readonly declineAndLeave: string;
  readonly confirmLeaving: {
    readonly title: string;
    readonly body: (facts: { date: string }) => string;
    /** The day alone, since the instant may depend on when the button is pressed. */
    readonly confirm: (facts: { day: string }) => string;
    readonly goBack: string;
  };
  /** Ends a leaving that has not happened, without accepting anything. */
  readonly stay: string;
  readonly receipts: {
    readonly accepted: (facts: About & { date: string }) => Statement;
    readonly leaving: (facts: About & { date: string; endsDate: string }) => Statement;
    readonly stayed: (facts: About & { date: string }) => Statement;
    /** The same, of someone whose earlier acceptance counts again. */
    readonly stayedAccepted: (facts: About & { date: string; acceptedDate: string }) => Statement;
    readonly keep: string;
    /** That the receipt is on its way by email, and that it went out. */
    readonly mailing: string;
    readonly mailed: (facts: { date: string }) => string;
    readonly policy: string;
    readonly version: string;
    readonly fingerprint: string;
    readonly recordedAt: string;
  };
  /** For someone who leaves over another document. */
  readonly stillLeaving: (facts: { title: string; date: string }) => string;
  /** What the page says instead of, or above, the question. */
  readonly states: {
    readonly alreadyAccepted: (facts: {
      version: number;
      date: string;
      basis: Exclude<HeldBasis, 'kept-old'>;
    }) => Statement;
    readonly newerAccepted: (facts: { version: number }) => Statement;
    readonly left: (facts: { endedDate: string }) => Statement;
    readonly windowClosed: (facts: { version: number; closedDate: string }) => Statement;
    readonly withdrawn: (facts: { version: number; withdrawnDate: string }) => Statement;
    /** What a withdrawal meant for someone who did not leave over the version. */
    readonly nothingChanged: string;
    readonly superseded: (facts: { version: number; by: number }) => Statement;
    readonly expiredLink: Statement;
    readonly unknownLink: Statement;
    /** The secret that signed it is not in use any more. */
    readonly retiredLink: Statement;
    readonly addressChanged: Statement;
    /** The same, of someone to whom the notice goes once more. Never where to. */
    readonly sentToNewAddress: Statement;
  };
  /** Why a form was not taken; nothing was recorded in any of these. */
  readonly refused: {
    readonly notFromThisPage: Statement;
    readonly outOfDate: Statement;
  };
  readonly whyYouSeeThis: (facts: { company: string }) => string;
  /** For someone who has left, or may have. */
  readonly whyYouSeeThisOnce: (facts: { company: string }) => string;
};

/** Several documents: their titles in quotes, joined as a language lists things. */
type Documents = { readonly titles: string };

/** What stands in a mail, and on its page, that tell of several documents at once. */
export type SeveralMessages = {
  /** One line; where all of them take effect, or did, on one day. */
  readonly subject: (facts: Documents & { day: string }) => string;
  readonly subjectUndated: (facts: Documents) => string;
  readonly heading: (facts: Documents) => string;
  readonly lead: (facts: Documents & { company: string }) => string;
  readonly reminder: {
    readonly subject: (facts: Documents) => string;
    readonly heading: (facts: Documents) => string;
    readonly lead: (facts: Documents & { company: string; postedDate: string }) => string;
  };
  readonly withdrawal: {
    readonly subject: (facts: Documents) => string;
    readonly heading: (facts: Documents) => string;
  };
  /** Of what the button for all of them accepted. */
  readonly receipt: {
    readonly subject: (facts: Documents) => string;
    readonly lead: (facts: Documents & { company: string }) => string;
  };
  /** On the one button for all of them. */
  readonly acceptAll: (facts: Documents) => string;
  /** Of those that the button for all leaves out, since agreeing to them is a consent. */
  readonly consentApart: (facts: Documents) => string;
  readonly eachAlone: string;
};

/** What stands below every notice: how it is found without its links, and what becomes of a reply. */
export type WayMessages = {
  readonly findable: (facts: { url: string }) => string;
  readonly replies: (facts: { replyTo: string }) => string;
  /** Before the address of the page with the whole new text. */
  readonly wholeText: string;
};

/**
 * Every sentence that users read, in one language.
 *
 * A sentence is a string, or a function of the data in it, so each language keeps its own order and
 * plurals, and one that is missing does not compile.
 */
export type Messages = {
  readonly direction: Direction;
  readonly notice: NoticeMessages;
  readonly mail: MailMessages;
  readonly review: ReviewMessages;
  readonly several: SeveralMessages;
  readonly ways: WayMessages;
  readonly terms: TermsMessages;
  readonly rules: RulesMessages;
  readonly answers: AnswersMessages;
  readonly links: LinkMessages;
  readonly public: PublicMessages;
  readonly banner: BannerMessages;
  readonly diff: DiffMessages;
};
