import { describe, expect, onTestFinished, test } from 'vitest';
import { smtpMailer } from '../../../src/delivery/smtp/smtp-mailer.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import {
  ARRIVED,
  FAILURES,
  HANDED_ON,
  LATE,
  OUT_OF_OFFICE,
  type Returned,
} from '../../support/bounced-mails.ts';
import { sealedFindingsOf } from '../../support/evidence.ts';
import { rulesOf } from '../../support/rules.ts';
import { type SmtpFault, startSmtpFarEnd } from '../../support/smtp-far-end.ts';
import { ADMIN_KEY, type Answered, type TestApp } from '../../support/test-app.ts';

const KEY = 'a-key-of-our-own-for-what-comes-back';
const TOLD_AT = '2026-11-22T09:00:00.000Z';
const BEARER = { authorization: `Bearer ${KEY}` };

/** Ada holds version 1 and was mailed the announcement of version 2 through a relay. */
async function haveAdaMailed(
  policy: Record<string, unknown> = {},
  { change = 'substantial', fault }: { readonly change?: string; readonly fault?: SmtpFault } = {},
): Promise<{ readonly app: TestApp; readonly mail: Returned }> {
  const farEnd = await startSmtpFarEnd();
  onTestFinished(farEnd.close);
  const { host, port } = farEnd;
  const server = { host, port, tls: 'none', user: null, password: null, ca: null, connections: 3 } as const;
  const app = await testApp({
    mailer: smtpMailer({ server, longestMs: 2_000 }),
    mailReturn: { replyTo: null, bounceTo: 'bounces@lantern.example' },
    bounceKey: KEY,
  });
  await havePolicy(app, policy);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app, { change });
  if (fault !== undefined) farEnd.faults.set('ada@example.com', [fault]);
  await app.deliver();
  return { app, mail: farEnd.mails[0] as Returned };
}

const handIn = (
  { ask }: TestApp,
  mail: string,
  headers: Record<string, string> = BEARER,
): Promise<Answered> =>
  ask('POST', '/webhooks/bounces', mail, { 'content-type': 'message/rfc822', ...headers });

const outcomeOf = async (app: TestApp, mail: string) => {
  const { status, body } = await handIn(app, mail);
  expect(status).toBe(200);
  return body.outcome;
};

const stateOf = async ({ store }: TestApp) =>
  (
    await store.db
      .selectFrom('deliveries')
      .select('state')
      .where('release', '=', 'privacy/2')
      .orderBy('round', 'desc')
      .executeTakeFirstOrThrow()
  ).state;

const toldAtOf = async (app: TestApp) => (await checkOf(app, 'ada')).upcoming[0]?.toldAt;

describe('a mail that comes back', () => {
  test.each(Object.entries(FAILURES))('told nobody, when %s reports it', async (_, report) => {
    const { app, mail } = await haveAdaMailed();
    expect(await toldAtOf(app)).toBe(TOLD_AT);
    app.wait(20_000);
    expect(await outcomeOf(app, report(mail))).toBe('kept');
    expect(await stateOf(app)).toBe('bounced');
    expect(await toldAtOf(app)).toBeNull();
    expect(await outcomeOf(app, report(mail))).toBe('repeated');
    expect(await sealedFindingsOf(app)).toEqual([]);
  });

  test('voids what use had agreed to', async () => {
    const { app, mail } = await haveAdaMailed();
    app.wait('P31D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'deemed' });
    expect(await outcomeOf(app, FAILURES.Gmail!(mail))).toBe('kept');
    expect(await checkOf(app, 'ada')).toMatchObject({
      current: { version: 2, toldAt: null },
      next: 'show-notice',
    });
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'voided')).toHaveLength(1);
    expect(await sealedFindingsOf(app)).toEqual([]);
  });

  test('is on the record with what the server said, and without a link that opens something', async () => {
    const { app, mail } = await haveAdaMailed();
    await outcomeOf(app, FAILURES.Exchange!(mail));
    const [record] = (await recordsOf(app)).filter((one) => one.kind === 'provider-event');
    expect(record?.facts).toMatchObject({ type: 'dsn.failed' });
    const payload = record?.personal?.payload ?? '';
    expect(JSON.parse(payload)).toMatchObject({
      code: '5.1.10',
      report: expect.stringContaining('RecipientNotFound'),
    });
    const [token = ''] = /[\w-]+\.1\.[0-9a-f]{40}/.exec(mail.raw.replaceAll('=\r\n', '')) ?? [];
    expect(token).not.toBe('');
    expect(payload).not.toContain(token);
  });

  test('takes back the dates that began with it, where each reader has their own', async () => {
    const rules = rulesOf({ effect: { terms: [{ after: 'P30D', from: 'notice' }] } });
    const { app, mail } = await haveAdaMailed({ rules }, { change: 'any' });
    expect((await checkOf(app, 'ada')).upcoming[0].effectiveAt).toBe('2026-12-22T09:00:00.000Z');
    app.wait(20_000);
    expect(await outcomeOf(app, FAILURES.Postfix!(mail))).toBe('kept');
    expect((await checkOf(app, 'ada')).upcoming[0].effectiveAt).toBeNull();
    expect(await sealedFindingsOf(app)).toEqual([]);
  });
});

