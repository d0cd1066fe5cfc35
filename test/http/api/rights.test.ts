import { describe, expect, test } from 'vitest';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { readShape } from '../../../src/storage/copy/copy-shape.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const UNKNOWN = {
  type: '/problems/unknown-user',
  title: 'Unknown user',
  status: 404,
  detail: 'There is no such user.',
};

/** Everything by which Zoë could be known again, wherever somebody may write it. */
const TRACES = {
  id: 'zoe-the-user',
  name: 'Zoë-by-name',
  attribute: 'zoe-is-the-only-one',
  firstAddress: 'zoe-first@example.com',
  address: 'zoe-second@example.com',
  source: 'zoe-in-the-old-system',
  earlier: 'zoe-on-paper',
  method: 'zoe-ticked-a-box',
  ip: '203.0.113.77',
  userAgent: 'zoe-browser/1',
  reviewUserAgent: 'zoe-phone/1',
  idempotencyKey: 'zoe-key-1',
  reported: 'zoe-in-the-payload',
  resolution: 'zoe-never-got-it',
  note: 'zoe-thought-again',
  voiding: 'zoe-is-not-her',
  reason: 'zoe-is-moving-away',
  hold: 'zoe-goes-to-court',
  lift: 'zoe-settled',
  contact: 'zoe-at-work@example.com',
  purpose: 'zoe-pays-the-bills',
  spokesperson: 'zoe-speaks-for-them',
  returnTo: 'zoe-came-from-here',
};

const deliveryTo = async ({ store }: TestApp, email: string) => {
  const query = store.db.selectFrom('deliveries').select(['id', 'release', 'state']);
  return query
    .where('email', '=', email)
    .orderBy('release', 'desc')
    .orderBy('round', 'desc')
    .executeTakeFirstOrThrow();
};

/** A user about whom every table holds something, with all her traces; two versions after the first are announced. */
async function haveZoe(): Promise<TestApp> {
  const mailer = rememberingMailer([{ kind: 'unknown', problem: 'nobody can tell' }]);
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app, { revocable: true });
  await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
  await haveUsers(app, 'firm');
  await askOk(app, 'PUT', `/v1/users/${TRACES.id}`, { email: null, party: 'firm', mayAnswer: true });
  const by = { name: TRACES.spokesperson, role: 'Director', authority: true };
  await askOk(app, 'POST', '/v1/acceptances', { user: TRACES.id, policy: 'privacy', version: 1, by });
  const agreed = {
    privacy: { version: 1, source: TRACES.source },
    terms: { version: null, source: TRACES.earlier },
  };
  const line = {
    ...{ user: TRACES.id, email: TRACES.firstAddress, name: TRACES.name },
    ...{ attributes: { seat: TRACES.attribute }, renewsAt: '2027-03-04T05:06:07.089Z', accepted: agreed },
    party: null,
  };
  await askOk(app, 'POST', '/v1/users/import', JSON.stringify(line));

  await havePublished(app);
  await app.deliver();
  const unknown = await deliveryTo(app, TRACES.firstAddress);
  const resolve = `/v1/policies/privacy/versions/2/deliveries/${unknown.id}/resolve`;
  await askOk(app, 'POST', resolve, { as: 'resend', reason: TRACES.resolution });
  await app.deliver();
  const { id } = await deliveryTo(app, TRACES.firstAddress);
  app.wait(1000);
  await report(app, mailEvent('bounced', { deliveryId: id ?? '', to: `${TRACES.reported}@example.com` }));
  await askOk(app, 'PUT', `/v1/users/${TRACES.id}`, { email: TRACES.address });
  await app.deliver();
  await askOk(app, 'POST', '/v1/notices/shown', { user: TRACES.id, policy: 'privacy', version: 2 });

  await askOk(app, 'POST', `/v1/users/${TRACES.id}/events`, { kind: 'renewal', at: app.clock.now });

  const { ip, userAgent, method } = TRACES;
  const act = { user: TRACES.id, policy: 'privacy', version: 2 };
  const key = { 'idempotency-key': TRACES.idempotencyKey };
  await askOk(app, 'POST', '/v1/acceptances', { ...act, ip, userAgent, method }, key);
  await havePublished(app, { content: TEXT_3, summary: 'We write before.' });
  await app.deliver();
  // A receipt may go out beside it, before or after.
  const mails = mailer.batches.flatMap((batch) => batch.mails);
  const mail = mails.findLast(({ text }) => text.includes('We write before.'));
  const [path = ''] = /\/review\/[\w.-]+/.exec(mail?.text ?? '') ?? [];
  const review = await app.app.request(path, {
    method: 'POST',
    headers: { origin: 'http://localhost:8787', 'user-agent': TRACES.reviewUserAgent },
    body: new URLSearchParams({ action: 'accept' }),
  });
  expect(review.status).toBe(303);
  // Receipts wait a second for others.
  await app.deliver();
  app.wait(1000);
  await app.deliver();
  await askOk(app, 'POST', `/v1/users/${TRACES.id}/links`, {
    purpose: 'review',
    policy: 'privacy',
    version: 3,
  });
  const returnTo = `https://app.example.com/account/${TRACES.returnTo}`;
  await askOk(app, 'POST', `/v1/users/${TRACES.id}/links`, { purpose: 'sitting', returnTo });
  const withdraw = { ...act, version: 3, answer: 'withdraw', note: TRACES.note };
  await askOk(app, 'POST', '/v1/answers', withdraw);
  const { body: mistaken } = await askOk(app, 'POST', '/v1/terminations', { ...act, version: 3 });
  await askOk(app, 'POST', `/v1/answers/${mistaken.id}/void`, { reason: TRACES.voiding });
  const leaving = { ...act, version: 3, reason: TRACES.reason };
  await askOk(app, 'POST', '/v1/terminations', leaving, { 'idempotency-key': 'k' });
  const contacts = [{ email: TRACES.contact, purpose: TRACES.purpose }];
  await askOk(app, 'PUT', `/v1/users/${TRACES.id}`, { email: TRACES.address, contacts });
  await hold(app, { held: true, reason: TRACES.hold });
  await hold(app, { held: false, reason: TRACES.lift });
  return app;
}

