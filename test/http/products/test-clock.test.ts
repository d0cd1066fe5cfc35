import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';

describe('a test clock', () => {
  test('moves on by a period, and what is due by then has happened', async () => {
    const app = await testApp({ testClock: true });
    await havePolicy(app, { notice: { minor: 'P7D', substantial: 'P30D' } });
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const current = async () => (await askOk(app, 'GET', '/v1/policies/privacy')).body.current.version;
    expect(await current()).toBe(1);
    const moved = await askOk(app, 'POST', '/v1/test-clock', { advance: 'P31D' });
    expect(moved.body).toEqual({ now: '2026-12-23T09:00:00.000Z', secondsAhead: 31 * 24 * 60 * 60 });
    expect(await current()).toBe(2);
    const again = await askOk(app, 'POST', '/v1/test-clock', { advance: 'PT1H' });
    expect(again.body).toEqual({ now: '2026-12-23T10:00:00.000Z', secondsAhead: 31 * 24 * 60 * 60 + 3600 });
  });

  test('never goes back, and not further ahead than anybody tries', async () => {
    const { ask } = await testApp({ testClock: true });
    for (const advance of ['-P1D', 'PT0S', 'P60Y', 'soon']) {
      expect((await ask('POST', '/v1/test-clock', { advance })).status, advance).toBe(400);
    }
    for (let times = 0; times < 25; times++) await ask('POST', '/v1/test-clock', { advance: 'P2Y' });
    const { status, body } = await ask('POST', '/v1/test-clock', { advance: 'P2Y' });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer: '/advance', detail: 'would lead more than 50 years ahead' }]);
  });

  test('is said on every page, which no cache keeps, and in no mail', async () => {
    const app = await testApp({ testClock: true });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    await askOk(app, 'POST', '/v1/test-clock', { advance: 'P1D' });
    for (const path of [
      '/policies',
      '/policies/privacy',
      '/policies/privacy/history',
      '/mailbox',
      '/nowhere',
    ]) {
      const { body, headers } = await app.ask('GET', path, undefined, { authorization: '' });
      if (!headers.get('content-type')?.startsWith('text/html')) continue;
      expect(body, path).toContain(
        'role="note">A test clock is on: here it is Monday, 23 November 2026 at 09:00 UTC.</p>',
      );
      expect(headers.get('cache-control'), path).toBe('no-store');
      expect(headers.get('etag'), path).toBeNull();
    }
    const [mail] = /\/mailbox\/[\w-]+/.exec((await app.ask('GET', '/mailbox')).body) ?? [];
    expect((await app.ask('GET', `${mail}/html`)).body).not.toContain('test clock');
    expect((await app.ask('GET', mail!)).body).toContain('A test clock is on');
  });

  test('is not there unless it was asked for, and no page speaks of it', async () => {
    const app = await testApp();
    const { status, body } = await app.ask('POST', '/v1/test-clock', { advance: 'P1D' });
    expect([status, body.detail]).toEqual([404, 'No test clock is on here.']);
    expect((await app.ask('GET', '/policies')).body).not.toContain('test clock');
  });
});
