import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import type { Receipt } from '../../../src/delivery/mailer.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  TEXT_2,
  testApp,
} from '../../support/arrange.ts';
import { bundleOf, failures, insistOnTheRecord, sealedFindingsOf, verified } from '../../support/evidence.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

const V2 = '/v1/policies/privacy/versions/2';
const DE = '# Datenschutz\n\nWir bewahren Protokolle 900 Tage auf.\n';
const DE_RIGHT = DE.replace('900', '90');
const WHY = 'A zero too many.';
const hashOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** `ada`, who reads German, is told of a version in English and German; then its sending is paused. */
async function haveTold(app: TestApp, policy: Record<string, unknown> = {}): Promise<void> {
  await havePolicy(app, policy);
  for (const user of ['ada', 'bob']) await haveReader(app, user);
  await havePublished(app, {
    ...{ content: undefined, texts: { en: TEXT_2, de: DE }, sending: { first: 1 } },
    summary: { en: 'Logs are kept longer.', de: 'Protokolle bleiben 900 Tage.' },
  });
  await app.deliver();
  await askOk(app, 'POST', `${V2}/pause`);
  app.wait('PT1M');
}

async function haveReader(app: TestApp, user: string): Promise<void> {
  await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, locale: 'de' });
  await haveAccepted(app, user);
}

const correct = (app: TestApp, said: object = {}) =>
  app.ask('POST', `${V2}/corrections`, {
    ...{ locale: 'de-DE', content: DE_RIGHT, summary: 'Protokolle bleiben 90 Tage.', why: WHY },
    ...said,
  });

async function goOn(app: TestApp): Promise<void> {
  await askOk(app, 'POST', `${V2}/resume`);
  await askOk(app, 'POST', `${V2}/go-on`);
  await app.deliver();
}

const toldTo = async (app: TestApp) =>
  (await recordsOf(app))
    .filter(({ kind }) => kind === 'sent')
    .map(({ facts }) => (facts.tells as { contentHash: string }[])[0]?.contentHash);

