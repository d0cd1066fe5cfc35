import type { VersionState } from '../domain/policies/timeline.ts';
import type { Statement } from './statement.ts';

/** What stands on the public pages of policies. Dates are written out already, with their time zone. */
export type PublicMessages = {
  /** Leads past what stands above a page's own words, for those who use the keyboard. */
  readonly skip: string;
  readonly policies: string;
  readonly noPolicies: string;
  /** What whoever comes to the root finds here. */
  readonly about: (facts: { company: string }) => string;
  /** For those who look after the policies. */
  readonly signIn: string;
  readonly contents: string;
  readonly version: (facts: { version: number }) => string;
  /** Above a list of links to the rest of a policy's pages. */
  readonly more: string;
  readonly currentText: string;
  readonly allVersions: string;
  readonly feed: string;
  readonly noneInForce: Statement;
  /** Above what is announced, on the page of what is in force. */
  readonly announced: string;
  /** The same, where nothing stood before it. */
  readonly firstAnnounced: string;
  readonly takesEffect: (facts: { version: number; date: string }) => string;
  readonly inEffectSince: (facts: { version: number; date: string }) => string;
  /** A link to changes, whether they lie ahead or behind. */
  readonly seeChanges: string;
  /** What use after effect means, to everybody, whatever they hold and whether they were told. */
  readonly silence: (facts: { version: number; date: string }) => string;
  readonly readVersion: (facts: { version: number }) => string;
  /** A word or two for where a version stands. */
  readonly states: Readonly<Record<VersionState, string>>;
  /** What a page that shows another text than the one in force says first. */
  readonly notInForce: {
    readonly announced: (facts: { version: number; date: string }) => Statement;
    readonly superseded: (facts: { version: number; by: number }) => Statement;
    readonly withdrawn: (facts: { version: number; date: string }) => Statement;
  };
  readonly kindOfChange: string;
  /** Of a version that was brought in with a policy's history, beside where it stands or as what kind of change it is. */
  readonly toldBefore: string;
  readonly status: string;
  /** Of a version that another one has taken the place of. */
  readonly tookEffect: string;
  readonly wasToTakeEffect: string;
  readonly withdrawnOn: string;
  readonly historyTitle: (facts: { title: string }) => string;
  /** Links from a page of versions to the one of newer, or of older ones. */
  readonly newerVersions: string;
  readonly olderVersions: string;
  /** Which versions stand on a page; both ends are on it. */
  readonly versionRange: (facts: { from: number; to: number }) => string;
  readonly compare: {
    readonly title: (facts: { title: string }) => string;
    readonly versions: (facts: { from: number; to: number }) => string;
    readonly from: string;
    readonly to: string;
    readonly show: string;
    readonly view: string;
    readonly inline: string;
    readonly sideBySide: string;
    readonly sameVersion: string;
    /** More comparisons are being computed than may be at a time. */
    readonly busy: Statement;
  };
  /** More was asked from the reader's network than may be; nothing was done. */
  readonly tooOften: Statement;
  readonly notFound: Statement;
  /** Of a text in several languages; these are called as the reader's own language calls them. */
  readonly texts: {
    /** Above links to the same page in other languages. */
    readonly languages: string;
    /** On what shows a translation, of which text counts where they differ. */
    readonly prevails: (facts: { language: string }) => string;
    /** Why changes are shown in another language than the text: there is nothing in that to compare with. */
    readonly changesIn: (facts: { language: string; version: number; missing: string }) => string;
  };
  /** Labels, before links to documents that belong to this one, and to those that it belongs to. */
  readonly parts: string;
  readonly partOf: string;
  /** Of what does not prevail. */
  readonly corrections: {
    readonly corrected: (facts: { date: string }) => string;
    /** A link to how it read before. */
    readonly earlier: string;
    /** On the page of what it read before. */
    readonly isEarlier: (facts: { date: string }) => string;
  };
  /** Of a text of which some sections are told in short first. */
  readonly layers: {
    /** That they are no part of the text. */
    readonly whatCounts: string;
    /** Unfolds all that a section says. */
    readonly readMore: string;
  };
  readonly feedTitle: (facts: { title: string }) => string;
};

/** What the bar on the product's own site says; one line each. */
export type BannerMessages = {
  readonly label: string;
  readonly announced: (facts: { title: string; date: string }) => string;
  readonly inEffect: (facts: { title: string; date: string }) => string;
  readonly link: string;
  readonly dismiss: string;
};
