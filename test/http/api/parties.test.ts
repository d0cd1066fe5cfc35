import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { deliveryTo, keepAll } from '../../support/evidence.ts';
import { findingsOf } from '../../support/findings.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { rulesOf } from '../../support/rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const LEGAL = { email: 'legal@acme.example', purpose: 'legal' };
const BILLING = { email: 'billing@acme.example', locale: 'de', purpose: 'billing' };
const OPS = { email: 'ops@acme.example' };
const CONTACTS = [LEGAL, BILLING, OPS];
const ADDRESSES = ['billing@acme.example', 'legal@acme.example', 'ops@acme.example'];
const ANN = { id: 'ann', name: 'Ann Archer', role: 'Head of Legal', authority: true };
const SUBJECT = 'Privacy Policy';

/** `acme` with three contacts and no address of its own, a seat `ann` that answers for it, and `ben`, who does not. */
async function haveAcme(app: TestApp, change: Record<string, unknown> = {}): Promise<void> {
  await havePolicy(app, change);
  await askOk(app, 'PUT', '/v1/users/acme', { email: null, name: 'Acme', contacts: CONTACTS });
  await askOk(app, 'PUT', '/v1/users/ann', { email: 'ann@example.com', party: 'acme', mayAnswer: true });
  await askOk(app, 'PUT', '/v1/users/ben', { email: 'ben@example.com', party: 'acme' });
  await askOk(app, 'POST', '/v1/acceptances', { user: 'ann', policy: 'privacy', version: 1, by: ANN });
}

async function haveAcmeTold(change: Record<string, unknown> = {}) {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  await haveAcme(app, change);
  await havePublished(app);
  await app.deliver();
  return { app, mailer };
}

const toOf = (mailer: ReturnType<typeof rememberingMailer>, words = SUBJECT) =>
  mailer
    .about(words)
    .map(({ to }) => to)
    .toSorted();

const bounce = async (app: TestApp, to: string) => {
  app.wait(1000);
  const event = mailEvent('bounced', { deliveryId: await deliveryTo(app, to), to, at: app.clock.now });
  expect((await report(app, event)).status).toBeLessThan(300);
};

const toldOf = async (app: TestApp, user = 'acme') => (await checkOf(app, user)).upcoming[0].toldAt;

