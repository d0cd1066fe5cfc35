import { describe, expect, test } from 'vitest';
import {
  checkOf,
  dumpDatabase,
  havePolicy,
  havePublished,
  recordsOf,
  reviewPathOf,
  testApp,
} from '../../support/arrange.ts';
import { ADMIN_KEY, type TestApp } from '../../support/test-app.ts';

const lines = (...values: readonly unknown[]) =>
  values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');

const importAll = ({ ask }: TestApp, ...values: readonly unknown[]) =>
  ask('POST', '/v1/users/import', lines(...values));

/** Imports bytes as they are, in chunks that cut lines and characters anywhere. */
async function importBytes({ app }: TestApp, bytes: Uint8Array, chunk = 7) {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunk) controller.enqueue(bytes.subarray(at, at + chunk));
      controller.close();
    },
  });
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    body: stream,
    duplex: 'half',
  } as RequestInit;
  return (await app.request('/v1/users/import', init)).json();
}

describe('an import', () => {
  test('makes many users known and says how many were new', async () => {
    const app = await testApp();
    await importAll(app, { user: 'ada', email: 'ada@example.com' });
    const { status, body } = await importAll(
      app,
      { user: 'ada', email: 'ada@example.org' },
      { user: 'bob', email: null, locale: 'de', name: 'Bob' },
    );
    expect(status).toBe(200);
    expect(body).toEqual({ imported: 1, updated: 1, rejected: [], rejectedCount: 0 });
    expect((await app.ask('GET', '/v1/users/ada')).body.email).toBe('ada@example.org');
    expect((await app.ask('GET', '/v1/users/bob')).body).toMatchObject({ locale: 'de', name: 'Bob' });
  });

  test('brings attributes and renewals in as a change of one user does', async () => {
    const app = await testApp();
    const said = {
      attributes: { plan: 'pro', "it's": '"quoted" \\ and 文' },
      renewsAt: ['2027-01-01T00:00:00.000Z'],
    };
    await importAll(app, { user: 'ada', email: null, ...said }, { user: 'bob', email: null });
    expect((await app.ask('GET', '/v1/users/ada')).body).toMatchObject(said);
    expect((await app.ask('GET', '/v1/users/bob')).body).toMatchObject({ attributes: {}, renewsAt: [] });
    await importAll(app, { user: 'ada', email: 'ada@example.com' });
    expect((await app.ask('GET', '/v1/users/ada')).body).toMatchObject(said);
    const { body } = await importAll(app, { user: 'ada', email: null, attributes: { plan: 7 } });
    expect(body.rejected[0].detail).toContain('plan');
  });

  test('passes over blank lines and takes both line endings', async () => {
    const app = await testApp();
    const { body } = await app.ask(
      'POST',
      '/v1/users/import',
      '\n{"user":"ada","email":null}\r\n\r\n{"user":"bob","email":null}',
    );
    expect(body).toEqual({ imported: 2, updated: 0, rejected: [], rejectedCount: 0 });
  });

  test('of nothing brings in nobody', async () => {
    const app = await testApp();
    const nobody = { imported: 0, updated: 0, rejected: [], rejectedCount: 0 };
    expect((await app.ask('POST', '/v1/users/import')).body).toEqual(nobody);
    expect((await app.ask('POST', '/v1/users/import', '')).body).toEqual(nobody);
  });

  test('reads lines and characters that are cut anywhere', async () => {
    const app = await testApp();
    const text = lines({ user: 'käthe-🙂', email: null }, { user: 'bob', email: null });
    expect(await importBytes(app, new TextEncoder().encode(text), 3)).toMatchObject({ imported: 2 });
    expect((await app.ask('GET', `/v1/users/${encodeURIComponent('käthe-🙂')}`)).status).toBe(200);
  });

  test('goes on after a bad line and says what is wrong with it', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body } = await importAll(
      app,
      '{"user":"ada"',
      { user: 'no-address' },
      { user: 'bad-address', email: 'x' },
      { user: '', email: null },
      '"ada"',
      'null',
      { user: 'odd', email: null, colour: 1 },
      { user: 'a', email: null, accepted: { terms: 1 } },
      { user: 'b', email: null, accepted: { privacy: 9 } },
      { user: 'c', email: null, accepted: { privacy: { version: 1, at: '2030-01-01T00:00:00Z' } } },
      { user: 'bob', email: 'bob@example.com' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ imported: 1, updated: 0, rejectedCount: 10 });
    const details = Object.fromEntries(
      body.rejected.map((one: { line: number; detail: string }) => [one.line, one.detail]),
    );
    expect(Object.keys(details)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(details).toMatchObject({
      1: 'is not JSON',
      3: '/email must be an email address',
      7: '/colour is not known here',
      8: 'accepted: there is no policy "terms"',
      9: 'accepted: policy "privacy" has no version 9',
      10: 'accepted: 2030-01-01T00:00:00.000Z lies in the future',
    });
    expect(details[2]).toMatch(/^\/email /);
    expect((await app.ask('GET', '/v1/users/bob')).status).toBe(200);
    for (const user of ['no-address', 'bad-address', 'odd', 'a', 'b', 'c']) {
      expect((await app.ask('GET', `/v1/users/${user}`)).status).toBe(404);
    }
  });

  test('takes a line of 64 KB and rejects a longer one', async () => {
    const app = await testApp();
    const line = JSON.stringify({ user: 'ada', email: null });
    const longest = line + ' '.repeat(64 * 1024 - line.length);
    const { body } = await importAll(app, longest, longest.replace('ada', 'bobb'), {
      user: 'cyd',
      email: null,
    });
    expect(body).toEqual({
      imported: 2,
      updated: 0,
      rejected: [{ line: 2, detail: 'is longer than 65536 bytes' }],
      rejectedCount: 1,
    });
  });

  test('rejects a line that is not UTF-8', async () => {
    const app = await testApp();
    const bytes = Buffer.concat([
      Buffer.from('{"user":"caf\xe9","email":null}\n', 'latin1'),
      Buffer.from('{"user":"bob","email":null}\n'),
    ]);
    expect(await importBytes(app, bytes)).toEqual({
      imported: 1,
      updated: 0,
      rejected: [{ line: 1, detail: 'is not UTF-8' }],
      rejectedCount: 1,
    });
  });

  test('rejects what no database keeps: NUL and lone surrogates', async () => {
    const app = await testApp();
    const { body } = await importAll(
      app,
      '{"user":"a\\u0000","email":null}',
      '{"user":"\\ud800","email":null}',
      '{"user":"ok","email":null,"name":"\\udfff"}',
    );
    expect(body).toMatchObject({ imported: 0, rejectedCount: 3 });
  });

  test('lets the last line of a repeated id win', async () => {
    const app = await testApp();
    const { body } = await importAll(
      app,
      { user: 'ada', email: 'first@example.com', name: 'First' },
      { user: 'ada', email: 'last@example.com' },
    );
    expect(body).toEqual({ imported: 1, updated: 1, rejected: [], rejectedCount: 0 });
    expect((await app.ask('GET', '/v1/users/ada')).body.email).toBe('last@example.com');
  });

  test('lets the last line win also when the lines lie in different writes', async () => {
    const app = await testApp();
    const others = Array.from({ length: 1500 }, (_, i) => ({ user: `u${i}`, email: null }));
    const { body } = await importAll(app, { user: 'ada', email: 'first@example.com' }, ...others, {
      user: 'ada',
      email: 'last@example.com',
    });
    expect(body).toEqual({ imported: 1501, updated: 1, rejected: [], rejectedCount: 0 });
    expect((await app.ask('GET', '/v1/users/ada')).body.email).toBe('last@example.com');
  });

  test('counts every rejected line and lists the first thousand', async () => {
    const app = await testApp();
    const { body } = await app.ask('POST', '/v1/users/import', 'x\n'.repeat(1200));
    expect(body.rejectedCount).toBe(1200);
    expect(body.rejected).toHaveLength(1000);
    expect(body.rejected.at(-1)).toEqual({ line: 1000, detail: 'is not JSON' });
  });
});

