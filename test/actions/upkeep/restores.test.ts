import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { acceptRestore, findRestore, watchRestores } from '../../../src/actions/upkeep/watch-restores.ts';
import type { Receipt } from '../../../src/delivery/mailer.ts';
import { findLogHead } from '../../../src/storage/record/log.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { keepAll } from '../../support/rich-story.ts';
import type { TestApp } from '../../support/test-app.ts';

const UNCLEAR: Receipt = { kind: 'unclear', problem: 'no answer' };

/** Where the log stands, as a checkpoint of it that is kept elsewhere. */
async function checkpointOf({ store }: TestApp) {
  const { size, root } = await findLogHead(store.db);
  return { source: 'a file', size, root };
}

async function haveOpen(receipts: Receipt[] = []) {
  const mailer = rememberingMailer(receipts);
  const app = await testApp({ mailer });
  await havePolicy(app);
  await haveUsers(app, 'ada', 'ben');
  for (const user of ['ada', 'ben']) await haveAccepted(app, user);
  await havePublished(app);
  return { app, mailer };
}

const accept = async (app: TestApp) => {
  const { size, root } = await findLogHead(app.store.db);
  const lost = { source: 'a file', size: size + 1, root: 'lost' };
  expect(await acceptRestore(app.context, { lost, size, root })).toBe(true);
  return lost;
};

describe('a log', () => {
  test('that goes on from the checkpoints that are known is no restored one', async () => {
    const { app } = await haveOpen();
    await keepAll(app);
    const known = await checkpointOf(app);
    await haveUsers(app, 'cy');
    await haveAccepted(app, 'cy');
    await keepAll(app);
    expect(await findRestore(app.context, [known, await checkpointOf(app)])).toBeNull();
  });

  test('that is shorter than a checkpoint, or another one, is', async () => {
    const { app } = await haveOpen();
    await keepAll(app);
    const { size, root, source } = await checkpointOf(app);
    for (const lost of [
      { source, size: size + 1, root },
      { source, size, root: 'another' },
      { source, size: 1, root },
    ]) {
      expect(await findRestore(app.context, [lost])).toEqual({ lost, size, root });
    }
  });

  test('is accepted once, as it was found, and then is none', async () => {
    const { app } = await haveOpen();
    await keepAll(app);
    const { size, root, source } = await checkpointOf(app);
    const lost = { source, size: size + 7, root };
    const restore = { lost, size, root };
    expect(await acceptRestore(app.context, { ...restore, size: size - 1 })).toBe(false);
    expect(await findRestore(app.context, [lost])).toEqual(restore);
    expect(await acceptRestore(app.context, restore)).toBe(true);
    const before = await dumpDatabase(app.store);
    app.wait(1000);
    expect(await acceptRestore(app.context, restore)).toBe(false);
    expect(await dumpDatabase(app.store)).toEqual(before);
    expect(await findRestore(app.context, [lost])).toBeNull();
  });

  test('that goes back under a process that runs is noticed by it, until that is accepted', async () => {
    const { app } = await haveOpen();
    await keepAll(app);
    const messages: string[] = [];
    const context = { ...app.context, log: (_: unknown, message: string) => void messages.push(message) };
    const watch = await watchRestores(context, []);
    expect(watch.current()).toBeNull();
    // As a restore does it, guards or not: other rows are there.
    await app.store.runScript(`DROP TRIGGER log_head_grows ${ON_POSTGRES ? 'ON log_head' : ''}`);
    await sql`UPDATE log_head SET size = 1, root = 'older', sealed_size = 0`.execute(app.store.db);
    expect(await watch.check()).toBeNull();
    app.wait(1000);
    expect(await watch.check()).toMatchObject({ size: 1, lost: { size: 4 } });
    const { size, root } = await findLogHead(app.store.db);
    await acceptRestore(app.context, { lost: { source: 'whoever', size, root: '' }, size, root });
    app.wait(1000);
    expect(await watch.check()).toBeNull();
    expect(messages).toEqual([
      expect.stringContaining('a process that runs since before knows of 4'),
      'the restore was accepted: sending goes on',
    ]);
  });
});

