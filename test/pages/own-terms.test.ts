import { describe, expect, test } from 'vitest';
import type { OwnOutcome, OwnTelling } from '../../src/domain/answers/own-outcome.ts';
import type { Accepted } from '../../src/domain/answers/position.ts';
import { DEFAULT_COLOR } from '../../src/domain/company.ts';
import { type Instant, NOT_KNOWN_YET } from '../../src/domain/instant.ts';
import type { Stance } from '../../src/domain/notices/outcome.ts';
import type { Version } from '../../src/domain/policies/policy.ts';
import { LANGUAGES } from '../../src/language/languages.ts';
import { reviewPage } from '../../src/pages/review/review.ts';
import type { ReviewPage } from '../../src/pages/review/review-page.ts';
import { silenceOf } from '../../src/pages/version-facts.ts';
import { day, policy, version } from '../support/domain-builders.ts';

const NOW = day(10);

const TOLD: OwnTelling = {
  toldAt: day(1),
  toldBy: 'delivery',
  bindsAt: day(30),
  own: {
    ...{ effectiveAt: day(30), waitsFor: null, closesAt: day(20), hasWindow: true, agreesAt: null },
    ...{ acceptance: 'use', offers: ['leave-now', 'leave-at-close'], unanswered: null },
    ...{ keepUntil: null, sooner: [], byMail: true, membership: { certain: [], possible: [] } },
  },
};

const UNTOLD: OwnTelling = {
  ...{ toldAt: null, toldBy: null, bindsAt: null },
  own: { ...TOLD.own, effectiveAt: null, waitsFor: ['receipt'], closesAt: null, hasWindow: false },
};

/** Waits for the renewal of a contract, and so nothing of it has a date. */
const WAITS: OwnTelling = {
  ...{ ...TOLD, bindsAt: null },
  own: { ...TOLD.own, effectiveAt: null, waitsFor: ['renewal'], closesAt: null },
};

type Case = {
  readonly stance: Stance;
  readonly telling?: OwnTelling;
  readonly own?: Partial<OwnOutcome>;
  readonly effectiveAt?: Instant;
  readonly canLeave?: boolean;
  readonly accepted?: Accepted;
};

function pageOf({ stance, telling = TOLD, own = {}, canLeave = true, accepted, ...more }: Case): ReviewPage {
  const told = { ...telling, own: { ...telling.own, ...own } };
  const effectiveAt = more.effectiveAt ?? told.own.effectiveAt ?? NOT_KNOWN_YET;
  const rules = {
    ...{ appliesTo: null, namedAt: null, proposedAt: null, documentDate: null, trace: [] },
    rules: {
      ...{ format: 'notice-rules/1', timeZone: 'UTC', required: true },
      classes: [{ class: 'adverse', label: 'Nachteilig', rule: { acceptance: told.own.acceptance } }],
    },
  } as unknown as Version['rules'];
  const shown = version(2, { effectiveAt, rules, class: 'adverse', generalAt: day(40), reason: 'Because.' });
  const isAhead = effectiveAt > NOW;
  const { closesAt } = told.own;
  const isOpen = canLeave && (closesAt === null || closesAt > NOW);
  return {
    isOneOfSeveral: false,
    language: 'en',
    company: { name: 'Acme', logo: null, color: DEFAULT_COLOR, contact: null, url: null, footer: null },
    policy: policy(),
    version: shown,
    address: null,
    sitting: null,
    state: isAhead ? 'announced' : 'in-force',
    review: {
      state: accepted === undefined ? { kind: 'open' } : { kind: 'accepted', accepted },
      canAccept: accepted === undefined,
      canLeaveAt: isOpen && accepted === undefined ? (closesAt ?? day(40)) : null,
      closesAt,
      ...{ objections: [], canTakeBack: false },
    },
    stance,
    own: told,
    asking: stance === 'applies' ? null : { version: 2, own: told },
    ...{ tookBack: null, mayEnd: null, isLeavingFree: false, canWithdraw: false, partNames: {} },
    ...{ stayed: null, leavesOtherwise: null, receipt: null, hasAgreedBefore: false },
    base: { version: 1, isHeld: true },
    between: [shown],
    diff: {
      ...{ wordsBefore: 0, wordsAfter: 0, wordsAdded: 0, wordsRemoved: 0, wordsMoved: 0 },
      ...{ formattingOnly: false, sections: [] },
    },
    compared: { policy: 'privacy', from: 1, to: 2, fromLocale: 'en', locale: 'en' },
    asksToConfirm: null,
    refused: null,
    now: NOW,
  };
}

