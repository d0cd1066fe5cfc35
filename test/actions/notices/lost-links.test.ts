import { describe, expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import { tidyUp } from '../../../src/actions/upkeep/tidy-up.ts';
import {
  askOk,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  reviewPathOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { Died, dyingStore, fateAt } from '../../support/dying-store.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import { KEEP_ALL, type TestApp } from '../../support/test-app.ts';

const move = (app: TestApp, email: string | null, user = 'ada') =>
  askOk(app, 'PUT', `/v1/users/${user}`, { email });

const addressesOf = (mailer: RememberingMailer) =>
  mailer.batches.flatMap(({ mails }) => mails.map(({ to }) => to));

/** Ada, who holds the first version and was told of the second by mail. */
async function haveTold(
  mailer: RememberingMailer,
  publication: Record<string, unknown> = {},
): Promise<TestApp> {
  const app = await testApp({ mailer });
  // A reminder at effect has a link too, and would be one more mail.
  await havePolicy(app, { remindAtEffect: false });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app, publication);
  await app.deliver();
  app.wait(1_000);
  return app;
}

describe('a told person with another address', () => {
  test.each([
    ['by PUT', (app: TestApp) => move(app, 'ada@new.example')],
    [
      'by an import',
      (app: TestApp) => askOk(app, 'POST', '/v1/users/import', '{"user":"ada","email":"ada@new.example"}'),
    ],
  ])('gets the notice once more, there, %s, and answers by its link', async (_, change) => {
    const app = await testApp();
    const first = await haveAdaTold(app);
    app.wait(1_000);
    await change(app);
    await app.deliver();
    const link = await reviewPathOf(app, 'ada@new.example');
    expect(link).not.toBe(first);
    expect((await app.ask('GET', link)).status).toBe(200);
    // It says so, and changes nothing of when they were told.
    const check = await askOk(app, 'GET', '/v1/users/ada/policies/privacy');
    expect(check.body.upcoming[0].toldAt).toBe('2026-11-22T09:00:00.000Z');
    const progress = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(progress.body).toMatchObject({ toTell: 1, sent: 1, told: 1 });
  });

  test.each(['Ada@example.com', 'ada@EXAMPLE.COM', 'ADA@Example.Com'])(
    'which is another spelling of the same mailbox (%s) keeps their link, and gets no other mail',
    async (spelling) => {
      const app = await testApp();
      const link = await haveAdaTold(app);
      app.wait(1_000);
      await move(app, spelling);
      await app.deliver();
      expect((await app.ask('GET', link)).status).toBe(200);
      const mails = await app.store.db.selectFrom('deliveries').select('email').execute();
      expect(mails).toEqual([{ email: 'ada@example.com' }]);
    },
  );

  test('in another script of its domain keeps their link', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@bücher.example' });
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const link = await reviewPathOf(app, 'ada@xn--bcher-kva.example');
    await move(app, 'ada@BÜCHER.example');
    expect((await app.ask('GET', link)).status).toBe(200);
    await move(app, 'ada@xn--bcher-kva.example');
    expect((await app.ask('GET', link)).status).toBe(200);
  });

  test('gets it once, whoever changes the address how often, and not at one that has it', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    for (const email of ['ada@new.example', 'ADA@new.example', 'ada@example.com', 'ada@new.example']) {
      await move(app, email);
      await app.deliver();
      app.wait(1_000);
    }
    expect(addressesOf(mailer)).toEqual(['ada@example.com', 'ada@new.example']);
  });

  test('gets it at the last of several, once they have one again', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    await move(app, 'ada@between.example');
    await move(app, null);
    await app.deliver();
    await move(app, 'ada@last.example');
    await app.deliver();
    expect(addressesOf(mailer)).toEqual(['ada@example.com', 'ada@last.example']);
  });

  test('gets it in the language that they read by then', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@new.example', locale: 'de' });
    await app.deliver();
    expect(mailer.batches.at(-1)?.mails[0]?.subject).toContain('Änderungen');
  });

  test('gets it also after the version took effect, for as long as they may decline', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, { change: 'legal', reason: 'A new law.' });
    app.wait('P3D');
    await move(app, 'ada@new.example');
    await app.deliver();
    expect(addressesOf(mailer)).toEqual(['ada@example.com', 'ada@new.example']);
    app.wait('P5D');
    await move(app, 'ada@later.example');
    await app.deliver();
    expect(addressesOf(mailer)).toHaveLength(2);
  });

  test('gets it for as long as an explicit version asks them', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, { acceptance: 'explicit' });
    app.wait('P60D');
    await move(app, 'ada@new.example');
    await app.deliver();
    expect(addressesOf(mailer)).toEqual(['ada@example.com', 'ada@new.example']);
    app.wait('P90D');
    await move(app, 'ada@later.example');
    await app.deliver();
    expect(addressesOf(mailer)).toHaveLength(2);
  });

  test.each([
    ['accepted', (app: TestApp) => haveAccepted(app, 'ada', 2)],
    [
      'left',
      (app: TestApp) =>
        askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'now' }),
    ],
    [
      'is told that it is withdrawn',
      (app: TestApp) =>
        askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' }),
    ],
  ])('gets none once they have nothing to answer: who %s', async (_, ends) => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    await ends(app);
    await app.deliver();
    const before = addressesOf(mailer).length;
    app.wait(1_000);
    await move(app, 'ada@new.example');
    await app.deliver();
    expect(addressesOf(mailer)).toHaveLength(before);
  });

  test('gets what superseded the version they were told of, and not that', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    await havePublished(app, { content: TEXT_3, change: 'substantial' });
    await app.deliver();
    app.wait('P60D');
    await move(app, 'ada@new.example');
    await app.deliver();
    const releases = await app.store.db.selectFrom('deliveries').select(['release', 'round']).execute();
    expect(releases.filter(({ round }) => round > 0)).toEqual([]);
  });

  test.each([
    ['has it already', true],
    ['is yet to get it at the old one', false],
  ])(
    'and is leaving gets the receipt of that once more, by which they can change their mind: who %s',
    async (_, hasReceipt) => {
      const app = await testApp();
      const link = await haveAdaTold(app);
      const origin = { origin: 'http://localhost:8787', 'content-type': 'application/x-www-form-urlencoded' };
      await app.ask('POST', link, 'action=leave&confirm=yes', origin);
      const deliverReceipts = async () => {
        for (let second = 0; second < 4; second++) {
          app.wait(1_000);
          await app.deliver();
        }
      };
      if (hasReceipt) await deliverReceipts();
      await move(app, 'ada@new.example');
      await deliverReceipts();
      const again = await reviewPathOf(app, 'ada@new.example');
      const answer = await app.ask('POST', again, 'action=stay', origin);
      expect(answer.status).toBe(303);
      expect((await askOk(app, 'GET', '/v1/users/ada/policies/privacy')).body.standing).toBe('active');
    },
  );

  test('whose mail is under way gets another only once it is known to have gone to the old one', async () => {
    const mailer = rememberingMailer([{ kind: 'unclear', problem: 'the answer was lost' }]);
    const app = await testApp({ mailer });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    await move(app, 'ada@new.example');
    await app.deliver();
    expect(addressesOf(mailer)).toEqual(['ada@example.com']);
    app.wait(61_000);
    await app.deliver();
    app.wait(61_000);
    await app.deliver();
    expect(addressesOf(mailer)).toEqual(['ada@example.com', 'ada@example.com', 'ada@new.example']);
  });

  test('is seen to once, whenever the process dies and however many there are', async () => {
    for (let moment = 0; ; moment++) {
      const mailer = rememberingMailer();
      const app = await haveTold(mailer);
      await move(app, 'ada@new.example');
      const fate = fateAt(moment);
      const mortal = { ...app.context, store: dyingStore(app.store, fate) };
      const hasLived = await fanOutNotices(mortal).then(
        () => true,
        (error) => {
          if (error instanceof Died) return false;
          throw error;
        },
      );
      await Promise.all([fanOutNotices(app.context), fanOutNotices(app.context)]);
      await app.deliver();
      const where = `died at moment ${moment}, ${fate.diedAt()}`;
      expect(addressesOf(mailer), where).toEqual(['ada@example.com', 'ada@new.example']);
      if (!hasLived) continue;
      expect(moment).toBeGreaterThan(1);
      return;
    }
  });
});

