import { describe, expect, test } from 'vitest';
import { sweepSilences } from '../../../src/actions/upkeep/sweep-silences.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { bundleOf, deliveryTo, failures, keepAll, refOf, verified } from '../../support/evidence.ts';
import { rulesOf } from '../../support/rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const AGREES_AT = '2026-12-22T09:00:00.000Z';
const SILENCE = {
  ...{ effect: { terms: [{ after: 'P30D', from: 'notice' }] }, acceptance: 'silence', late: 'P30D' },
  decline: { offers: ['leave-now', 'leave-at-close'] },
};

/** People who hold the first version, and whom a mail told that silence for thirty days agrees to the second. */
async function haveTold(...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app, { rules: rulesOf(SILENCE) });
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app, { change: 'any' });
  await app.deliver();
  return app;
}

async function silencesIn(app: TestApp) {
  return (await recordsOf(app)).filter(({ kind }) => kind.includes('silence'));
}

describe('an agreement by silence is recorded', () => {
  test('once its date is a minute past, with what had told of it, and is proved like any act', async () => {
    const app = await haveTold('ada');
    app.wait('P30D');
    await keepAll(app);
    expect(await silencesIn(app)).toEqual([]);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'silence' });
    app.wait(60_000);
    await keepAll(app);
    await keepAll(app);
    const told = await deliveryTo(app, 'ada@example.com');
    const ref = await refOf(app, 'ada');
    expect(await silencesIn(app)).toEqual([
      expect.objectContaining({
        ...{ id: `agreed-by-silence:${ref}/privacy/2/${told}`, at: AGREES_AT, actor: 'clock' },
        ...{ recordedAt: '2026-12-22T09:01:00.000Z', user: ref, policy: 'privacy', version: 2 },
        facts: {
          ...{ toldBy: told, toldAt: '2026-11-22T09:00:00.000Z', closesAt: AGREES_AT },
          ...{ contentHash: expect.any(String), membership: { certain: [], possible: [] } },
        },
      }),
    ]);
    const proved = verified(await bundleOf(app, 'ada'));
    expect(failures(proved)).toEqual([]);
    expect(proved.contents.map(({ words }) => words)).toContain(`as sent:${told} had told them`);
  });

  test('not of whoever was leaving, had said yes before, or for whom the version was withdrawn', async () => {
    const app = await haveTold('ada', 'bea', 'cleo');
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    await haveAccepted(app, 'bea', 2);
    app.wait('P1D');
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    await havePublished(app, { change: 'any', content: TEXT_3 });
    app.wait('P40D');
    await keepAll(app);
    expect(await silencesIn(app)).toEqual([]);
  });

  test('also of whoever says yes afterwards: their silence had agreed first', async () => {
    const app = await haveTold('ada');
    app.wait('P31D');
    await haveAccepted(app, 'ada', 2);
    await keepAll(app);
    expect(await silencesIn(app)).toHaveLength(1);
    expect(failures(verified(await bundleOf(app, 'ada')))).toEqual([]);
  });

  test('and voided when the mail turns out not to have come; what tells them then agrees anew', async () => {
    const app = await haveTold('ada', 'bea');
    app.wait('P31D');
    await keepAll(app);
    const told = await deliveryTo(app, 'ada@example.com');
    const bounce = mailEvent('bounced', { deliveryId: told, to: 'ada@example.com', at: app.clock.now });
    expect((await report(app, bounce)).status).toBe(204);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 1 } });
    await keepAll(app);
    const [first, , voided] = await silencesIn(app);
    expect(voided?.id).toBe(first?.id.replace('agreed-by-silence', 'silence-voided'));
    expect(failures(verified(await bundleOf(app, 'ada')))).toEqual([]);

    await askOk(app, 'POST', '/v1/notices/shown', { user: 'ada', policy: 'privacy', version: 2 });
    app.wait('P31D');
    await keepAll(app);
    const again = (await silencesIn(app)).at(-1);
    expect(again).toMatchObject({ kind: 'agreed-by-silence', at: '2027-01-22T09:00:00.000Z' });
    expect(failures(verified(await bundleOf(app, 'ada')))).toEqual([]);
  });

  test('once, whoever sweeps, and while others do', async () => {
    const users = Array.from({ length: 30 }, (_, i) => `user-${i}`);
    const app = await haveTold(...users);
    app.wait('P31D');
    await Promise.all(Array.from({ length: 4 }, () => sweepSilences(app.context)));
    await keepAll(app);
    const ids = (await silencesIn(app)).map(({ id }) => id);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });
});

describe('whoever changes the record of a silence in a bundle is found out', () => {
  /** A bundle whose records say otherwise; they no longer are what was committed to, which is found besides. */
  async function foundIn(change: (silence: Loose, records: Loose[]) => void): Promise<string[]> {
    const app = await haveTold('ada');
    app.wait('P31D');
    await keepAll(app);
    const bundle = JSON.parse(await bundleOf(app, 'ada')) as { records: { record: Loose }[] };
    const records = bundle.records.map(({ record }) => record);
    const silence = records.find(({ kind }) => kind === 'agreed-by-silence');
    change(silence as Loose, records);
    const { contents } = verified(JSON.stringify(bundle));
    return contents.filter(({ state }) => state === 'fails').map(({ words }) => words);
  }

  test('where it agreed before they were told', async () => {
    const words = await foundIn((silence) => {
      silence.at = '2026-11-22T08:00:00.000Z';
    });
    expect(words).toContain('they were not told before it agreed');
  });

  test('where nothing told them, or did not say what silence means', async () => {
    const unsaid = await foundIn((_, records) => {
      for (const { kind, facts } of records) {
        if (kind === 'sent') facts.tells[0].outcome = 'agrees-by-use';
      }
    });
    expect(unsaid.join()).toContain('did not say that silence would agree');
    const untold = await foundIn((silence) => {
      silence.facts.toldBy = 'nothing';
    });
    expect(untold).toContain('nothing called nothing told them of it');
  });
});

// biome-ignore lint/suspicious/noExplicitAny: tests change bundles anywhere
type Loose = any;