const hold = async (app: TestApp, order: Record<string, unknown>, user = TRACES.id) =>
  (await askOk(app, 'PUT', `/v1/users/${user}/hold`, order)).body;

const erase = (app: TestApp, user = TRACES.id) => app.ask('DELETE', `/v1/users/${user}`);

/** The tables that hold any of Zoë's traces, with which. */
async function tracesIn(app: TestApp): Promise<Record<string, string[]>> {
  const dump = await dumpDatabase(app.store);
  return Object.fromEntries(
    Object.entries(dump)
      .map(([table, rows]) => {
        const text = JSON.stringify(rows).toLowerCase();
        return [table, Object.values(TRACES).filter((trace) => text.includes(trace.toLowerCase()))] as const;
      })
      .filter(([, traces]) => traces.length > 0),
  );
}

describe('erasing a user about whom every table holds something', () => {
  test('leaves no trace of them in any table, and all records of what they did', async () => {
    const app = await haveZoe();
    const before = await dumpDatabase(app.store);
    const found = Object.values(await tracesIn(app)).flat();
    expect(new Set(found)).toEqual(new Set(Object.values(TRACES)));

    expect(await erase(app)).toMatchObject({ status: 204, body: '' });
    expect(await tracesIn(app)).toEqual({});
    // What is hashed or encoded may hold any three letters.
    const { records, ...tables } = await dumpDatabase(app.store);
    const bodies = records?.map((row) => JSON.parse(row).body);
    expect(
      JSON.stringify([{ ...tables, log_entries: [], comparisons: [], record_secrets: [] }, bodies]),
    ).not.toMatch(/zoe|zoë/i);
    const after = await dumpDatabase(app.store);
    const gone = Object.keys(after).filter((table) => after[table]?.length !== before[table]?.length);
    // Of the log, nothing but what can tell who they were goes; that they were erased is one record more.
    expect(gone).toEqual([
      ...[
        'contacts',
        'erasures',
        'receipt_links',
        'record_secrets',
        'records',
        'replies',
        'sittings',
        'waiting_records',
      ],
    ]);
    expect(after.records).toHaveLength((before.records?.length ?? 0) + 1);
    expect(after.record_secrets?.filter((row) => row.includes('erased:'))).toHaveLength(1);
    expect(after.erasures).toHaveLength(1);
    expect(after.replies).toEqual([]);
    expect(after.receipt_links).toEqual([]);
  });

  test('cannot be forgotten of a table: each that names users has a part in the export', async () => {
    const app = await haveZoe();
    await hold(app, { held: true });
    const { body } = await askOk(app, 'GET', `/v1/users/${TRACES.id}/export`);
    const tables = (await readShape(readMigrations())).filter(({ columns }) =>
      columns.some(({ name }) => name === 'user_ref'),
    );
    // The list of a new table goes here once `src/storage/erasures.ts` and `user-records.ts` know it.
    const parts: Record<string, readonly unknown[]> = {
      acceptances: body.acceptances,
      answer_voidings: body.answerVoidings,
      answers: body.answers,
      contacts: body.contacts,
      deliveries: body.notices.filter((one: { endedAt: string | null }) => one.endedAt === null),
      earlier_agreements: body.earlierAgreements,
      ended_deliveries: body.notices.filter((one: { endedAt: string | null }) => one.endedAt !== null),
      erasures: [body],
      held_values: body.known,
      holds: body.holds,
      links: body.links,
      provider_events: body.providerEvents,
      reader_events: body.readerEvents,
      receipt_links: body.receiptLinks,
      record_secrets: body.records.filter((one: { personal: unknown }) => one.personal !== null),
      records: body.records,
      replies: body.replies,
      resolutions: body.resolutions,
      seat_acts: body.seatActs,
      showings: body.showings,
      sittings: body.sittings,
      terminations: body.terminations,
      user_versions: body.versions,
    };
    expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(parts));
    for (const [table, records] of Object.entries(parts)) expect(records.length, table).toBeGreaterThan(0);
  });

  test('is repeated by nobody: they are unknown from then on', async () => {
    const app = await haveZoe();
    await erase(app);
    for (const [method, path] of [
      ['DELETE', ''],
      ['GET', '/export'],
      ['GET', '/hold'],
    ] as const) {
      const { status, body } = await app.ask(method, `/v1/users/${TRACES.id}${path}`);
      expect([status, body]).toEqual([404, UNKNOWN]);
    }
    const answer = await app.ask('PUT', `/v1/users/${TRACES.id}/hold`, { held: true });
    expect([answer.status, answer.body]).toEqual([404, UNKNOWN]);
  });
});

