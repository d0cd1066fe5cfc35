import { languageNameIn } from '../changes/text-words.ts';
import type { ReceiptKind } from '../domain/notices/notice-kind.ts';
import { readAnsweredOutcome, readStayOutcome } from '../domain/notices/outcome.ts';
import { receiptWords } from '../language/answer-words.ts';
import { type Language, messagesIn } from '../language/languages.ts';
import type { NoticeFacts, ToldVersion } from './notice-facts.ts';
import type { Named, Said } from './notice-words.ts';

/** What was answered, of which text; when, and when use ends, are the reader's own words. */
export function receiptContent(
  { version, language, outcome }: NoticeFacts,
  kind: ReceiptKind,
  { title, company }: Pick<Named, 'title' | 'company'>,
): Said {
  const { answers, links, mail, notice, review } = messagesIn(language);
  const { receipt } = mail;
  const said = receiptWords(kind, language);
  const about = { title, company, version: version.version };
  const { countsAgain, leavesOtherwise } = readStayOutcome(outcome);
  const { isForATime, mayBeEnded } = readAnsweredOutcome(outcome);
  const lead = countsAgain ? receipt.stayedLead(about) : said.lead(about);
  return {
    subject: said.subject(about),
    words: {
      preview: lead,
      heading: said.heading,
      lead,
      policyLabel: review.receipts.policy,
      policyName: title,
      versionLabel: review.receipts.version,
      versionName: [version.version, ...textOfSeveral(version, language)].join(' · '),
      fingerprintLabel: review.receipts.fingerprint,
      fingerprint: version.contentHash,
      recordedAtLabel: review.receipts.recordedAt,
      useEndsLabel: kind === 'receipt-leaving' ? receipt.useEnds : null,
      countsAgainLabel: countsAgain ? receipt.countsAgain : null,
      stillLeavingLabel: leavesOtherwise ? receipt.stillLeaving : null,
      partLabel: isOfPart(kind) ? answers.receipt.part : null,
      keptUntilLabel: isForATime ? answers.receipt.keptUntil : null,
      mayEndLabel: mayBeEnded ? notice.whatItMeans : null,
      review: receipt.openPage,
      notYou: receipt.notYou({ company }),
      whyYouGotThis: `${links.linkLasts}\n${receipt.whyYouGotThis}`,
    },
  };
}

/** Which of its texts was answered, where a version has several. */
function textOfSeveral({ locale, translations }: ToldVersion, language: Language): readonly string[] {
  return translations.length === 0 ? [] : [languageNameIn(locale, language)];
}

function isOfPart(kind: ReceiptKind): boolean {
  return kind === 'receipt-kept-old-part' || kind === 'receipt-left-part';
}
