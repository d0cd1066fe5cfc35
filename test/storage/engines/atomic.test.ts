import { describe, expect, test } from 'vitest';
import { recordAcceptance } from '../../../src/actions/answers/record-acceptance.ts';
import { recordTermination } from '../../../src/actions/answers/record-termination.ts';
import { publishVersion } from '../../../src/actions/policies/publish-version.ts';
import type { Store } from '../../../src/storage/store.ts';
import {
  checkOf,
  dumpDatabase,
  haveAdaTold,
  havePolicy,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';

/** A store in which something else happens between a decision and its write, once. */
function interrupted(store: Store, by: () => Promise<unknown>): Store & { readonly writes: () => number } {
  let writes = 0;
  return {
    ...store,
    writes: () => writes,
    atomic: async (statements) => {
      if (writes++ === 0) await by();
      return store.atomic(statements);
    },
  };
}

const ACCEPT = {
  user: 'ada',
  policy: 'privacy',
  version: 2,
  contentHash: null,
  locale: null,
  method: null,
  ip: null,
  userAgent: null,
  returning: false,
};
const LEAVE = { user: 'ada', policy: 'privacy', version: 2, when: 'effect', reason: null } as const;

const publication = (content: string) => ({
  content,
  change: 'minor' as const,
  summary: 'New words.',
  reason: null,
  acceptance: null,
  effectiveAt: null,
  withdrawPending: false,
});

describe('an atomic write', () => {
  test('happens whole and says how many rows each statement changed', async () => {
    const { store } = await testApp();
    const key = (id: string) =>
      store.db.insertInto('api_keys').values({
        id,
        name: id,
        role: 'app',
        secret_hash: '',
        created_at: '2026-11-22T09:00:00.000Z' as never,
        created_by: 'test',
      });
    const changed = await store.atomic([
      key('a'),
      key('b'),
      store.db.updateTable('api_keys').set({ name: 'x' }),
      store.db.deleteFrom('api_keys').where('id', '=', 'nobody'),
    ]);
    expect(changed).toEqual([1, 1, 2, 0]);
  });

  test('happens not at all when one of its statements fails', async () => {
    const { store } = await testApp();
    const before = await dumpDatabase(store);
    const key = {
      id: 'a',
      name: 'a',
      role: 'app' as const,
      secret_hash: '',
      created_at: '2026-11-22T09:00:00.000Z' as never,
      created_by: 'test',
    };
    const failing = store.atomic([
      store.db.insertInto('api_keys').values(key),
      store.db.insertInto('api_keys').values({ ...key, id: 'b', role: 'root' as never }),
    ]);
    await expect(failing).rejects.toThrow();
    expect(await dumpDatabase(store)).toEqual(before);
  });
});

describe('an acceptance and a termination of one user at the same moment', () => {
  test('end as if the termination had come first when it won', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const store = interrupted(app.store, () => recordTermination(app.context, LEAVE, 'test'));
    await recordAcceptance({ ...app.context, store }, ACCEPT, 'test');
    expect(store.writes()).toBe(2);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 2 } });
  });

  test('end as if the acceptance had come first when it won', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const store = interrupted(app.store, () => recordAcceptance(app.context, ACCEPT, 'test'));
    const { termination } = await recordTermination({ ...app.context, store }, LEAVE, 'test');
    expect(store.writes()).toBe(2);
    expect(termination.holds).toBe(1);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
  });

  test('never both stand, however they meet', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    for (let round = 0; round < 20; round++) {
      await Promise.all([
        recordAcceptance(app.context, ACCEPT, 'test'),
        recordTermination(app.context, LEAVE, 'test'),
      ]);
      const { standing, holds } = await checkOf(app, 'ada');
      expect([
        ['active', 2],
        ['leaving', 1],
      ]).toContainEqual([standing, holds.version]);
      app.wait(1000);
    }
  });

  test('twice the same acceptance is recorded once', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => recordAcceptance(app.context, ACCEPT, 'test')),
    );
    expect(results.filter((one) => one.first)).toHaveLength(1);
    expect(new Set(results.map((one) => one.acceptance.id)).size).toBe(1);
  });
});

describe('two publications at the same moment', () => {
  test('get a number each', async () => {
    const app = await testApp();
    await havePolicy(app);
    const versions = await Promise.all(
      [TEXT_2, TEXT_3, '# Another', '# Yet another'].map((content) =>
        publishVersion(app.context, 'privacy', publication(content), 'test'),
      ),
    );
    expect(versions.map((one) => one.version).toSorted()).toEqual([2, 3, 4, 5]);
    const stored = (await app.ask('GET', '/v1/policies/privacy/versions')).body.items;
    expect(stored).toHaveLength(5);
    for (const { version, contentHash } of versions) {
      expect(stored.find((one: { version: number }) => one.version === version).contentHash).toBe(
        contentHash,
      );
    }
  });

  test('of the same text post it once', async () => {
    const app = await testApp();
    await havePolicy(app);
    const store = interrupted(app.store, () =>
      publishVersion(app.context, 'privacy', publication(TEXT_2), 'test'),
    );
    const second = publishVersion({ ...app.context, store }, 'privacy', publication(TEXT_2), 'test');
    await expect(second).rejects.toMatchObject({ code: 'nothing-changed' });
    expect((await app.ask('GET', '/v1/policies/privacy/versions')).body.items).toHaveLength(2);
  });

  test('both first versions: the loser is told that one stands', async () => {
    const app = await testApp();
    await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy' });
    const initial = (content: string) => ({ ...publication(content), change: null, summary: null });
    const store = interrupted(app.store, () =>
      publishVersion(app.context, 'privacy', initial('# A'), 'test'),
    );
    const second = publishVersion({ ...app.context, store }, 'privacy', initial('# B'), 'test');
    await expect(second).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

test('an acceptance decided before its version was withdrawn is not written', async () => {
  const app = await testApp();
  await haveAdaTold(app);
  const store = interrupted(app.store, () =>
    app.ask('POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' }),
  );
  const late = recordAcceptance({ ...app.context, store }, ACCEPT, 'test');
  await expect(late).rejects.toMatchObject({ code: 'version-not-open' });
  expect((await checkOf(app, 'ada')).holds.version).toBe(1);
});
