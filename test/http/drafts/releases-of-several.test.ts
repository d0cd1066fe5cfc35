import { describe, expect, test } from 'vitest';
import { askOk, dumpDatabase, haveUsers, testApp } from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import {
  haveAgreed,
  havePolicies,
  haveReleased,
  released,
  reviewPathOfRelease,
  tellsOf,
  textOf,
} from '../../support/releases.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';

/** Four kinds of readers: nothing on record, old versions of both, of one, and the current one of one. */
async function haveFourKinds(app: TestApp): Promise<void> {
  await havePolicies(app);
  await haveUsers(app, 'none', 'old', 'half', 'ahead');
  await haveAgreed(app, 'old', 'privacy@1', 'terms@1');
  await haveAgreed(app, 'half', 'privacy@1');
  await haveAgreed(app, 'ahead', 'privacy@1', 'terms@1');
}

const checkOf = async (app: TestApp, user: string, policy: string) =>
  (await askOk(app, 'GET', `/v1/users/${user}/policies/${policy}`)).body;

describe('versions that are posted together', () => {
  test('are told in one mail, to each of those that concern them', async () => {
    const mailer = rememberingMailer();
    const app = await testApp({ mailer });
    await haveFourKinds(app);
    const id = await haveReleased(app);
    // Whoever agreed before their mail left hears of the rest alone.
    await haveAgreed(app, 'ahead', 'terms@2');
    await app.deliver();

    expect(await tellsOf(app)).toEqual([
      'ahead: privacy@2',
      'half: privacy@2 terms@2',
      'none: privacy@2 terms@2',
      'old: privacy@2 terms@2',
    ]);
    const mails = mailer.batches.flatMap((batch) => batch.mails);
    expect(mails.map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`).toSorted()).toEqual([
      'ahead: Privacy Policy: changes effective 22 December 2026',
      'half: “Privacy Policy” and “Terms of Service”: changes effective 22 December 2026',
      'none: “Privacy Policy” and “Terms of Service”: changes effective 22 December 2026',
      'old: “Privacy Policy” and “Terms of Service”: changes effective 22 December 2026',
    ]);
    const versions = await app.store.db
      .selectFrom('versions')
      .select(['policy', 'release'])
      .where('version', '=', 2)
      .execute();
    expect(versions.map(({ release }) => release)).toEqual([id, id]);
    for (const policy of ['privacy', 'terms']) {
      const { toldAt, bindsAt } = (await checkOf(app, 'old', policy)).upcoming[0];
      expect([toldAt, bindsAt]).toEqual(['2026-11-22T09:10:00.000Z', '2026-12-22T09:10:00.000Z']);
    }
    expect(await findingsOf(app)).toEqual([]);
  });

  test('say in the mail for each what changes, from when and what to do, and only then the changes', async () => {
    const mailer = rememberingMailer();
    const app = await testApp({ mailer });
    await haveFourKinds(app);
    await haveReleased(app);
    await app.deliver();
    const [mail] = mailer.batches.flatMap((batch) => batch.mails).filter(({ to }) => to.startsWith('old@'));
    const { text = '', html = '' } = mail ?? {};
    const inOrder = [
      'Lantern has posted new versions of “Privacy Policy” and “Terms of Service”.',
      'Privacy Policy · Version 2 · Substantial change',
      'It is kept longer (privacy).',
      'Takes effect',
      'Terms of Service · Version 2 · Substantial change',
      'It is kept longer (terms).',
      'Review and accept',
      'What changes',
      'Privacy Policy',
      'Compared with version 1.',
      'Terms of Service',
      'Compared with version 1.',
      'by opening http://localhost:8787/policies yourself.',
      'Replies to this email go to notices@lantern.example.',
    ];
    for (const [name, part] of [
      ['text', text.replaceAll(/\s+/g, ' ')],
      ['html', html.replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, ' ').replaceAll(/\s+/g, ' ')],
    ] as const) {
      let at = 0;
      for (const words of inOrder) {
        const found = part.indexOf(words, at);
        expect(found, `${words} after ${part.slice(at, at + 60)} in the ${name}`).toBeGreaterThanOrEqual(at);
        at = found + words.length;
      }
    }
    expect(html).toContain('/policies/terms/versions/2');
  });

  test('are none of them told by a mail that bounced', async () => {
    const mailer = rememberingMailer();
    const app = await testApp({ mailer, webhookSecret: 'whsec_dGVzdA==' });
    await haveFourKinds(app);
    await haveReleased(app);
    await app.deliver();
    const { recordProviderEvent } = await import('../../../src/actions/notices/record-provider-event.ts');
    const row = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('email', '=', 'old@example.com')
      .executeTakeFirstOrThrow();
    await recordProviderEvent(app.context, {
      ...{ id: 'event-1', type: 'email.bounced', says: 'bounced', deliveryId: row.id, providerId: null },
      ...{ occurredAt: app.clock.now, takenAt: null, payload: '{}' },
    } as never);
    for (const policy of ['privacy', 'terms']) {
      expect((await checkOf(app, 'old', policy)).upcoming[0].toldAt).toBeNull();
    }
    expect(await findingsOf(app)).toEqual([]);
  });

  test('of which one is withdrawn on the way leave the mail to the rest, and whoever was told hears of it', async () => {
    const app = await testApp();
    await haveFourKinds(app);
    await haveReleased(app);
    await app.deliver();
    await askOk(app, 'POST', '/v1/policies/terms/versions/2/withdrawal', { reason: 'A mistake.' });
    await haveUsers(app, 'late');
    app.wait('PT2M');
    await app.deliver();
    expect(await tellsOf(app)).toContain('late: privacy@2');
    expect(await tellsOf(app, 'withdrawal')).toEqual([
      'ahead: terms@2',
      'half: terms@2',
      'none: terms@2',
      'old: terms@2',
    ]);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'Another one.' });
    await app.deliver();
    expect(await tellsOf(app, 'withdrawal')).toEqual([
      ...['ahead', 'half'].flatMap((user) => [`${user}: privacy@2`, `${user}: terms@2`]),
      'late: privacy@2',
      ...['none', 'old'].flatMap((user) => [`${user}: privacy@2`, `${user}: terms@2`]),
    ]);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('are each told to whoever they come to concern later on, in a mail of its own', async () => {
    const app = await testApp();
    await haveFourKinds(app);
    await haveReleased(app);
    await haveReleased(app, [released('terms', { content: textOf('terms', 120) })]);
    await haveAgreed(app, 'old', 'terms@3');
    await app.deliver();
    expect((await tellsOf(app)).filter((one) => one.startsWith('old'))).toEqual(['old: privacy@2']);
    await askOk(app, 'POST', '/v1/policies/terms/versions/3/withdrawal', { reason: 'A mistake.' });
    app.wait('PT2M');
    await app.deliver();
    expect((await tellsOf(app)).filter((one) => one.startsWith('old'))).toEqual([
      'old: privacy@2',
      'old: terms@2',
    ]);
    app.wait('PT2M');
    await app.deliver();
    expect(await tellsOf(app)).toHaveLength(8);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('are withdrawn together, and told so in one mail', async () => {
    const app = await testApp();
    await haveFourKinds(app);
    const id = await haveReleased(app);
    await app.deliver();
    const progress = (await askOk(app, 'GET', `/v1/releases/${id}/progress`)).body;
    expect(progress).toMatchObject({
      ...{ id, mails: { sent: 4 } },
      versions: [
        { policy: 'privacy', version: 2, toTell: 4, sent: 4, told: 4 },
        { policy: 'terms', version: 2, toTell: 4, sent: 4, told: 4 },
      ],
    });
    const { body } = await askOk(app, 'POST', `/v1/releases/${id}/withdrawal`, { reason: 'A mistake.' });
    expect(body.versions.map((one: { state: string }) => one.state)).toEqual(['withdrawn', 'withdrawn']);
    await app.deliver();
    const both = ['ahead', 'half', 'none', 'old'].map((user) => `${user}: privacy@2 terms@2`);
    expect(await tellsOf(app, 'withdrawal')).toEqual(both);
    const again = await app.ask('POST', `/v1/releases/${id}/withdrawal`, { reason: 'Again.' });
    expect([again.status, again.body.type]).toEqual([409, '/problems/version-not-announced']);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('are paused and resumed together', async () => {
    const app = await testApp();
    await haveFourKinds(app);
    await haveReleased(app);
    await askOk(app, 'POST', '/v1/policies/terms/versions/2/pause');
    expect((await app.ask('GET', '/v1/policies/privacy/versions/2')).body.pausedAt).toBe(app.clock.now);
    await app.deliver();
    expect(await tellsOf(app)).toEqual([]);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/resume');
    expect((await app.ask('GET', '/v1/policies/terms/versions/2')).body.pausedAt).toBeNull();
    await app.deliver();
    expect(await tellsOf(app)).toHaveLength(4);
  });

  test('are reminded of in one mail where their reminders fall on one instant', async () => {
    const app = await testApp();
    await havePolicies(app, undefined, {
      privacy: { reminders: ['P7D', 'P1D'] },
      terms: { reminders: ['P1D'] },
    });
    await haveUsers(app, 'ada', 'ben');
    await haveAgreed(app, 'ada', 'privacy@1', 'terms@1');
    await haveReleased(app);
    await app.deliver();
    app.wait('P23D');
    await app.deliver();
    expect(await tellsOf(app, 'reminder')).toEqual(['ada: privacy@2', 'ben: privacy@2']);
    await haveAgreed(app, 'ben', 'terms@2');
    app.wait('P6D');
    await app.deliver();
    expect(await tellsOf(app, 'reminder')).toEqual([
      ...['ada: privacy@2', 'ada: privacy@2 terms@2'],
      ...['ben: privacy@2', 'ben: privacy@2'],
    ]);
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('a release is refused', () => {
  test('with two versions of one policy, or more than five', async () => {
    const app = await testApp();
    await havePolicies(app);
    const twice = await app.ask('POST', '/v1/releases', {
      versions: [released('terms'), released('terms', { content: textOf('terms', 60) })],
    });
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([400, '/versions/1/policy']);
    const six = await app.ask('POST', '/v1/releases', {
      versions: Array.from({ length: 6 }, () => released('terms')),
    });
    expect(six.status).toBe(400);
  });

  test('with two plans for the one mail that there is', async () => {
    const app = await testApp();
    await havePolicies(app);
    const versions = [
      released('privacy', { sending: { first: 1 } }),
      released('terms', { sending: { first: 2 } }),
    ];
    const { status, body } = await app.ask('POST', '/v1/releases', { versions });
    expect([status, body.errors[0].pointer]).toEqual([400, '/versions/1/sending']);
  });
});

describe('a dry run of a release', () => {
  test('says how many mails would differ, who would get which, and shows what most and one of them would get', async () => {
    const app = await testApp();
    await haveFourKinds(app);
    await askOk(app, 'PUT', '/v1/users/dora', { email: 'dora@example.com', locale: 'de' });
    const before = await dumpDatabase(app.store);
    const versions = [released('terms'), released('privacy')];
    const { status, body } = await app.ask('POST', '/v1/releases?dryRun=true&like=half', { versions });
    expect(status).toBe(200);
    expect(
      body.versions.map((one: { policy: string; version: number }) => `${one.policy}@${one.version}`),
    ).toEqual(['terms@2', 'privacy@2']);
    expect(body).toMatchObject({ dryRun: true, at: '2026-11-22T09:10:00.000Z', mails: 4 });
    const both = { privacy: 'agrees-by-use', terms: 'agrees-by-use' };
    expect(body.notices[0]).toMatchObject({ readers: 2, language: 'en', outcome: both });
    expect(body.notices.slice(1)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ readers: 1, outcome: { privacy: 'agrees-by-use', terms: 'unrecorded' } }),
        expect.objectContaining({
          readers: 1,
          language: 'de',
          outcome: { privacy: 'unrecorded', terms: 'unrecorded' },
        }),
      ]),
    );
    expect(body.notice.subject).toBe(
      '“Privacy Policy” and “Terms of Service”: changes effective 22 December 2026',
    );
    expect(body.notice.text).not.toContain('We have no record that you have agreed');
    expect(body.like.text).toContain('We have no record that you have agreed');
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('tells apart readers whom the rules of a version tell otherwise, and warns of what lacks a language', async () => {
    const app = await testApp();
    await havePolicies(app);
    const rules = rulesOf({}, { audiences: [CONSUMERS] });
    const [any] = rules.classes;
    const strict = { ...any?.rule, acceptance: 'explicit' };
    const classes = [{ ...any, audiences: { consumers: strict } }];
    await askOk(app, 'PUT', '/v1/policies/terms', { rules: { ...rules, classes } });
    for (const [user, kind] of Object.entries({ ada: 'consumer', bob: 'business' })) {
      const attributes = { kind };
      await askOk(app, 'PUT', `/v1/users/${user}`, {
        email: `${user}@example.com`,
        locale: 'fr',
        attributes,
      });
      await haveAgreed(app, user, 'privacy@1', 'terms@1');
    }
    const texts = { en: textOf('privacy', 90), de: textOf('privacy', 90) };
    const versions = [
      released('privacy', { content: undefined, texts, summary: { en: 'It is kept longer.' } }),
      released('terms', { change: 'any' }),
    ];
    const summary = 'Both say the same of logs now.';
    const { body } = await askOk(app, 'POST', '/v1/releases?dryRun=true', { versions, summary });
    expect(body.notices).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          readers: 1,
          outcome: { privacy: 'agrees-by-use', terms: 'is-asked' },
          tells: expect.arrayContaining([expect.objectContaining({ audiences: ['consumers'] })]),
        }),
        expect.objectContaining({
          readers: 1,
          outcome: { privacy: 'agrees-by-use', terms: 'agrees-by-use' },
        }),
      ]),
    );
    expect(body.warnings).toEqual([
      'privacy: There is no summary in de: its readers get the one in en.',
      'privacy: There is no text in fr: readers of that language get the one in en.',
    ]);
    expect(body.notice.text).toContain(summary);
    // What is foreseen is what is sent.
    await haveReleased(app, versions, summary);
    await app.deliver();
    const said = await app.store.db.selectFrom('renditions').select(['says', 'text']).execute();
    expect(said.map(({ says }) => says.replace(/^.* terms@2<1!/, '')).toSorted()).toEqual([
      'agrees-by-use:en',
      'is-asked~consumers:en',
    ]);
    for (const { text } of said) expect(text).toContain(summary);
    const page = await app.ask('GET', await reviewPathOfRelease(app, 'ada@example.com'), undefined, {
      authorization: '',
    });
    expect(page.body).toContain(`dir="auto">${summary}</p>`);
  });

  test('refuses what posting would refuse, and whom nobody knows', async () => {
    const app = await testApp();
    await havePolicies(app);
    const same = { versions: [released('terms', { content: textOf('terms', 30) })] };
    expect((await app.ask('POST', '/v1/releases?dryRun=true', same)).body.type).toBe(
      '/problems/nothing-changed',
    );
    const known = { versions: [released('terms')] };
    expect((await app.ask('POST', '/v1/releases?dryRun=true&like=nobody', known)).status).toBe(404);
  });
});

test('a first wave of a release counts mails, and waits for somebody to say go on', async () => {
  const app = await testApp();
  await haveFourKinds(app);
  await haveReleased(app, [released('privacy', { sending: { first: 2 } }), released('terms')]);
  await app.deliver();
  expect(await tellsOf(app)).toHaveLength(2);
  await askOk(app, 'POST', '/v1/policies/terms/versions/2/go-on');
  await app.deliver();
  expect(await tellsOf(app)).toHaveLength(4);
  expect(await findingsOf(app)).toEqual([]);
});