describe('a link whose secret is not configured any more', () => {
  test('is replaced by another for whoever may still answer, once', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    await haveUsers(app, 'ben');
    await haveAccepted(app, 'ben');
    await app.deliver();
    await haveAccepted(app, 'ben', 2);
    const linkSecrets = [{ id: '2', secret: 'another secret for tests' }] as const;
    const rotated = { ...app.context, linkSecrets };
    const deliver = async () => {
      await tidyUp(rotated, KEEP_ALL);
      while ((await sendNotices(rotated)).nextInMs === 0);
    };
    await deliver();
    const [first, again] = mailer.batches
      .flatMap(({ mails }) => mails)
      .filter(({ to }) => to === 'ada@example.com')
      .map(({ text }) => /\/review\/([\w-]+)\.(\w+)\./.exec(text)?.[2]);
    expect([first, again]).toEqual(['1', '2']);
    expect(addressesOf(mailer).toSorted()).toEqual(['ada@example.com', 'ada@example.com', 'ben@example.com']);
    app.wait('P1D');
    await deliver();
    expect(mailer.batches.flatMap(({ mails }) => mails)).toHaveLength(3);
  });

  test('changes nothing while the old one is still among those configured', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer);
    const linkSecrets = [
      { id: '2', secret: 'another secret for tests' },
      { id: '1', secret: 'a secret for tests' },
    ] as const;
    await tidyUp({ ...app.context, linkSecrets }, KEEP_ALL);
    while ((await sendNotices({ ...app.context, linkSecrets })).nextInMs === 0);
    expect(addressesOf(mailer)).toEqual(['ada@example.com']);
  });
});
