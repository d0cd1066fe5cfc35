import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { composeNotice, fillRendition, LARGEST_BODY, LONGEST_URL } from '../../src/delivery/compose.ts';
import type { NoticeFacts } from '../../src/delivery/notice-facts.ts';
import { DEFAULT_COLOR } from '../../src/domain/company.ts';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import type { Instant } from '../../src/domain/instant.ts';

const URL = 'https://policies.lantern.example/review/k1.c29tZXRva2Vu';
const EFFECT = 'Tuesday, 22 December 2026 at 09:00 UTC';

const sample = (version: number) =>
  readFileSync(new globalThis.URL(`../../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');

const VERSION: NoticeFacts['version'] = {
  version: 2,
  change: 'substantial',
  class: 'substantial',
  rules: null,
  acceptance: 'deemed',
  summary: 'Notes in the trash are kept for 90 days, and a partner can summarise notes for you.',
  reason: null,
  effectiveAt: '2026-12-22T09:00:00.000Z' as Instant,
  postedAt: '2026-11-22T09:00:00.000Z' as Instant,
  lateNotice: 'P7D',
  locale: 'en',
  translations: [],
  contentHash: `sha256:${'ab'.repeat(32)}`,
};

const announcement: NoticeFacts = {
  kind: 'announcement',
  round: 0,
  company: {
    name: 'Lantern Notes',
    logo: null,
    color: DEFAULT_COLOR,
    contact: null,
    url: null,
    footer: null,
  },
  publicUrl: 'https://policies.lantern.example',
  policy: {
    ...{ policy: 'privacy', title: 'Privacy Policy', locale: 'en', timeZone: 'UTC' },
    ...{ required: true, revocable: false },
  },
  version: VERSION,
  between: [VERSION],
  baseVersion: 1,
  diffLocale: 'en',
  diff: diffPolicies(sample(1), sample(2)),
  outcome: 'agrees-by-use',
  terms: null,
  replyTo: 'legal@lantern.example',
  withdrawalReason: null,
  language: 'en',
};

const withdrawal: NoticeFacts = {
  ...announcement,
  kind: 'withdrawal',
  diff: null,
  withdrawalReason: 'The contract with Brightline was not signed.',
};

function withVersion(facts: NoticeFacts, version: Partial<NoticeFacts['version']>): NoticeFacts {
  const told = { ...facts.version, ...version };
  return { ...facts, version: told, between: [...facts.between.slice(0, -1), told] };
}

/** A mail as its reader gets it; the words of both parts on one line, to look for sentences. */
function mailOf(facts: NoticeFacts, url = URL) {
  const { subject, html, text } = composeNotice(facts);
  const flat = (body: string) => body.replaceAll(/\s+/g, ' ');
  const body = html.join(url);
  return {
    subject,
    html: body,
    text: text.join(url),
    words: flat(text.join(url)),
    htmlWords: flat(body.replace(/<head>.*<\/head>/s, '').replaceAll(/<[^>]*>/g, ' ')),
  };
}

const bytes = (text: string) => new TextEncoder().encode(text).byteLength;

describe('an announcement', () => {
  const mail = mailOf(announcement);

  test('says in its subject which policy changes and on which day', () => {
    expect(mail.subject).toBe('Privacy Policy: changes effective 22 December 2026');
  });

  test('says in both parts who, what, from when, until when to decline, and what silence means', () => {
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).toContain('Lantern Notes has posted version 2 of “Privacy Policy”.');
      expect(words).toContain(announcement.version.summary);
      expect(words).toMatch(new RegExp(`Takes effect:? ${EFFECT}`));
      expect(words).toContain(`You can decline and leave until ${EFFECT}.`);
      expect(words).toContain(`If you keep using the service after ${EFFECT}, you agree to version 2.`);
      expect(words).toContain('Compared with version 1.');
      expect(words).toContain(
        'You are receiving this because this address belongs to an account with Lantern Notes. It is a legal notice, so there is no unsubscribe link.',
      );
    }
  });

  test('has a link to review and accept and a link to decline and leave, in both parts', () => {
    expect(mail.html).toContain(`href="${URL}"`);
    expect(mail.html).toContain(`href="${URL}#leave"`);
    expect(mail.text).toContain(`Review and accept:\n${URL}\n`);
    expect(mail.text).toContain(`Decline and leave:\n${URL}#leave\n`);
  });

  test('shows what changes, in both parts', () => {
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).toContain('Brightline');
      expect(words).toContain('twelve');
      expect(words).not.toContain('not fit in this email');
    }
  });

  test('writes dates in the time zone of the policy', () => {
    const policy = { ...announcement.policy, timeZone: 'Asia/Tokyo' };
    const lateInTheDay = '2026-12-22T20:00:00.000Z' as Instant;
    const tokyo = mailOf(withVersion({ ...announcement, policy }, { effectiveAt: lateInTheDay }));
    expect(tokyo.subject).toBe('Privacy Policy: changes effective 23 December 2026');
    expect(tokyo.words).toContain('Wednesday, 23 December 2026 at 05:00 GMT+9');
  });

  test.each([
    ['en', 'Takes effect:\n', 'Contact:\n', 'Contact: legal@lantern.example'],
    [
      'fr',
      'Entrée en vigueur\u00a0:\n  mardi 1er décembre 2026',
      'Contact\u00a0:\n',
      'Contact\u00a0: legal@lantern.example',
    ],
    ['ja', '効力発生日時：\n', 'お問い合わせ先：\n', 'お問い合わせ先：legal@lantern.example'],
  ] as const)('sets the colon after a label, in %s, as its readers do', (language, when, contact, inHtml) => {
    const first = withVersion(announcement, { effectiveAt: '2026-12-01T09:00:00.000Z' as Instant });
    const company = { ...announcement.company, contact: 'legal@lantern.example' };
    const { text, html } = mailOf({ ...first, company, language });
    expect(text).toContain(when);
    expect(text).toContain(contact);
    expect(html).toContain(inHtml);
  });

  test('tells someone who must accept that silence changes nothing for them', () => {
    const explicit = mailOf(
      withVersion({ ...announcement, outcome: 'is-asked' }, { acceptance: 'explicit' }),
    );
    for (const words of [explicit.words, explicit.htmlWords]) {
      expect(words).toContain('You can decline and leave for as long as you have not accepted.');
      expect(words).toContain(
        `Nothing changes for you until you accept. After ${EFFECT} you will be asked to accept before going on.`,
      );
      expect(words).not.toContain('you agree to');
    }
  });

  test('names the law only for a change that the law requires', () => {
    const reason = 'Section 12 of the Digital Rights Act';
    const legal = mailOf(withVersion(announcement, { change: 'legal', reason }));
    expect(legal.words).toContain(`Required by law: ${reason}`);
    expect(legal.htmlWords).toContain(reason);
    expect(mailOf(withVersion(announcement, { reason })).words).not.toContain(reason);
  });

  test('points to the page when there is nothing to compare with', () => {
    const first = mailOf({ ...announcement, baseVersion: null, diff: null });
    for (const words of [first.words, first.htmlWords]) {
      expect(words).toContain('You will find the full text on your page.');
      expect(words).not.toContain('Compared with');
    }
  });
});

