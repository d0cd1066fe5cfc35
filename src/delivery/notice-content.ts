import { palettesOf } from '../domain/color.ts';
import { isReceipt, tellsOfVersion } from '../domain/notices/notice-kind.ts';
import { isSettled, readNoticeOutcome } from '../domain/notices/outcome.ts';
import { hasOwnDates, isSoonerThanUsual, ownLabel } from '../domain/policies/frozen-rules.ts';
import { isConsent } from '../domain/policies/policy.ts';
import { localeOfWords, prevailingLocale } from '../domain/policies/version-text.ts';
import { formatDay, formatEffect, formatEffectDay } from '../language/dates.ts';
import { directionOf, messagesIn } from '../language/languages.ts';
import { besides, comparisonWords } from './notice-besides.ts';
import { hasTerms, type NoticeFacts, type ToldFacts, type ToldVersion } from './notice-facts.ts';
import { receiptContent } from './notice-receipt.ts';
import { severalContent } from './notice-several.ts';
import { declineWords, mayHaveClosed, silenceWords } from './notice-standing.ts';
import { type TermsWords, termsWords, whenOfTerms } from './notice-terms.ts';
import {
  type Named,
  type NoticeContent,
  type Said,
  type SaidOfOne,
  type VersionWords,
  wordsOf,
} from './notice-words.ts';

/*
 * Longer ones are refused when a version is published. They are cut here all the same: a mail that
 * is clipped on its way would lose its end without a word.
 */
const LONGEST = { name: 200, summary: 4000 } as const;

/**
 * What a notice says, of one version or of several. HTML and text are both written from it, so neither can say less
 * than the other.
 */
export function noticeContent(told: ToldFacts): NoticeContent {
  const [facts] = told;
  const { language } = facts;
  const messages = wordsOf(facts);
  const { mail, ways } = messages;
  const company = cut(oneLine(facts.company.name), LONGEST.name);
  const said = told.map(saidOf);
  const content = isOfOne(said)
    ? { ...said[0], documents: [] }
    : { ...severalContent(told, said, company), versions: [] };
  const frame = {
    language,
    direction: messages.direction,
    ...languagesOf(facts),
    ...look(facts),
    company,
    whyYouGotThis: mail.whyYouGotThis({ company }),
    linksLeadTo: mail.linksLeadTo({ host: new URL(facts.publicUrl).host }),
    findable: isReceipt(facts.kind) ? null : ways.findable({ url: publicPlace(told) }),
    replies: ways.replies({ replyTo: facts.replyTo }),
    contactLabel: mail.contact,
    colon: messages.diff.colon,
    contact: facts.company.contact,
    legalFooter: facts.company.footer,
  };
  return { ...content, subject: oneLine(content.subject), words: { ...frame, ...content.words } };
}

/** What it says of one of its versions, as of the only one. */
function saidOf(facts: NoticeFacts): SaidOfOne {
  const { kind, policy, version, language } = facts;
  const style = { locale: language, timeZone: policy.timeZone };
  const about = {
    title: cut(oneLine(policy.title), LONGEST.name),
    company: cut(oneLine(facts.company.name), LONGEST.name),
    version: version.version,
    date: formatEffect(version.effectiveAt, style),
  };
  const said = isReceipt(kind)
    ? receiptContent(facts, kind, about)
    : kind === 'withdrawal'
      ? withdrawalContent(facts, about)
      : announcementContent(facts, kind, about);
  const hasVersions = tellsOfVersion(kind) && facts.between.length > 1;
  return { ...said, versions: hasVersions ? facts.between.map(versionWords(facts)) : [] };
}

function isOfOne(said: readonly SaidOfOne[]): said is readonly [SaidOfOne] {
  return said.length === 1;
}

/** The page that anybody can open to find what a notice tells of. */
function publicPlace(told: ToldFacts): string {
  const [{ publicUrl, policy }] = told;
  return told.length === 1 ? `${publicUrl}/policies/${policy.policy}` : `${publicUrl}/policies`;
}

/** The languages of what is not in our own words. */
function languagesOf({ kind, version, diffLocale }: NoticeFacts): NoticeContent['words'] {
  const summary = localeOfWords(version, 'summary').locale;
  // Why a version was withdrawn is said in the language that prevails alone.
  const reason = kind === 'withdrawal' ? prevailingLocale(version) : localeOfWords(version, 'reason').locale;
  return {
    changesLanguage: diffLocale,
    changesDirection: directionOf(diffLocale),
    summaryLanguage: summary,
    summaryDirection: directionOf(summary),
    reasonLanguage: reason,
    reasonDirection: directionOf(reason),
  };
}