async function wordsOf(page: ReviewPage): Promise<string> {
  const html = String(await reviewPage(page));
  return html
    .replace(/<head>.*<\/head>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

const SILENCE = { acceptance: 'silence' } as const;

const CASES: Readonly<Record<string, Case & { readonly says: RegExp; readonly not?: RegExp }>> = {
  'whom silence binds after a while': {
    stance: 'agrees-by-silence',
    own: { ...SILENCE, agreesAt: day(30) },
    says: /If you do nothing until Monday, 21 December 2026 at 00:00 UTC, you agree to version 2\./,
  },
  'whose time to object is over': {
    stance: 'agrees-by-silence',
    own: { ...SILENCE, agreesAt: day(30), closesAt: day(5) },
    says: /The time to object ended on Sunday, 6 December 2026 at 00:00 UTC\. You did not object, so version 2 applies to you from Thursday, 31 December/,
    not: /Decline and leave|The time to decline/,
  },
  'whose time to object is over while a renewal is awaited': {
    stance: 'agrees-by-silence',
    telling: WAITS,
    own: { ...SILENCE, closesAt: day(5) },
    says: /version 2 applies to you when your contract renews/,
  },
  'whom silence binds when their contract renews': {
    stance: 'agrees-by-silence',
    telling: WAITS,
    own: SILENCE,
    says: /Date of effect When your contract renews\. .* If you do nothing until your contract renews, you agree/,
  },
  'whom nothing told': {
    stance: 'agrees-by-silence',
    telling: UNTOLD,
    own: SILENCE,
    says: /It is not fixed yet.*Nothing binds you yet: .* You can accept, or decline and leave\./,
  },
  'whom nothing told, and who may not leave': {
    stance: 'agrees-by-use',
    telling: UNTOLD,
    canLeave: false,
    says: /Nothing binds you yet: on our record no notice of this has reached you\./,
    not: /decline and leave/i,
  },
  'whom use binds from their own date on': {
    stance: 'agrees-by-use',
    says: /until Monday, 21 December.*If you keep using the service after Thursday, 31 December 2026/,
  },
  'whom use binds once their contract renewed': {
    stance: 'agrees-by-use',
    telling: WAITS,
    says: /You can decline and leave until your contract renews\..*after your contract renews, you agree/,
  },
  'whom the next use binds': {
    stance: 'agrees-by-use',
    own: { sooner: ['use'] },
    says: /You agree to version 2 the next time you use the service\./,
  },
  'who is asked, without a date': {
    stance: 'is-asked',
    telling: WAITS,
    own: { acceptance: 'explicit' },
    says: /Once the change is in effect, you will be asked/,
  },
  'who is asked, and restricted': {
    stance: 'is-asked',
    own: { acceptance: 'explicit', unanswered: { at: day(40), consequence: 'restrict' } },
    says: /you can use the service only in part after that/,
  },
  'to whom it applies, ahead': {
    stance: 'applies',
    own: { acceptance: 'none' },
    says: /you can leave until Monday, 21 December.*this is for your information\. It applies from Thursday, 31 December/,
    not: /Accept version/,
  },
  'to whom it applies by now, without an offer': {
    stance: 'applies',
    effectiveAt: day(9),
    own: { acceptance: 'none', offers: [], hasWindow: false, closesAt: day(1) },
    canLeave: false,
    says: /It has applied since Thursday, 10 December/,
    not: /Accept version|Decline and leave|The time to decline|If you do not agree/,
  },
  'to whom it applies when their contract renews': {
    stance: 'applies',
    telling: WAITS,
    own: { acceptance: 'none' },
    says: /you can leave until your contract renews\..*this is for your information\./,
  },
  'of whom nothing is on record': {
    stance: 'unrecorded',
    says: /We have no record that you have agreed/,
  },
  'who agreed by silence': {
    stance: 'agrees-by-silence',
    effectiveAt: day(9),
    own: { ...SILENCE, agreesAt: day(9), closesAt: day(5) },
    accepted: { id: 'silence:1', basis: 'silence', at: day(9), since: day(9) },
    says: /Version 2 applies to you\. You did not object by Sunday, 6 December 2026 at 00:00 UTC, and so agreed to it\./,
    not: /You have accepted/,
  },
};

describe('the page of a reader with dates of their own', () => {
  test.each(Object.entries(CASES))('%s', async (_, { says, not, ...of }) => {
    const words = await wordsOf(pageOf(of));
    expect(words).toMatch(says);
    if (not !== undefined) expect(words).not.toMatch(not);
  });

  test.each(LANGUAGES)('prints no date that is not known, in %s', async (language) => {
    for (const [name, of] of Object.entries(CASES)) {
      const page = { ...pageOf(of), language };
      const earlier = version(1, { effectiveAt: NOT_KNOWN_YET });
      for (const one of [page, { ...page, between: [earlier, page.version] }]) {
        const html = String(await reviewPage(one));
        expect(html, name).not.toMatch(/9999|\b(undefined|null|NaN)\b|\[object/);
      }
    }
  });

  test('calls the change what legal calls it, and its reason no requirement of the law', async () => {
    const html = String(await reviewPage(pageOf({ stance: 'applies' })));
    expect(html).toContain('<span lang="en" dir="auto">Nachteilig</span>');
    expect(html).toContain('<dt>Reason</dt>');
    expect(html).not.toContain('Required by law');
  });
});

describe('the public page of a version', () => {
  test('says of use only where use agrees', () => {
    const said = (acceptance: Version['acceptance']) =>
      silenceOf(version(2, { acceptance }), { timeZone: 'UTC', required: true }, 'en');
    expect(said('deemed')).toContain('keeps using the service after');
    expect(said('silence')).toContain('does not object in time agrees to version 2.');
    expect(said('none')).toBe('Nobody has to agree to version 2: it applies without that.');
  });
});
