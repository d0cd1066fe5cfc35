import type { ReceiptKind } from '../domain/notices/notice-kind.ts';
import { readStayOutcome } from '../domain/notices/outcome.ts';
import { messagesIn } from '../language/languages.ts';
import type { NoticeFacts } from './notice-facts.ts';
import type { Named, Said } from './notice-words.ts';

/** What was answered, of which text; when, and when use ends, are the reader's own words. */
export function receiptContent(
  { version, language, outcome }: NoticeFacts,
  kind: ReceiptKind,
  { title, company }: Pick<Named, 'title' | 'company'>,
): Said {
  const { links, mail, review } = messagesIn(language);
  const { receipt } = mail;
  const act = RECEIPT_OF[kind];
  const about = { title, company, version: version.version };
  const { countsAgain, leavesOtherwise } = readStayOutcome(outcome);
  const lead = countsAgain ? receipt.stayedLead(about) : receipt[act].lead(about);
  return {
    subject: receipt[act].subject(about),
    words: {
      preview: lead,
      heading: receipt[act].heading,
      lead,
      policyLabel: review.receipts.policy,
      policyName: title,
      versionLabel: review.receipts.version,
      versionName: String(version.version),
      fingerprintLabel: review.receipts.fingerprint,
      fingerprint: version.contentHash,
      recordedAtLabel: review.receipts.recordedAt,
      useEndsLabel: act === 'leaving' ? receipt.useEnds : null,
      countsAgainLabel: countsAgain ? receipt.countsAgain : null,
      stillLeavingLabel: leavesOtherwise ? receipt.stillLeaving : null,
      review: receipt.openPage,
      notYou: receipt.notYou({ company }),
      whyYouGotThis: `${links.linkLasts}\n${receipt.whyYouGotThis}`,
    },
  };
}

const RECEIPT_OF = {
  'receipt-accepted': 'accepted',
  'receipt-leaving': 'leaving',
  'receipt-stayed': 'stayed',
} as const satisfies Record<ReceiptKind, string>;