describe('the contacts of a party', () => {
  test('are each sent the notice in their own language, once, and its seats never', async () => {
    const { app, mailer } = await haveAcmeTold();
    expect(toOf(mailer, '')).toEqual(ADDRESSES);
    const german = mailer.batches
      .flatMap(({ mails }) => mails)
      .filter(({ text }) => /Datenschutz|Änderung|ändert/.test(text));
    expect(german.map(({ to }) => to)).toEqual([BILLING.email]);
    expect(await toldOf(app)).toBe(app.clock.now);
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: CONTACTS });
    await app.deliver();
    expect(toOf(mailer, '')).toEqual(ADDRESSES);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('are counted and listed by their numbers, and people once', async () => {
    const { app } = await haveAcmeTold();
    const progress = (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body;
    expect(progress).toMatchObject({ toTell: 3, toContacts: 3, sent: 3, told: 1, notTold: 0, silent: 1 });
    const list = async (query: string) =>
      (await askOk(app, 'GET', `/v1/policies/privacy/versions/2/deliveries${query}`)).body;
    const { items } = await list('');
    expect(items).toMatchObject([1, 2, 3].map((contact) => ({ user: 'acme', contact, state: 'sent' })));
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(items);
    const version = (await askOk(app, 'GET', '/v1/policies/privacy/versions/2')).body;
    expect(version.recipients).toBe(1);
    const people = (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/people?state=silent')).body;
    expect(people.items).toMatchObject([{ user: 'acme' }]);
    const csv = (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/deliveries.csv')).body as string;
    expect(csv.trim().split('\n')).toHaveLength(4);
  });

  test('tell their party together: a mail that bounces undoes it only if no other arrived', async () => {
    const { app } = await haveAcmeTold();
    const toldAt = await toldOf(app);
    await bounce(app, LEGAL.email);
    await bounce(app, OPS.email);
    expect(await toldOf(app)).toBe(toldAt);
    expect((await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body).toMatchObject({
      ...{ bounced: 2, sent: 1, told: 1, unreachable: 0 },
    });
    await bounce(app, BILLING.email);
    expect(await toldOf(app)).toBeNull();
    expect((await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body).toMatchObject({
      ...{ bounced: 3, told: 0, notTold: 1, unreachable: 1 },
    });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('lead whoever looks after people to their party', async () => {
    const { app } = await haveAcmeTold();
    await askOk(app, 'PUT', '/v1/users/bolt', { email: 'legal@bolt.example' });
    const find = async (query: string) => (await askOk(app, 'GET', `/v1/users?${query}`)).body;
    const first = await find('email=LEGAL&limit=1');
    expect(first.items).toMatchObject([{ user: 'acme' }]);
    const second = await find(`email=LEGAL&limit=1&cursor=${first.next}`);
    expect(second).toMatchObject({ items: [{ user: 'bolt' }], next: null });
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [OPS] });
    expect((await find('email=legal@acme')).items).toEqual([]);
  });

  test('who come in the place of others are sent the notice, and whoever stays is not sent it again', async () => {
    const { app, mailer } = await haveAcmeTold();
    await bounce(app, LEGAL.email);
    const corrected = { ...LEGAL, email: 'counsel@acme.example' };
    await askOk(app, 'PUT', '/v1/users/acme', {
      email: 'hello@acme.example',
      contacts: [corrected, BILLING],
    });
    app.wait('PT2M');
    await app.deliver();
    expect(toOf(mailer, '')).toEqual([...ADDRESSES, corrected.email, 'hello@acme.example'].toSorted());
    const { contacts } = (await askOk(app, 'GET', '/v1/users/acme')).body;
    expect(contacts).toMatchObject([
      { contact: 2, ...BILLING },
      { ...corrected, locale: null },
    ]);
    // An address that comes back keeps its number, and so nothing goes there twice.
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [OPS] });
    await app.deliver();
    expect((await askOk(app, 'GET', '/v1/users/acme')).body.contacts).toMatchObject([{ contact: 3, ...OPS }]);
    expect(mailer.batches.flatMap(({ mails }) => mails)).toHaveLength(5);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('are each reminded, and told that it is withdrawn', async () => {
    const { app, mailer } = await haveAcmeTold({ reminders: ['P7D'] });
    app.wait('P24D');
    await app.deliver();
    expect(toOf(mailer, '')).toEqual([...ADDRESSES, ...ADDRESSES].toSorted());
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    await app.deliver();
    expect(toOf(mailer, '')).toEqual([...ADDRESSES, ...ADDRESSES, ...ADDRESSES].toSorted());
  });

  test('who are added once it is in effect are not mailed', async () => {
    const { app, mailer } = await haveAcmeTold();
    app.wait('P31D');
    const late = { email: 'late@acme.example' };
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [...CONTACTS, late] });
    await app.deliver();
    app.wait('PT2M');
    await app.deliver();
    expect(toOf(mailer, '')).toEqual(ADDRESSES);
  });

  test('each have a link that answers for the party, until they are removed', async () => {
    const app = await testApp();
    await haveAcme(app);
    await havePublished(app);
    await app.deliver();
    const [legal, billing] = [await reviewPathOf(app, LEGAL.email), await reviewPathOf(app, BILLING.email)];
    expect((await app.ask('GET', legal)).status).toBe(200);
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [BILLING] });
    expect((await app.ask('GET', legal)).body).not.toContain('name="action" value="accept"');
    const response = await app.app.request(billing, {
      method: 'POST',
      body: new URLSearchParams({ action: 'accept' }),
    });
    expect(response.status).toBe(303);
    expect((await checkOf(app, 'acme')).upcoming[0].response).toBe('accepted');
    await app.deliver();
    app.wait(2000);
    await app.deliver();
    const receipt = await app.store.db
      .selectFrom('deliveries')
      .select(['email', 'state'])
      .where('kind', '=', 'receipt-accepted')
      .executeTakeFirstOrThrow();
    expect(receipt).toEqual({ email: BILLING.email, state: 'sent' });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('who all went are replaced by others, who get the link that the party lost', async () => {
    const { app, mailer } = await haveAcmeTold({ acceptance: 'explicit' });
    app.wait('P31D');
    await app.deliver();
    const [one, two] = [{ email: 'one@acme.example' }, { email: 'two@acme.example', locale: 'de' }];
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [one, two] });
    await app.deliver();
    app.wait('PT2M');
    await app.deliver();
    expect(toOf(mailer, '').filter((to) => !ADDRESSES.includes(to))).toEqual([one.email, two.email]);
  });
});

test('where each reader has dates of their own, the first contact that was reached begins them', async () => {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  const from = { after: 'P30D', from: 'notice' };
  const rule = { acceptance: 'silence', effect: { terms: [from] }, decline: { offers: ['keep-old'] } };
  await haveAcme(app, { rules: rulesOf(rule) });
  await havePublished(app, { change: 'any' });
  await app.deliver();
  const sentAt = app.clock.now;
  expect(mailer.batches.map(({ mails }) => mails.length).toSorted()).toEqual([1, 2]);
  const bindsAt = '2026-12-22T09:00:00.000Z';
  expect((await checkOf(app, 'ben')).upcoming).toMatchObject([
    { toldAt: sentAt, bindsAt, closesAt: bindsAt },
  ]);
  await bounce(app, LEGAL.email);
  await bounce(app, BILLING.email);
  expect((await checkOf(app, 'ben')).upcoming).toMatchObject([{ toldAt: sentAt, bindsAt }]);
  expect(await findingsOf(app)).toEqual([]);
  await bounce(app, OPS.email);
  expect((await checkOf(app, 'ben')).upcoming).toMatchObject([{ toldAt: null, bindsAt: null }]);
  app.wait('P31D');
  expect(await checkOf(app, 'acme')).toMatchObject({ current: { version: 1 }, holds: { version: 1 } });
  expect(await findingsOf(app)).toEqual([]);
});

test('a first wave of so many mails ends with the user whose mails fill it', async () => {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer });
  await haveAcme(app);
  await askOk(app, 'PUT', '/v1/users/bolt', {
    email: null,
    contacts: [{ email: 'a@bolt.example' }, { email: 'b@bolt.example' }],
  });
  await haveUsers(app, 'ada');
  await havePublished(app, { sending: { first: 4 } });
  await app.deliver();
  // Acme's three leave room for one, and nobody is told in part.
  expect(toOf(mailer, '')).toHaveLength(5);
  await askOk(app, 'POST', '/v1/policies/privacy/versions/2/go-on');
  await app.deliver();
  expect(toOf(mailer, '')).toEqual(
    ['a@bolt.example', 'ada@example.com', 'b@bolt.example', ...ADDRESSES].toSorted(),
  );
});

