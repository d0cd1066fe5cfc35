import { languageNameIn } from '../changes/text-words.ts';
import type { ReceiptKind } from '../domain/notices/notice-kind.ts';
import { readAnsweredOutcome, readStayOutcome } from '../domain/notices/outcome.ts';
import { receiptWords } from '../language/answer-words.ts';
import { joinTitles, type Language, messagesIn } from '../language/languages.ts';
import type { NoticeFacts, ToldFacts, ToldVersion } from './notice-facts.ts';
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

/** The same of several that were answered with one button: each with its version and fingerprint, and one moment. */
export function receiptsContent(told: ToldFacts, [first]: readonly Said[], company: string): Said {
  const [{ language }] = told;
  const { public: pages, several } = messagesIn(language);
  const about = joinTitles(
    told.map(({ policy }) => policy.title),
    language,
  );
  const lead = several.receipt.lead({ ...about, company });
  const named = told.map(({ policy, version }) => {
    const name = [policy.title, pages.version(version), ...textOfSeveral(version, language)].join(' · ');
    return `${name}\n${version.contentHash}`;
  });
  return {
    subject: several.receipt.subject(about),
    words: {
      ...first?.words,
      ...{ preview: lead, lead, policyName: named.join('\n') },
      ...{ versionLabel: null, versionName: null, fingerprintLabel: null, fingerprint: null },
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
