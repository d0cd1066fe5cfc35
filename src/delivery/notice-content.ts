import { palettesOf } from '../domain/color.ts';
import type { Company } from '../domain/company.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Instant } from '../domain/instant.ts';
import type { OwnWord } from '../domain/notices/mail-body.ts';
import { isReceipt, type NoticeKind, type ReceiptKind } from '../domain/notices/notice-kind.ts';
import type { AcceptanceMode, Change } from '../domain/policies/policy.ts';
import { formatDay, formatInstant, formatPeriod } from '../language/dates.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { SlotName } from './fill-shell.ts';

/** Everything a notice is written from. The same facts give the same mail, to the byte, for ever. */
export type NoticeFacts = {
  readonly kind: NoticeKind;
  /** Who writes. */
  readonly company: Company;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly policy: {
    readonly policy: string;
    readonly title: string;
    readonly locale: string;
    readonly timeZone: string;
  };
  readonly version: {
    readonly version: number;
    readonly change: Change;
    readonly acceptance: AcceptanceMode;
    readonly summary: string | null;
    readonly reason: string | null;
    readonly effectiveAt: Instant;
    readonly postedAt: Instant;
    /** An ISO 8601 duration. */
    readonly lateNotice: string;
    readonly contentHash: string;
  };
  /** The version the reader's diff starts from; null when there is none. */
  readonly baseVersion: number | null;
  /** Null for a withdrawal and for a receipt. */
  readonly diff: PolicyDiff | null;
  /** Whether the mail goes out at or after `effectiveAt`. */
  readonly late: boolean;
  readonly withdrawalReason: string | null;
  readonly language: Language;
};

/** The slots that words go into; links, the reader's own words, and what depends on the room left, are not among them. */
type WordSlot = Exclude<SlotName, 'reviewUrl' | 'changes' | 'moreOnPage' | OwnWord>;

/** The words of a notice as plain text, by their place in the mail; null or absent where it has no such part. */
export type NoticeContent = {
  /** One line. */
  readonly subject: string;
  readonly words: Readonly<Partial<Record<WordSlot, string | null>>>;
};

/*
 * Longer ones are refused when a version is published. They are cut here all the same: a mail that
 * is clipped on its way would lose its end without a word.
 */
const LONGEST = { name: 200, summary: 4000 } as const;

/** What a notice says. HTML and text are both written from it, so neither can say less than the other. */
export function noticeContent(facts: NoticeFacts): NoticeContent {
  const { kind, policy, version, language } = facts;
  const messages = messagesIn(language);
  const { notice, mail } = messages;
  const style = { locale: language, timeZone: policy.timeZone };
  const title = cut(oneLine(policy.title), LONGEST.name);
  const company = cut(oneLine(facts.company.name), LONGEST.name);
  const date = formatInstant(version.effectiveAt, style);
  const about = { title, company, version: version.version, date };
  const frame = {
    language,
    direction: messages.direction,
    policyLanguage: policy.locale,
    policyDirection: directionOf(policy.locale),
    ...look(facts),
    company,
    whyYouGotThis: mail.whyYouGotThis({ company }),
    linksLeadTo: mail.linksLeadTo({ host: new URL(facts.publicUrl).host }),
    contactLabel: mail.contact,
    colon: messages.diff.colon,
    contact: facts.company.contact,
    legalFooter: facts.company.footer,
  };

  if (isReceipt(kind)) {
    const { subject, words } = receiptContent(facts, kind, { title, company });
    return { subject, words: { ...frame, ...words } };
  }
  if (kind === 'withdrawal') {
    const words = mail.withdrawal;
    const lead = words.lead(about);
    return {
      subject: oneLine(words.subject({ title })),
      words: {
        ...frame,
        preview: lead,
        heading: words.heading({ title }),
        lead,
        reasonLabel: notice.whyWithdrawn,
        reason: quoted(facts.withdrawalReason),
        meaningLabel: notice.whatItMeans,
        meaning: [words.stays, words.acceptance(about), words.leaving, words.left]
          .map((line) => `• ${line}`)
          .join('\n'),
        review: words.link,
      },
    };
  }

  const words = mail[kind];
  const day = formatDay(version.effectiveAt, style);
  const postedDate = formatDay(version.postedAt, style);
  const lead = (facts.late ? words.leadInEffect : words.lead)({ ...about, postedDate });
  const summary = quoted(version.summary);
  return {
    subject: oneLine((facts.late ? words.subjectInEffect : words.subject)({ title, day })),
    words: {
      ...frame,
      preview: cut(oneLine(summary ?? lead), LONGEST.name),
      heading: words.heading({ title }),
      lead,
      whenLabel: facts.late ? notice.inEffectSince : notice.takesEffect,
      when: date,
      declineLabel: notice.ifYouDoNotAgree,
      decline: declineWords(facts, date),
      silenceLabel: notice.ifYouDoNothing,
      silence: silenceWords(facts, date),
      summaryLabel: notice.inShort,
      summary,
      reasonLabel: notice.requiredByLaw,
      reason: version.change === 'legal' ? quoted(version.reason) : null,
      review: mail.reviewAndAccept,
      leave: mayHaveClosed(facts) ? null : mail.declineAndLeave,
      nothingYet: mail.nothingYet,
      changesLabel: facts.late ? notice.whatChanged : notice.whatChanges,
      comparedWith:
        facts.baseVersion === null || facts.diff === null
          ? null
          : mail.comparedWith({ version: facts.baseVersion }),
      seeAllChanges: mail.seeAllChanges,
      noChangesShown: facts.diff === null ? mail.noChangesShown : null,
    },
  };
}

