/** The version a sentence is about. */
type About = { readonly title: string; readonly company: string; readonly version: number };

/**
 * What is said of versions with rules of their own: a reader's dates may be counted from when their mail is
 * sent, or wait for their contract to renew; silence may agree, or nobody may have to.
 *
 * Periods are counted from when the mail is sent, since that is what the page keeps to. `date` and its kin
 * are written out already, with their time zone.
 */
export type TermsMessages = {
  /** Subjects of mails that can name no day. */
  readonly subject: (facts: { title: string }) => string;
  readonly reminderSubject: (facts: { title: string }) => string;
  /** For someone who can do nothing about it. True before the effect and after it. */
  readonly leadForInformation: (facts: About) => string;
  /** In a reminder; true before the effect and after it, and whether an answer is asked for or not. */
  readonly leadAgain: (facts: About & { postedDate: string }) => string;
  /** That a version is withdrawn which was to take effect for each reader on a date of their own. */
  readonly withdrawnLead: (facts: About) => string;
  /** What stands below the label of a date of effect. */
  readonly effect: {
    /** True also where something else puts it off. */
    readonly after: (facts: { period: string }) => string;
    readonly atOnce: string;
    /** In a mail that repeats another one, from which it is counted. */
    readonly onPage: string;
    readonly atRenewal: string;
    /** It is counted from a notice, and none has reached the reader. */
    readonly notKnown: string;
  };
  /** A label, above why a version came that no law requires. */
  readonly reason: string;
  /** The same, above why it takes effect sooner than its class otherwise would. True before that and after it. */
  readonly soonerReason: string;
  readonly declineUntilRenewal: string;
  /** Where doing nothing agrees. */
  readonly silence: {
    readonly until: (facts: { version: number; date: string }) => string;
    readonly within: (facts: { version: number; period: string }) => string;
    /** Where the mail may be sent before the effect or after it. */
    readonly around: (facts: { version: number; date: string; period: string }) => string;
    /** To whoever is told once it is in effect, since `since`, and by whom it is not agreed to yet. */
    readonly lateUntil: (facts: { version: number; since: string; date: string }) => string;
    readonly lateWithin: (facts: { version: number; since: string; period: string }) => string;
    readonly untilRenewal: (facts: { version: number }) => string;
    /** Where the mail cannot know until when. */
    readonly onPage: (facts: { version: number }) => string;
    /** The time to object is over, and it does not bind yet. */
    readonly ended: (facts: { version: number; closedDate: string; date: string }) => string;
    readonly endedUntilRenewal: (facts: { version: number; closedDate: string }) => string;
  };
  /** Where using the service agrees. */
  readonly use: {
    readonly afterRenewal: (facts: { version: number }) => string;
    /** Where the mail cannot know from when on. */
    readonly onPage: (facts: { version: number }) => string;
    /** Where it does from now on, and they can say no in no other way. */
    readonly goOn: (facts: { version: number }) => string;
    /** Where the next use does. */
    readonly next: (facts: { version: number }) => string;
  };
  /** Where only saying so agrees, and there is no date from which on they are asked. */
  readonly explicitUndated: string;
  /** What becomes of someone who leaves that unanswered. */
  readonly unanswered: {
    readonly restrict: (facts: { date: string }) => string;
    readonly restrictUndated: string;
    readonly end: (facts: { date: string }) => string;
    readonly endUndated: string;
  };
  /** Where accepting makes it take effect before its date. */
  readonly acceptAtOnce: string;
  /** Where there is nothing to agree to. */
  readonly applies: {
    /** True before the date and after it. */
    readonly from: (facts: { date: string }) => string;
    readonly since: (facts: { date: string }) => string;
    readonly undated: string;
    readonly leave: string;
    readonly leaveUntil: (facts: { date: string }) => string;
    readonly leaveWithin: (facts: { period: string }) => string;
    readonly leaveUntilRenewal: string;
    readonly leaveOnPage: string;
  };
  /** For someone whom nothing told, as far as is on record, and who can do nothing but wait. */
  readonly notTold: string;
  /** To everybody, whatever they hold and whether they were told. */
  readonly public: {
    readonly silence: (facts: { version: number }) => string;
    readonly applies: (facts: { version: number }) => string;
  };
};