describe('what users agreed to elsewhere', () => {
  test('counts, and keeps when and where it happened', async () => {
    const app = await testApp();
    await havePolicy(app);
    app.wait('P1D');
    const at = '2026-11-22T13:04:05.000Z';
    await importAll(app, {
      user: 'ada',
      email: null,
      accepted: { privacy: { version: 1, at, source: 'signup form of 2026' } },
    });
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: true,
      basis: 'imported',
      holds: { version: 1, basis: 'imported', at },
    });
    const row = await app.store.db.selectFrom('acceptances').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      basis: 'imported',
      accepted_at: at,
      recorded_at: '2026-11-23T09:00:00.000Z',
      source: 'signup form of 2026',
      actor: 'admin',
      ip: null,
    });
  });

  test('can be said in short, as a version number', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importAll(app, { user: 'ada', email: null, accepted: { privacy: 1 } });
    expect(await checkOf(app, 'ada')).toMatchObject({
      holds: { version: 1, basis: 'imported', at: '2026-11-22T09:00:00.000Z' },
    });
  });

  test('never takes the place of what Proviso itself recorded', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importAll(app, { user: 'ada', email: null });
    await app.ask('POST', '/v1/acceptances', { user: 'ada', policy: 'privacy', version: 1 });
    await importAll(app, { user: 'ada', email: null, accepted: { privacy: 1 } });
    expect((await checkOf(app, 'ada')).basis).toBe('explicit');
  });

  test('changes nothing when it is imported again', async () => {
    const app = await testApp();
    await havePolicy(app);
    const ada = { user: 'ada', email: null, accepted: { privacy: { version: 1, source: 'first' } } };
    await importAll(app, ada);
    const { acceptances, user_versions } = await dumpDatabase(app.store);
    app.wait(1000);
    await importAll(app, { ...ada, accepted: { privacy: { version: 1, source: 'second' } } });
    const after = await dumpDatabase(app.store);
    expect(after.acceptances).toEqual(acceptances);
    expect(after.user_versions).toEqual(user_versions);
  });

  test('is taken from the last line of a repeated id alone', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importAll(
      app,
      { user: 'ada', email: null, accepted: { privacy: { version: 1, source: 'first' } } },
      { user: 'ada', email: null, accepted: { privacy: { version: 1, source: 'last' } } },
    );
    const rows = await app.store.db.selectFrom('acceptances').select('source').execute();
    expect(rows).toEqual([{ source: 'last' }]);
  });

  test('cannot be a version that was withdrawn', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await app.ask('POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    const { body } = await importAll(app, { user: 'ada', email: null, accepted: { privacy: 2 } });
    expect(body.rejected).toEqual([{ line: 1, detail: 'accepted: version 2 of "privacy" was withdrawn' }]);
  });
});

