import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUERIES_PER_INVOCATION } from '../../src/storage/engines/d1.ts';
import { askOk, checkOf, havePolicy, havePublished, haveUsers, TEXT_2, TEXT_3 } from '../support/arrange.ts';
import { type FarEnd, startFarEnd } from '../support/far-end.ts';
import { mailEvent, signWebhook, WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import { type RunningWorker, startWorker } from '../support/worker.ts';

const USERS = 350;

let worker: RunningWorker;
let farEnd: FarEnd;
/** The most queries that one invocation has made so far, as the Worker logs them. */
let mostQueries = 0;

beforeAll(async () => {
  farEnd = await startFarEnd();
  worker = await startWorker({
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: farEnd.url,
    RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
});
afterAll(async () => {
  await worker.close();
  await farEnd.close();
});

/** Runs crons until `isSo`, a minute of the Worker's life each. */
async function untilCronsHave(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let minute = 0; minute < 30; minute++) {
    expect(await worker.cron()).toBe('ok');
    for (const { queries } of worker.takeLog()) mostQueries = Math.max(mostQueries, Number(queries ?? 0));
    if (await isSo()) return;
    await sleep(500);
  }
  expect.fail('the crons came to nothing');
}

const progressOf = async (version: number) =>
  (await askOk(worker, 'GET', `/v1/policies/privacy/versions/${version}/progress`)).body;

const linkTo = (address: string): string => {
  const mail = farEnd.mails.findLast((one) => one.to === address);
  return /\/review\/[\w.-]+/.exec(mail?.text ?? '')?.[0] ?? expect.fail(`no mail to ${address}`);
};

const answerOnPage = (path: string, form: string) =>
  worker.ask('POST', path, form, {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://localhost:8787',
  });

describe('the whole story on a Worker', () => {
  test('a policy and many users come in', async () => {
    await havePolicy(worker, { notice: { minor: 'PT2S', substantial: 'PT20S', late: 'PT1S' } });
    const lines = Array.from({ length: USERS }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 1 } }),
    );
    const { body } = await askOk(worker, 'POST', '/v1/users/import', lines.join('\n'));
    expect(body).toEqual({ imported: USERS, updated: 0, rejected: [], rejectedCount: 0 });
  });

  test('a version is published, and everyone gets one mail whatever the provider does', async () => {
    farEnd.faults.push('error-after', 'reset-before', 'error-before');
    await havePublished(worker);
    await untilCronsHave(async () => (await progressOf(2)).sent === USERS);
    expect(await progressOf(2)).toMatchObject({ toTell: USERS, queued: 0, told: USERS, unknown: 0 });
    expect(new Set(farEnd.mails.map((mail) => mail.to)).size).toBe(USERS);
    expect(farEnd.mails).toHaveLength(USERS);
    expect(farEnd.calls.length).toBeGreaterThan(Math.ceil(USERS / 100));
  });

  test('one accepts and one declines on the page of their mail', async () => {
    const page = await worker.ask('GET', linkTo('u1@example.com'), undefined, { authorization: '' });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<del');
    expect((await answerOnPage(linkTo('u1@example.com'), 'action=accept')).status).toBe(303);
    expect((await answerOnPage(linkTo('u2@example.com'), 'action=leave&confirm=yes')).status).toBe(303);
    expect(await checkOf(worker, 'u1')).toMatchObject({ holds: { version: 2, basis: 'explicit' } });
    expect(await checkOf(worker, 'u2')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
  });

  test('each of them gets a receipt', async () => {
    const receipts = () => farEnd.mails.filter(({ subject }) => subject.startsWith('Your receipt'));
    await untilCronsHave(() => receipts().length >= 2);
    expect(
      receipts()
        .map(({ to, subject }) => [to, subject.includes('accepted')])
        .toSorted(),
    ).toEqual([
      ['u1@example.com', true],
      ['u2@example.com', false],
    ]);
  });

  test('the provider reports a bounce: that user is not told', async () => {
    const bounced = farEnd.mails.find((mail) => mail.to === 'u3@example.com');
    const event = mailEvent('bounced', {
      providerId: bounced?.id ?? '',
      to: 'u3@example.com',
      at: new Date().toISOString(),
      takenAt: new Date().toISOString(),
    });
    const forged = await worker.ask(
      'POST',
      '/webhooks/resend',
      event,
      signWebhook(event, { secret: 'whsec_AAAA' }),
    );
    expect(forged.status).toBe(400);
    expect((await worker.ask('POST', '/webhooks/resend', event, signWebhook(event))).status).toBe(204);
    expect((await checkOf(worker, 'u3')).upcoming[0]).toMatchObject({ toldAt: null });
    expect(await progressOf(2)).toMatchObject({ bounced: 1, told: USERS - 1 });
  });

  test('after it took effect, use binds whoever was told, and whoever declined is gone', async () => {
    const { effectiveAt } = (await askOk(worker, 'GET', '/v1/policies/privacy/versions/2')).body;
    await sleep(Math.max(0, Date.parse(effectiveAt) - Date.now()) + 50);
    const { items } = (await askOk(worker, 'POST', '/v1/uses', { user: 'u4' })).body;
    expect(items).toMatchObject([{ accepted: true, basis: 'deemed', current: { version: 2 } }]);
    expect(await checkOf(worker, 'u2')).toMatchObject({ standing: 'terminated', next: 'deny' });
    expect(await checkOf(worker, 'u5')).toMatchObject({ accepted: false, next: 'report-use' });
    const { body } = await askOk(worker, 'POST', '/v1/checks', {
      policy: 'privacy',
      users: ['u1', 'u3', '?'],
    });
    expect(body.items).toMatchObject([{ accepted: true }, { next: 'show-notice' }, { unknown: true }]);
  });

  test('a version that is withdrawn is taken back from whoever was told of it', async () => {
    const { version } = await havePublished(worker, { content: TEXT_3, summary: 'A mistake.' });
    const due = USERS - 1;
    await untilCronsHave(async () => (await progressOf(version)).sent === due);
    const before = farEnd.mails.length;
    await askOk(worker, 'POST', `/v1/policies/privacy/versions/${version}/withdrawal`, {
      reason: 'A mistake.',
    });
    await untilCronsHave(() => farEnd.mails.length >= before + due);
    expect(farEnd.mails).toHaveLength(before + due);
  });

  test('a newcomer is told, without waiting for the cron', async () => {
    await haveUsers(worker, 'early');
    await havePublished(worker, { content: `${TEXT_2}\nMore.\n`, summary: 'More.' });
    await expect
      .poll(() => farEnd.mails.filter((mail) => mail.to === 'early@example.com').length, { timeout: 20_000 })
      .toBe(1);
  });

  test('no invocation made more queries than D1 answers', () => {
    for (const { queries } of worker.takeLog()) mostQueries = Math.max(mostQueries, Number(queries ?? 0));
    expect(mostQueries).toBeGreaterThan(50);
    expect(mostQueries).toBeLessThanOrEqual(QUERIES_PER_INVOCATION);
  });
});