describe('the export of a user', () => {
  test('holds everything that is kept about them, in words', async () => {
    const app = await haveZoe();
    const { body, headers } = await askOk(app, 'GET', `/v1/users/${TRACES.id}/export`);
    expect(headers.get('cache-control')).toBe('no-store');
    for (const trace of Object.values(TRACES)) expect(JSON.stringify(body)).toContain(trace);
    expect(body.user).toMatchObject({
      user: TRACES.id,
      email: TRACES.address,
      name: TRACES.name,
      standing: 'leaving',
    });
    expect(body.erasureRequestedAt).toBeNull();
    expect(body.acceptances).toMatchObject([
      { version: 1, basis: 'imported', source: TRACES.source },
      { version: 2, basis: 'explicit', ip: TRACES.ip, userAgent: TRACES.userAgent, method: TRACES.method },
      { version: 3, basis: 'explicit', method: 'review-page', userAgent: TRACES.reviewUserAgent },
    ]);
    expect(body.notices).toMatchObject([
      { tells: [{ version: 2 }], kind: 'announcement', address: TRACES.firstAddress, state: 'unknown' },
      { tells: [{ version: 2 }], kind: 'announcement', address: TRACES.firstAddress, state: 'bounced' },
      {
        tells: [{ version: 2 }],
        kind: 'announcement',
        address: TRACES.address,
        state: 'sent',
        endedAt: null,
      },
      {
        tells: [{ version: 3 }],
        kind: 'announcement',
        address: TRACES.address,
        state: 'sent',
        endedAt: null,
      },
      { tells: [{ version: 3 }], kind: 'receipt-accepted', address: TRACES.address, state: 'sent' },
    ]);
    expect(body.notices[0].subject).toContain('Privacy Policy');
    expect(body.providerEvents).toMatchObject([
      { type: 'email.bounced', payload: { type: 'email.bounced' } },
    ]);
    expect(body.replies).toMatchObject([{ body: { version: 2 } }, { body: { version: 3 } }]);
    expect(body.holds).toMatchObject([{ reason: TRACES.hold, liftReason: TRACES.lift }]);
  });

  test('for them says that a legal hold is on them, and not why', async () => {
    const app = await haveZoe();
    const { key } = (await askOk(app, 'POST', '/v1/keys', { name: 'the shop', role: 'app' })).body;
    const read = (query: string, headers = {}) =>
      app.ask('GET', `/v1/users/${TRACES.id}/export${query}`, undefined, headers);
    const own = { authorization: `Bearer ${key}` };
    for (const [query, headers] of [
      ['', own],
      ['?for=person', own],
      ['?for=person', {}],
    ] as const) {
      const { status, body } = await read(query, headers);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(new RegExp(`${TRACES.hold}|${TRACES.lift}`));
      expect(body.holds).toEqual([
        {
          id: expect.any(String),
          heldAt: expect.any(String),
          heldBy: 'admin',
          liftedAt: expect.any(String),
          liftedBy: 'admin',
        },
      ]);
      expect(body.user.email).toBe(TRACES.address);
    }
    for (const query of ['', '?for=operator']) {
      expect((await read(query)).body.holds).toMatchObject([
        { reason: TRACES.hold, liftReason: TRACES.lift },
      ]);
    }
    const refused = await read('?for=operator', own);
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/forbidden']);
    expect((await read('?for=somebody')).status).toBe(400);
  });

  test('of someone who did nothing is short, and nobody else is in it', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob');
    await haveAccepted(app, 'bob');
    const { body } = await askOk(app, 'GET', '/v1/users/ada/export');
    const { user, exportedAt, erasureRequestedAt, ...records } = body;
    expect(user).toMatchObject({ user: 'ada', email: 'ada@example.com', standing: 'active' });
    expect(exportedAt).toBe(app.clock.now);
    for (const list of Object.values(records)) expect(list).toEqual([]);
  });
});

