import { describe, expect, test } from 'vitest';
import { composeNotice } from '../../src/delivery/compose.ts';
import type { NoticeFacts, ToldFacts } from '../../src/delivery/notice-facts.ts';
import { DEFAULT_COLOR } from '../../src/domain/company.ts';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import type { Instant } from '../../src/domain/instant.ts';
import {
  noticeOutcome,
  SETTLED_STANCES,
  STANCES,
  type Stance,
  TENSES,
} from '../../src/domain/notices/outcome.ts';
import type { ReaderTerms, SayableDate } from '../../src/domain/notices/reader-terms.ts';
import type { Period } from '../../src/domain/period.ts';
import type { FrozenRules } from '../../src/domain/policies/frozen-rules.ts';
import type { NoticeRules, RuleAcceptance } from '../../src/domain/rules/notice-rules.ts';
import { formatEffect, formatInstant, formatPeriod } from '../../src/language/dates.ts';
import { LANGUAGES, type Language, messagesIn } from '../../src/language/languages.ts';
import { genitive } from '../../src/language/pl/cases.ts';
import { TEXT_1, TEXT_2 } from '../support/arrange.ts';

const LINK = 'https://policies.lantern.example/review/k1.c29tZXRva2Vu';
const EFFECT = '2026-12-22T09:00:00.000Z' as Instant;
const CLOSING = '2026-12-12T09:00:00.000Z' as Instant;
const EFFECT_IN_ENGLISH = 'Tuesday, 22 December 2026 at 09:00 UTC';
const CLOSING_IN_ENGLISH = 'Saturday, 12 December 2026 at 09:00 UTC';

/** As little as can have changed: what a mail says of changes is tested elsewhere, here thousands are composed. */
const DIFF = diffPolicies(TEXT_1, TEXT_2);

/** Rules of one class, which count from the notice unless told otherwise. */
function rulesWith(acceptance: RuleAcceptance, from: 'notice' | 'posting' = 'notice'): FrozenRules {
  const rules: NoticeRules = {
    format: 'notice-rules/1',
    timeZone: 'UTC',
    classes: [
      {
        class: 'adverse',
        label: 'Nachteilige Änderung',
        rule: {
          tell: { by: ['mail'], need: 1 },
          effect: { terms: [{ after: 'P30D' as Period, from }] },
          acceptance,
        },
      },
    ],
  };
  const undated = { namedAt: null, proposedAt: null, documentDate: null };
  return { rules, appliesTo: null, ...undated, trace: [] };
}

const ACCEPTANCE: Readonly<Record<Stance, RuleAcceptance>> = {
  'agrees-by-use': 'use',
  'agrees-by-silence': 'silence',
  'is-asked': 'explicit',
  'is-asked-anew': 'explicit',
  applies: 'none',
  unrecorded: 'use',
};

const TERMS: ReaderTerms = {
  tense: 'ahead',
  effect: { kind: 'at', at: EFFECT },
  closes: { kind: 'at', at: CLOSING },
  acceptance: 'use',
  objection: null,
  bindsAtOnce: false,
  sooner: [],
  unanswered: null,
  isSameForAll: true,
  mayBeSooner: false,
  ways: null,
};

function factsOf(stance: Stance, terms: Partial<ReaderTerms>, more: Partial<NoticeFacts> = {}): NoticeFacts {
  const acceptance = ACCEPTANCE[stance];
  const said = { ...TERMS, acceptance, ...terms };
  const version: NoticeFacts['version'] = {
    version: 2,
    change: 'substantial',
    class: 'adverse',
    rules: rulesWith(acceptance),
    acceptance: acceptance === 'use' ? 'deemed' : acceptance,
    summary: 'Logs are kept longer.',
    reason: null,
    // The date for people in general, which none of these mails may print.
    effectiveAt: '2027-05-05T09:00:00.000Z' as Instant,
    postedAt: '2026-11-22T09:00:00.000Z' as Instant,
    lateNotice: 'P7D',
    locale: 'en',
    translations: [],
    contentHash: `sha256:${'ab'.repeat(32)}`,
  };
  return {
    kind: 'announcement',
    round: 0,
    company: { name: 'Lantern', logo: null, color: DEFAULT_COLOR, contact: null, url: null, footer: null },
    publicUrl: 'https://policies.lantern.example',
    policy: {
      ...{ policy: 'privacy', title: 'Privacy Policy', locale: 'en', timeZone: 'UTC' },
      ...{ required: true, revocable: false },
    },
    version,
    between: [version],
    baseVersion: 1,
    diffLocale: 'en',
    diff: DIFF,
    outcome: noticeOutcome(stance, said.tense),
    terms: said,
    replyTo: 'legal@lantern.example',
    withdrawalReason: null,
    language: 'en',
    ...more,
  };
}

