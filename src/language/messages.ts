/*
 * Language says it: every sentence that people read, in each language that we ship, as plain data and
 * small functions over domain facts. A language that lacks a sentence does not compile. Each language has
 * a folder by its tag, with the same files.
 */

import type { Basis, Change } from '../domain/policies/policy.ts';
import type { DiffMessages } from './diff-messages.ts';
import type { BannerMessages, PublicMessages } from './public-messages.ts';
import type { Statement } from './statement.ts';

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
    /** One line; `day` is the day alone. */
    readonly subject: (facts: { title: string; day: string }) => string;
    readonly subjectInEffect: (facts: { title: string; day: string }) => string;
    readonly heading: (facts: { title: string }) => string;
    readonly lead: (facts: About & { date: string }) => string;
    readonly leadInEffect: (facts: About & { date: string }) => string;
  };
  readonly reminder: {
    readonly subject: (facts: { title: string; day: string }) => string;
    readonly subjectInEffect: (facts: { title: string; day: string }) => string;
    readonly heading: (facts: { title: string }) => string;
    readonly lead: (facts: About & { date: string; postedDate: string }) => string;
    readonly leadInEffect: (facts: About & { date: string; postedDate: string }) => string;
  };
  readonly withdrawal: {
    readonly subject: (facts: { title: string }) => string;
    readonly heading: (facts: { title: string }) => string;
    readonly lead: (facts: About & { date: string }) => string;
    readonly stays: string;
    readonly acceptance: (facts: { version: number }) => string;
    readonly leaving: string;
    readonly left: string;
    readonly link: string;
  };
  /** For someone who hears of the version once it is in effect. */
  readonly declineWithin: (facts: { period: string }) => string;
  /** Where the mail cannot know whether the time to decline has passed. */
  readonly declineOnPage: string;
  readonly reviewAndAccept: string;
  readonly declineAndLeave: string;
  /** Says that opening a link decides nothing. */
  readonly nothingYet: string;
  readonly comparedWith: (facts: { version: number }) => string;
  /** How many changes the mail has no room for. */
  readonly moreOnPage: (facts: { count: number }) => string;
  readonly seeAllChanges: string;
  readonly noChangesShown: string;
  readonly whyYouGotThis: (facts: { company: string }) => string;
  /** What someone who answered on the review page gets, to keep. When they did stands beside it. */
  readonly receipt: {
    readonly accepted: ReceiptMessages;
    readonly leaving: ReceiptMessages;
    /** They took a leaving back. */
    readonly stayed: ReceiptMessages;
    /** A label; the instant stands below it. */
    readonly useEnds: string;
    readonly openPage: string;
    readonly notYou: (facts: { company: string }) => string;
    readonly whyYouGotThis: string;
  };
  /** A label; an address stands below it. */
  readonly contact: string;
  readonly linksLeadTo: (facts: { host: string }) => string;
};

/** One kind of receipt. */
export type ReceiptMessages = {
  readonly subject: (facts: { title: string; version: number }) => string;
  readonly heading: string;
  readonly lead: (facts: About) => string;
};

/** What stands in notices and on the review page alike. */
export type NoticeMessages = {
  readonly change: Readonly<Record<Change, string>>;
  readonly takesEffect: string;
  readonly inEffectSince: string;
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
  /** What silence means, by acceptance mode. */
  readonly silence: {
    readonly deemed: (facts: { version: number; date: string }) => string;
    readonly deemedLate: (facts: { version: number }) => string;
    readonly explicit: (facts: { date: string }) => string;
    readonly explicitInEffect: string;
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
  readonly yourAnswer: string;
  readonly accept: (facts: { version: number }) => string;
  readonly declineAndLeave: string;
  readonly confirmLeaving: {
    readonly title: string;
    readonly body: (facts: { date: string }) => string;
    readonly confirm: (facts: { date: string }) => string;
    readonly goBack: string;
  };
  /** Ends a leaving that has not happened, without accepting anything. */
  readonly stay: string;
  readonly receipts: {
    readonly accepted: (facts: About & { date: string }) => Statement;
    readonly leaving: (facts: About & { date: string; endsDate: string }) => Statement;
    readonly stayed: (facts: About & { date: string }) => Statement;
    readonly keep: string;
    readonly mailed: string;
    readonly policy: string;
    readonly version: string;
    readonly fingerprint: string;
    readonly recordedAt: string;
  };
  /** What the page says instead of, or above, the question. */
  readonly states: {
    readonly alreadyAccepted: (facts: { version: number; date: string; basis: Basis }) => Statement;
    readonly newerAccepted: (facts: { version: number }) => Statement;
    readonly left: (facts: { endedDate: string }) => Statement;
    readonly windowClosed: (facts: { version: number; closedDate: string }) => Statement;
    readonly withdrawn: (facts: { version: number; withdrawnDate: string }) => Statement;
    readonly superseded: (facts: { version: number; by: number }) => Statement;
    readonly expiredLink: Statement;
    readonly unknownLink: Statement;
    readonly addressChanged: Statement;
  };
  /** Why a form was not taken; nothing was recorded in any of these. */
  readonly refused: {
    readonly notFromThisPage: Statement;
    readonly outOfDate: Statement;
  };
  readonly whyYouSeeThis: (facts: { company: string }) => string;
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
  readonly public: PublicMessages;
  readonly banner: BannerMessages;
  readonly diff: DiffMessages;
};
