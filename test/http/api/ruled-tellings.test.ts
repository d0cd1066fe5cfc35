import { describe, expect, test } from 'vitest';
import { localMailer } from '../../../src/delivery/local-mailer.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import { askOk, checkOf, haveAccepted, havePolicy, havePublished, testApp } from '../../support/arrange.ts';
import { deliveryTo } from '../../support/evidence.ts';
import { findingsOf } from '../../support/findings.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const [ANY] = rulesOf().classes;

async function haveAda(app: TestApp, rules: object, attributes: object = {}): Promise<void> {
  await havePolicy(app, { rules });
  await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', attributes });
  await haveAccepted(app, 'ada');
  app.wait(1000);
  await havePublished(app, { change: 'any' });
}

describe('a notice that has to reach a reader in several ways', () => {
  const THREE_WAYS = rulesOf({
    ...{ tell: { by: ['site', 'mail', 'account'], need: 3 }, acceptance: 'silence', late: 'P30D' },
    effect: { terms: [{ after: 'P30D', from: 'notice' }] },
  });

  test('has not told them once one of these did not arrive, whichever came last', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveAda(app, THREE_WAYS);
    await app.deliver();
    app.wait('P1D');
    const shown = { user: 'ada', policy: 'privacy', version: 2 };
    await askOk(app, 'POST', '/v1/notices/shown', shown);
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ toldAt: '2026-11-23T09:00:01.000Z', effectiveAt: '2026-12-23T09:00:01.000Z' }],
    });
    const deliveryId = await deliveryTo(app, 'ada@example.com');
    await report(app, mailEvent('bounced', { deliveryId, at: app.clock.now }));
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ toldAt: null, effectiveAt: null, waitsFor: ['notice'] }],
    });
    app.wait('P60D');
    expect(await checkOf(app, 'ada')).toMatchObject({ current: { version: 1 }, holds: { version: 1 } });
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('what a reader was when their mail was written', () => {
  const FOR_CONSUMERS = rulesOf(
    {},
    {
      audiences: [CONSUMERS],
      classes: [
        {
          ...ANY,
          audiences: { consumers: { ...ANY!.rule, effect: { terms: [{ after: 'P60D', from: 'posting' }] } } },
        },
      ],
    },
  );

  test('counts also where the provider reports of it before it answers, and they are another by then', async () => {
    const local = localMailer();
    const mailer: Mailer = {
      ...local,
      async send(batch) {
        const [mail] = batch.mails;
        await askOk(app, 'PUT', '/v1/users/ada', {
          ...{ email: 'ada@example.com', attributes: { kind: 'business' } },
        });
        const at = app.clock.now;
        await report(app, mailEvent('sent', { deliveryId: mail?.deliveryId ?? '', at, takenAt: at }));
        return local.send(batch);
      },
    };
    const app: TestApp = await testApp({ webhookSecret: WEBHOOK_SECRET, mailer });
    await haveAda(app, FOR_CONSUMERS, { kind: 'consumer' });
    await app.deliver();
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ effectiveAt: '2027-01-21T09:00:01.000Z' }],
    });
    expect(await findingsOf(app)).toEqual([]);
  });
});
