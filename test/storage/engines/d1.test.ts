import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { type D1Binding, openD1 } from '../../../src/storage/engines/d1.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { StorageError, StorageUnavailable } from '../../../src/storage/store.ts';
import { havePolicy, TEXT_2 } from '../../support/arrange.ts';
import { type D1Databases, d1UnderContract, openMigratableD1, startD1 } from '../../support/d1.ts';
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
    await migrate(openMigratableD1(binding), readMigrations());
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
