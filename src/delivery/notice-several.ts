import { isReceipt } from '../domain/notices/notice-kind.ts';
import { readNoticeOutcome } from '../domain/notices/outcome.ts';
import { ownLabel } from '../domain/policies/frozen-rules.ts';
import { localeOfWords, prevailingLocale } from '../domain/policies/version-text.ts';
import { changeTooWords, replacesWords } from '../language/answer-words.ts';
import { formatDay, formatEffectDay } from '../language/dates.ts';
import { directionOf, joinTitles, messagesIn } from '../language/languages.ts';
import { whyAgain } from './notice-besides.ts';
import { hasTerms, type NoticeFacts, type ToldFacts } from './notice-facts.ts';
import { receiptsContent } from './notice-receipt.ts';
import {
  type DocumentWords,
  type NoticeContent,
  type Said,
  type SaidOfOne,
  wordsOf,
} from './notice-words.ts';

/** What a notice says that tells of several documents at once: what is common to all, and a section for each. */
export function severalContent(
  told: ToldFacts,
  said: readonly SaidOfOne[],
  company: string,
): Pick<NoticeContent, 'subject' | 'words' | 'documents'> {
  const [{ kind }] = told;
  if (isReceipt(kind)) return { ...receiptsContent(told, said, company), documents: [] };
  const common =
    kind === 'withdrawal' ? withdrawalsContent(told, said) : announcementsContent(told, said, company);
  return { ...common, documents: told.map((facts, i) => documentWords(facts, said[i] as SaidOfOne)) };
}

function announcementsContent(told: ToldFacts, said: readonly SaidOfOne[], company: string): Said {
  const [{ kind, language, version, policy, releaseSummary = null }] = told;
  const { diff, mail, notice, public: pages, several } = wordsOf(told[0]);
  const about = joinTitles(
    told.map((one) => one.policy.title),
    language,
  );
  const words = said.map((one) => one.words);
  const isReminder = kind === 'reminder';
  const style = { locale: language, timeZone: policy.timeZone };
  const postedDate = formatDay(version.postedAt, style);
  const lead = isReminder
    ? several.reminder.lead({ ...about, company, postedDate })
    : several.lead({ ...about, company });
  const openings = told.flatMap(({ policy: { title } }, i) => {
    const opening = words[i]?.opening ?? null;
    return opening === null ? [] : [`${diff.quoted({ text: title })}${diff.colon}${opening}`];
  });
  const elsewhere = told.flatMap(({ changesToo = [] }) =>
    changesToo.map((one) => changeTooWords(one, language)),
  );
  const replacing = replacesWords(
    told.flatMap(({ policy: { title, timeZone }, version: { version: number }, replaces = [] }) =>
      replaces.map((replaced) => ({ title, by: { version: number, timeZone }, replaced })),
    ),
    language,
  );
  const asksNothing = words.every(({ review }) => review === pages.seeChanges);
  const mayLeave = words.find(({ leave }) => leave != null)?.leave ?? null;
  const isLate = words.every(({ changesLabel }) => changesLabel === notice.whatChanged);
  return {
    subject: isReminder ? several.reminder.subject(about) : announcedSubject(told, about),
    words: {
      preview: lead,
      opening: openings.length === 0 ? null : openings.join('\n'),
      heading: isReminder ? several.reminder.heading(about) : several.heading(about),
      lead: [
        lead,
        ...whyAgain(told[0]),
        ...(replacing === null ? [] : [replacing]),
        ...new Set(elsewhere),
      ].join('\n\n'),
      summaryLabel: notice.inShort,
      summary: releaseSummary,
      summaryLanguage: prevailingLocale(version),
      summaryDirection: directionOf(prevailingLocale(version)),
      review: asksNothing ? pages.seeChanges : mail.reviewAndAccept,
      leave: mayLeave,
      nothingYet: asksNothing && mayLeave === null ? mail.noChangesShown : mail.nothingYet,
      changesLabel: isLate ? notice.whatChanged : notice.whatChanges,
      seeAllChanges: mail.seeAllChanges,
      legalFooter: words[0]?.legalFooter ?? null,
      // Each part of the changes is in the language of its own policy.
      changesLanguage: language,
      changesDirection: messagesIn(language).direction,
    },
  };
}

/** With the day where it is the same for all of them and ahead. */
function announcedSubject(told: ToldFacts, about: ReturnType<typeof joinTitles>): string {
  const [{ language }] = told;
  const { several } = wordsOf(told[0]);
  const days = told.map((facts) => {
    const { policy, version, outcome } = facts;
    const { tense } = readNoticeOutcome(outcome);
    const effect = hasTerms(facts) ? facts.terms.effect : { kind: 'at' as const, at: version.effectiveAt };
    const isAhead = tense === 'ahead' || tense === 'soon';
    if (effect.kind !== 'at' || !isAhead) return null;
    return formatEffectDay(effect.at, { locale: language, timeZone: policy.timeZone });
  });
  const [day = null] = days;
  const isSame = day !== null && days.every((one) => one === day);
  return isSame ? several.subject({ ...about, day }) : several.subjectUndated(about);
}

function withdrawalsContent(told: ToldFacts, said: readonly SaidOfOne[]): Said {
  const [{ language }] = told;
  const { diff, mail, notice, several } = messagesIn(language);
  const about = joinTitles(
    told.map((one) => one.policy.title),
    language,
  );
  const [first] = said;
  const meanings = told.map(({ policy: { title } }, i) => {
    return `${diff.quoted({ text: title })}\n${said[i]?.words.meaning ?? ''}`;
  });
  const lead = said.map(({ words }) => words.lead ?? '').join('\n\n');
  return {
    subject: several.withdrawal.subject(about),
    words: {
      preview: several.withdrawal.heading(about),
      heading: several.withdrawal.heading(about),
      lead,
      meaningLabel: notice.whatItMeans,
      meaning: meanings.join('\n\n'),
      review: mail.withdrawal.link,
      whyYouGotThis: first?.words.whyYouGotThis ?? null,
    },
  };
}

/** The section of one document. */
function documentWords(facts: NoticeFacts, { words, versions }: SaidOfOne): DocumentWords {
  const { policy, version, language, publicUrl } = facts;
  const { notice, public: pages, ways } = messagesIn(language);
  const fact = (label?: string | null, value?: string | null): readonly (readonly [string, string])[] =>
    label == null || value == null ? [] : [[label, value]];
  const path = `${publicUrl}/policies/${policy.policy}/versions/${version.version}`;
  return {
    heading: [
      ...[policy.title, pages.version(version)],
      ...(facts.kind === 'withdrawal' ? [] : [ownLabel(version) ?? notice.change[version.change]]),
    ].join(' · '),
    opening: words.opening ?? null,
    summary: words.summary ?? null,
    summaryLocale: localeOfWords(version, 'summary').locale,
    versions,
    facts: [
      ...fact(words.whenLabel, words.when),
      ...fact(words.declineLabel, words.decline),
      ...fact(words.silenceLabel, words.silence),
      ...fact(words.reasonLabel, words.reason),
      ...(facts.kind === 'withdrawal' ? [] : fact(ways.wholeText, path)),
    ],
    remark: words.consentAsked ?? null,
  };
}
