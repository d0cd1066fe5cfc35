import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../../src/delivery/mailer.ts';
import { gauge, makeCounter } from '../../../src/domain/metric.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { haveMember, signedIn } from '../../support/members.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const MISCOUNTED: Receipt = { kind: 'unknown', problem: 'the counts do not add up' };
const UNKNOWN = '/console/operations/unknown';

/** Version 2 mailed to some, and nobody can tell whether it went out. */
async function haveUnknown(...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ mailer: rememberingMailer([MISCOUNTED]) });
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  return app;
}

const operator = async (app: TestApp) => signedIn(app, await haveMember(app, 'Otto', 'operator'));
const progressOf = async (app: TestApp) =>
  (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body;

describe('operations', () => {
  test('show how the service stands: queue, provider, rounds, record, and what is weak', async () => {
    const rounds = makeCounter('proviso_rounds', 'Rounds.');
    rounds.add({ outcome: 'done' }, 7);
    rounds.add({ outcome: 'failed' }, 2);
    const longest = gauge('proviso_longest_round_seconds', 'The longest.', 1.25, 'seconds');
    const app = await testApp({
      metrics: { keyHash: null, read: async () => [rounds.metric(), longest] },
      mailer: null,
    });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const visitor = await operator(app);
    const { body } = await visitor.get('/console/operations');
    expectValid(body);
    expect(body).toContain('Notices are queued: set RESEND_API_KEY');
    expect(body).toContain('nobody: no provider is set, and they wait');
    expect(body).toContain('<dt>done</dt><dd>7</dd>');
    expect(body).toContain('<dt>failed</dt><dd>2 ');
    expect(body).toContain('1.3 s so far');
    expect(body).toContain('<code>LOG_KEY</code>');
    expect(body).toContain('1.2.3');
  });

  test('lead to mails of which nobody can tell, and an operator says of one what became of it', async () => {
    const app = await haveUnknown('ada', 'bob');
    const visitor = await operator(app);
    const home = await visitor.get('/console/operations');
    expect(home.body).toContain('2 mails of which nobody can tell whether they went out');
    const list = await visitor.get(UNKNOWN);
    expectValid(list.body);
    const path = /<th scope="row"><a href="([^"]+)"><bdi>ada/.exec(list.body)?.[1] ?? '';
    expectValid((await visitor.get(path)).body);
    const before = await dumpDatabase(app.store);
    const wrong = await visitor.post(path, { as: '', at: 'yesterday', reason: 'Looked it up.' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('Choose what became of it.');
    expect(wrong.body).toContain('value="yesterday"');
    expect(await dumpDatabase(app.store)).toEqual(before);
    const done = await visitor.post(path, { as: 'sent', reason: 'Looked it up.' });
    expect([done.status, done.location]).toEqual([303, `${UNKNOWN}?done=resolved#done`]);
    expect(await progressOf(app)).toMatchObject({ told: 1, unknown: 1 });
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'resolved')).toMatchObject([
      { actor: expect.stringMatching(/^member:/), personal: { reason: 'Looked it up.' } },
    ]);
    expect((await visitor.get(path)).status).toBe(404);
  });

  test('find an unclear mail by how its address or its reader begins', async () => {
    const app = await haveUnknown('ada', 'bob', 'u1%');
    const visitor = await operator(app);
    const found = async (q: string) => {
      const { body } = await visitor.get(`${UNKNOWN}?q=${encodeURIComponent(q)}`);
      expectValid(body);
      return [...body.matchAll(/<th scope="row"><bdi>([^<]+)|<th scope="row"><a [^>]+><bdi>([^<]+)/g)].map(
        ([, plain, linked]) => plain ?? linked,
      );
    };
    expect(await found('')).toHaveLength(3);
    expect(await found(' ADA@')).toEqual(['ada']);
    expect(await found('bo')).toEqual(['bob']);
    expect(await found('u1%')).toEqual(['u1%']);
    expect(await found('%')).toEqual([]);
    const none = await visitor.get(`${UNKNOWN}?q=zoe`);
    expect(none.body).toContain('No unclear mail went there');
    // What is said of all is said of all, whatever was looked for.
    expect(none.body).toContain('It is done to 3 mails.');
  });

  test('say the same of all, once whoever does it says that they looked', async () => {
    const app = await haveUnknown('ada', 'bob', 'cora');
    const visitor = await operator(app);
    await visitor.get(UNKNOWN);
    const unsure = await visitor.post(UNKNOWN, { as: 'resend' });
    expect([unsure.status, unsure.body.includes('Tick that you looked')]).toEqual([422, true]);
    const done = await visitor.post(UNKNOWN, {
      as: 'resend',
      confirm: 'yes',
      reason: 'All of them are gone.',
    });
    const page = await visitor.get((done.location ?? '').split('#')[0] ?? '');
    expect(page.body).toContain('3 mails resolved.');
    await app.deliver();
    expect(await progressOf(app)).toMatchObject({ told: 3, unknown: 0 });
  });

  test('leave what must not go out any more, and say why', async () => {
    const app = await haveUnknown('ada', 'bob');
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    const visitor = await operator(app);
    await visitor.get(UNKNOWN);
    const done = await visitor.post(UNKNOWN, { as: 'resend', confirm: 'yes' });
    const page = await visitor.get((done.location ?? '').split('#')[0] ?? '');
    expect(page.body).toContain('0 mails resolved. Others were not: It must not go out any more');
  });

  test('show an auditor all of it, and let them change nothing', async () => {
    const app = await haveUnknown('ada');
    const visitor = await signedIn(app, await haveMember(app, 'Ann', 'auditor'));
    const { body, status } = await visitor.get(UNKNOWN);
    expect([status, body.includes('<bdi>ada</bdi>'), body.includes('name="as"')]).toEqual([200, true, false]);
    expect((await visitor.post(UNKNOWN, { as: 'sent', confirm: 'yes' })).status).toBe(403);
  });
});
