import { describe, expect, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { contentHashOf } from '../../../src/domain/hash.ts';
import { askOk, dumpDatabase, recordsOf, TEXT_1, TEXT_2, TEXT_3, testApp } from '../../support/arrange.ts';
import { failures, verified } from '../../support/evidence.ts';
import type { TestApp } from '../../support/test-app.ts';

const PATH = '/v1/policies/terms/history';
const HISTORY = [
  { content: TEXT_1, postedAt: '2019-03-01T00:00:00.000Z', effectiveAt: '2019-04-01T00:00:00.000Z' },
  { content: TEXT_2, postedAt: '2021-05-25T00:00:00.000Z', effectiveAt: '2021-05-25T00:00:00.000Z' },
  { content: TEXT_3, postedAt: '2024-01-01T00:00:00.000Z', effectiveAt: '2024-02-01T00:00:00.000Z' },
].map((one) => ({ ...one, source: 'web archive' }));

async function haveTerms(): Promise<TestApp> {
  const app = await testApp();
  await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
  return app;
}

describe('the history of a policy', () => {
  test('becomes its versions, of whom nobody is told', async () => {
    const app = await haveTerms();
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com' });
    const { status, body } = await app.ask('POST', PATH, { versions: HISTORY });
    expect(status).toBe(201);
    const imported = { change: 'initial', basis: 'imported', source: 'web archive', rule: { by: 'history' } };
    expect(body.versions).toMatchObject(
      HISTORY.map(({ postedAt, effectiveAt, content }, i) => ({
        ...imported,
        ...{ version: i + 1, postedAt, effectiveAt, contentHash: contentHashOf(content), recipients: 0 },
        state: i === 2 ? 'in-force' : 'superseded',
      })),
    );
    const { body: second } = await askOk(app, 'GET', '/v1/policies/terms/versions/2');
    expect(second).toMatchObject({ ...imported, content: TEXT_2 });
    await app.deliver();
    const dump = await dumpDatabase(app.store);
    expect([dump.fan_outs, dump.chunks, dump.deliveries]).toEqual([[], [], []]);
    const records = (await recordsOf(app)).filter(({ kind }) => kind === 'posted');
    expect(records).toMatchObject(
      HISTORY.map(({ postedAt }, i) => ({
        ...{ id: `posted:terms/${i + 1}`, at: postedAt, recordedAt: app.clock.now, actor: 'admin' },
        facts: { basis: 'imported', source: 'web archive', previous: i === 0 ? null : i },
      })),
    );
  });

  test('is where agreements by their date find their text, and what comes next is told from', async () => {
    const app = await haveTerms();
    await askOk(app, 'POST', PATH, { versions: HISTORY });
    const agreed = {
      user: 'ada',
      email: 'ada@example.com',
      accepted: { terms: { at: '2020-01-01T00:00:00Z' } },
    };
    await askOk(app, 'POST', '/v1/users/import', JSON.stringify(agreed));
    const { body } = await askOk(app, 'GET', '/v1/users/ada/policies/terms');
    expect(body).toMatchObject({
      ...{ accepted: false, reason: 'not-told', next: 'show-notice' },
      ...{ holds: { version: 1, basis: 'imported' }, current: { version: 3 } },
    });
    const next = { content: `${TEXT_3}\nAnd more.\n`, change: 'minor', summary: 'More.' };
    const { body: published } = await askOk(app, 'POST', '/v1/policies/terms/versions', next);
    expect(published).toMatchObject({ version: 4, basis: 'posted', source: null, recipients: 1 });
    await app.deliver();
    const row = await app.store.db.selectFrom('deliveries').select('says').executeTakeFirstOrThrow();
    expect(row.says).toContain(' terms@4<1!');
  });

  test('says in a dry run what it would make, and whose agreements fall under which version, and writes nothing', async () => {
    const app = await haveTerms();
    const ats = [
      '2018-01-01T00:00:00Z',
      null,
      '2019-04-01T00:00:00Z',
      '2020-01-01T00:00:00Z',
      '2025-01-01T00:00:00Z',
    ];
    const lines = ats.map((at, i) =>
      JSON.stringify({
        user: `u${i}`,
        email: null,
        accepted: { terms: { version: null, at, source: 'paper' } },
      }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('POST', `${PATH}?dryRun=true`, { versions: HISTORY });
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, versions: [{ version: 1 }, { version: 2 }, { version: 3 }] });
    expect(body.agreements).toEqual([
      { version: null, users: 2 },
      { version: 1, users: 2 },
      { version: 3, users: 1 },
    ]);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('is answered again under the same Idempotency-Key, and refused without once there is a version', async () => {
    const app = await haveTerms();
    const key = { 'idempotency-key': 'once' };
    const first = await askOk(app, 'POST', PATH, { versions: HISTORY }, key);
    const again = await askOk(app, 'POST', PATH, { versions: HISTORY }, key);
    expect(again.body).toEqual(first.body);
    const before = await dumpDatabase(app.store);
    for (const path of [PATH, `${PATH}?dryRun=true`]) {
      expect(await app.ask('POST', path, { versions: HISTORY })).toMatchObject({
        status: 409,
        body: { type: '/problems/has-versions' },
      });
    }
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    [
      'instants that do not ascend',
      ['/versions/1/postedAt', '/versions/1/effectiveAt'],
      [HISTORY[1], { ...HISTORY[0], content: TEXT_3 }],
    ],
    [
      'an instant in the future',
      ['/versions/0/effectiveAt'],
      [{ ...HISTORY[0], effectiveAt: '2030-01-01T00:00:00Z' }],
    ],
    [
      'effect before posting',
      ['/versions/0/effectiveAt'],
      [{ ...HISTORY[0], effectiveAt: '2019-02-28T23:59:59Z' }],
    ],
    [
      'the text of the version before',
      ['/versions/1/content'],
      [HISTORY[0], { ...HISTORY[1], content: `${TEXT_1}\n\n` }],
    ],
    ['no version', ['/versions'], []],
    ['a blank text', ['/versions/0/content'], [{ ...HISTORY[0], content: ' ' }]],
    ['no source', ['/versions/0/source'], [{ ...HISTORY[0], source: undefined }]],
    ['what is not asked for', ['/versions/0/change'], [{ ...HISTORY[0], change: 'minor' }]],
    ['201 versions', ['/versions'], Array(201).fill(HISTORY[0])],
  ])('is refused with %s, and changes nothing', async (_, pointers, versions) => {
    const app = await haveTerms();
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('POST', PATH, { versions });
    expect({ status, pointers: body.errors.map((one: { pointer: string }) => one.pointer) }).toEqual({
      ...{ status: 400, pointers },
    });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('takes texts of every length, many at a time', async () => {
    const app = await haveTerms();
    const versions = Array.from({ length: 12 }, (_, i) => ({
      ...{ content: `${i} "${'x'.repeat(i === 5 ? 990_000 : 300_000)}"\n`, source: 'archive' },
      ...{ postedAt: `20${10 + i}-01-01T00:00:00Z`, effectiveAt: `20${10 + i}-01-01T00:00:00Z` },
    }));
    await askOk(app, 'POST', PATH, { versions });
    for (const [i, { content }] of versions.entries()) {
      const { body } = await askOk(app, 'GET', `/v1/policies/terms/versions/${i + 1}`);
      expect(body.contentHash).toBe(contentHashOf(content));
      expect(body.content === content).toBe(true);
    }
  });
});

describe('what pages say of a version that was told before this record was kept', () => {
  const TOLD = 'As told before this record was kept';

  test.each(['', '/history', '/versions/1', '/versions/3', '/feed.xml', '/feed.json'])(
    'that it was so, at /policies/terms%s',
    async (path) => {
      const app = await haveTerms();
      await askOk(app, 'POST', PATH, { versions: HISTORY });
      const { body } = await askOk(app, 'GET', `/policies/terms${path}`);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      expect(text).toContain(TOLD);
      expect(text).not.toContain('First version');
    },
  );

  test('and evidence, with where it comes from', async () => {
    const app = await haveTerms();
    await askOk(app, 'POST', PATH, { versions: HISTORY });
    const agreed = { user: 'ada', email: null, accepted: { terms: 1 } };
    await askOk(app, 'POST', '/v1/users/import', JSON.stringify(agreed));
    await keepRecord(app.context, 'test');
    const { body } = await askOk(app, 'GET', '/v1/users/ada/evidence?format=html');
    expect(body).toContain('was told before this record was kept</strong> (“<bdi>web archive</bdi>”)');
  });
});

test('evidence of what was before, and of what a product reported, is verified offline', async () => {
  const app = await haveTerms();
  await askOk(app, 'POST', PATH, { versions: HISTORY });
  const accepted = { terms: { version: null, at: '2018-12-31T00:00:00Z', source: 'paper' } };
  await askOk(app, 'POST', '/v1/users/import', JSON.stringify({ user: 'ada', email: null, accepted }));
  const letter = {
    kind: 'delivered',
    channel: 'post',
    policy: 'terms',
    version: 1,
    at: HISTORY[0]?.postedAt,
  };
  await askOk(app, 'POST', '/v1/users/ada/events', { ...letter, states: ['use'] });
  await askOk(app, 'POST', '/v1/users/ada/events', { kind: 'renewal', at: '2020-01-01T00:00:00Z' });
  await keepRecord(app.context, 'test');
  const { body } = await askOk(app, 'GET', '/v1/users/ada/evidence');
  const kinds = body.records.map(({ record }: { record: { kind: string } }) => record.kind);
  expect(kinds.toSorted()).toEqual(['agreed-before', 'posted', 'reported', 'reported']);
  expect(failures(verified(JSON.stringify(body)))).toEqual([]);
});
