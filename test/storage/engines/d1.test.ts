import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type D1Binding, openD1 } from '../../../src/storage/engines/d1.ts';
import { StorageError, StorageUnavailable } from '../../../src/storage/store.ts';
import { checkOf, havePolicy, TEXT_2, TEXT_3 } from '../../support/arrange.ts';
import { type D1Databases, d1UnderContract, openMigratedD1, startD1 } from '../../support/d1.ts';
import { startTestApp } from '../../support/test-app.ts';
import { storageContract } from '../contract.ts';

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(60);
});
afterAll(() => databases.close());

storageContract('D1', (state) => d1UnderContract(databases, state));

/** What a binding says although it did what it was asked: of lists, and of single statements. */
type Complaints = { readonly lists: string[]; readonly singles: string[] };

function complaining(binding: D1Binding, { lists, singles }: Complaints): D1Binding {
  const complain = async <T>(done: Promise<T>, complaints: string[]): Promise<T> => {
    const answer = await done;
    const complaint = complaints.shift();
    if (complaint !== undefined) throw new Error(`D1_ERROR: ${complaint}`);
    return answer;
  };
  type Statement = ReturnType<D1Binding['prepare']>;
  const plain = new WeakMap<Statement, Statement>();
  const wrapped = (statement: Statement): Statement => {
    const wrapper: Statement = {
      bind: (...parameters) => wrapped(statement.bind(...parameters)),
      all: () => complain(statement.all(), singles),
    };
    plain.set(wrapper, statement);
    return wrapper;
  };
  return {
    prepare: (text) => wrapped(binding.prepare(text)),
    batch: (list) => complain(binding.batch(list.map((one) => plain.get(one) as Statement)), lists),
  };
}

const LOST = 'Network connection lost.';
const RESET = 'Internal error in D1 DB storage caused object to be reset.';

