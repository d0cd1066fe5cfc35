import { describe, expect, test } from 'vitest';
import { holdUser } from '../../../src/actions/people/hold-user.ts';
import { tidyUp } from '../../../src/actions/upkeep/tidy-up.ts';
import type { Receipt } from '../../../src/delivery/mailer.ts';
import { compiled, type Statement, type Store } from '../../../src/storage/store.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';
import { Died, dyingStore, fateAt } from '../../support/dying-store.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { KEEP_ALL, startTestApp, type TestApp } from '../../support/test-app.ts';

const erase = (app: TestApp, user: string) => app.ask('DELETE', `/v1/users/${user}`);

const erasuresOf = ({ store }: TestApp) => store.db.selectFrom('erasures').selectAll().execute();

/** Users who hold version 1 and are queued for version 2. */
async function haveQueued(options: Parameters<typeof testApp>[0], ...users: string[]): Promise<TestApp> {
  const app = await testApp(options);
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app);
  return app;
}

/** A store that lets something happen right before the first write with these words in it. */
function interrupted(store: Store, words: string, meanwhile: () => Promise<unknown>): Store {
  let isOver = false;
  return {
    ...store,
    async atomic(statements: readonly Statement[]) {
      const isIt = statements.some((one) => compiled(one).sql.includes(words));
      if (isIt && !isOver) {
        isOver = true;
        await meanwhile();
      }
      return store.atomic(statements);
    },
  };
}

describe('a user who is erased while a mail to them is under way', () => {
  test('is told to wait, and their address goes once the mail is settled', async () => {
    const answers: { status: number; body: unknown }[] = [];
    const mailer = rememberingMailer([], async () => {
      answers.push(await erase(app, 'zoe'));
    });
    const app = await haveQueued({ mailer }, 'zoe', 'bob');
    await app.deliver();
    const requestedAt = app.clock.now;
    expect(answers).toMatchObject([{ status: 202, body: { user: 'zoe', requestedAt, waitsFor: 'mail' } }]);
    expect(mailer.batches.flatMap(({ mails }) => mails.map(({ to }) => to))).toContain('zoe@example.com');
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain('zoe');

    expect(await erasuresOf(app)).toMatchObject([{ completed_at: null }]);
    app.wait(1000);
    await tidyUp(app.context, KEEP_ALL);
    expect(await erasuresOf(app)).toMatchObject([{ requested_at: requestedAt, completed_at: app.clock.now }]);
  });

  test('is in every retry of it, to the byte, and forgotten after the last', async () => {
    const unclear: Receipt = { kind: 'unclear', problem: 'timeout' };
    const mailer = rememberingMailer([unclear, unclear]);
    const app = await haveQueued({ mailer }, 'zoe', 'bob');
    await app.deliver();
    expect(await erase(app, 'zoe')).toMatchObject({ status: 202, body: { waitsFor: 'mail' } });
    for (let tries = 0; tries < 3; tries++) {
      await tidyUp(app.context, KEEP_ALL);
      app.wait('PT1H');
      await app.deliver();
    }
    const [first, ...retries] = mailer.batches;
    expect(retries).toEqual([first, first]);
    await tidyUp(app.context, KEEP_ALL);
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain('zoe');
    expect((await erasuresOf(app))[0]?.completed_at).not.toBeNull();
  });

  test('is not mailed when that happens as the mail is being written', async () => {
    const mailer = rememberingMailer();
    const app = await haveQueued({ mailer: null }, 'zoe', 'bob');
    await app.deliver();
    const store = interrupted(app.store, 'frozen_at', async () => {
      expect(await erase(app, 'zoe')).toMatchObject({ status: 204 });
    });
    const other = await startTestApp({ mailer, store: { ...app.store, ...store }, now: app.clock.now });
    await other.deliver();
    expect(mailer.batches.flatMap(({ mails }) => mails.map(({ to }) => to))).toEqual(['bob@example.com']);
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain('zoe');
  });

  test('leaves no empty batch behind when they were the only one in it', async () => {
    const mailer = rememberingMailer();
    const app = await haveQueued({ mailer: null }, 'zoe');
    await app.deliver();
    const store = interrupted(app.store, 'frozen_at', () => erase(app, 'zoe'));
    const other = await startTestApp({ mailer, store: { ...app.store, ...store }, now: app.clock.now });
    await other.deliver();
    expect(mailer.batches).toEqual([]);
    expect(await app.store.db.selectFrom('chunks').select('state').execute()).toEqual([
      { state: 'cancelled' },
    ]);
  });
});

test('an answer under an Idempotency-Key is not kept of someone who was erased in between', async () => {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'zoe');
  await haveAccepted(app, 'zoe');
  const store = interrupted(app.store, 'replies', () => erase(app, 'zoe'));
  const other = await startTestApp({ store: { ...app.store, ...store }, now: app.clock.now });
  const again = { user: 'zoe', policy: 'privacy', version: 1 };
  expect((await other.ask('POST', '/v1/acceptances', again, { 'idempotency-key': 'zoe' })).status).toBe(200);
  expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain('zoe');
});

describe('an erasure that waits for a hold', () => {
  async function haveZoeWaiting(): Promise<TestApp> {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'zoe');
    await askOk(app, 'PUT', '/v1/users/zoe/hold', { held: true });
    expect(await erase(app, 'zoe')).toMatchObject({ status: 202, body: { waitsFor: 'hold' } });
    return app;
  }

  test('is not carried out by tidying up', async () => {
    const app = await haveZoeWaiting();
    const before = await dumpDatabase(app.store);
    await tidyUp(app.context, KEEP_ALL);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('is carried out wherever the process dies that lifts it', async () => {
    for (let moment = 0; ; moment++) {
      const app = await haveZoeWaiting();
      const fate = fateAt(moment);
      const context = { ...app.context, store: dyingStore(app.store, fate) };
      const died = await holdUser(context, 'zoe', { held: false, reason: null }, 'legal').then(
        () => false,
        (error) => error instanceof Died,
      );
      const isLifted = (await app.store.db.selectFrom('holds').selectAll().execute())[0]?.lifted_at !== null;
      await tidyUp(app.context, KEEP_ALL);
      expect(JSON.stringify(await dumpDatabase(app.store)).includes('zoe'), fate.diedAt() ?? '').toBe(
        !isLifted,
      );
      if (!died) {
        expect(moment).toBeGreaterThan(1);
        break;
      }
    }
  });

  test('of many is carried out for all, a few at a time', async () => {
    const app = await testApp();
    const users = Array.from({ length: 45 }, (_, i) => `u${i}`);
    await haveUsers(app, ...users);
    for (const user of users) {
      await askOk(app, 'PUT', `/v1/users/${user}/hold`, { held: true });
      await erase(app, user);
    }
    await app.store.db.updateTable('holds').set({ lifted_at: app.clock.now }).execute();
    await tidyUp(app.context, KEEP_ALL);
    const open = (await erasuresOf(app)).filter((one) => one.completed_at === null);
    expect(open).toEqual([]);
    expect(
      await app.store.db.selectFrom('users').selectAll().where('email', 'is not', null).execute(),
    ).toEqual([]);
  });
});