describe('what was agreed before this record was kept', () => {
  const V2_AT = '2026-11-25T09:00:00.000Z';

  /** `privacy` with version 1 since 22 November 9:00 and version 2 since 25 November. */
  async function haveTwoVersions(): Promise<TestApp> {
    const app = await testApp();
    await havePolicy(app, { notice: { substantial: 'P3D' } });
    await havePublished(app);
    app.wait('P30D');
    return app;
  }

  test.each([
    ['2026-11-22T09:00:00.000Z', 1],
    ['2026-11-25T08:59:59.999Z', 1],
    [V2_AT, 2],
    ['2026-12-01T01:00:00+01:00', 2],
  ])('counts by its date: at %s the text in force was version %i', async (at, version) => {
    const app = await haveTwoVersions();
    const { body } = await importAll(app, { user: 'ada', email: null, accepted: { privacy: { at } } });
    expect(body).toMatchObject({ imported: 1, rejectedCount: 0 });
    expect((await checkOf(app, 'ada')).holds).toEqual({
      ...{ version, basis: 'imported', at: new Date(at).toISOString() },
    });
  });

  test.each([
    ['2026-11-22T08:59:59.999Z', 'no version of "privacy" was in force at 2026-11-22T08:59:59.999Z'],
    ['2027-11-22T08:59:59.999Z', '2027-11-22T08:59:59.999Z lies in the future'],
  ])(
    'is refused by its date where none was in force, and the other lines are not: %s',
    async (at, detail) => {
      const app = await haveTwoVersions();
      const { body } = await importAll(
        app,
        { user: 'ada', email: null, accepted: { privacy: { at } } },
        { user: 'bob', email: null, accepted: { privacy: { at: V2_AT } } },
      );
      expect(body).toMatchObject({ imported: 1, rejectedCount: 1, rejected: [{ line: 1 }] });
      expect(body.rejected[0].detail).toContain(detail);
      expect((await app.ask('GET', '/v1/users/ada')).status).toBe(404);
    },
  );

  const unknown = {
    user: 'ada',
    email: 'ada@example.com',
    accepted: { privacy: { version: null, source: 'paper' } },
  };

  test('to a text that nobody knows is an agreement all the same, older than every version', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await importAll(app, unknown)).body).toMatchObject({ imported: 1, rejectedCount: 0 });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: false, reason: 'not-told', next: 'show-notice' },
      holds: { version: null, basis: 'imported', at: app.clock.now },
    });
  });

  test('to a text that nobody knows is carried on by use, once they were told of what is in force', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importAll(app, unknown);
    await app.ask('POST', '/v1/notices/shown', { user: 'ada', policy: 'privacy', version: 1 });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'awaiting-use', next: 'show-notice' });
    app.wait('P7D');
    await app.ask('POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'deemed', next: 'none', holds: { version: 1, basis: 'deemed' } },
    });
  });

  test('to a text that nobody knows is no clear yes to what asks for one', async () => {
    const app = await testApp();
    await havePolicy(app, { acceptance: 'explicit' });
    await importAll(app, unknown);
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'acceptance-required', next: 'ask' });
    await app.ask('POST', '/v1/acceptances', { user: 'ada', policy: 'privacy', version: 1 });
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: true,
      holds: { version: 1, basis: 'explicit' },
    });
  });

  test('to a text that nobody knows is told of the next change from the version in force', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importAll(app, unknown);
    await havePublished(app);
    await app.deliver();
    const row = await app.store.db
      .selectFrom('deliveries')
      .select(['says', 'state'])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ says: expect.stringContaining(' privacy@2<1!agrees-by-use:'), state: 'sent' });
    const page = (await app.ask('GET', await reviewPathOf(app, 'ada@example.com'))).body as string;
    expect(page).toContain(
      'You agreed to this document before this record was kept; to which text is not known.',
    );
    expect(page).toContain('Compared with version 1.');
    const { body } = await app.ask('POST', '/v1/terminations', {
      ...{ user: 'ada', policy: 'privacy', version: 2, when: 'effect' },
    });
    expect(body).toMatchObject({ holds: null });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: null });
  });

  test('is kept once: said again it changes nothing, and said with an instant that instant counts', async () => {
    const app = await testApp();
    await havePolicy(app);
    const at = '2020-02-29T12:00:00.000Z';
    await importAll(app, unknown);
    const before = (await recordsOf(app)).length;
    app.wait(1000);
    await importAll(app, { ...unknown, accepted: { privacy: { version: null, source: 'again' } } });
    expect(await recordsOf(app)).toHaveLength(before);
    const dated = { ...unknown, accepted: { privacy: { version: null, at, source: 'paper' } } };
    await importAll(app, dated);
    await importAll(app, dated);
    expect((await checkOf(app, 'ada')).holds).toEqual({ version: null, basis: 'imported', at });
    const { body } = await app.ask('GET', '/v1/users/ada/export');
    expect(body.earlierAgreements).toMatchObject([{ agreedAt: null, source: 'paper' }, { agreedAt: at }]);
    expect(body.versions).toMatchObject([{ version: null, acceptedAt: at }]);
    expect((await recordsOf(app)).slice(before)).toMatchObject([
      {
        ...{ kind: 'agreed-before', policy: 'privacy', version: null, at, recordedAt: app.clock.now },
        ...{ facts: { agreedAt: at }, personal: { source: 'paper' } },
      },
    ]);
  });

  test('to a text that nobody knows undoes nothing that they said here', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await importAll(app, { user: 'ada', email: null, accepted: { privacy: 1 } });
    await app.ask('POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'effect' });
    await importAll(app, { ...unknown, email: null });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
  });
});