/** The company's colours, and its logo where mail programs can show it; the name stands where there is none. */
function look({ company, publicUrl }: NoticeFacts): NoticeContent['words'] {
  const { light, dark } = palettesOf(company.color);
  const hasLogo = company.logo !== null && !/\.(svg|webp)$/i.test(company.logo);
  return {
    accent: light.accent,
    link: light.link,
    accentDark: dark.accent,
    onAccentDark: dark.onAccent,
    logoUrl: hasLogo ? `${publicUrl}/assets/${company.logo}` : null,
    nameAlone: hasLogo ? null : company.name,
  };
}

/** What was answered, of which text; when, and when use ends, are the reader's own words. */
function receiptContent(
  { version, language }: NoticeFacts,
  kind: ReceiptKind,
  { title, company }: { readonly title: string; readonly company: string },
): NoticeContent {
  const { links, mail, review } = messagesIn(language);
  const { receipt } = mail;
  const act = RECEIPT_OF[kind];
  const about = { title, company, version: version.version };
  const lead = receipt[act].lead(about);
  return {
    subject: oneLine(receipt[act].subject(about)),
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

function declineWords(facts: NoticeFacts, date: string): string {
  const { notice, mail } = messagesIn(facts.language);
  if (facts.version.acceptance === 'explicit') return notice.declineUntilYouAccept;
  if (!facts.late) return notice.declineUntil({ date });
  if (mayHaveClosed(facts)) return mail.declineOnPage;
  return mail.declineWithin({ period: formatPeriod(facts.version.lateNotice, facts.language) });
}

function silenceWords(facts: NoticeFacts, date: string): string {
  const { silence } = messagesIn(facts.language).notice;
  if (facts.version.acceptance === 'explicit') {
    return facts.late ? silence.explicitInEffect : silence.explicit({ date });
  }
  const { version } = facts.version;
  return facts.late ? silence.deemedLate({ version }) : silence.deemed({ version, date });
}

/**
 * Whether a reader's time to decline may be over when the mail arrives, so that it must not offer it.
 *
 * A reminder of a version already in effect does not start a late period: whoever was told by the
 * announcement before it can decline no more, and one rendition serves them all.
 */
function mayHaveClosed({ kind, late, version }: NoticeFacts): boolean {
  return kind === 'reminder' && late && version.acceptance === 'deemed';
}

function quoted(text: string | null): string | null {
  return text === null || text.trim() === ''
    ? null
    : cut(text.trim().replaceAll(/\r\n?/g, '\n'), LONGEST.summary);
}

/** No-break spaces stay: French sets them before some marks. */
function oneLine(text: string): string {
  return text.replaceAll(/(?:[^\S\u00a0\u202f]|\p{Cc})+/gu, ' ').trim();
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // A cut through a surrogate pair would leave half a character.
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