describe('D1 that takes a write and reports an error', () => {
  async function storeThatComplains(complaints: Partial<Complaints> = {}) {
    const binding = databases.next();
    await openMigratedD1(binding);
    const all = { lists: [], singles: [], ...complaints };
    return { store: openD1(complaining(binding, all)), complaints: all };
  }
  const insert = (store: ReturnType<typeof openD1>, id: string) =>
    store.db
      .insertInto('api_keys')
      .values({ id, name: id, role: 'app', secret_hash: '', created_at: '' as never, created_by: '' })
      .onConflict((conflict) => conflict.doNothing());

  test('is asked again for a list, which counts nothing the second time', async () => {
    const { store, complaints } = await storeThatComplains({ lists: [LOST, RESET] });
    expect(await store.atomic([insert(store, 'a')])).toEqual([0]);
    expect(complaints.lists).toEqual([]);
    expect(await store.db.selectFrom('api_keys').select('id').execute()).toEqual([{ id: 'a' }]);
    expect(store.queriesMade()).toBe(4);
  });

  test('is asked again for a read', async () => {
    const { store } = await storeThatComplains({ singles: [RESET] });
    expect(await store.db.selectFrom('api_keys').select('id').execute()).toEqual([]);
  });

  test('is not asked again for a single write, nor for ever', async () => {
    const { store } = await storeThatComplains({ singles: [LOST] });
    await expect(insert(store, 'a').execute()).rejects.toThrow(StorageUnavailable);
    expect(store.queriesMade()).toBe(1);
    const { store: broken } = await storeThatComplains({ lists: Array.from({ length: 9 }, () => LOST) });
    await expect(broken.atomic([insert(broken, 'a')])).rejects.toThrow('The D1 database does not answer');
  });

  test('is told of any other error at once', async () => {
    const { store } = await storeThatComplains({ lists: ['something else'] });
    await expect(store.atomic([insert(store, 'a')])).rejects.toThrow('D1_ERROR: something else');
    expect(store.queriesMade()).toBe(1);
  });

  test('answers whoever says yes, no, yes again, leaves and comes back as it would have at first', async () => {
    const { store, complaints } = await storeThatComplains();
    const app = await startTestApp({ store: { ...store, runScript: () => {} } });
    const ada = { user: 'ada', policy: 'privacy' };
    await havePolicy(app);
    await app.ask('PUT', '/v1/users/ada', { email: null });
    const change = { change: 'substantial', summary: 'Longer.' };
    const versions = '/v1/policies/privacy/versions';
    await app.ask('POST', versions, { ...change, content: TEXT_2 });
    await app.ask('POST', versions, { ...change, content: TEXT_3 });
    /** The status, the standing after it, and the id that was answered; of so many writes that complain. */
    const once = async (method: string, path: string, body?: unknown, writes = 1) => {
      complaints.lists.push(...Array.from({ length: writes }, () => LOST));
      const answer = await app.ask(method, path, body);
      expect(complaints.lists).toEqual([]);
      app.wait(1);
      return [answer.status, (await checkOf(app, 'ada')).standing, answer.body.id];
    };
    const accept = (version: number, more = {}) =>
      once('POST', '/v1/acceptances', { ...ada, version, ...more });
    const decline = (when: string) => once('POST', '/v1/terminations', { ...ada, version: 2, when });
    const imported = { user: 'ada', email: null, accepted: { privacy: { version: 1, source: 'old' } } };
    const answered = (status: number, standing: string) => [status, standing, expect.any(String)];

    const lines = JSON.stringify(imported);
    expect(await once('POST', '/v1/users/import', lines, 2)).toEqual([200, 'active', undefined]);
    expect(await accept(1)).toEqual(answered(201, 'active'));
    const [, , newer] = await accept(3);
    expect(await decline('effect')).toEqual(answered(201, 'leaving'));
    expect(await accept(3)).toEqual([200, 'active', newer]);
    const [, , id] = await decline('effect');
    expect(await once('DELETE', `/v1/terminations/${id}`)).toEqual([200, 'active', id]);
    expect(await decline('now')).toEqual(answered(201, 'terminated'));
    expect(await accept(1, { returning: true })).toEqual(answered(201, 'active'));
    const { rows } = await sql`SELECT basis, version FROM acceptances ORDER BY id`.execute(store.db);
    expect(rows).toEqual([
      ...[{ basis: 'imported', version: 1 }],
      ...[1, 3, 1].map((version) => ({ basis: 'explicit', version })),
    ]);
  });

  test('does each act of the story once all the same, and says so', async () => {
    const { store, complaints } = await storeThatComplains();
    const app = await startTestApp({ store: { ...store, runScript: () => {} } });
    const once = async (...request: Parameters<typeof app.ask>) => {
      complaints.lists.push(LOST);
      const { status } = await app.ask(...request);
      return [status, complaints.lists.splice(0).length];
    };
    await havePolicy(app);
    expect(await once('PUT', '/v1/users/ada', { email: 'ada@example.com' })).toEqual([201, 0]);
    const accept = { user: 'ada', policy: 'privacy', version: 1 };
    expect(await once('POST', '/v1/acceptances', accept)).toEqual([201, 0]);
    const change = { content: TEXT_2, change: 'minor', summary: 'Longer.' };
    expect(await once('POST', '/v1/policies/privacy/versions', change)).toEqual([201, 0]);
    complaints.lists.push(LOST, LOST, LOST);
    await app.deliver();
    expect(complaints.lists).toEqual([]);
    const leave = { user: 'ada', policy: 'privacy', version: 2, when: 'effect' };
    expect(await once('POST', '/v1/terminations', leave)).toEqual([201, 0]);
    const withdrawal = '/v1/policies/privacy/versions/2/withdrawal';
    expect(await once('POST', withdrawal, { reason: 'A mistake.' })).toEqual([200, 0]);
    await app.deliver();
    const { rows } = await sql`SELECT kind, state FROM deliveries ORDER BY kind`.execute(store.db);
    expect(rows).toEqual([
      { kind: 'announcement', state: 'sent' },
      { kind: 'withdrawal', state: 'sent' },
    ]);
  });
});

test('a D1 without tables says what to run', async () => {
  const { db } = openD1(databases.next());
  const asked = db.selectFrom('users').select('ref').execute();
  await expect(asked).rejects.toThrow(StorageError);
  await expect(asked).rejects.toThrow('npx wrangler d1 migrations apply DB --remote');
});

test('an invocation knows how many queries it has left: each statement of a list counts', async () => {
  const { store } = await d1UnderContract(databases, 'migrated');
  const binding = openD1(databases.next(), 10);
  expect(binding.queriesLeft()).toBe(10);
  await binding.atomic([store.db.selectNoFrom((eb) => eb.lit(1).as('one'))]);
  await binding.atomic([1, 2].map((n) => store.db.selectNoFrom((eb) => eb.lit(n as 1).as('one'))));
  expect([binding.queriesMade(), binding.queriesLeft()]).toEqual([3, 7]);
});