describe('a notice that goes out once the version is in effect', () => {
  const late = mailOf({ ...announcement, outcome: 'agrees-by-use.late' });

  test('says since when, and gives the late period to decline', () => {
    expect(late.subject).toBe('Privacy Policy: changes in effect since 22 December 2026');
    for (const words of [late.words, late.htmlWords]) {
      expect(words).toContain(`It has been in effect since ${EFFECT}.`);
      expect(words).toContain(
        'You can decline and leave within 7 days of when we sent this email. Your page shows the exact date and time.',
      );
      expect(words).toContain('once that time is over, you agree to version 2.');
      expect(words).not.toContain(`until ${EFFECT}`);
    }
  });

  test('asks for an answer where only saying so accepts', () => {
    const explicit = mailOf(
      withVersion({ ...announcement, outcome: 'is-asked.late' }, { acceptance: 'explicit' }),
    );
    expect(explicit.words).toContain('You will be asked to accept before going on.');
    expect(explicit.words).toContain('for as long as you have not accepted');
  });

  test('offers no leaving where it goes out once more, when the time to decline may be over', () => {
    const again = mailOf({ ...announcement, round: 1, outcome: 'agrees-by-use.late' });
    expect(again.words).toContain('We send you this once more because the link that you had from us');
    expect(again.words).toContain('Your page shows until when you can decline, or when that time ended.');
    expect(again.html + again.text).not.toContain('Decline and leave');
    expect(again.html + again.text).not.toContain('#leave');
    expect(again.text).toContain(`Review and accept:\n${URL}\n`);
  });
});

