import { describe, expect, onTestFinished, test } from 'vitest';
import { recordAcceptance } from '../../src/actions/answers/record-acceptance.ts';
import { recordObjection } from '../../src/actions/answers/record-objection.ts';
import { recordTermination } from '../../src/actions/answers/record-termination.ts';
import { publishVersion } from '../../src/actions/policies/publish-version.ts';
import { withdrawVersion } from '../../src/actions/policies/withdraw-version.ts';
import { addMs } from '../../src/domain/instant.ts';
import { textToSays } from '../../src/domain/notices/says.ts';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { type MigratableStore, migrate } from '../../src/storage/engines/migrate.ts';
import { claimChunks, insertChunks } from '../../src/storage/sending/chunks.ts';
import { ALWAYS } from '../../src/storage/sql.ts';
import { StorageError } from '../../src/storage/store.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAdaTold,
  havePolicy,
  haveUsers,
  TEXT_2,
  TEXT_3,
} from '../support/arrange.ts';
import { sealedFindingsOf } from '../support/evidence.ts';
import { START_OF_TIME, startTestApp, type TestApp } from '../support/test-app.ts';
import { writesTakenTwice } from './contract-doubles.ts';
import { countRows, repeatedWrites } from './contract-repeats.ts';
import { haveRowsInEveryTable } from './engines/rows-in-between.ts';

/** Tables whose rows stand in another by now. */
const RENAMED: Readonly<Record<string, string>> = { test_mails: 'local_mails' };

/** A database as the contract needs it, of its own for each test. */
export type DatabaseUnderContract = {
  readonly store: MigratableStore;
  /** Opens it once more, as another process would; the same store again where there is no other way in. */
  readonly another: () => Promise<MigratableStore>;
  /** All there is to know of its tables, indexes and constraints: two are equal when the schemas are. */
  readonly schema: () => Promise<unknown>;
  /** Closes all that was opened, and removes it. */
  readonly close: () => Promise<void>;
};

/** Opens a database that nobody else has: with every migration run, or with nothing in it at all. */
export type OpenDatabase = (state: 'migrated' | 'empty') => Promise<DatabaseUnderContract>;

/**
 * What every database must do for the rest of the code to be right on it. The tests of actions and of
 * HTTP run on each database besides; here is what they take for granted.
 */
export function storageContract(name: string, open: OpenDatabase): void {
  describe(`storage on ${name}`, () => {
    atomicWrites(open);
    repeatedWrites(open);
    writesTakenTwice(open);
    contests(open);
    migrations(name, open);
  });
}

async function opened(
  open: OpenDatabase,
  state: 'migrated' | 'empty' = 'migrated',
): Promise<DatabaseUnderContract> {
  const database = await open(state);
  onTestFinished(() => database.close());
  return database;
}

/** The service on a database, as one process, and as many others on the same one as are asked for. */
async function services(open: OpenDatabase, others = 0): Promise<[TestApp, ...TestApp[]]> {
  const database = await opened(open);
  const first = await startTestApp({ store: database.store });
  const rest: TestApp[] = [];
  for (let i = 0; i < others; i++) {
    rest.push(await startTestApp({ store: await database.another() }));
  }
  return [first, ...rest];
}

const keyRow = (id: string) => ({
  id,
  name: id,
  role: 'app' as const,
  secret_hash: '',
  created_at: START_OF_TIME,
  created_by: 'test',
});

function atomicWrites(open: OpenDatabase): void {
  describe('an atomic write', () => {
    test('happens whole, in order, and says how many rows each statement changed', async () => {
      const { store } = await opened(open);
      const insert = (id: string) => store.db.insertInto('api_keys').values(keyRow(id));
      // A connection knows the statements after the first time.
      for (let time = 1; time <= 3; time++) {
        const changed = await store.atomic([
          insert('a'),
          insert('b').onConflict((conflict) => conflict.doNothing()),
          insert('b').onConflict((conflict) => conflict.doNothing()),
          store.db.updateTable('api_keys').set({ name: 'x' }),
          store.db.selectFrom('api_keys').select(['id', 'name']),
          store.db.deleteFrom('api_keys').where('name', '=', 'x').where('id', '=', 'a'),
          store.db.deleteFrom('api_keys').where('id', '=', 'nobody'),
          store.db.deleteFrom('api_keys').where('id', '=', 'b'),
        ]);
        expect(changed.with(4, 0)).toEqual([1, 1, 0, 2, 0, 1, 0, 1]);
      }
    });

    test.each(['first', 'last'])('happens not at all when its %s statement fails', async (which) => {
      const { store } = await opened(open);
      const good = store.db.insertInto('api_keys').values(keyRow('a'));
      const bad = store.db.insertInto('api_keys').values({ ...keyRow('b'), role: 'root' as never });
      const another = (id: string) => store.db.insertInto('api_keys').values(keyRow(id));
      await store.atomic([another('c'), another('d')]);
      const before = await dumpDatabase(store);
      await expect(store.atomic(which === 'first' ? [bad, good] : [good, bad])).rejects.toThrow();
      expect(await dumpDatabase(store)).toEqual(before);
      expect(await store.atomic([good])).toEqual([1]);
    });

    test('keeps a million bytes of any script as they are', async () => {
      const { store } = await opened(open);
      const value = 'Ä ß 文 🙂 \\ \' " % \u0001 {} \n'.repeat(20_000);
      await store.atomic([store.db.insertInto('api_keys').values({ ...keyRow('a'), name: value })]);
      const row = await store.db.selectFrom('api_keys').select('name').executeTakeFirstOrThrow();
      expect(row.name === value).toBe(true);
    });

    test('orders text by its code points', async () => {
      const { store } = await opened(open);
      const ids = ['Z', 'a', '-', 'a-b', 'aB', 'ab', 'é', '_', '9', '10', '文', ''];
      for (const id of ids) await store.atomic([store.db.insertInto('api_keys').values(keyRow(id))]);
      const rows = await store.db.selectFrom('api_keys').select('id').orderBy('id').execute();
      expect(rows.map((row) => row.id)).toEqual(ids.toSorted());
    });
  });
}

