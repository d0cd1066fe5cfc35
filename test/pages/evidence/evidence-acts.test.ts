import { expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { ACT_KINDS } from '../../../src/domain/record/act.ts';
import { actSentence, type EvidenceAct, throughOf } from '../../../src/pages/evidence/evidence-acts.ts';

const AT = '2026-11-22T09:00:00.000Z' as Instant;

async function sentenceOf(
  kind: string,
  facts: Record<string, unknown>,
  personal: EvidenceAct['personal'] = null,
) {
  const act: EvidenceAct = {
    ...{ id: `${kind}:1`, kind, at: AT, recordedAt: AT, actor: 'admin', policy: 'privacy', version: 2 },
    ...{ facts, personal, position: 1, commitment: '', seal: 'sealed' },
  };
  const html = String(await actSentence(act, () => 'Privacy'));
  return html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
}

const page = { label: 'I stay after all' };

/** What is said of each kind of act, by the facts that tell its forms apart. */
const SENTENCES: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    'posted',
    { change: 'initial', effectiveAt: AT },
    'Version 2 of “Privacy” was posted, the first one, to take effect on Sunday, 22 November 2026 at 09:00 UTC.',
  ],
  [
    'posted',
    { change: 'legal', effectiveAt: AT },
    'Version 2 of “Privacy” was posted, a change that the law requires, to take effect on Sunday, 22 November 2026 at 09:00 UTC.',
  ],
  [
    'posted',
    { change: 'initial', effectiveAt: AT, basis: 'imported', source: 'the archive' },
    'Version 2 of “Privacy” was told before this record was kept (“the archive”), to take effect on Sunday, 22 November 2026 at 09:00 UTC.',
  ],
  ['drafted', { revision: 1 }, 'A draft of “Privacy” was written, in revision 1.'],
  ['edited', { revision: 2 }, 'A draft of “Privacy” was changed, in revision 2.'],
  [
    'approved',
    { revision: 2 },
    'Revision 2 of the draft was approved, before it was posted, by somebody who wrote none of it (admin).',
  ],
  ['objected', { revision: 2 }, 'Somebody objected to revision 2 of the draft (admin).'],
  ['discarded', {}, 'A draft of “Privacy” was given up.'],
  [
    'scheduled',
    { dueAt: AT },
    'A draft of “Privacy” was scheduled, to be posted on Sunday, 22 November 2026 at 09:00 UTC.',
  ],
  ['taken-back', {}, 'A draft of “Privacy” was taken back before it was posted.'],
  [
    'stopped',
    { detail: 'Version 3 was posted meanwhile.' },
    'A draft of “Privacy” was not posted, since it needs somebody: Version 3 was posted meanwhile.',
  ],
  [
    'translated',
    { locale: 'de' },
    'A text in the language de was added to version 2 of “Privacy”; the text that prevails stayed as it was.',
  ],
  [
    'corrected',
    { locale: 'de', edition: 2, why: 'A zero too many.' },
    'What version 2 of “Privacy” says in the language de was corrected, since: “A zero too many.” The text that prevails stayed as it was.',
  ],
  [
    'asking-paused',
    { until: AT, reason: 'It asked the wrong people.' },
    'Asking about “Privacy” was paused until Sunday, 22 November 2026 at 09:00 UTC: from then on products were told to ask nobody about it, and to keep nobody out over it, since: “It asked the wrong people.”',
  ],
  [
    'asking-resumed',
    { until: AT },
    'The pause of asking about “Privacy” was ended, before it was over on Sunday, 22 November 2026 at 09:00 UTC: products were told to ask again.',
  ],
  ['worded', { locale: 'de', edition: 3 }, 'The company’s own wording in de was written down, in edition 3.'],
  ['took-effect', {}, 'Version 2 of “Privacy” took effect, by its date for people in general.'],
  ['reported', { what: 'renewal' }, 'Their contract renewed, as the product reported.'],
  [
    'reported',
    { what: 'delivered', channel: 'post', states: ['silence', 'use'] },
    'The notice of version 2 of “Privacy” was delivered to them by post, as the product reported; it said that silence and using the service would count as agreeing.',
  ],
  [
    'reported',
    { what: 'shown', channel: 'push', states: null },
    'The notice of version 2 of “Privacy” was shown to them by push message, as the product reported.',
  ],
  // No evidence about a person holds one of these.
  ['member', {}, 'member'],
  ['admin-link', {}, 'admin-link'],
  ['auditor-link', {}, 'auditor-link'],
  ['auditor-link-ended', {}, 'auditor-link-ended'],
  [
    'address-opened',
    {},
    'An auditor from outside was shown who they are, by a link that had been made for that.',
  ],
  ['calendar', { calendar: 'DE-BY', edition: 2 }, 'The calendar “DE-BY” was written down, in edition 2.'],
  ['withdrawn', {}, 'Version 2 of “Privacy” was withdrawn before it took effect.'],
  [
    'sent',
    { notice: { kind: 'reminder' } },
    'The mail provider took a reminder about version 2 of “Privacy”.',
  ],
  [
    'resolved',
    { as: 'resend' },
    'An operator said what became of a mail of which nobody could tell, about version 2 of “Privacy”: that it is to be sent again.',
  ],
  ['repeated', {}, 'The mail about version 2 of “Privacy” was sent once more, as somebody asked for it.'],
  ['link-made', {}, 'A link to their page about version 2 of “Privacy” was made for them by hand.'],
  [
    'link-ended',
    {},
    'A link to their page about version 2 of “Privacy” was ended, which had been made by hand.',
  ],
  [
    'agreed-before',
    { agreedAt: null },
    'They had agreed to “Privacy” before this record was kept, to which text is not known, as the product reported.',
  ],
  [
    'agreed-before',
    { agreedAt: AT },
    'They had agreed to “Privacy” before this record was kept, to which text is not known, on Sunday, 22 November 2026 at 09:00 UTC, as the product reported.',
  ],
  [
    'provider-event',
    { type: 'email.bounced' },
    'The mail provider reported of the mail about version 2 of “Privacy”: it bounced, and so the notice was not given.',
  ],
  [
    'provider-event',
    { type: 'email.opened' },
    'The mail provider reported of the mail about version 2 of “Privacy”: email.opened.',
  ],
  ['shown', {}, 'The product showed them the notice of version 2 of “Privacy”, as it reported.'],
  [
    'accepted',
    { basis: 'explicit', page: null, use: null },
    'They accepted version 2 of “Privacy”, as the product reported.',
  ],
  [
    'accepted',
    { basis: 'explicit', page, use: null },
    'They accepted version 2 of “Privacy” on the page behind the mail’s link, with the button I stay after all.',
  ],
  [
    'accepted',
    { basis: 'imported', page: null, use: null },
    'They had accepted version 2 of “Privacy” elsewhere, as the product reported.',
  ],
  [
    'accepted',
    { basis: 'deemed', page: null, use: { usedAt: AT, toldAt: null, bindsAt: AT } },
    'They used the service, which agreed to version 2 of “Privacy”: on Sunday, 22 November 2026 at 09:00 UTC; use agrees from Sunday, 22 November 2026 at 09:00 UTC on.',
  ],
  [
    'voided',
    {},
    'Their acceptance of version 2 of “Privacy” was voided: the mail provider reported that the notice it rested on had not been given.',
  ],
  [
    'leaving',
    { terminatesAt: AT, page: null },
    'They declined version 2 of “Privacy” and chose to leave. Their use ends on Sunday, 22 November 2026 at 09:00 UTC, unless they change their mind.',
  ],
  [
    'cancelled',
    { by: 'cancelled', page },
    'They took back their decision to leave over version 2 of “Privacy” on the page behind the mail’s link, with the button I stay after all.',
  ],
  [
    'cancelled',
    { by: 'accepted', over: 3, page: null },
    'They took back their decision to leave over version 2 of “Privacy”, by accepting version 3 of “Privacy”.',
  ],
  [
    'answered',
    { answer: 'keep-old', page: null },
    'They objected to version 2 of “Privacy” and keep the terms that they held.',
  ],
  [
    'answered',
    { answer: 'keep-old-part', part: 'fees', page },
    'They objected to a part of version 2 of “Privacy” on the page behind the mail’s link, with the button I stay after all: of “fees” they keep what they held.',
  ],
  [
    'answered',
    { answer: 'leave-part', part: 'Chat' },
    'They declined a part of version 2 of “Privacy”: they go on without “Chat”.',
  ],
  [
    'answered',
    { answer: 'refuse', page },
    'They said no to version 2 of “Privacy” on the page behind the mail’s link, with the button I stay after all: they refused their consent, and stay.',
  ],
  [
    'answered',
    { answer: 'withdraw' },
    'They took back their consent to version 2 of “Privacy”. What was done before on the strength of it is not affected.',
  ],
  [
    'answer-ended',
    { by: 'cancelled' },
    'What they had answered to version 2 of “Privacy” counts no more: they took it back.',
  ],
  [
    'leaving',
    { terminatesAt: AT, page: null, receivedAt: AT },
    'They declined version 2 of “Privacy” and chose to leave. Their use ends on Sunday, 22 November 2026 at 09:00 UTC, unless they change their mind. It came by another way, received on Sunday, 22 November 2026 at 09:00 UTC, entered on Sunday, 22 November 2026 at 09:00 UTC.',
  ],
  [
    'answer-voided',
    { act: 'leaving:1', because: null },
    'The decision to leave over version 2 of “Privacy” was voided: it had been recorded by mistake, and all is as if it had never been said.',
  ],
  [
    'answer-voided',
    { act: 'accepted:1', because: 'answered:2' },
    'Their use agreed to version 2 of “Privacy” no more: their answer had come before it.',
  ],
  [
    'leaving',
    { by: 'company', terminatesAt: AT },
    'The company gave notice to whoever keeps the old terms, over version 2 of “Privacy”. Their use ends on Sunday, 22 November 2026 at 09:00 UTC.',
  ],
  [
    'agreed-by-silence',
    { toldAt: AT },
    'They did not object to version 2 of “Privacy”, and so they agreed, as the notice of Sunday, 22 November 2026 at 09:00 UTC had said.',
  ],
  [
    'silence-voided',
    {},
    'Their silence did not agree to version 2 of “Privacy” after all: the mail provider reported that the notice which had said so had not been given.',
  ],
  ['terminated', {}, 'Their use ended, as they had chosen when they declined version 2 of “Privacy”.'],
  ['returned', {}, 'They came back by accepting version 2 of “Privacy”.'],
  ['erased', {}, 'All that tells who they are was erased.'],
];

