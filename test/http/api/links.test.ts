import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' };
const REVIEW = { purpose: 'review', policy: 'privacy', version: 2 };

/** A change announced, and `mute`, who has no address and holds the version before. */
async function haveMute(): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  await askOk(app, 'PUT', '/v1/users/mute', { email: null });
  await haveAccepted(app, 'mute');
  await havePublished(app);
  return app;
}

async function haveLink(app: TestApp, user = 'mute'): Promise<{ id: string; path: string; body: unknown }> {
  const { body } = await askOk(app, 'POST', `/v1/users/${user}/links`, REVIEW);
  return { id: body.id, path: body.url.replace('http://localhost:8787', ''), body };
}

describe('a link that is made for somebody by hand', () => {
  test('opens their page as long as that of a mail would, and is shown this once', async () => {
    const app = await haveMute();
    const { id, path, body } = await haveLink(app);
    expect(body).toEqual({
      id,
      url: expect.stringMatching(/^http:\/\/localhost:8787\/review\/[\w.-]+$/),
      // The version takes effect on 22 December, and links hold 90 days from then.
      expiresAt: '2027-03-22T09:00:00.000Z',
    });
    // What was compared is kept for the next one.
    await app.ask('GET', path);
    const before = await dumpDatabase(app.store);
    expect((await app.ask('GET', path)).body).toContain('Accept version 2');
    expect(await dumpDatabase(app.store)).toEqual(before);
    const secret = path.split('.').at(-1) as string;
    expect(JSON.stringify(before)).not.toContain(secret);
    app.wait('P120D');
    expect((await app.ask('GET', path)).status).toBe(410);
  });

  test('lets whoever has no address answer; the record names it and says how', async () => {
    const app = await haveMute();
    const { id, path } = await haveLink(app);
    expect((await app.ask('POST', path, 'action=accept', FORM)).status).toBe(303);
    expect(await checkOf(app, 'mute')).toMatchObject({ holds: { version: 2 } });
    const records = await recordsOf(app);
    expect(records.find((one) => one.kind === 'link-made')).toMatchObject({
      ...{ actor: 'admin', policy: 'privacy', version: 2 },
      facts: { link: id, expiresAt: '2027-03-22T09:00:00.000Z' },
    });
    expect(records.at(-1)).toMatchObject({ kind: 'accepted', actor: `made-link:${id}` });
    expect((await app.ask('GET', path)).body).toContain('You have accepted.');
  });

  test('is ended at once, and by nobody else’s name', async () => {
    const app = await haveMute();
    await haveUsers(app, 'ada');
    const { id, path } = await haveLink(app);
    expect((await app.ask('DELETE', `/v1/users/ada/links/${id}`)).body).toMatchObject({
      type: '/problems/unknown-link',
    });
    for (const _ of ['once', 'again']) {
      expect((await app.ask('DELETE', `/v1/users/mute/links/${id}`)).status).toBe(204);
    }
    const { status, body } = await app.ask('GET', path);
    expect(status).toBe(410);
    expect(body).toContain('This link was ended.');
    expect((await app.ask('POST', path, 'action=accept', FORM)).status).toBe(410);
    const ended = (await recordsOf(app)).filter((one) => one.kind === 'link-ended');
    expect(ended).toMatchObject([{ facts: { link: id } }]);
    const { body: kept } = await askOk(app, 'GET', '/v1/users/mute/export');
    expect(kept.links).toMatchObject([{ id, endedAt: '2026-11-22T09:00:00.000Z', endedBy: 'admin' }]);
  });

  test('opens to nobody who guesses, and to nobody once its user is erased', async () => {
    const app = await haveMute();
    const { id, path } = await haveLink(app);
    for (const wrong of [
      `/review/${id}.by-hand.${'0'.repeat(40)}`,
      `/review/${id}.by-hand.`,
      '/review/%00.by-hand.0',
    ]) {
      expect((await app.ask('GET', wrong)).status).toBe(404);
    }
    await askOk(app, 'DELETE', '/v1/users/mute');
    expect((await app.ask('GET', path)).status).toBe(410);
  });

  test('is made for what can be answered alone', async () => {
    const app = await haveMute();
    const ask = (user: string, body: object) => app.ask('POST', `/v1/users/${user}/links`, body);
    expect((await ask('nobody', REVIEW)).body.type).toBe('/problems/unknown-user');
    expect((await ask('mute', { ...REVIEW, version: 7 })).body.type).toBe('/problems/unknown-version');
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    expect((await ask('mute', REVIEW)).body.type).toBe('/problems/version-not-open');
  });
});