describe('a notice that may be taken before the effect or after it', () => {
  const soon = mailOf({ ...announcement, outcome: 'agrees-by-use.soon' });

  test('is true of both', () => {
    expect(soon.subject).toBe('Privacy Policy: changes effective 22 December 2026');
    for (const words of [soon.words, soon.htmlWords]) {
      expect(words).toMatch(new RegExp(`Date of effect:? ${EFFECT}`));
      expect(words).toContain(
        `You can decline and leave until ${EFFECT}. If we sent this email only after that, you have 7 days from when we sent it.`,
      );
      expect(words).toContain('once that time is over, you agree to version 2.');
      expect(words).not.toMatch(/Takes effect|has been in effect/);
    }
  });
});

describe('a notice to somebody of whom nothing is on record', () => {
  test.each(['unrecorded', 'unrecorded.soon', 'unrecorded.late'] as const)('says so (%s)', (outcome) => {
    const { words, htmlWords } = mailOf({ ...announcement, outcome });
    for (const said of [words, htmlWords]) {
      expect(said).toContain('We have no record that you have agreed to this document.');
      expect(said).toContain('You will be asked to accept version 2.');
      expect(said).not.toContain('you agree to version');
    }
  });
});

describe('a notice to somebody who skipped versions', () => {
  const second = {
    ...VERSION,
    change: 'legal' as const,
    reason: 'Regulation 1/2026',
    summary: 'The law wants it.',
  };
  const third: NoticeFacts['version'] = {
    ...VERSION,
    ...{ version: 3, change: 'minor', summary: 'One more sentence.' },
    effectiveAt: '2026-12-29T09:00:00.000Z' as Instant,
  };

  test('says of each its number, class, date, reason and summary, in both parts', () => {
    const mail = mailOf({ ...announcement, version: third, between: [second, third] });
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).toMatch(
        new RegExp(
          `Version 2 · Change required by law Date of effect: ${EFFECT} Required by law: Regulation 1/2026 The law wants it\\. ` +
            'Version 3 · Minor change Date of effect: Tuesday, 29 December 2026 at 09:00 UTC One more sentence\\.',
        ),
      );
      expect(words.split('The law wants it.')).toHaveLength(2);
      expect(words).not.toContain('Earlier versions did not fit');
    }
  });

  test('leaves out the first of very many, says so, and keeps its size', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({
      ...VERSION,
      ...{ version: i + 2, summary: `Summary ${i + 2}. ${'Words. '.repeat(300)}` },
    }));
    const told = many.at(-1) as NoticeFacts['version'];
    const mail = mailOf({ ...announcement, version: told, between: many });
    expect(bytes(mail.html)).toBeLessThanOrEqual(LARGEST_BODY);
    expect(bytes(mail.text)).toBeLessThanOrEqual(LARGEST_BODY);
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).toContain('Summary 61.');
      expect(words).not.toContain('Summary 2.');
      expect(words).toContain('Earlier versions did not fit in this email. You will find them on your page.');
      expect(words).toContain('Brightline');
    }
  });
});

describe('a reminder', () => {
  const reminder = mailOf({ ...announcement, kind: 'reminder' });

  test('says that it is one, and when the version was posted', () => {
    expect(reminder.subject).toBe('Reminder: Privacy Policy changes take effect on 22 December 2026');
    for (const words of [reminder.words, reminder.htmlWords]) {
      expect(words).toContain('On 22 November 2026 Lantern Notes posted version 2 of “Privacy Policy”.');
    }
  });

  test('says all that the announcement said', () => {
    for (const words of [reminder.words, reminder.htmlWords]) {
      expect(words).toContain(`You can decline and leave until ${EFFECT}.`);
      expect(words).toContain('Brightline');
    }
    expect(reminder.html).toContain(`href="${URL}#leave"`);
  });
});