describe('a mail that did not come back', () => {
  test('is waited for while a server still tries', async () => {
    const { app, mail } = await haveAdaMailed();
    app.wait(20_000);
    expect(await outcomeOf(app, LATE(mail))).toBe('kept');
    expect([await stateOf(app), await toldAtOf(app)]).toEqual(['sent', TOLD_AT]);
    expect(await sealedFindingsOf(app)).toEqual([]);
  });

  test('is received when the server of its reader says so, which begins what begins with that', async () => {
    const rules = rulesOf(
      { effect: { terms: [{ after: 'P30D', from: 'receipt' }] } },
      { receipt: { mail: 'delivered' } },
    );
    const { app, mail } = await haveAdaMailed({ rules }, { change: 'any' });
    app.wait(20_000);
    expect((await checkOf(app, 'ada')).upcoming[0].effectiveAt).toBeNull();
    expect(await outcomeOf(app, ARRIVED(mail))).toBe('kept');
    expect(await stateOf(app)).toBe('delivered');
    expect((await checkOf(app, 'ada')).upcoming[0].effectiveAt).toBe('2026-12-22T09:00:05.000Z');
    expect(await sealedFindingsOf(app)).toEqual([]);
  });

  test.each([
    ['handed on', HANDED_ON, 'sent'],
    ['late', LATE, 'sent'],
    ['delivered', ARRIVED, 'delivered'],
  ] as const)('of which nobody could tell was taken after all when it is %s', async (_, report, state) => {
    const { app, mail } = await haveAdaMailed({}, { fault: 'drop-after-taking' });
    expect([await stateOf(app), await toldAtOf(app)]).toEqual(['unknown', null]);
    app.wait(20_000);
    await outcomeOf(app, report(mail));
    // When the server that reports says that it got it.
    expect([await stateOf(app), await toldAtOf(app)]).toEqual([state, '2026-11-22T09:00:03.000Z']);
    expect(await sealedFindingsOf(app)).toEqual([]);
  });
});

describe('what is handed in', () => {
  test('changes nothing where it is no report, or about nothing that is known', async () => {
    const { app, mail } = await haveAdaMailed();
    const before = await dumpDatabase(app.store);
    expect(await outcomeOf(app, OUT_OF_OFFICE(mail))).toBe('no-report');
    expect(await outcomeOf(app, 'Subject: hello\r\n\r\nhello\r\n')).toBe('no-report');
    expect(await outcomeOf(app, '')).toBe('no-report');
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('comes with the key that is set, as bearer or as a password, and with no other', async () => {
    const { app, mail } = await haveAdaMailed();
    const before = await dumpDatabase(app.store);
    const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` });
    const report = FAILURES.Sendmail!(mail);
    const wrong = [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${'x'.repeat(2000)}`,
      'Basic §',
      basic('bounces:x').authorization,
    ];
    for (const authorization of wrong) {
      const { status, body } = await handIn(app, report, { authorization });
      expect([status, body.type]).toEqual([401, '/problems/unauthorized']);
    }
    expect((await handIn(app, report, { authorization: `Bearer ${ADMIN_KEY}` })).status).toBe(401);
    expect(await dumpDatabase(app.store)).toEqual(before);
    expect((await handIn(app, report, basic(`anybody:${KEY}`))).body).toEqual({ outcome: 'kept' });
    // A key of this webhook opens nothing else.
    expect((await app.ask('GET', '/v1/users/ada', undefined, BEARER)).status).toBe(401);
  });

  test('is slowed down where many keys were wrong', async () => {
    const { app, mail } = await haveAdaMailed();
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) {
      statuses.push((await handIn(app, FAILURES.Exim!(mail), { authorization: `Bearer wrong-${i}` })).status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.slice(20)).toEqual(Array(5).fill(429));
  });

  test('is refused where it is larger than any report', async () => {
    const { app } = await haveAdaMailed();
    const { status, body } = await handIn(app, 'x'.repeat(2 * 1024 * 1024 + 1));
    expect([status, body.type]).toEqual([413, '/problems/too-large']);
  });

  test('finds nothing here while no key is set', async () => {
    const app = await testApp();
    expect((await handIn(app, 'x')).status).toBe(404);
  });
});