describe('a process under which the database is replaced', () => {
  /** A watch that has seen a log of four records, and where it will look next. */
  async function haveWatch() {
    const { app } = await haveOpen();
    await keepAll(app);
    const there = { store: app.store };
    const store: TestApp['store'] = {
      ...app.store,
      get db() {
        return there.store.db;
      },
    };
    return { app, there, watch: await watchRestores({ ...app.context, store, log: () => {} }, []) };
  }

  test('looks at once when a connection is lost, and whoever asks meanwhile waits for it', async () => {
    const { there, watch } = await haveWatch();
    there.store = (await testApp()).store;
    expect(await watch.check()).toBeNull();
    watch.doubt();
    const asked = await Promise.all([watch.check(), watch.check()]);
    expect(asked).toMatchObject([
      { size: 0, lost: { size: 4 } },
      { size: 0, lost: { size: 4 } },
    ]);
  });

  test('looks again when it could not, before it says anything', async () => {
    const { app, there, watch } = await haveWatch();
    const away = await testApp();
    await away.store.close();
    there.store = away.store;
    app.wait(1000);
    await expect(watch.check()).rejects.toThrow();
    there.store = (await testApp()).store;
    expect(await watch.check()).toMatchObject({ size: 0, lost: { size: 4 } });
  });

  test('notices another log by then, also one that grew longer than its own', async () => {
    const { there, watch } = await haveWatch();
    const { app: other } = await haveOpen();
    await haveUsers(other, 'cy');
    await haveAccepted(other, 'cy');
    await keepAll(other);
    there.store = other.store;
    watch.doubt();
    expect(await watch.check()).toMatchObject({ size: 5, lost: { size: 4 } });
  });
});

describe('once a restore is accepted', () => {
  test('a version that was telling people says nothing until it is resumed', async () => {
    const { app, mailer } = await haveOpen();
    await accept(app);
    app.wait('P1D');
    await app.deliver();
    expect(mailer.batches).toEqual([]);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/resume');
    await app.deliver();
    expect(mailer.to('')).toEqual(['ada', 'ben']);
  });

  test('mails that were being sent are unknown, and never go out by themselves', async () => {
    const { app, mailer } = await haveOpen([UNCLEAR]);
    await app.deliver();
    expect(mailer.batches).toHaveLength(1);
    await accept(app);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/resume');
    app.wait('PT1H');
    await app.deliver();
    expect(mailer.batches).toHaveLength(1);
    const list = '/v1/policies/privacy/versions/2/deliveries';
    const { body } = await askOk(app, 'GET', `${list}?state=unknown`);
    expect(body.items).toHaveLength(2);
    await askOk(app, 'POST', `${list}/${body.items[0].id}/resolve`, { as: 'sent' });
    await askOk(app, 'POST', `${list}/${body.items[1].id}/resolve`, { as: 'resend' });
    await app.deliver();
    expect(mailer.batches.map(({ mails }) => mails.length)).toEqual([2, 1]);
  });

  test('the notice of a withdrawal waits to be resumed as well, and a new version does not', async () => {
    const { app, mailer } = await haveOpen();
    await app.deliver();
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    await accept(app);
    await app.deliver();
    expect(mailer.batches).toHaveLength(1);
    await havePublished(app);
    await app.deliver();
    expect(mailer.batches).toHaveLength(2);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/resume');
    await app.deliver();
    expect(mailer.batches).toHaveLength(3);
  });

  test('a receipt that waited is dropped', async () => {
    const { app, mailer } = await haveOpen();
    await app.deliver();
    const [path] = /\/review\/[\w.-]+/.exec(mailer.batches[0]?.mails[0]?.text ?? '') ?? [];
    const form = { method: 'POST', body: new URLSearchParams({ action: 'accept' }) };
    const answer = await app.app.request(path ?? '', { ...form, headers: { origin: app.context.publicUrl } });
    expect(answer.status).toBe(303);
    await accept(app);
    app.wait('PT1H');
    await app.deliver();
    expect(mailer.about('Your receipt')).toEqual([]);
    const { deliveries = [] } = await dumpDatabase(app.store);
    expect(deliveries.filter((row) => row.includes('receipt-accepted'))).toEqual([
      expect.stringContaining('"state":"dropped"'),
    ]);
  });
});
