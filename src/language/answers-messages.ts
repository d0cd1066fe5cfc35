import type { ReceiptMessages } from './receipt-messages.ts';
import type { Statement } from './statement.ts';

/** The version a sentence is about. `date` and its kin are written out already, with their time zone. */
type About = { readonly title: string; readonly version: number };

/**
 * What is said of ways to say no other than leaving, and of a consent that can be taken back: in notices, on
 * the review page, and in receipts.
 */
export type AnswersMessages = {
  /** Until when somebody may say no in one of the ways that stand behind it, a sentence each. */
  readonly object: {
    readonly until: (facts: { date: string }) => string;
    /** From when the mail was sent. */
    readonly within: (facts: { period: string }) => string;
    /** Where the mail may be sent before the effect or after it. */
    readonly around: (facts: { date: string; period: string }) => string;
    readonly untilRenewal: string;
    readonly untilYouAccept: string;
    /** Where the mail cannot know whether the time to object has passed. */
    readonly onPage: string;
  };
  /** What they may do until then. */
  readonly ways: {
    readonly leave: string;
    readonly leaveFree: string;
    /** Without a word on for how long: the next version asks anew. */
    readonly keepOld: string;
    readonly keepOldUntil: (facts: { date: string }) => string;
    /** Where the mail cannot know until when. */
    readonly keepOldForATime: string;
    readonly keepOldPart: string;
    readonly leavePart: string;
    /** Of a consent: that no is possible, until when, and that nobody has to leave over it. */
    readonly refuse: string;
    /** Stands behind that they keep the old terms, be it offered or done; the second names when that ends it at the earliest. */
    readonly mayEnd: (facts: { period: string }) => string;
    readonly mayEndFrom: (facts: { period: string; date: string }) => string;
  };
  /** Until when a no to stay can be taken back; who has it later has to accept. */
  readonly canTakeBackUntil: (facts: { date: string }) => string;
  /** Beside the question, where an acceptance can be taken back. */
  readonly consentAsked: string;
  /** In place of being asked before going on, where no product gates on the document. */
  readonly explicitOptional: string;
  readonly unrecordedOptional: (facts: { version: number }) => string;
  /** To whoever took their consent back, whatever they hold: where they are asked, and where nothing gates. */
  readonly askedAnew: string;
  readonly askedAnewOptional: (facts: { version: number }) => string;
  /** Once the time to answer has passed. */
  readonly restrictedNow: string;
  readonly endedNow: string;
  readonly buttons: {
    /** To a consent: what they have stays as it is. */
    readonly no: string;
    readonly keepOld: string;
    readonly keepOldPart: (facts: { part: string }) => string;
    readonly leavePart: (facts: { part: string }) => string;
    readonly takeBack: string;
    readonly withdraw: string;
  };
  /** Asks once more before a no. */
  readonly confirm: {
    readonly title: string;
    readonly keepOld: string;
    readonly keepOldPart: (facts: { part: string }) => string;
    readonly leavePart: (facts: { part: string }) => string;
  };
  /** Where that leaves them, as it is on record. */
  readonly states: {
    readonly keepsOld: (facts: About & { date: string }) => Statement;
    readonly keepsOldUntil: (facts: About & { date: string; until: string }) => Statement;
    readonly keepsOldPart: (facts: About & { date: string; part: string }) => Statement;
    readonly leftPart: (facts: About & { date: string; part: string }) => Statement;
    readonly tookBack: (facts: About & { date: string }) => Statement;
    readonly consentWithdrawn: (facts: About & { date: string }) => Statement;
    readonly consentRefused: (facts: About & { date: string }) => Statement;
    /** The company ends their use, since they keep the old terms. */
    readonly endedByCompany: (
      facts: About & { company: string; date: string; endsDate: string },
    ) => Statement;
  };
  readonly receipt: {
    readonly keepsOld: ReceiptMessages;
    readonly keepsOldPart: ReceiptMessages;
    readonly leftPart: ReceiptMessages;
    readonly tookBack: ReceiptMessages;
    readonly consentWithdrawn: ReceiptMessages;
    readonly consentRefused: ReceiptMessages;
    /** Labels; the part, and an instant, stand below them. */
    readonly part: string;
    readonly keptUntil: string;
  };
};