describe('a withdrawal', () => {
  const mail = mailOf(withdrawal);

  test('says what will not take effect, why, and what that means', () => {
    expect(mail.subject).toBe('Privacy Policy: the announced changes are withdrawn');
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).toContain(
        `Lantern Notes has withdrawn version 2 of “Privacy Policy”, which was to take effect on ${EFFECT}.`,
      );
      expect(words).toContain('The contract with Brightline was not signed.');
      expect(words).toContain(
        'If you had accepted version 2, that no longer counts, and what you had decided before it stands again',
      );
      expect(words).toContain('If you have left already, that stands');
    }
  });

  test('offers one link, and neither accepting nor declining', () => {
    expect(mail.html.split(URL)).toHaveLength(2);
    expect(mail.text.split(URL)).toHaveLength(2);
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).not.toMatch(/review and accept|decline/i);
    }
  });

  test('needs no reason', () => {
    expect(mailOf({ ...withdrawal, withdrawalReason: null }).words).not.toContain('Why it was withdrawn');
  });
});

describe('any notice', () => {
  const kinds = [
    announcement,
    { ...announcement, kind: 'reminder' } as const,
    { ...announcement, outcome: 'agrees-by-use.late' } as const,
    { ...announcement, diff: null, baseVersion: null },
    withVersion(announcement, { summary: null }),
    withdrawal,
  ];

  test('is the same to the byte when it is written again', () => {
    for (const facts of kinds) expect(composeNotice(facts)).toEqual(composeNotice(structuredClone(facts)));
  });

  test('leaves no slot unfilled', () => {
    for (const facts of kinds) {
      const { html, text } = mailOf(facts);
      expect(html).not.toContain('{{');
      expect(text).not.toContain('{{');
      expect(html + text).not.toMatch(/undefined|\bnull\b|NaN/);
    }
  });

  test('loads nothing from anywhere, so it tracks nobody', () => {
    for (const facts of kinds) expect(mailOf(facts).html).not.toMatch(/<img|<script|<link|url\(|src=/i);
  });

  test('keeps the lines of its text short, but for links', () => {
    for (const facts of kinds) {
      for (const line of mailOf(facts).text.split('\n')) {
        if (!line.includes('://')) expect(line.length, line).toBeLessThanOrEqual(76);
      }
    }
  });

  test('keeps its links to the place they belong, whatever the policy says', () => {
    const hostile = '{{reviewUrl}} {{#leave}} $& \u0000 </p>';
    const facts = withVersion(announcement, { summary: hostile });
    expect(composeNotice(facts).html).toHaveLength(composeNotice(announcement).html.length);
    expect(composeNotice(facts).text).toHaveLength(composeNotice(announcement).text.length);
    expect(mailOf(facts).html).toContain('{{reviewUrl}} {{#leave}} $&amp;');
  });
});

describe('hostile words', () => {
  const attack = `"><script>alert('1')</script><a href='https://evil.example'>&amp;`;
  const facts: NoticeFacts = {
    ...announcement,
    company: { ...announcement.company, name: attack, contact: attack, footer: attack },
    policy: { ...announcement.policy, title: attack, locale: '"><script>' },
    version: { ...announcement.version, change: 'legal', summary: attack, reason: attack },
    diff: diffPolicies(`# ${attack}\n\nOne ${attack} two.\n`, `# New ${attack}\n\nOne ${attack} three.\n`),
  };

  test('stay words in the HTML', () => {
    for (const kind of ['announcement', 'reminder', 'withdrawal'] as const) {
      const { html } = mailOf({ ...facts, kind, withdrawalReason: attack });
      expect(html).not.toContain('<script');
      expect(html).not.toMatch(/href=["']https:\/\/evil/);
      expect(html).toContain('&lt;script&gt;');
    }
  });

  test('cannot add a line to the subject', () => {
    const title = 'Privacy\r\nBcc: everyone@example.com\u2028Policy';
    const { subject } = composeNotice({ ...announcement, policy: { ...announcement.policy, title } });
    expect(subject).toBe('Privacy Bcc: everyone@example.com Policy: changes effective 22 December 2026');
  });
});

describe('a mail has a size that no mail program clips', () => {
  const url = `https://policies.example/review/${'a'.repeat(LONGEST_URL - 32)}`;
  const paragraphs = (word: string) =>
    Array.from({ length: 3000 }, (_, i) => `Paragraph ${i} keeps <b> & "${word}" for ${i} days.\n\n`).join(
      '',
    );

  test('when there are more changes than it holds, which it counts and points to', () => {
    const facts = { ...announcement, diff: diffPolicies(paragraphs('old'), paragraphs('new')) };
    const mail = mailOf(facts, url);
    expect(bytes(url)).toBe(LONGEST_URL);
    expect(bytes(mail.html)).toBeLessThanOrEqual(LARGEST_BODY);
    expect(bytes(mail.html)).toBeGreaterThan(LARGEST_BODY * 0.8);
    expect(bytes(mail.text)).toBeLessThanOrEqual(LARGEST_BODY);
    for (const words of [mail.words, mail.htmlWords]) {
      expect(words).toMatch(
        /[\d,]+ more changes did not fit in this email\. You will find them on your page\./,
      );
      expect(words).toContain('See all changes');
    }
  });

  test('when one single change is larger than it', () => {
    const facts = { ...announcement, diff: diffPolicies('One.\n', `${'私のメモ。'.repeat(40_000)}\n`) };
    const mail = mailOf(facts, url);
    expect(bytes(mail.html)).toBeLessThanOrEqual(LARGEST_BODY);
    expect(bytes(mail.text)).toBeLessThanOrEqual(LARGEST_BODY);
    expect(mail.words).toContain('not fit in this email');
  });

  test('when every other word of it is as long as can be', () => {
    const long = `<&'"💡>`.repeat(100_000);
    const facts: NoticeFacts = {
      ...withVersion(announcement, { change: 'legal', summary: long, reason: long }),
      company: { ...announcement.company, name: long },
      policy: { ...announcement.policy, title: long },
      withdrawalReason: long,
      diff: diffPolicies(paragraphs('old'), paragraphs('new')),
    };
    for (const kind of ['announcement', 'reminder', 'withdrawal'] as const) {
      const mail = mailOf({ ...facts, kind }, url);
      expect(bytes(mail.html)).toBeLessThanOrEqual(LARGEST_BODY);
      expect(bytes(mail.text)).toBeLessThanOrEqual(LARGEST_BODY);
      expect(mail.html.isWellFormed() && mail.text.isWellFormed()).toBe(true);
    }
  });
});

test('the compiled shells are those of the templates', () => {
  const { status, stderr } = spawnSync(process.execPath, ['emails/compile.ts', '--check'], {
    cwd: new globalThis.URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

describe('a receipt', () => {
  const receipt = (kind: NoticeFacts['kind']): NoticeFacts => ({ ...announcement, kind, diff: null });
  const filled = (facts: NoticeFacts) =>
    fillRendition(composeNotice(facts), { url: URL, words: { recordedAt: 'WHEN', useEnds: 'ENDS' } });

  test('says in both parts what was answered, of which text, when, and who to tell if it was somebody else', () => {
    const facts = receipt('receipt-leaving');
    const { html, text } = filled(facts);
    for (const body of [html.replaceAll(/<[^>]*>/g, ' '), text]) {
      const words = body.replaceAll(/\s+/g, ' ');
      expect(words).toContain('You have declined version 2 of “Privacy Policy”');
      expect(words).toMatch(/Document:? Privacy Policy Version:? 2 /);
      expect(words).toContain(facts.version.contentHash);
      expect(words).toMatch(/Recorded on:? WHEN/);
      expect(words).toMatch(/Your use ends:? ENDS/);
      expect(words).toContain('If it was not you who decided this, please tell Lantern Notes at once.');
      expect(words).toContain('somebody answered on the page behind a link');
      expect(words).not.toContain('You are receiving this because this address');
      expect(words).not.toContain('takes effect');
    }
    expect(html).toContain(`href="${URL}"`);
    expect(text).toContain(`Open your page:\n${URL}\n`);
  });

  test.each(['receipt-accepted', 'receipt-stayed'] as const)('%s ends nobody’s use', (kind) => {
    const { html, text } = filled(receipt(kind));
    expect(html + text).not.toContain('ENDS');
    expect(html + text).toContain('WHEN');
  });
});
