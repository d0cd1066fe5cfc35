import { palettesOf } from '../domain/color.ts';
import { NOT_KNOWN_YET } from '../domain/instant.ts';
import type { OwnWord } from '../domain/notices/mail-body.ts';
import { isReceipt, type ReceiptKind, tellsOfVersion } from '../domain/notices/notice-kind.ts';
import { readNoticeOutcome, readStayOutcome } from '../domain/notices/outcome.ts';
import { formatDay, formatEffect, formatEffectDay } from '../language/dates.ts';
import { directionOf, messagesIn } from '../language/languages.ts';
import type { SlotName } from './fill-shell.ts';
import type { NoticeFacts, ToldVersion } from './notice-facts.ts';
import { declineWords, effectOf, effectWords, mayHaveClosed, silenceWords } from './notice-standing.ts';

/** The slots that words go into; links, the reader's own words, and what depends on the room left, are not among them. */
type WordSlot = Exclude<SlotName, 'reviewUrl' | 'versions' | 'changes' | 'moreOnPage' | OwnWord>;

/** One of several versions whose changes a notice shows, in words; null where it has no such part. */
export type VersionWords = {
  readonly heading: string;
  /** A label and an instant. */
  readonly effect: readonly [string, string];
  readonly reason: readonly [string, string] | null;
  readonly summary: string | null;
};

/** The words of a notice as plain text, by their place in the mail; null or absent where it has no such part. */
export type NoticeContent = {
  /** One line. */
  readonly subject: string;
  readonly words: Readonly<Partial<Record<WordSlot, string | null>>>;
  /** In place of one summary, where the diff shows the changes of several versions; else empty. */
  readonly versions: readonly VersionWords[];
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
  const { mail } = messages;
  const title = cut(oneLine(policy.title), LONGEST.name);
  const company = cut(oneLine(facts.company.name), LONGEST.name);
  const date = effectWords(facts);
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
  const { subject, words } = isReceipt(kind)
    ? receiptContent(facts, kind, about)
    : kind === 'withdrawal'
      ? withdrawalContent(facts, about)
      : announcementContent(facts, kind, about);
  const isToldOfVersion = tellsOfVersion(kind);
  return {
    subject: oneLine(subject),
    words: { ...frame, ...words },
    versions: isToldOfVersion && facts.between.length > 1 ? facts.between.map(versionWords(facts)) : [],
  };
}

/** What a notice is about, as sentences name it. */
type Named = {
  readonly title: string;
  readonly company: string;
  readonly version: number;
  readonly date: string;
};

type Said = Pick<NoticeContent, 'subject' | 'words'>;

function announcementContent(facts: NoticeFacts, kind: 'announcement' | 'reminder', about: Named): Said {
  const { version, language, policy } = facts;
  const { notice, mail } = messagesIn(language);
  const style = { locale: language, timeZone: policy.timeZone };
  const { title, date } = about;
  const { stance, tense } = readNoticeOutcome(facts.outcome);
  const effect = effectOf(facts);
  const isLate = tense === 'late' && effect.kind === 'at';
  const postedDate = formatDay(version.postedAt, style);
  const words = mail[kind];
  const heading = words.heading({ title });
  const subjectOn = isLate ? words.subjectInEffect : words.subject;
  // What has no day for all of its readers names none.
  const subject =
    effect.kind === 'at' ? subjectOn({ title, day: formatEffectDay(effect.at, style) }) : heading;
  const silence = silenceWords(facts);
  const isFirstSaid = stance === 'agrees-by-silence' && silence !== null;
  const told = (isLate ? words.leadInEffect : words.lead)({ ...about, postedDate });
  const lead = isFirstSaid ? `${silence}\n\n${told}` : told;
  const isToAccept = stance !== 'applies';
  const mayLeave = !mayHaveClosed(facts);
  const isOnceMore = kind === 'announcement' && facts.round > 0;
  const isOnlyOne = facts.between.length <= 1;
  const summary = quoted(version.summary);
  return {
    subject,
    words: {
      preview: cut(oneLine(summary ?? lead), LONGEST.name),
      heading,
      lead: isOnceMore ? `${lead}\n\n${mail.onceMore}` : lead,
      // "Takes effect on" wants an instant after it, in many languages.
      whenLabel:
        effect.kind !== 'at'
          ? notice.effectDate
          : {
              ahead: notice.takesEffect,
              soon: notice.effectDate,
              late: notice.inEffectSince,
              own: notice.effectDate,
            }[tense],
      when: date,
      declineLabel: notice.ifYouDoNotAgree,
      decline: declineWords(facts),
      silenceLabel: notice.ifYouDoNothing,
      silence: isFirstSaid ? null : silence,
      summaryLabel: notice.inShort,
      summary: isOnlyOne ? summary : null,
      reasonLabel: notice.requiredByLaw,
      reason: isOnlyOne && version.change === 'legal' ? quoted(version.reason) : null,
      review: isToAccept ? mail.reviewAndAccept : mail.seeTheChanges,
      leave: mayLeave ? mail.declineAndLeave : null,
      nothingYet: isToAccept || mayLeave ? mail.nothingYet : null,
      changesLabel: isLate ? notice.whatChanged : notice.whatChanges,
      comparedWith:
        facts.baseVersion === null || facts.diff === null
          ? null
          : mail.comparedWith({ version: facts.baseVersion }),
      seeAllChanges: mail.seeAllChanges,
      noChangesShown: facts.diff === null ? mail.noChangesShown : null,
    },
  };
}

/** One of several versions: its number and class, when it takes or took effect, and what it says of itself. */
function versionWords(facts: NoticeFacts) {
  const { policy, language } = facts;
  const { notice, public: words } = messagesIn(language);
  const style = { locale: language, timeZone: policy.timeZone };
  const effectIn = ({ version, effectiveAt }: ToldVersion) => {
    if (version === facts.version.version) return effectWords(facts);
    return effectiveAt === NOT_KNOWN_YET ? notice.effectAtRenewal : formatEffect(effectiveAt, style);
  };
  return (version: ToldVersion): VersionWords => {
    const reason = version.change === 'legal' ? quoted(version.reason) : null;
    return {
      heading: `${words.version(version)} · ${version.label ?? notice.change[version.change]}`,
      effect: [notice.effectDate, effectIn(version)],
      reason: reason === null ? null : [notice.requiredByLaw, reason],
      summary: quoted(version.summary),
    };
  };
}

function withdrawalContent(facts: NoticeFacts, about: Named): Said {
  const { notice, mail } = messagesIn(facts.language);
  const words = mail.withdrawal;
  const lead = effectOf(facts).kind === 'at' ? words.lead(about) : words.leadUndated(about);
  const stays = facts.outcome === 'unrecorded' ? [] : [words.stays];
  return {
    subject: words.subject(about),
    words: {
      preview: lead,
      heading: words.heading(about),
      lead,
      reasonLabel: notice.whyWithdrawn,
      reason: quoted(facts.withdrawalReason),
      meaningLabel: notice.whatItMeans,
      meaning: [...stays, words.acceptance(about), words.leaving, words.left]
        .map((line) => `• ${line}`)
        .join('\n'),
      review: words.link,
      // It also goes to those who have left.
      whyYouGotThis: mail.whyYouGotThisOnce(about),
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
