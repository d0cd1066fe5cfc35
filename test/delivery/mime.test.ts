import { readFileSync } from 'node:fs';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { composeNotice, fillRendition, LARGEST_BODY } from '../../src/delivery/compose.ts';
import type { NoticeFacts } from '../../src/delivery/notice-facts.ts';
import { DEFAULT_COLOR } from '../../src/domain/company.ts';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { NOTICE_KINDS } from '../../src/domain/notices/notice-kind.ts';
import { directionOf, LANGUAGES } from '../../src/language/languages.ts';

const URL_OF_READER = 'https://policies.lantern.example/review/0198.1.abcdef';

const sample = (version: number) =>
  readFileSync(new URL(`../../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');

const DIFF = diffPolicies(sample(1), sample(2));

const VERSION: NoticeFacts['version'] = {
  version: 2,
  change: 'substantial',
  class: 'substantial',
  rules: null,
  acceptance: 'deemed',
  summary: 'Notes can be summarised by software.',
  reason: null,
  contentHash: `sha256:${'0'.repeat(64)}`,
  effectiveAt: '2026-12-22T09:00:00.000Z' as Instant,
  postedAt: '2026-11-22T09:00:00.000Z' as Instant,
  lateNotice: 'P7D',
  locale: 'en',
  translations: [],
};

const facts = (kind: NoticeFacts['kind'], language: NoticeFacts['language']): NoticeFacts => ({
  kind,
  round: 0,
  language,
  company: {
    name: 'Łantern ランタン',
    logo: null,
    color: DEFAULT_COLOR,
    contact: 'privacy@lantern.example',
    url: null,
    footer: 'Lantern Ltd, 14 Harbour Row',
  },
  publicUrl: 'https://policies.lantern.example',
  policy: {
    ...{ policy: 'privacy', title: 'Datenschutz “سياسة” 隐私', locale: 'en', timeZone: 'Asia/Tokyo' },
    ...{ required: true, revocable: false },
  },
  version: VERSION,
  between: [VERSION],
  baseVersion: 1,
  diffLocale: 'en',
  diff: kind === 'announcement' || kind === 'reminder' ? DIFF : null,
  outcome: 'agrees-by-use',
  terms: null,
  replyTo: 'legal@lantern.example',
  withdrawalReason: kind === 'withdrawal' ? 'It was a mistake.' : null,
});

/** A mail as a mail program reads it: sent through a mail library, and parsed again. */
async function arrived(kind: NoticeFacts['kind'], language: NoticeFacts['language']) {
  const words = { recordedAt: 'Tuesday at 09:00 UTC', useEnds: 'Friday at 09:00 UTC', part: 'Fees' };
  const sent = fillRendition(composeNotice(facts(kind, language)), { url: URL_OF_READER, words });
  const mime = await new MailComposer({
    from: 'Łantern <notices@lantern.example>',
    to: 'ada@mail.example',
    ...sent,
  })
    .compile()
    .build();
  return { sent, mime, mail: await PostalMime.parse(mime) };
}

describe.each(LANGUAGES)('a mail in %s, as a mail program reads it', (language) => {
  test.each(NOTICE_KINDS)(
    '%s arrives whole: its subject, both its parts, and links of ours alone',
    async (kind) => {
      const { sent, mime, mail } = await arrived(kind, language);
      expect(mail.subject).toBe(sent.subject);
      expect(mail.text?.trim()).toBe(sent.text.trim());
      expect(mail.html?.trim()).toBe(sent.html.trim());
      expect(mail.attachments).toEqual([]);
      expect(sent.html).toContain(`dir="${directionOf(language)}"`);
      expect(Buffer.byteLength(sent.html)).toBeLessThanOrEqual(LARGEST_BODY);
      const links = [...sent.html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
      expect(links.length).toBeGreaterThan(0);
      expect(links.filter((link) => !link?.startsWith(URL_OF_READER))).toEqual([]);
      expect(sent.text).toContain(URL_OF_READER);
      expect(sent.text).not.toMatch(/<\/?[a-z]/i);
      // Mail servers take lines of at most 998 bytes (RFC 5322, 2.1.1).
      for (const line of mime.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    },
  );
});