/** A mail as its reader gets it; the words of both parts on one line, to look for sentences. */
function mailOf(...facts: ToldFacts) {
  const { subject, html, text } = composeNotice(...facts);
  const flat = (body: string) => body.replaceAll(/\s+/g, ' ').replaceAll(/&#(\d+);/g, '');
  const body = html.join(LINK);
  const htmlWords = flat(body.replace(/<head>.*<\/head>/s, '').replaceAll(/<[^>]*>/g, ' '));
  return { subject, html: body, text: text.join(LINK), words: flat(text.join(LINK)), htmlWords };
}

const AT: SayableDate = { kind: 'at', at: EFFECT };
const AFTER: SayableDate = { kind: 'after', period: 'P45D' as Period };
const RENEWAL: SayableDate = { kind: 'renewal' };
const EFFECTS = { at: AT, after: AFTER, renewal: RENEWAL };
const CLOSINGS = {
  at: { kind: 'at', at: CLOSING },
  after: { kind: 'after', period: 'P15D' as Period },
  renewal: RENEWAL,
  accepted: 'when-accepted',
  none: null,
} as const satisfies Record<string, ReaderTerms['closes']>;

const MAILS = [
  { kind: 'announcement', round: 0 },
  { kind: 'announcement', round: 1 },
  { kind: 'reminder', round: 0 },
] as const;

/** Every combination that rules can come to, but for what none of them does. */
function* everyTerms(stance: Stance) {
  for (const tense of TENSES) {
    for (const [effectKind, effect] of Object.entries(EFFECTS)) {
      if (tense !== 'own' && effectKind !== 'at') continue;
      for (const [closesKind, closes] of Object.entries(CLOSINGS)) {
        if (closes === 'when-accepted' && stance !== 'is-asked') continue;
        const objection = stance === 'agrees-by-silence' && closes !== 'when-accepted' ? closes : null;
        for (const isSameForAll of [true, false]) {
          const terms = { tense, effect, closes, objection, isSameForAll };
          yield { terms, name: `${tense}, ${effectKind}, ${closesKind}, ${isSameForAll}` };
        }
      }
    }
  }
}

const squash = (text: string) => text.replaceAll(/\s/g, '');

/** The ways in which a date may stand in a sentence of a language. */
function written(at: Instant, language: Language): string[] {
  const style = { locale: language, timeZone: 'UTC' };
  const both = [formatEffect(at, style), formatInstant(at, style)];
  return (language === 'pl' ? [...both, ...both.map(genitive)] : both).map(squash);
}

describe.each(LANGUAGES)('a notice by rules of its own, in %s', (language) => {
  test.each(STANCES)('says to a reader who %s what is so, whatever the dates are', (stance) => {
    for (const { terms, name } of everyTerms(stance)) {
      for (const mail of MAILS) {
        const { subject, html, text } = mailOf(factsOf(stance, terms, { ...mail, language }));
        const where = `${name}, ${mail.kind} ${mail.round}`;
        for (const said of [subject, html.replace(/<style>.*<\/style>/s, ''), text]) {
          expect(said, where).not.toMatch(/\b(undefined|null|NaN)\b|\[object|9999|\{\{/);
          // The date for people in general.
          expect(said, where).not.toMatch(/2027/);
        }
        const words = squash(text);
        const isOnceMore = mail.kind === 'reminder' || mail.round > 0;
        const isUnsure = isOnceMore && !terms.isSameForAll;
        if (terms.effect.kind === 'at') {
          expect(
            written(EFFECT, language).some((date) => words.includes(date)),
            where,
          ).toBe(true);
        } else if (terms.effect.kind === 'after') {
          const period = squash(formatPeriod('P45D', language));
          expect(words.includes(period), where).toBe(!isUnsure);
        }
        const isClosingSaid = terms.closes === CLOSINGS.at && !isUnsure;
        expect(
          written(CLOSING, language).some((date) => words.includes(date)),
          where,
        ).toBe(isClosingSaid);
        if (isUnsure) expect(words, where).not.toContain(squash(formatPeriod('P15D', language)));
        const mayLeave = terms.closes === 'when-accepted' || (terms.closes !== null && !isUnsure);
        expect(text.includes('#leave'), where).toBe(mayLeave);
      }
    }
  });

  test.each(SETTLED_STANCES)('says to a reader who %s that this stands, and offers nothing', (stance) => {
    const { settled, corrects } = messagesIn(language).mail;
    const ruled = factsOf('is-asked', {}, { outcome: stance, corrects: true, language });
    const { rules: _, ...version } = ruled.version;
    const plain = { ...ruled, version: { ...version, rules: null }, terms: null };
    const other = { ...ruled, policy: { ...ruled.policy, policy: 'terms', title: 'Terms' } };
    for (const [facts, ...others] of [[ruled], [plain], [ruled, other]] as const) {
      const { html, text } = mailOf(facts, ...others);
      for (const said of [text, html.replaceAll(/<style>.*?<\/style>/gs, '').replaceAll(/<[^>]*>/g, '')]) {
        const words = squash(said);
        expect(words).toContain(squash(settled[stance]({ version: 2 })));
        expect(words).toContain(squash(corrects));
        expect(said).not.toMatch(/\b(undefined|null|NaN)\b/);
      }
      expect(text).not.toContain('#leave');
      expect(html).not.toContain('#leave');
    }
  });

  test('begins with what silence means, and with nothing else', () => {
    for (const { terms, name } of everyTerms('agrees-by-silence')) {
      for (const mail of MAILS) {
        const { text, html } = mailOf(factsOf('agrees-by-silence', terms, { ...mail, language }));
        const { silence } = messagesIn(language).terms;
        const onPage = squash(silence.onPage({ version: 2 }));
        const [opening = ''] = text.split('\n\n');
        expect(opening, name).toContain('2');
        expect(opening, name).not.toContain('Lantern');
        if (terms.objection === null) expect(squash(opening), name).toBe(onPage);
        const shown = squash(html.replace(/<head>.*<\/head>/s, '').replaceAll(/<[^>]*>/g, ''));
        expect(shown.indexOf(squash(opening)), name).toBeLessThan(shown.lastIndexOf('Lantern'));
      }
    }
  });

  test('asks nobody to accept where there is nothing to agree to', () => {
    for (const { terms, name } of everyTerms('applies')) {
      const { words, htmlWords } = mailOf(factsOf('applies', terms, { language }));
      const { mail, public: pages } = messagesIn(language);
      for (const said of [words, htmlWords]) {
        expect(squash(said), name).not.toContain(squash(mail.reviewAndAccept));
        expect(squash(said), name).toContain(squash(pages.seeChanges));
      }
    }
  });
});

describe('a notice by rules of its own', () => {
  test('says first and alone that silence agrees, and until when', () => {
    const objection = CLOSINGS.at;
    const { text, html } = mailOf(factsOf('agrees-by-silence', { objection }));
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      new RegExp(`^If you do nothing until ${CLOSING_IN_ENGLISH}, you agree to version 2. Lantern `),
    );
    // Its preview is the same sentence, so that inboxes show it too.
    expect(html.lastIndexOf('If you do nothing until')).toBeLessThan(html.indexOf('<h1'));
    expect(html.match(/If you do nothing until/g)).toHaveLength(2);
  });

  test('counts periods from when the mail was sent, as the page does', () => {
    const objection = CLOSINGS.after;
    const own = factsOf('agrees-by-silence', {
      tense: 'own',
      effect: AFTER,
      closes: objection,
      objection,
    });
    const { subject, words } = mailOf(own);
    expect(subject).toBe('Privacy Policy: changes announced');
    expect(words).toContain('If you do nothing within 15 days of when we sent this email, you agree');
    expect(words).toContain('Date of effect: At the earliest 45 days after we sent this email.');
    expect(words).toContain('You can decline and leave within 15 days of when we sent this email.');
  });

  test('takes effect with the sending where no time lies between', () => {
    const atOnce = { kind: 'after', period: 'PT0S' as Period } as const;
    const { words } = mailOf(factsOf('applies', { tense: 'own', effect: atOnce, closes: null }));
    expect(words).toContain('Date of effect: When we sent you this email.');
    expect(words).toContain('This email is for your information');
    expect(words).not.toContain('If you do not agree');
  });

  test('waits for the renewal of a contract', () => {
    const { words } = mailOf(factsOf('agrees-by-use', { tense: 'own', effect: RENEWAL, closes: RENEWAL }));
    expect(words).toContain('When your contract renews. Your page shows the date once it is known.');
    expect(words).toContain('You can decline and leave until your contract renews.');
    expect(words).toContain('If you keep using the service after your contract renews, you agree');
  });

  test('prints no window of what a reminder cannot know', () => {
    const objection = CLOSINGS.after;
    const reminder = factsOf(
      'agrees-by-silence',
      { tense: 'own', effect: AFTER, closes: objection, objection, isSameForAll: false },
      { kind: 'reminder' },
    );
    const { subject, words, text } = mailOf(reminder);
    expect(subject).toBe('Reminder: Privacy Policy, changes announced');
    expect(words).toMatch(/^If you do nothing, you agree to version 2. Your page shows until when/);
    expect(words).not.toMatch(/15 days|45 days/);
    expect(text).not.toContain('#leave');
  });

  test('may be taken before the effect or after it', () => {
    const after = CLOSINGS.after;
    const soon = { tense: 'soon', closes: after } as const;
    const silent = mailOf(factsOf('agrees-by-silence', { ...soon, objection: after }));
    expect(silent.words).toContain(
      `If you do nothing until ${EFFECT_IN_ENGLISH}, you agree to version 2. If we sent this email only after that, you have 15 days from when we sent it.`,
    );
    expect(mailOf(factsOf('applies', soon)).words).toContain('you can leave for some time.');
    expect(mailOf(factsOf('applies', soon)).words).toContain(`It applies from ${EFFECT_IN_ENGLISH}.`);
  });

  test('says what becomes of whoever leaves unanswered what must be accepted', () => {
    const closes = 'when-accepted' as const;
    const restrict = { consequence: 'restrict', at: EFFECT } as const;
    const dated = mailOf(factsOf('is-asked', { closes, unanswered: restrict }));
    expect(dated.words).toContain(
      `If you have not accepted by ${EFFECT_IN_ENGLISH}, you can use the service`,
    );
    const ends = mailOf(factsOf('is-asked', { closes, unanswered: { consequence: 'end', at: null } }));
    expect(ends.words).toContain('there comes a time from which you cannot use the service');
  });

  test('says that an act of theirs brings it forward', () => {
    const sooner = ['acceptance', 'use'] as const;
    const { words } = mailOf(factsOf('agrees-by-use', { sooner }));
    expect(words).toContain('If you accept, it applies to you at once.');
    expect(words).toContain('You agree to version 2 the next time you use the service.');
    expect(words).not.toContain('If you keep using');
  });

  test('calls the change what legal calls it, and names its reason as the company’s own', () => {
    const facts = factsOf('applies', {});
    const earlier = { ...facts.version, version: 1, rules: null, class: 'minor', change: 'minor' } as const;
    const told = { ...facts.version, reason: 'The partner changed.' };
    const { words } = mailOf({ ...facts, version: told, between: [earlier, told] });
    expect(words).toContain('Version 2 · Nachteilige Änderung');
    expect(words).toContain('Version 1 · Minor change');
    expect(words).toContain('Reason: The partner changed.');
    expect(words).not.toContain('Required by law');
  });

  test('withdraws without a date what was to take effect on a date of their own', () => {
    const facts = factsOf('applies', {});
    const withdrawn = { kind: 'withdrawal', diff: null, terms: null, outcome: 'goes-on' } as const;
    expect(mailOf({ ...facts, ...withdrawn }).words).toContain(
      'Lantern has withdrawn version 2 of “Privacy Policy”. It will not take effect',
    );
    const version = { ...facts.version, rules: rulesWith('none', 'posting') };
    expect(mailOf({ ...facts, ...withdrawn, version }).words).toContain('5 May 2027');
  });
});