const CLAIMERS = 8;
const CHUNKS = 4000;

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

function contests(open: OpenDatabase): void {
  test(`${CLAIMERS} claimers get each of ${CHUNKS} chunks once`, async () => {
    const database = await opened(open);
    const { store } = database;
    const ids = Array.from({ length: CHUNKS }, (_, i) => `chunk-${i}`);
    for (let at = 0; at < CHUNKS; at += 1000) {
      const chunks = ids.slice(at, at + 1000).map((id) => ({
        ...{ id, release: 'privacy/2' },
        says: textToSays('announcement/0/en privacy@2<1!agrees-by-use:en'),
      }));
      await store.atomic([insertChunks(store.db, chunks, START_OF_TIME, ALWAYS)]);
    }
    const claim = { now: START_OF_TIME, leaseUntil: addMs(START_OF_TIME, 60_000), limit: 7 };
    const claimer = async () => {
      const other = await database.another();
      const claimed: string[] = [];
      // Coming away empty-handed may mean that others hold what is left for the moment.
      for (let misses = 0; misses < 3; ) {
        const chunks = await claimChunks(other, claim);
        expect(chunks.length).toBeLessThanOrEqual(claim.limit);
        claimed.push(...chunks.map((one) => one.id));
        misses = chunks.length === 0 ? misses + 1 : 0;
      }
      return claimed;
    };
    const claimed = await Promise.all(Array.from({ length: CLAIMERS }, claimer));
    expect(claimed.flat().toSorted()).toEqual(ids.toSorted());
  });

  test('publications at the same moment get a number each, and each tells everyone once', async () => {
    const apps = await services(open, 3);
    const [app] = apps;
    await havePolicy(app);
    const lines = Array.from({ length: 350 }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com` }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    const texts = [TEXT_2, TEXT_3, '# Another', '# Yet another'];
    const versions = await Promise.all(
      apps.map(({ context }, i) =>
        publishVersion(context, 'privacy', publication(texts[i] as string), 'test'),
      ),
    );
    expect(versions.map((one) => one.version).toSorted()).toEqual([2, 3, 4, 5]);
    const { items } = (await askOk(app, 'GET', '/v1/policies/privacy/versions')).body;
    for (const { version, contentHash } of versions) {
      expect(items.find((one: { version: number }) => one.version === version)).toMatchObject({
        contentHash,
      });
    }
    await Promise.all(apps.map((one) => one.deliver()));
    await app.deliver();
    for (const { version } of versions) {
      const { body } = await askOk(app, 'GET', `/v1/policies/privacy/versions/${version}/progress`);
      expect(body).toMatchObject({ toTell: 350, sent: 350, queued: 0, told: 350 });
    }
  });

  test('an acceptance of a version at the moment of its withdrawal is refused, or known to the withdrawal', () =>
    acceptWhileWithdrawn(open));

  test('an acceptance and a termination of one user at the same moment never both stand', async () => {
    const [app, other] = await services(open, 1);
    await haveAdaTold(app);
    for (let round = 0; round < 30; round++) {
      await Promise.all([
        recordAcceptance(app.context, ACCEPT, 'test'),
        recordTermination((other ?? app).context, LEAVE, 'test'),
      ]);
      const { standing, holds } = await checkOf(app, 'ada');
      expect([
        ['active', 2],
        ['leaving', 1],
      ]).toContainEqual([standing, holds.version]);
      for (const one of [app, other ?? app]) one.wait(500);
    }
  });

  test('a yes to a consent and its refusal at the same moment end in the yes, after a no or without one', async () => {
    const [app, other = app] = await services(open, 1);
    await havePolicy(app, { revocable: true });
    const users = Array.from({ length: 20 }, (_, i) => `u${i}`);
    await haveUsers(app, ...users);
    for (const one of [app, other]) one.wait(1000);
    for (const user of users) {
      const refusal = { ...ACCEPT, user, version: 1, answer: 'refuse', part: null, note: null } as const;
      const [accepted, refused] = await Promise.allSettled([
        recordAcceptance(app.context, { ...ACCEPT, user, version: 1 }, 'test'),
        recordObjection(other.context, refusal, 'test'),
      ]);
      expect(accepted.status).toBe('fulfilled');
      if (refused.status === 'rejected') expect(refused.reason).toMatchObject({ code: 'not-offered' });
      expect(await checkOf(app, user)).toMatchObject({ accepted: true, basis: 'explicit' });
    }
    expect(await sealedFindingsOf(app)).toEqual([]);
  });
}

/** An acceptance and a withdrawal of one version at the same moment: what each of many rounds came to. */
async function acceptWhileWithdrawn(open: OpenDatabase): Promise<void> {
  const [app, other = app] = await services(open, 1);
  await havePolicy(app);
  const users = Array.from({ length: 20 }, (_, i) => `u${i}`);
  await haveUsers(app, ...users);
  for (let round = 0; round < 5; round++) {
    for (const one of [app, other]) one.wait(1000);
    const content = `# Privacy ${round}`;
    const { version } = await publishVersion(app.context, 'privacy', publication(content), 'test');
    for (const one of [app, other]) one.wait(1000);
    const accepting = users.map(async (user) =>
      recordAcceptance(other.context, { ...ACCEPT, user, version }, 'test').then(
        () => user,
        () => null,
      ),
    );
    const withdrawal = { policy: 'privacy', version, reason: 'A mistake.', withdrawPending: false };
    await withdrawVersion(app.context, withdrawal, 'test');
    const accepted = (await Promise.all(accepting)).filter((user) => user !== null);
    const met = await app.store.db
      .selectFrom('users')
      .select('user_id')
      .where('touched_at', '=', app.clock.now)
      .execute();
    // Whoever agreed to what was then withdrawn is met by fan-outs again; the others were refused.
    expect(met.map((row) => row.user_id).toSorted()).toEqual(accepted.toSorted());
  }
}

function migrations(name: string, open: OpenDatabase): void {
  const names = readMigrations().map((one) => one.name);

  describe('the migrations', () => {
    test('run in order on an empty database, once', async () => {
      const { store, schema } = await opened(open, 'empty');
      expect(await migrate(store, readMigrations())).toEqual(names);
      const before = await schema();
      expect(await migrate(store, readMigrations())).toEqual([]);
      expect(await schema()).toEqual(before);
    });

    test('end in the same schema when they come one by one with rows in between', async () => {
      const wholeSchema = await (await opened(open)).schema();
      // Where a database takes seconds to make, it is stopped at the newest and at every fourth before: what was
      // put in at a stop goes through all that come after.
      const stops = names.map((_, i) => i + 1).slice(0, -1);
      const few = stops.filter((one) => one % 4 === 1 || one > names.length - 4);
      for (const stop of name === 'better-sqlite3' ? stops : few) {
        const { store, schema, close } = await open('empty');
        await migrate(store, readMigrations().slice(0, stop));
        await haveRowsInEveryTable(store);
        const before = await countRows(store);
        expect(await migrate(store, readMigrations())).toEqual(names.slice(stop));
        expect(await schema()).toEqual(wholeSchema);
        const after = await countRows(store);
        for (const [table, rows] of Object.entries(before)) {
          const kept = table === 'migrations' ? names.length : rows;
          expect(after[RENAMED[table] ?? table], `${table} after ${names[stop - 1]}`).toBe(kept);
        }
        await close();
      }
    }, 300_000);

    test('are run by one of several processes that start at once', async () => {
      const database = await opened(open, 'empty');
      const ran = await Promise.all(
        Array.from({ length: 4 }, async () => migrate(await database.another(), readMigrations())),
      );
      expect(ran.flat().toSorted()).toEqual(names);
    });

    test('leave nothing of one that fails', async () => {
      const { store, schema } = await opened(open);
      const before = await schema();
      const script = 'CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);';
      const broken = { name: '9999_broken.sql', script };
      await expect(migrate(store, [...readMigrations(), broken])).rejects.toThrow('half');
      expect(await schema()).toEqual(before);
      expect(await migrate(store, readMigrations())).toEqual([]);
    });

    test('of a newer program are refused, and left as they are', async () => {
      const { store, schema } = await opened(open);
      const later = { name: '9999_later.sql', script: 'CREATE TABLE later (id TEXT)' };
      await migrate(store, [...readMigrations(), later]);
      const before = await schema();
      const started = migrate(store, readMigrations());
      await expect(started).rejects.toThrow(StorageError);
      await expect(started).rejects.toThrow('9999_later.sql');
      expect(await schema()).toEqual(before);
    });

    test('from before they were kept are refused, and left as they are', async () => {
      const { store, schema } = await opened(open, 'empty');
      await migrate(store, [{ name: '0001_init.sql', script: 'CREATE TABLE users (ref TEXT PRIMARY KEY)' }]);
      const before = await schema();
      const started = migrate(store, readMigrations());
      await expect(started).rejects.toThrow(StorageError);
      await expect(started).rejects.toThrow(/before its first release.*start anew/);
      expect(await schema()).toEqual(before);
    });
  });
}