describe('a legal hold', () => {
  const SINCE = '2026-11-22T09:00:00.000Z';
  const UNSAID = { locale: null, name: null, attributes: {}, renewsAt: [] };
  const FIRST = { email: 'ada@example.com', ...UNSAID, since: SINCE, key: 'admin' };
  const ADA = { user: 'ada', held: true, since: SINCE, reason: 'Doe v. Lantern', known: [FIRST] };
  const FREE = { user: 'ada', held: false, since: null, reason: null, known: [], erasure: null };

  async function haveAdaHeld(): Promise<TestApp> {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    const held = await hold(app, { held: true, reason: 'Doe v. Lantern' }, 'ada');
    expect(held).toEqual({ ...ADA, erasure: null });
    return app;
  }

  test('has an erasure wait, and says so however often it is asked for', async () => {
    const app = await haveAdaHeld();
    app.wait(1000);
    const waiting = { user: 'ada', requestedAt: '2026-11-22T09:00:01.000Z', waitsFor: 'hold' };
    expect(await erase(app, 'ada')).toMatchObject({ status: 202, body: waiting });
    const before = await dumpDatabase(app.store);
    app.wait(1000);
    expect(await erase(app, 'ada')).toMatchObject({ status: 202, body: waiting });
    expect((await dumpDatabase(app.store)).erasures).toEqual(before.erasures);

    const { user, ...erasure } = waiting;
    expect((await askOk(app, 'GET', '/v1/users/ada/hold')).body).toEqual({ ...ADA, erasure });
    expect((await askOk(app, 'GET', '/v1/users/ada')).body.email).toBe('ada@example.com');
    const { body } = await askOk(app, 'GET', '/v1/users/ada/export');
    expect(body.erasureRequestedAt).toBe(waiting.requestedAt);
  });

  test('has the erasure carried out the moment it is lifted', async () => {
    const app = await haveAdaHeld();
    await erase(app, 'ada');
    app.wait(1000);
    expect(await hold(app, { held: false }, 'ada')).toEqual({
      ...FREE,
      erasure: { requestedAt: '2026-11-22T09:00:00.000Z', waitsFor: null },
    });
    expect((await app.ask('GET', '/v1/users/ada')).body).toEqual(UNKNOWN);
    const dump = JSON.stringify(await dumpDatabase(app.store));
    expect(dump).not.toMatch(/ada@example|Doe v\. Lantern/);
  });

  test('that is lifted while nobody asked for an erasure leaves everything as it is', async () => {
    const app = await haveAdaHeld();
    expect(await hold(app, { held: false }, 'ada')).toEqual(FREE);
    expect((await askOk(app, 'GET', '/v1/users/ada')).body.email).toBe('ada@example.com');
    expect(await hold(app, { held: false }, 'ada')).toEqual(FREE);
    expect(await erase(app, 'ada')).toMatchObject({ status: 204 });
  });

  test('can be put on again, and keeps who held when and why', async () => {
    const app = await haveAdaHeld();
    await hold(app, { held: false, reason: 'Settled' }, 'ada');
    app.wait(1000);
    await hold(app, { held: true, reason: 'Roe v. Lantern' }, 'ada');
    const { body } = await askOk(app, 'GET', '/v1/users/ada/export');
    expect(body.holds).toMatchObject([
      { reason: 'Doe v. Lantern', heldBy: 'admin', liftReason: 'Settled', liftedBy: 'admin' },
      { reason: 'Roe v. Lantern', heldAt: '2026-11-22T09:00:01.000Z', liftedAt: null },
    ]);
  });

  test('that is in force already changes its reason alone, and that only where one is given', async () => {
    const app = await haveAdaHeld();
    app.wait(1000);
    expect(await hold(app, { held: true }, 'ada')).toEqual({ ...ADA, erasure: null });
    expect(await hold(app, { held: true, reason: 'Both' }, 'ada')).toEqual({
      ...ADA,
      reason: 'Both',
      erasure: null,
    });
  });

  test('keeps what was known of somebody beside what they are called and reached by since', async () => {
    const app = await haveAdaHeld();
    const put = (record: Record<string, unknown>) => askOk(app, 'PUT', '/v1/users/ada', record);
    app.wait(1000);
    await put({ email: 'else@example.org', name: 'Somebody Else', locale: 'de' });
    await put({ email: 'else@example.org', name: 'Somebody Else', locale: 'de' });
    app.wait(1000);
    const line = { user: 'ada', email: null, name: null };
    await askOk(app, 'POST', '/v1/users/import', line);
    await askOk(app, 'POST', '/v1/users/import', { user: 'bob', email: 'bob@example.com', name: 'Bob' });
    app.wait(1000);
    await put({ email: 'ada@example.com', locale: null });
    const later = (seconds: number) => `2026-11-22T09:00:0${seconds}.000Z`;
    const known = [
      FIRST,
      { ...FIRST, email: 'else@example.org', name: 'Somebody Else', locale: 'de', since: later(1) },
      { ...FIRST, email: null, locale: 'de', since: later(2) },
      { ...FIRST, since: later(3) },
    ];
    expect((await askOk(app, 'GET', '/v1/users/ada/hold')).body).toEqual({ ...ADA, known, erasure: null });
    expect((await askOk(app, 'GET', '/v1/users/ada/export')).body.known).toEqual(known);
    expect((await askOk(app, 'GET', '/v1/users/bob/hold')).body.known).toEqual([]);
  });

  test('that is lifted leaves nothing of what was known before', async () => {
    const app = await haveAdaHeld();
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'else@example.org' });
    expect(await hold(app, { held: false }, 'ada')).toEqual(FREE);
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain('ada@example.com');
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'third@example.org' });
    expect((await askOk(app, 'GET', '/v1/users/ada/export')).body.known).toEqual([]);
  });

  test('is on one user alone', async () => {
    const app = await haveAdaHeld();
    await haveUsers(app, 'bob');
    expect(await erase(app, 'bob')).toMatchObject({ status: 204 });
    expect(await erase(app, 'ada')).toMatchObject({ status: 202 });
  });

  test.each([
    [{}, '/held'],
    [{ held: 'yes' }, '/held'],
    [{ held: true, reason: 'two\nlines' }, '/reason'],
    [{ held: true, until: 'forever' }, '/until'],
  ])('is refused as %j', async (order, pointer) => {
    const app = await testApp();
    await haveUsers(app, 'ada');
    const { status, body } = await app.ask('PUT', '/v1/users/ada/hold', order);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer }] });
  });
});
