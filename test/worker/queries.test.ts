import { afterAll, beforeAll, expect, test } from 'vitest';
import { importUsers } from '../../src/actions/people/import-users.ts';
import { tidyUp } from '../../src/actions/upkeep/tidy-up.ts';
import type { Period } from '../../src/domain/period.ts';
import { type D1Binding, openD1 } from '../../src/storage/engines/d1.ts';
import { playStory } from '../runtimes/story.ts';
import { type D1Databases, openMigratedD1, startD1 } from '../support/d1.ts';
import { postDue } from '../support/drafts.ts';
import { WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import { KEEP_ALL, startTestApp, type TestApp } from '../support/test-app.ts';

/** What a statement may bind (developers.cloudflare.com/d1/platform/limits), and what we keep a value to. */
const MOST_PARAMETERS = 100;
const MOST_BYTES = 1_000_000;
/** What `src/worker.ts` keeps of an invocation for a request. */
const MOST_QUERIES = 200;

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(6);
});
afterAll(() => databases.close());

/** A binding that keeps a tally of what goes through it. */
function tallied(binding: D1Binding) {
  const tally = { parameters: 0, bytes: 0 };
  const prepare: D1Binding['prepare'] = (text) => {
    const statement = binding.prepare(text);
    return {
      ...statement,
      bind: (...parameters) => {
        const sizes = parameters.map((one) => (typeof one === 'string' ? Buffer.byteLength(one) : 8));
        tally.parameters = Math.max(tally.parameters, parameters.length);
        tally.bytes = Math.max(tally.bytes, ...sizes);
        return statement.bind(...parameters);
      },
    };
  };
  return { tally, binding: { ...binding, prepare } };
}

async function appOnD1(queries?: number) {
  const database = databases.next();
  await openMigratedD1(database);
  const { tally, binding } = tallied(database);
  const store = openD1(binding, queries);
  const app = await startTestApp({
    store: { ...store, runScript: () => {} },
    webhookSecret: WEBHOOK_SECRET,
  });
  /** The service as another invocation of the Worker has it, with so many queries. */
  const invocation = async (queries: number) => {
    const store = openD1(binding, queries);
    return { store, app: await startTestApp({ store: { ...store, runScript: () => {} } }) };
  };
  return { app, store, tally, invocation };
}

async function importMany(app: TestApp, count: number): Promise<void> {
  await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy' });
  await app.ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy' });
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 1 } }),
  );
  await app.ask('POST', '/v1/users/import', lines.join('\n'));
}

test('no request of the whole story makes more queries than an invocation keeps for it', async () => {
  const { app, store, tally } = await appOnD1();
  let most = { queries: 0, request: '' };
  await playStory({
    ask: async (method, path, ...rest) => {
      if (path.endsWith('/progress')) await app.deliver();
      if (method === 'GET' && path.startsWith('/v1/drafts/')) await postDue(app);
      if (path.includes('/deliveries?state=queued')) {
        // Receipts wait a second for others.
        await app.deliver();
        app.wait(1_000);
      }
      const before = store.queriesMade();
      const answer = await app.ask(method, path, ...rest);
      const queries = store.queriesMade() - before;
      if (queries > most.queries) most = { queries, request: `${method} ${path}` };
      return answer;
    },
  });
  expect(most.queries).toBeGreaterThan(5);
  expect(most.queries, most.request).toBeLessThan(MOST_QUERIES / 4);
  expect(tally.parameters).toBeLessThanOrEqual(MOST_PARAMETERS);
  expect(tally.bytes).toBeLessThanOrEqual(MOST_BYTES);
}, 180_000);