function announcementContent(facts: NoticeFacts, kind: 'announcement' | 'reminder', about: Named): Said {
  const { version, language } = facts;
  const { answers, notice, mail, public: pages } = wordsOf(facts);
  const said = hasTerms(facts) ? termsWords(facts, about) : wordsOfColumns(facts, kind, about);
  const { stance } = readNoticeOutcome(facts.outcome);
  const isOnlyOne = facts.between.length <= 1;
  const summary = quoted(version.summary);
  const reason = isOnlyOne ? reasonOf(version, language) : null;
  const asksNothing = isSettled(stance) || (stance === 'applies' && hasTerms(facts));
  return {
    subject: said.subject,
    words: {
      preview: cut(oneLine(said.opening ?? summary ?? said.lead), LONGEST.name),
      opening: said.opening,
      heading: mail[kind].heading({ title: about.title }),
      lead: [said.lead, ...besides(facts)].join('\n\n'),
      whenLabel: said.whenLabel,
      when: said.when,
      declineLabel: notice.ifYouDoNotAgree,
      decline: said.decline,
      silenceLabel: asksNothing ? notice.whatItMeans : notice.ifYouDoNothing,
      silence: said.silence,
      consentAsked: inLines([
        facts.policy.revocable && !asksNothing ? answers.consentAsked : null,
        facts.wording?.rights,
      ]),
      legalFooter: inLines([facts.wording?.help, facts.wording?.signOff, facts.company.footer]),
      summaryLabel: notice.inShort,
      summary: isOnlyOne ? summary : null,
      reasonLabel: reason?.[0] ?? null,
      reason: reason?.[1] ?? null,
      review: asksNothing ? pages.seeChanges : mail.reviewAndAccept,
      leave: said.mayLeave ? mail.declineAndLeave : null,
      // Where there is nothing to choose, the page is for reading.
      nothingYet: asksNothing && !said.mayLeave ? mail.noChangesShown : mail.nothingYet,
      changesLabel: said.isLate ? notice.whatChanged : notice.whatChanges,
      comparedWith: comparisonWords(facts),
      seeAllChanges: mail.seeAllChanges,
      noChangesShown: facts.diff === null ? mail.noChangesShown : null,
    },
  };
}

/** Lines one below the other; null where there is none. */
function inLines(lines: readonly (string | null | undefined)[]): string | null {
  const said = lines.filter((one) => one != null);
  return said.length === 0 ? null : said.join('\n');
}

/** The same words of a version whose columns say all that its readers are told. */
function wordsOfColumns(facts: NoticeFacts, kind: 'announcement' | 'reminder', about: Named): TermsWords {
  const { version, language, policy } = facts;
  const { notice, mail, terms } = wordsOf(facts);
  const style = { locale: language, timeZone: policy.timeZone };
  const { title, date } = about;
  const { stance, tense } = readNoticeOutcome(facts.outcome);
  const isLate = tense === 'late';
  const day = formatEffectDay(version.effectiveAt, style);
  const words = mail[kind];
  const labels = { soon: notice.effectDate, late: notice.inEffectSince };
  return {
    subject: (isLate ? words.subjectInEffect : words.subject)({ title, day }),
    lead: isSettled(stance)
      ? terms.leadForInformation(about)
      : (isLate ? words.leadInEffect : words.lead)({
          ...about,
          postedDate: formatDay(version.postedAt, style),
        }),
    opening: null,
    whenLabel: tense === 'soon' || tense === 'late' ? labels[tense] : notice.takesEffect,
    when: date,
    decline: declineWords(facts),
    silence: silenceWords(facts, date),
    mayLeave: !isSettled(stance) && !isConsent(policy) && !mayHaveClosed(facts),
    isLate,
  };
}

/** Why a version came, below its label: what the law requires, why it is sooner than usual, or what its own rules ask to be named. */
function reasonOf(version: ToldVersion, language: NoticeFacts['language']): readonly [string, string] | null {
  const { notice, terms } = messagesIn(language);
  const { change, rules } = version;
  const text = quoted(version.reason);
  if (text === null) return null;
  if (change === 'legal') return [notice.requiredByLaw, text];
  if (rules === null) return null;
  return [isSoonerThanUsual(version, rules) ? terms.soonerReason : terms.reason, text];
}

/** One of several versions: its number and class, when it takes or took effect, and what it says of itself. */
function versionWords(facts: NoticeFacts) {
  const { policy, language } = facts;
  const { notice, public: words } = wordsOf(facts);
  const style = { locale: language, timeZone: policy.timeZone };
  const dateOf = (version: ToldVersion) => {
    if (version.version === facts.version.version && hasTerms(facts)) return whenOfTerms(facts);
    // The dates of an earlier one may be each reader's own.
    return hasOwnDates(version.rules) ? null : formatEffect(version.effectiveAt, style);
  };
  return (version: ToldVersion): VersionWords => {
    const date = dateOf(version);
    return {
      heading: `${words.version(version)} · ${ownLabel(version) ?? notice.change[version.change]}`,
      effect: date === null ? null : [notice.effectDate, date],
      reason: reasonOf(version, language),
      summary: quoted(version.summary),
      summaryLocale: localeOfWords(version, 'summary').locale,
    };
  };
}

function withdrawalContent(facts: NoticeFacts, about: Named): Said {
  const { notice, mail, terms } = wordsOf(facts);
  const words = mail.withdrawal;
  const lead = hasOwnDates(facts.version.rules) ? terms.withdrawnLead(about) : words.lead(about);
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