/** What the first release says of whom it went to: one of the two. */
async function firstTold(app: TestApp): Promise<'ada' | 'bob'> {
  const { email } = await app.store.db
    .selectFrom('deliveries')
    .select('email')
    .where('sent_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return email === 'ada@example.com' ? 'ada' : 'bob';
}

/** The mail that corrects another, as it was written last. */
async function correctionOf(app: TestApp) {
  const renditions = await app.store.db
    .selectFrom('renditions')
    .innerJoin('chunks', 'chunks.rendition_id', 'renditions.id')
    .select(['renditions.says', 'renditions.text'])
    .where('renditions.says', 'like', '%!corrects%')
    .where('chunks.state', '=', 'sent')
    .execute();
  expect(renditions).toHaveLength(1);
  return renditions[0] as (typeof renditions)[number];
}

describe('a translation that is corrected in mid-send', () => {
  test('is told in its new edition to whoever is told from then on, and the record says who got which', async () => {
    const app = await testApp();
    await haveTold(app);
    const first = await firstTold(app);
    const { status, body } = await correct(app);
    expect([status, body.texts[1]]).toEqual([
      201,
      { locale: 'de', contentHash: hashOf(DE_RIGHT), addedAt: '2026-11-22T09:01:00.000Z' },
    ]);
    expect(body.contentHash).toBe(hashOf(TEXT_2));
    expect(body.editions).toEqual([
      expect.objectContaining({ locale: 'de', edition: 1, contentHash: hashOf(DE), why: null }),
      expect.objectContaining({ locale: 'de', edition: 2, contentHash: hashOf(DE_RIGHT), why: WHY }),
    ]);
    await goOn(app);
    expect(await toldTo(app)).toEqual([hashOf(DE), hashOf(DE_RIGHT)]);
    const second = first === 'ada' ? 'bob' : 'ada';
    const mails = await app.store.db.selectFrom('renditions').select(['text']).execute();
    expect(mails.map(({ text }) => /bleiben (\d+) Tage/.exec(text)?.[1]).toSorted()).toEqual(['90', '900']);
    await insistOnTheRecord(app);
    for (const user of [first, second]) {
      const bundle = await bundleOf(app, user);
      expect(failures(verified(bundle))).toEqual([]);
      const { texts, diffs } = JSON.parse(bundle);
      const german = texts.filter((one: { locale: string }) => one.locale === 'de');
      expect(german.map((one: { content: string }) => one.content)).toContain(user === first ? DE : DE_RIGHT);
      expect(diffs).toHaveLength(1);
    }
  });

  test('is read by each hash, and the page of each says what became of it', async () => {
    const app = await testApp();
    await haveTold(app);
    await correct(app);
    const read = async (query: string) => (await app.ask('GET', `${V2}?${query}`)).body;
    expect(await read('locale=de')).toMatchObject({ content: DE_RIGHT, contentHash: hashOf(DE_RIGHT) });
    expect(await read(`contentHash=${hashOf(DE)}`)).toMatchObject({
      ...{ content: DE, contentHash: hashOf(DE), locale: 'de' },
    });
    expect((await read(`contentHash=${hashOf('x')}`)).type).toBe('/problems/unknown-text');
    const page = async (query: string) =>
      (await askOk(app, 'GET', `/policies/privacy/versions/2?lang=de${query}`)).body as string;
    const now = await page('');
    expect(now).toContain('90 Tage auf');
    expect(now).toContain('Korrigiert am Sonntag, 22. November 2026');
    expect(now).toContain(`<a href="/policies/privacy/versions/2?text=${hashOf(DE)}">Früherer Wortlaut</a>`);
    const before = await page(`&text=${hashOf(DE)}`);
    expect(before).toContain('900 Tage auf');
    expect(before).toContain('So lautete der Text, bis er am Sonntag, 22. November 2026');
    expect((await app.ask('GET', `/policies/privacy/versions/2?text=${hashOf('x')}`)).status).toBe(404);
  });

  test('leaves an acceptance that pins what was shown before as good as any', async () => {
    const app = await testApp();
    await haveTold(app);
    await correct(app);
    const accept = { user: 'ada', policy: 'privacy', version: 2, contentHash: hashOf(DE) };
    expect((await app.ask('POST', '/v1/acceptances', accept)).status).toBe(201);
    expect(await sealedFindingsOf(app)).toEqual([]);
    expect(failures(verified(await bundleOf(app, 'ada')))).toEqual([]);
  });

  test('changes what the review page shows, and how the changes read', async () => {
    const app = await testApp();
    await haveTold(app);
    const path = await reviewPathOf(app, `${await firstTold(app)}@example.com`);
    const shown = async () =>
      (await app.ask('GET', path, undefined, { 'accept-language': 'de' })).body as string;
    expect(await shown()).toContain('bleiben 900 Tage');
    await correct(app);
    expect(await shown()).toContain('bleiben 90 Tage');
  });

  test('reaches those who were told already where legal has their mails sent again, once, and nobody else', async () => {
    const app = await testApp();
    await haveTold(app);
    const first = await firstTold(app);
    await correct(app);
    await goOn(app);
    const again = () => askOk(app, 'POST', `${V2}/corrections/mails`, {});
    expect((await again()).body).toEqual({ queued: 1, skipped: 0, after: null });
    expect((await again()).body).toEqual({ queued: 0, skipped: 0, after: null });
    await app.deliver();
    expect(await toldTo(app)).toEqual([hashOf(DE), hashOf(DE_RIGHT), hashOf(DE_RIGHT)]);
    const renditions = await app.store.db.selectFrom('renditions').select(['says', 'text']).execute();
    const correcting = renditions.filter(({ text }) => text.includes('berichtigt eine'));
    expect(correcting.map(({ says }) => says)).toEqual([
      expect.stringContaining('announcement/0/de!corrects '),
    ]);
    expect((await again()).body).toEqual({ queued: 0, skipped: 0, after: null });
    expect(await sealedFindingsOf(app)).toEqual([]);
    expect(failures(verified(await bundleOf(app, first)))).toEqual([]);
  });

  test.each([
    ['has agreed', 'has-accepted', 'Sie haben Version 2 zugestimmt, und dabei bleibt es.'],
    ['is bound by use', 'is-bound.late', 'Für Sie gilt Version 2 bereits.'],
    ['is leaving over it', 'is-leaving', 'Sie haben Version 2 abgelehnt und beenden die Nutzung.'],
    ['has refused their consent', 'has-refused', 'Sie haben Ihre Einwilligung in Version 2 verweigert,'],
  ] as const)('tells whoever %s what was not right, and that their answer stands', async (_, says, words) => {
    const app = await testApp();
    await haveTold(app, { revocable: says === 'has-refused' });
    const first = await firstTold(app);
    await correct(app);
    await askOk(app, 'POST', `${V2}/resume`);
    const about = { user: first, policy: 'privacy', version: 2 };
    const answer = {
      'has-accepted': () => haveAccepted(app, first, 2),
      'is-bound.late': async () => {
        app.wait('P31D');
        await askOk(app, 'POST', '/v1/uses', { user: first });
      },
      'is-leaving': () => askOk(app, 'POST', '/v1/terminations', { ...about, when: 'effect' }),
      'has-refused': () => askOk(app, 'POST', '/v1/answers', { ...about, answer: 'refuse' }),
    };
    await answer[says]();
    const { body } = await askOk(app, 'POST', `${V2}/corrections/mails`, {});
    expect(body).toEqual({ queued: 1, skipped: 0, after: null });
    await app.deliver();
    const mail = await correctionOf(app);
    expect(mail.says).toBe(`announcement/0/de!corrects privacy@2<1!${says}:de`);
    expect(mail.text).toContain('Diese E-Mail berichtigt eine frühere');
    expect(mail.text).toContain('bleiben 90 Tage');
    expect(mail.text.replaceAll('\n', ' ')).toContain(words);
    expect(mail.text).not.toContain('Ablehnen und');
    expect(mail.text).not.toContain('Wenn Sie nichts tun');
    expect(await sealedFindingsOf(app)).toEqual([]);
    expect(failures(verified(await bundleOf(app, first)))).toEqual([]);
  });

  test('tells whoever answered while the correction was on its way that their answer stands', async () => {
    const busy = { kind: 'busy', problem: 'later', retryAfterMs: 1_000 } as const;
    const receipts: Receipt[] = [];
    const mailer = rememberingMailer(receipts);
    const app = await testApp({ mailer });
    await haveTold(app);
    const first = await firstTold(app);
    await correct(app);
    await askOk(app, 'POST', `${V2}/resume`);
    await askOk(app, 'POST', `${V2}/corrections/mails`, {});
    receipts.push(busy);
    await sendNotices(app.context);
    await haveAccepted(app, first, 2);
    app.wait('PT1M');
    await app.deliver();
    expect((await correctionOf(app)).says).toContain('!has-accepted');
    expect(await sealedFindingsOf(app)).toEqual([]);
  });

  test('does not write again to whoever has left', async () => {
    const app = await testApp();
    await haveTold(app);
    const first = await firstTold(app);
    await correct(app);
    await askOk(app, 'POST', `${V2}/resume`);
    await askOk(app, 'POST', '/v1/terminations', {
      user: first,
      policy: 'privacy',
      version: 2,
      when: 'now',
    });
    const { body } = await askOk(app, 'POST', `${V2}/corrections/mails`, {});
    expect(body).toEqual({ queued: 0, skipped: 1, after: null });
  });

  test('reaches what was written but refused, and leaves what may have gone out as it is', async () => {
    const busy = { kind: 'busy', problem: 'later', retryAfterMs: 1_000 } as const;
    const unclear = { kind: 'unclear', problem: 'timeout' } as const;
    for (const [receipt, told] of [
      [busy, DE_RIGHT],
      [unclear, DE],
    ] as const) {
      const mailer = rememberingMailer([receipt]);
      const app = await testApp({ mailer });
      await havePolicy(app);
      await haveReader(app, 'ada');
      await havePublished(app, { content: undefined, texts: { en: TEXT_2, de: DE }, change: 'minor' });
      await sendNotices(app.context);
      await sendNotices(app.context);
      await askOk(app, 'POST', `${V2}/pause`);
      app.wait('PT5M');
      expect((await correct(app)).status).toBe(201);
      await askOk(app, 'POST', `${V2}/resume`);
      for (let round = 0; round < 5; round++) {
        app.wait('PT1M');
        await sendNotices(app.context);
      }
      expect([receipt.kind, await toldTo(app)]).toEqual([receipt.kind, [hashOf(told)]]);
      await insistOnTheRecord(app);
    }
  });
});

describe('a summary that is corrected', () => {
  test('is another one from then on, also that of the text that prevails, whose words stay', async () => {
    const app = await testApp();
    await haveTold(app);
    const { status, body } = await correct(app, {
      ...{ locale: undefined, content: undefined, summary: 'Logs are kept for 90 days.' },
    });
    expect([status, body.summary, body.contentHash]).toEqual([
      ...[201, 'Logs are kept for 90 days.', hashOf(TEXT_2)],
    ]);
    expect((await askOk(app, 'GET', '/policies/privacy/versions/2?lang=en')).body).toContain(
      'Logs are kept for 90 days.',
    );
    await goOn(app);
    await insistOnTheRecord(app);
  });
});

describe('a correction is refused', () => {
  test.each([
    ['of the words that prevail', { locale: 'en', content: DE }, 400, 'invalid-request'],
    ['of nothing', { content: undefined, summary: undefined }, 400, 'invalid-request'],
    ['that says what is said', { content: DE, summary: undefined }, 409, 'nothing-changed'],
    ['of a language that there is no text in', { locale: 'ja' }, 404, 'unknown-text'],
  ])('%s', async (_, said, status, code) => {
    const app = await testApp();
    await haveTold(app);
    const answer = await correct(app, said);
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${code}`]);
  });

  test('while notices go out, and while a call is under way', async () => {
    const app = await testApp();
    await haveTold(app);
    await askOk(app, 'POST', `${V2}/resume`);
    expect((await correct(app)).body.type).toBe('/problems/not-paused');
    await askOk(app, 'POST', `${V2}/pause`);
    const { now } = app.clock;
    const until = { lease_until: now.replace('09:01', '09:02') as typeof now, state: 'open' as const };
    await app.store.db.updateTable('chunks').set(until).execute();
    expect((await correct(app)).body).toMatchObject({ type: '/problems/not-paused', retryAfter: 30 });
  });

  test('of a version that was withdrawn', async () => {
    const app = await testApp();
    await haveTold(app);
    await haveUsers(app, 'cy');
    await askOk(app, 'POST', `${V2}/withdrawal`, { reason: 'A mistake.' });
    expect((await correct(app)).body.type).toBe('/problems/version-not-open');
  });
});