test.each(SENTENCES)('of an act %s %j the page says: %s', async (kind, facts, sentence) => {
  expect(await sentenceOf(kind, facts)).toBe(sentence);
});

test('no kind of act is without a sentence', () => {
  expect(new Set(SENTENCES.map(([kind]) => kind))).toEqual(new Set(ACT_KINDS));
});

test('what is personal stands in it where it is known', async () => {
  const sent = await sentenceOf('sent', { notice: { kind: 'announcement' } }, { email: 'ada@example.com' });
  expect(sent).toBe(
    'The mail provider took the notice about version 2 of “Privacy”, addressed to ada@example.com.',
  );
  const imported = await sentenceOf(
    'accepted',
    { basis: 'imported', page: null, use: null },
    { source: 'the shop' },
  );
  expect(imported).toBe(
    'They had accepted version 2 of “Privacy” elsewhere, as the product reported (“the shop”).',
  );
});

test.each([
  [
    '{"authority":true,"name":"Ann","role":"CEO"}',
    /<bdi>Ann<\/bdi> \(<bdi>CEO<\/bdi>\) said so for them, with the authority/,
  ],
  [undefined, /Somebody, whose name was erased or forgotten, said so for them/],
])('who answered for an organisation is named as long as that is kept: %s', (by, said) => {
  const act: EvidenceAct = {
    ...{
      id: 'accepted:1',
      kind: 'accepted',
      at: AT,
      recordedAt: AT,
      actor: 'shop',
      policy: 'terms',
      version: 2,
    },
    ...{ position: 1, commitment: '', seal: 'sealed' },
    facts: { basis: 'explicit', page: null, authority: true },
    personal: by === undefined ? null : { by },
  };
  expect(String(actSentence(act, (policy) => policy))).toMatch(said);
});

test('an act on a page says what led to the page', async () => {
  const said = async (actor: string) => {
    const act: EvidenceAct = {
      ...{ id: 'accepted:1', kind: 'accepted', at: AT, recordedAt: AT, actor, policy: 'privacy', version: 2 },
      ...{ facts: { basis: 'explicit', page, use: null }, personal: null, position: 1, commitment: '' },
      seal: 'sealed',
    };
    return [String(await actSentence(act, () => 'Privacy')), throughOf(act)];
  };
  expect(await said('made-link:7')).toEqual([
    expect.stringContaining('on the page behind a link that was made for them'),
    'the link 7, which was made for them',
  ]);
  expect(await said('sitting:7')).toEqual([
    expect.stringContaining('on the page that the product sent them to'),
    'the page that the product sent them to, 7',
  ]);
});
