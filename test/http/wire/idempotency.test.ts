import { describe, expect, test } from 'vitest';
import { tidyUp } from '../../../src/actions/upkeep/tidy-up.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { KEEP_ALL } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const NEXT = { content: TEXT_2, change: 'substantial', summary: 'Logs are kept longer.' };
const ADA = { user: 'ada', policy: 'privacy', version: 2 };
const KEY = { 'idempotency-key': 'a-1' };

const MISMATCH = {
  type: '/problems/idempotency-mismatch',
  title: 'The Idempotency-Key was used with another request',
  status: 422,
  detail: 'This Idempotency-Key was first used with another body.',
};

describe('under an Idempotency-Key', () => {
  test('publishing again answers as the first time and posts nothing more', async () => {
    const app = await testApp();
    await havePolicy(app);
    const first = await app.ask('POST', VERSIONS, NEXT, KEY);
    app.wait('P1D');
    const again = await app.ask('POST', VERSIONS, NEXT, KEY);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(`${VERSIONS}/2`);
    expect((await app.ask('GET', VERSIONS)).body.items).toHaveLength(2);
  });

  test('accepting again answers as the first time, 201 and all', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const first = await app.ask('POST', '/v1/acceptances', ADA, KEY);
    const again = await app.ask('POST', '/v1/acceptances', ADA, KEY);
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: first.body });
  });

  test('terminating again answers as the first time, even after the leaving was cancelled', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const first = await app.ask('POST', '/v1/terminations', ADA, KEY);
    await askOk(app, 'DELETE', `/v1/terminations/${first.body.id}`);
    const again = await app.ask('POST', '/v1/terminations', ADA, KEY);
    expect(again.body).toEqual(first.body);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
  });

  test('withdrawing again answers as the first time', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const reason = { reason: 'A mistake.' };
    const first = await app.ask('POST', `${VERSIONS}/2/withdrawal`, reason, KEY);
    const again = await app.ask('POST', `${VERSIONS}/2/withdrawal`, reason, KEY);
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body });
  });

  test('another body is refused and changes nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'POST', VERSIONS, NEXT, KEY);
    const { status, body } = await app.ask('POST', VERSIONS, { ...NEXT, content: TEXT_3 }, KEY);
    expect(status).toBe(422);
    expect(body).toEqual(MISMATCH);
    expect((await app.ask('GET', VERSIONS)).body.items).toHaveLength(2);
  });

  test('another body is refused also when the first one had nothing left to change', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveUsers(app, 'bob');
    await haveAccepted(app, 'ada', 2);
    expect((await app.ask('POST', '/v1/acceptances', ADA, KEY)).status).toBe(200);
    const { status, body } = await app.ask('POST', '/v1/acceptances', { ...ADA, user: 'bob' }, KEY);
    expect(status).toBe(422);
    expect(body).toEqual(MISMATCH);
  });

  test('a repetition while the first is under way is told so', async () => {
    const app = await testApp();
    await havePolicy(app);
    const [first, second] = await Promise.all([
      app.ask('POST', VERSIONS, NEXT, KEY),
      app.ask('POST', VERSIONS, NEXT, KEY),
    ]);
    expect(first.status).toBe(201);
    expect(second.status).toBe(409);
    expect(second.body).toEqual({
      type: '/problems/in-flight',
      title: 'The same request is still being answered',
      status: 409,
      detail: 'The first request with this Idempotency-Key is not answered yet.',
    });
    expect((await app.ask('POST', VERSIONS, NEXT, KEY)).body).toEqual(first.body);
  });

  test('a refusal is not kept: the same key works once the reason is gone', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    expect((await app.ask('POST', '/v1/acceptances', { ...ADA, user: 'bob' }, KEY)).status).toBe(404);
    await haveUsers(app, 'bob');
    expect((await app.ask('POST', '/v1/acceptances', { ...ADA, user: 'bob' }, KEY)).status).toBe(201);
  });

  test('the key is the caller’s own: another key, or another path, has nothing to do with it', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { key } = (await askOk(app, 'POST', '/v1/keys', { name: 'shop', role: 'app' })).body;
    const bearer = { authorization: `Bearer ${key}` };
    expect((await app.ask('POST', '/v1/acceptances', ADA, KEY)).status).toBe(201);
    expect((await app.ask('POST', '/v1/acceptances', ADA, { ...KEY, ...bearer })).status).toBe(200);
    expect((await app.ask('POST', '/v1/terminations', ADA, KEY)).status).toBe(201);
  });

  test('an answer is kept for thirty days', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'POST', VERSIONS, NEXT, KEY);
    app.wait(30 * 24 * 3_600_000);
    await tidyUp(app.context, KEEP_ALL);
    expect((await app.ask('POST', VERSIONS, NEXT, KEY)).status).toBe(201);
    app.wait(1);
    expect((await app.ask('POST', VERSIONS, NEXT, KEY)).body).toMatchObject({
      type: '/problems/nothing-changed',
    });
    expect((await app.ask('POST', VERSIONS, { ...NEXT, content: TEXT_3 }, KEY)).status).toBe(201);
  });

  test('an answer that expired is deleted', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'POST', VERSIONS, NEXT, KEY);
    app.wait(30 * 24 * 3_600_000 + 1);
    await tidyUp(app.context, KEEP_ALL);
    expect(await app.store.db.selectFrom('replies').selectAll().execute()).toEqual([]);
  });

  test('a dry run keeps nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'POST', `${VERSIONS}?dryRun=true`, NEXT, KEY);
    expect((await app.ask('POST', VERSIONS, NEXT, KEY)).status).toBe(201);
  });

  test('a key that is too long, or not printable, is refused', async () => {
    const app = await testApp();
    await havePolicy(app);
    for (const key of ['k'.repeat(256), 'käse', '']) {
      const { status, body } = await app.ask('POST', VERSIONS, NEXT, { 'idempotency-key': key });
      expect(status).toBe(400);
      expect(body).toEqual(invalidAt('Idempotency-Key', 'must be 1 to 255 printable ASCII characters'));
    }
  });
});

test('an answer is kept only when its act was written', async () => {
  const app = await testApp();
  await haveAdaTold(app);
  // A column that takes no row stands for a database that fails in the middle of the write.
  await app.store.runScript(
    'ALTER TABLE replies ADD COLUMN broken INTEGER CHECK (status < coalesce(broken, 0))',
  );
  expect((await app.ask('POST', '/v1/acceptances', ADA, KEY)).status).toBe(500);
  expect((await checkOf(app, 'ada')).holds.version).toBe(1);
  await app.store.runScript('ALTER TABLE replies DROP COLUMN broken');
  expect((await app.ask('POST', '/v1/acceptances', ADA, KEY)).status).toBe(201);
});