test('a history of the most versions takes few queries, and no value that is too large', async () => {
  const { app, store, tally } = await appOnD1();
  await app.ask('PUT', '/v1/policies/terms', { title: 'Terms' });
  const versions = Array.from({ length: 200 }, (_, i) => ({
    content: `${i} ${'文\n'.repeat(i === 7 ? 240_000 : 5_000)}.`,
    postedAt: new Date(Date.UTC(2010, 0, 1 + i)).toISOString(),
    effectiveAt: new Date(Date.UTC(2010, 0, 1 + i)).toISOString(),
    source: '文'.repeat(500),
  }));
  const before = store.queriesMade();
  const { status } = await app.ask('POST', '/v1/policies/terms/history', { versions });
  expect(status).toBe(201);
  expect(store.queriesMade() - before).toBeLessThan(MOST_QUERIES / 4);
  expect(tally.parameters).toBeLessThanOrEqual(MOST_PARAMETERS);
  expect(tally.bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('a version in the most languages takes few queries, and no value that is too large', async () => {
  const { app, store, tally } = await appOnD1();
  await app.ask('PUT', '/v1/policies/terms', { title: 'Terms' });
  const codes = Array.from(
    { length: 59 },
    (_, i) => `a${String.fromCharCode(97 + (i % 26))}${i < 26 ? 'b' : i < 52 ? 'c' : 'd'}`,
  );
  const said = (words: string) =>
    Object.fromEntries(['en', ...codes].map((code) => [code, `${words} ${code}`]));
  const texts = { ...said('文\n'.repeat(5_000)), en: '文\n'.repeat(240_000) };
  const publish = async (body: object) => {
    const before = store.queriesMade();
    const { status } = await app.ask('POST', '/v1/policies/terms/versions', body);
    expect(status).toBe(201);
    expect(store.queriesMade() - before).toBeLessThan(MOST_QUERIES / 4);
  };
  await publish({ texts });
  await publish({ texts: { ...texts, en: 'Else.' }, change: 'minor', summary: said('文'.repeat(500)) });
  expect(tally.parameters).toBeLessThanOrEqual(MOST_PARAMETERS);
  expect(tally.bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('an import longer than an invocation may write ends with the line to go on from', async () => {
  const { app, tally } = await appOnD1(100);
  await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy' });
  await app.ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy' });
  const agreement = { policy: 'privacy', version: 1, at: null, source: '文'.repeat(500) };
  async function* lines() {
    for (let line = 1; line <= 20_000; line++) {
      if (line % 2 === 0) yield { line, detail: 'is not JSON' };
      else yield { line, user: `u${line}`, email: `u${line}@example.com`, accepted: [agreement] };
    }
  }
  const result = await importUsers(app.context, lines(), 'test');
  expect(result.imported).toBeGreaterThan(800);
  expect(result.imported + result.updated + result.rejectedCount).toBe(20_000);
  expect(result.rejected).toHaveLength(1_000);
  const first = result.rejected.find(({ detail }) => detail.startsWith('was not taken'));
  expect(first).toEqual({
    line: 2 * result.imported + 1,
    detail: expect.stringContaining('Send this line and all after it in another request'),
  });
  expect(tally.bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('a report of many is read in few queries, and one of more than they reach for breaks off', async () => {
  const { app, invocation } = await appOnD1();
  await importMany(app, 12_000);
  const path = '/v1/policies/privacy/versions/1/acceptances.csv';
  const enough = await invocation(20);
  const { status, body } = await enough.app.ask('GET', path);
  expect(status).toBe(200);
  expect(body.split('\r\n')).toHaveLength(12_002);
  expect(enough.store.queriesMade()).toBeLessThan(10);

  const few = await invocation(enough.store.queriesMade() - 1);
  await expect(few.app.ask('GET', path)).rejects.toThrow('the database answers no more queries');
});

test('tidying up stops where an invocation may ask no more, and goes on in the next', async () => {
  const { app, invocation } = await appOnD1();
  await importMany(app, 3_000);
  await app.store.db.updateTable('acceptances').set({ ip: '203.0.113.7' }).execute();
  const kept = async () =>
    (await app.store.db.selectFrom('acceptances').select('id').where('ip', 'is not', null).execute()).length;
  const retention = { ...KEEP_ALL, ip: 'P30D' as Period };
  app.wait('P31D');
  const { app: first, store } = await invocation(29);
  await tidyUp({ ...first.context, now: app.context.now }, retention);
  expect(store.queriesLeft()).toBeGreaterThanOrEqual(0);
  const left = await kept();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(3_000);
  await tidyUp({ ...(await invocation(100)).app.context, now: app.context.now }, retention);
  expect(await kept()).toBe(0);
});
