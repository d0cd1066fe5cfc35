import type { Statement } from './statement.ts';

/** What is said of links to a page of one's own, and of whose page it is. */
export type LinkMessages = {
  /** A link that was made by hand, and ended. */
  readonly ended: Statement;
  /** A link by which a product sent somebody here, which opens for a while. */
  readonly over: Statement;
  /** At the end of a page that a product sent its reader to. */
  readonly ledHere: (facts: { company: string }) => string;
  /** On the page of a receipt, which lasts. */
  readonly asRecorded: string;
  /** In the mail of a receipt, of its link. */
  readonly linkLasts: string;
  /** Names the account that a page is about; what tells it apart may stand after it. */
  readonly account: (facts: { company: string }) => string;
  /** Leads to the company's own site. */
  readonly backTo: (facts: { company: string }) => string;
  /** Above the addresses of a policy's feeds. */
  readonly feedReader: string;
};