test('where a relay takes mails one by one, one contact that it takes is enough', async () => {
  const mailer: Mailer = {
    ...{ name: 'smtp', callsPerSecond: null, singly: { atOnce: 5, longestMs: 60_000 } },
    send: async ({ mails }) => ({
      kind: 'each',
      outcomes: mails.map(({ to, deliveryId }) =>
        to === OPS.email
          ? { kind: 'taken', providerId: `queued-${deliveryId}` }
          : { kind: 'refused', problem: 'no such mailbox' },
      ),
      pause: null,
    }),
  };
  const app = await testApp({ mailer });
  await haveAcme(app);
  await havePublished(app);
  await app.deliver();
  const { items } = (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/deliveries')).body;
  expect(items).toMatchObject([{ state: 'failed' }, { state: 'failed' }, { state: 'sent' }]);
  expect(await toldOf(app)).toBe(app.clock.now);
  expect(await findingsOf(app)).toEqual([]);
});

describe('a seat', () => {
  test('is checked as its party is, and asked only where it may answer', async () => {
    const { app } = await haveAcmeTold({ acceptance: 'explicit' });
    const all = ['acme', 'ann', 'ben', 'eve'];
    const checks = async () =>
      (await askOk(app, 'POST', '/v1/checks', { policy: 'privacy', users: all })).body.items;
    for (const wait of ['PT0S', 'P31D']) {
      app.wait(wait);
      const acme = await checkOf(app, 'acme');
      const next = wait === 'PT0S' ? 'none' : 'ask';
      expect(acme).toMatchObject({ next, holds: { version: 1 } });
      expect(await checkOf(app, 'ann')).toEqual({ ...acme, user: 'ann' });
      const shown = next === 'ask' ? 'show-notice' : next;
      expect(await checkOf(app, 'ben')).toEqual({ ...acme, user: 'ben', next: shown });
      expect(await checks()).toEqual([
        acme,
        { ...acme, user: 'ann' },
        { ...acme, user: 'ben', next: shown },
        { user: 'eve', policy: 'privacy', unknown: true },
      ]);
      const signed = async (user: string) => {
        const { body } = await askOk(app, 'GET', `/v1/users/${user}/assertion?policies=privacy`);
        const { policies } = decodeJwt(body.assertion) as { policies: { privacy: { next: string }[] } };
        return policies.privacy[0]?.next;
      };
      expect([await signed('acme'), await signed('ann'), await signed('ben')]).toEqual([next, next, shown]);
    }
    const listed = (await askOk(app, 'GET', '/v1/users/ben/policies')).body.items;
    expect(listed).toEqual([await checkOf(app, 'ben')]);
  });

  test('answers for its party, and the record says who did, in which role, with authority', async () => {
    const { app } = await haveAcmeTold({ acceptance: 'explicit' });
    const answer = { user: 'ann', policy: 'privacy', version: 2, answer: 'accept', by: ANN, note: 'Agreed.' };
    const { status, body } = await app.ask('POST', '/v1/answers', answer);
    expect([status, body.user]).toEqual([201, 'ann']);
    for (const user of ['acme', 'ann', 'ben']) {
      expect((await checkOf(app, user)).upcoming[0].response).toBe('accepted');
    }
    const acme = (await recordsOf(app)).find(({ kind, version }) => kind === 'accepted' && version === 2);
    expect(acme?.facts).toMatchObject({ seat: expect.any(String), authority: true });
    expect(acme?.user).not.toBe(acme?.facts.seat);
    expect(JSON.parse(acme?.personal?.by ?? '')).toEqual(ANN);
    await keepAll(app);
    const page = (
      await app.ask('GET', '/v1/users/acme/evidence?format=html', undefined, { accept: 'text/html' })
    ).body;
    expect(page).toMatch(
      /Ann Archer<\/bdi> \(<bdi>Head of Legal<\/bdi>\) said so for them, with the authority/,
    );
    expect(await findingsOf(app)).toEqual([]);
    const csv = (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/acceptances.csv')).body as string;
    expect(csv).toMatch(/,ann,yes\r?\n/);
  });

  test('that uses the service does so for its party', async () => {
    const { app } = await haveAcmeTold();
    app.wait('P31D');
    expect((await checkOf(app, 'ben')).next).toBe('report-use');
    await askOk(app, 'POST', '/v1/uses', { user: 'ben' });
    expect(await checkOf(app, 'acme')).toMatchObject({
      accepted: true,
      basis: 'deemed',
      holds: { version: 2 },
    });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('says no, leaves, stays and takes back for its party', async () => {
    const { app } = await haveAcmeTold();
    const about = { user: 'ann', policy: 'privacy', version: 2, by: ANN };
    await askOk(app, 'POST', '/v1/answers', { ...about, answer: 'leave-at-close' });
    expect(await checkOf(app, 'ben')).toMatchObject({ standing: 'leaving', user: 'ben' });
    await askOk(app, 'POST', '/v1/answers', { ...about, answer: 'cancel' });
    expect((await checkOf(app, 'acme')).standing).toBe('active');
    const { body } = await askOk(app, 'POST', '/v1/terminations', about);
    expect(body.user).toBe('ann');
    const said = (await recordsOf(app)).filter(({ facts }) => facts.authority === true);
    expect(said.map(({ kind }) => kind)).toEqual(['accepted', 'leaving', 'cancelled', 'leaving']);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('that stops being one is a user of its own again, with a mail of its own', async () => {
    const { app, mailer } = await haveAcmeTold();
    await askOk(app, 'PUT', '/v1/users/ben', { email: 'ben@example.com', party: null });
    await app.deliver();
    expect(mailer.to('')).toContain('ben');
    expect(await checkOf(app, 'ben')).toMatchObject({ reason: 'never-accepted', next: 'ask', holds: null });
    expect((await askOk(app, 'GET', '/v1/users/ben')).body.party).toBeUndefined();
  });
});

test('forty answers of seats at once end in one state, each answered as if it were alone', async () => {
  const { app } = await haveAcmeTold({ acceptance: 'explicit' });
  const seats = Array.from({ length: 8 }, (_, i) => `seat-${i}`);
  for (const user of seats) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: null, party: 'acme', mayAnswer: true });
  }
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      app.ask('POST', '/v1/answers', {
        ...{ user: seats[i % 8], policy: 'privacy', version: 2 },
        answer: ['accept', 'leave-at-close', 'cancel', 'accept', 'leave-now'][i % 5],
        by: { ...ANN, id: seats[i % 8] },
      }),
    ),
  );
  for (const { status } of answers) expect([200, 201, 409]).toContain(status);
  const acme = await checkOf(app, 'acme');
  for (const user of seats) expect(await checkOf(app, user)).toEqual({ ...acme, user });
  expect(await findingsOf(app)).toEqual([]);
});

describe('what cannot be a party', () => {
  const PUT = 'PUT' as const;
  const cases: readonly (readonly [
    what: string,
    user: string,
    body: unknown,
    code: string,
    detail: RegExp,
  ])[] = [
    [
      'a contact twice',
      'acme',
      { email: null, contacts: [OPS, { email: 'OPS@Acme.example' }] },
      'invalid-request',
      /contacts\/1\/email.*each address once/,
    ],
    [
      'a contact at the user’s own address',
      'acme',
      { email: OPS.email, contacts: [OPS] },
      'invalid-request',
      /contacts\/0\/email/,
    ],
    [
      'eleven contacts',
      'acme',
      { email: null, contacts: Array.from({ length: 11 }, (_, i) => ({ email: `c${i}@acme.example` })) },
      'invalid-request',
      /contacts/,
    ],
    [
      'a contact without an address',
      'acme',
      { email: null, contacts: [{ purpose: 'legal' }] },
      'invalid-request',
      /contacts\/0\/email/,
    ],
    ['a seat of nobody known', 'eve', { email: null, party: 'nobody' }, 'unknown-party', /no user \\"nobody/],
    ['a seat of itself', 'acme', { email: null, party: 'acme' }, 'invalid-request', /seat of their own/],
    ['a seat of a seat', 'eve', { email: null, party: 'ben' }, 'invalid-request', /is a seat itself/],
    [
      'a party that becomes a seat',
      'acme',
      { email: null, party: 'ada' },
      'invalid-request',
      /who has seats/,
    ],
    [
      'a seat with contacts',
      'ben',
      { email: null, contacts: [{ email: 'x@acme.example' }] },
      'invalid-request',
      /never written to/,
    ],
    [
      'a seat with contacts as it is made',
      'eve',
      { email: null, party: 'acme', contacts: [OPS] },
      'invalid-request',
      /never written to/,
    ],
    [
      'somebody who answers for nobody',
      'ada',
      { email: null, mayAnswer: true },
      'invalid-request',
      /name the \\"party\\"/,
    ],
  ];

  test.each(cases)('%s is refused and changes nothing', async (_, user, body, code, detail) => {
    const app = await testApp();
    await haveAcme(app);
    await haveUsers(app, 'ada');
    const before = await dumpDatabase(app.store);
    const refused = await app.ask(PUT, `/v1/users/${user}`, body);
    expect(refused.body.type).toBe(`/problems/${code}`);
    expect(JSON.stringify(refused.body)).toMatch(detail);
    expect(await dumpDatabase(app.store)).toEqual(before);
    // A line of an import is rejected for the same, and the next one is not.
    const next = { user: 'zed', email: null };
    const lines = [{ user, ...(body as object) }, next].map((one) => JSON.stringify(one)).join('\n');
    const imported = (await askOk(app, 'POST', '/v1/users/import', lines)).body;
    expect(imported).toMatchObject({ imported: 1, updated: 0, rejectedCount: 1, rejected: [{ line: 1 }] });
  });

  test('a seat that may not answer is refused every answer, and nothing changes', async () => {
    const { app } = await haveAcmeTold();
    const before = await dumpDatabase(app.store);
    const about = { user: 'ben', policy: 'privacy', version: 2 };
    for (const [path, body] of [
      ['/v1/answers', { ...about, answer: 'accept' }],
      ['/v1/answers', { ...about, answer: 'leave-now' }],
      ['/v1/answers', { ...about, answer: 'keep-old' }],
      ['/v1/answers', { ...about, answer: 'withdraw' }],
      ['/v1/answers', { ...about, answer: 'cancel' }],
      ['/v1/acceptances', about],
      ['/v1/terminations', about],
      ['/v1/notices/shown', about],
      ['/v1/users/ben/links', { purpose: 'review', policy: 'privacy', version: 2 }],
    ] as const) {
      const { status, body: refused } = await app.ask('POST', path, body);
      expect([status, refused.type], path).toEqual([403, '/problems/may-not-answer']);
    }
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    { name: 'Ann', role: 'CEO' },
    { name: 'Ann', role: 'CEO', authority: false },
    { name: '', role: 'CEO', authority: true },
    { name: 'Ann', authority: true },
    'Ann',
  ])('an answer by %j is refused', async (by) => {
    const { app } = await haveAcmeTold();
    const answer = { user: 'ann', policy: 'privacy', version: 2, answer: 'accept', by };
    expect((await app.ask('POST', '/v1/answers', answer)).body.type).toBe('/problems/invalid-request');
  });

  test('what is imported may name a party of the same stream', async () => {
    const app = await testApp();
    await havePolicy(app);
    const lines = [
      { user: 'sam', email: 'sam@example.com', party: 'umbra', mayAnswer: true },
      { user: 'umbra', email: null, contacts: CONTACTS, accepted: { privacy: 1 } },
    ];
    const body = lines.map((one) => JSON.stringify(one)).join('\n');
    expect((await askOk(app, 'POST', '/v1/users/import', body)).body).toMatchObject({
      imported: 2,
      rejected: [],
    });
    expect(await checkOf(app, 'sam')).toMatchObject({ user: 'sam', accepted: true, basis: 'imported' });
    expect((await askOk(app, 'GET', '/v1/users/sam')).body).toMatchObject({
      party: 'umbra',
      mayAnswer: true,
    });
    expect((await askOk(app, 'GET', '/v1/users/umbra')).body.contacts).toHaveLength(3);
  });
});

describe('erasing', () => {
  test('a party takes its contacts along, and its seats belong to nobody', async () => {
    const { app } = await haveAcmeTold();
    await askOk(app, 'DELETE', '/v1/users/acme');
    const dump = JSON.stringify(await dumpDatabase(app.store));
    for (const trace of ['acme.example', 'Ann Archer', 'Head of Legal']) expect(dump).not.toContain(trace);
    const refused = await app.ask('GET', '/v1/users/ann/policies/privacy');
    expect([refused.status, refused.body.type]).toEqual([404, '/problems/unknown-party']);
    const accept = { user: 'ann', policy: 'privacy', version: 2 };
    expect((await app.ask('POST', '/v1/acceptances', accept)).body.type).toBe('/problems/unknown-party');
    const checks = { policy: 'privacy', users: ['ann'] };
    expect((await askOk(app, 'POST', '/v1/checks', checks)).body.items).toEqual([
      { user: 'ann', policy: 'privacy', unknown: true },
    ]);
    expect((await askOk(app, 'GET', '/v1/users/ann')).body).toMatchObject({ party: null, mayAnswer: true });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('a seat takes what tells who it was out of its party’s record, which stands', async () => {
    const { app } = await haveAcmeTold();
    const answer = {
      user: 'ann',
      policy: 'privacy',
      version: 2,
      by: ANN,
      method: 'ann-by-phone',
      ip: '203.0.113.9',
    };
    await askOk(app, 'POST', '/v1/acceptances', answer);
    const exported = (await askOk(app, 'GET', '/v1/users/ann/export')).body;
    expect(exported.user).toMatchObject({ party: 'acme', mayAnswer: true });
    expect(exported.seatActs).toMatchObject([
      { kind: 'accepted', version: 1 },
      { kind: 'accepted', version: 2, personal: { ip: '203.0.113.9', method: 'ann-by-phone' } },
    ]);
    await askOk(app, 'DELETE', '/v1/users/ann');
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toMatch(
      /Ann Archer|ann-by-phone|203\.0\.113\.9/,
    );
    expect(await checkOf(app, 'acme')).toMatchObject({ holds: { version: 2, basis: 'explicit' } });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('a removed contact is forgotten, unless a legal hold is on its party', async () => {
    const app = await testApp();
    await haveAcme(app);
    const contactsOf = async () => (await askOk(app, 'GET', '/v1/users/acme/export')).body.contacts;
    await askOk(app, 'PUT', '/v1/users/acme/hold', { held: true, reason: 'Doe v. Acme' });
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [BILLING] });
    expect(await contactsOf()).toMatchObject([
      { contact: 1, email: LEGAL.email, removedAt: app.clock.now },
      { contact: 2, email: BILLING.email, removedAt: null },
      { contact: 3, email: OPS.email },
    ]);
    await askOk(app, 'PUT', '/v1/users/acme/hold', { held: false });
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts: [] });
    expect((await contactsOf()).map(({ email }: { email: string | null }) => email)).toEqual(
      [LEGAL.email, null, OPS.email].map(() => null),
    );
  });
});

test('whoever knows no organisations sees nothing of them', async () => {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app, { content: TEXT_3 });
  await app.deliver();
  const bodies = [
    (await askOk(app, 'GET', '/v1/users/ada')).body,
    await checkOf(app, 'ada'),
    (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body,
    (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/deliveries')).body,
    (await recordsOf(app)).filter(({ kind }) => kind === 'accepted').map(({ facts }) => facts),
  ];
  expect(JSON.stringify(bodies)).not.toMatch(/contact"|contacts|party|mayAnswer|seat|authority/);
});
