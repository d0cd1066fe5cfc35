import { describe, expect, test } from 'vitest';
import { signReviewToken } from '../../../src/domain/answers/review-token.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

const THIRTY_DAYS = 30 * 24 * 3_600_000;
const ADA = { user: 'ada', policy: 'privacy', version: 2 };

/** Opens a page as whoever has the link does: without any key. */
const open = ({ ask }: TestApp, path: string, headers: Record<string, string> = {}) =>
  ask('GET', path, undefined, { authorization: '', ...headers });

/** Sends a form as a browser does. */
const submit = (
  { ask }: TestApp,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) =>
  ask('POST', path, new URLSearchParams(form).toString(), {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });

const LEAVE = { action: 'leave', confirm: 'yes' };

describe('opening the review page', () => {
  test('shows what changes, from when, until when, and what silence means', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const { status, headers, body } = await open(app, path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/html');
    expect(body).toContain('Changes to the Privacy Policy');
    expect(body).toContain('Logs are kept longer.');
    expect(body).toContain('Compared with version 1, the one you agreed to.');
    expect(body).toMatch(/<del[^>]*>.*?30<\/del>/);
    expect(body).toMatch(/<ins[^>]*>.*?90<\/ins>/);
    expect(body).toContain('22 December 2026');
    expect(body).toContain('UTC');
    expect(body).toContain('Accept version 2');
    expect(body).toContain('Decline and leave');
  });

  test('writes nothing, however often and by whatever method that reads', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const before = await dumpDatabase(app.store);
    await open(app, path);
    await open(app, `${path}?done=stayed`);
    await app.ask('HEAD', path);
    await open(app, path, { 'user-agent': 'LinkScanner/1' });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('works without script, and nothing on it comes from elsewhere', async () => {
    const app = await testApp();
    const { headers, body } = await open(app, await haveAdaTold(app));
    expect(body).not.toMatch(/<script|\son\w+=|javascript:|https?:\/\//i);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toMatch(/script-src|unsafe-/);
  });

  test('is neither kept, indexed nor given away by a referrer', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    for (const where of [path, '/review/unknown']) {
      const { headers } = await open(app, where);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('names no user and no address in its link', async () => {
    const app = await testApp();
    expect(await haveAdaTold(app)).not.toMatch(/[^0-9a-f]ada[^0-9a-f]|example|@/);
  });

  test('compares with the version in force for someone who holds none', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const { body } = await open(app, await reviewPathOf(app, 'ada@example.com'));
    expect(body).toContain('Compared with version 1.');
    expect(body).not.toContain('the one you agreed to');
  });

  test('escapes titles and summaries that are markup', async () => {
    const app = await testApp();
    const evil = '<img src=x onerror=alert(1)>"\'&</title><script>alert(1)</script>';
    await havePolicy(app, { title: evil });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app, { summary: evil, content: `${TEXT_2}\n${evil}\n` });
    await app.deliver();
    const { body } = await open(app, await reviewPathOf(app, 'ada@example.com'));
    expect(body).not.toMatch(/<script|<img/i);
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
});

describe('accepting on the page', () => {
  test('is recorded with where it came from, and answered by a receipt', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const { contentHash } = (await app.ask('GET', '/v1/policies/privacy/versions/2')).body;
    const form = { action: 'accept', contentHash };
    const { status, headers } = await submit(app, path, form, { 'user-agent': 'Browser/1' });
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`${path}?done=accepted`);
    expect((await open(app, `${path}?done=accepted`)).body).toContain('We also send it to you by mail.');
    expect((await open(app, path)).body).not.toContain('We also send it to you by mail.');
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2, basis: 'explicit' });
    const row = await app.store.db
      .selectFrom('acceptances')
      .selectAll()
      .where('version', '=', 2)
      .executeTakeFirstOrThrow();
    expect(row.method).toBe('review-page');
    const record = (await recordsOf(app)).find((one) => one.id === `accepted:${row.id}`);
    expect(record?.personal).toMatchObject({ ip: '203.0.113.7', userAgent: 'Browser/1' });
    expect(record?.facts).toMatchObject({
      page: { action: 'accept', label: 'Accept version 2', language: 'en' },
    });
    expect(row.actor).toMatch(/^link:/);
    const { body } = await open(app, path);
    expect(body).toContain('Thank you. You have accepted.');
    expect(body).toContain(contentHash);
  });

  test('twice records one acceptance', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, { action: 'accept' });
    await submit(app, path, { action: 'accept' });
    const rows = await app.store.db.selectFrom('acceptances').selectAll().where('version', '=', 2).execute();
    expect(rows).toHaveLength(1);
  });

  test('takes one visible button that carries the fingerprint of the text', async () => {
    const app = await testApp();
    const { body } = await open(app, await haveAdaTold(app));
    const { contentHash } = (await app.ask('GET', '/v1/policies/privacy/versions/2')).body;
    expect(body).toMatch(/<form method="post">.*<button class="primary">Accept version 2<\/button>/);
    expect(body).toContain(`name="contentHash" value="${contentHash}"`);
  });

  test('another text than the version’s is refused and records nothing', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const before = await dumpDatabase(app.store);
    const form = { action: 'accept', contentHash: `sha256:${'0'.repeat(64)}` };
    const { status, body } = await submit(app, path, form);
    expect(status).toBe(409);
    expect(body).toContain('Nothing was recorded.');
    expect(await dumpDatabase(app.store)).toEqual(before);
  });
});

describe('leaving on the page', () => {
  test('needs a second confirmation', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const before = await dumpDatabase(app.store);
    const { status, body } = await submit(app, path, { action: 'leave' });
    expect(status).toBe(200);
    expect(body).toContain('Are you sure?');
    expect(body).toContain('name="confirm" value="yes"');
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('happens at the closing of the window, never at once', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    expect((await submit(app, path, { ...LEAVE, when: 'now' })).status).toBe(303);
    expect((await app.ask('GET', '/v1/users/ada')).body).toMatchObject({
      standing: 'leaving',
      terminatesAt: '2026-12-22T09:00:00.000Z',
    });
    const { body } = await open(app, path);
    expect(body).toContain('You have declined, and you are leaving.');
    expect(body).toContain('>What changes</h2>');
  });

  test('can be taken back by staying, which accepts nothing', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, LEAVE);
    expect((await open(app, path)).body).toContain('Stay after all');
    const { status, headers } = await submit(app, path, { action: 'stay' });
    expect(status).toBe(303);
    const page = await open(app, headers.get('location') ?? '');
    expect(page.body).toContain('You are staying.');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 1 } });
  });

  test('can be taken back by accepting', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, LEAVE);
    expect((await submit(app, path, { action: 'accept' })).status).toBe(303);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 2 } });
  });

  test('after the window closed is refused and records nothing', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait(THIRTY_DAYS);
    const before = await dumpDatabase(app.store);
    const first = await submit(app, path, { action: 'leave' });
    expect(first.body).not.toContain('Are you sure?');
    const { status, body } = await submit(app, path, LEAVE);
    expect(status).toBe(409);
    expect(body).toContain('Nothing was recorded.');
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('is open to someone who accepted early', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, { action: 'accept' });
    expect((await open(app, path)).body).toContain('Decline and leave');
    await submit(app, path, LEAVE);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
  });
});

describe('the page of someone', () => {
  test('who left says so and asks nothing more', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { ...ADA, when: 'now' });
    const { body } = await open(app, path);
    expect(body).toContain('You have left.');
    expect(body).not.toContain('<form');
  });

  test('whose version was withdrawn says why and asks nothing more', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'We <erred>.' });
    const { body } = await open(app, path);
    expect(body).toContain('This change was withdrawn.');
    expect(body).toContain(
      '<strong>Why it was withdrawn</strong>: <span lang="en" dir="auto">We &lt;erred&gt;.',
    );
    expect(body).toContain('>What changes</h2>');
    expect(body).not.toContain('<form');
  });

  test('whose version was superseded names the newer one', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await havePublished(app, { content: TEXT_3 });
    app.wait(THIRTY_DAYS);
    const { body } = await open(app, path);
    expect(body).toContain('A newer version has taken its place.');
    expect(body).not.toContain('<form');
  });

  test('who accepted reads what changes until it takes effect, and then what changed', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, { action: 'accept' });
    expect((await open(app, path)).body).toContain('>What changes</h2>');
    app.wait(THIRTY_DAYS);
    expect((await open(app, path)).body).toContain('>What has changed</h2>');
  });

  test('who accepted a newer version has nothing to do', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await havePublished(app, { content: TEXT_3 });
    await haveAccepted(app, 'ada', 3);
    expect((await open(app, path)).body).toContain('There is nothing more to do.');
  });

  test('bound by use says so', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait(THIRTY_DAYS);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    const { body } = await open(app, path);
    expect(body).toContain('You have accepted version 2.');
    expect(body).toContain('You used the service on');
  });

  test('who let the window close can still accept', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait(THIRTY_DAYS);
    const { body } = await open(app, path);
    expect(body).toContain('The time to decline has ended.');
    expect(body).toContain('Accept version 2');
    expect(body).not.toContain('Decline and leave');
    expect((await submit(app, path, { action: 'accept' })).status).toBe(303);
  });

  test('told of an immediate legal change says until when they can decide', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app, { change: 'legal', reason: 'Regulation 1/2026' });
    const { body } = await open(app, path);
    expect(body).toContain('Regulation 1/2026');
    expect(body).toContain('29 November 2026');
    expect(body).toContain('Decline and leave');
  });
});

describe('a link', () => {
  test('that was tampered with, cut off or made up leads to a page that says so', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const last = path.at(-1) === '0' ? '1' : '0';
    const other = signReviewToken('0192', 'review', app.context.linkSecrets[0]);
    const foreign = signReviewToken(path.split('/')[2]?.split('.')[0] ?? '', 'review', {
      id: '1',
      secret: 'x',
    });
    const paths = [path.slice(0, -1) + last, path.slice(0, -1), `${path}0`, `${path}.x`, '/review/x'];
    for (const one of [
      ...paths,
      `/review/${other}`,
      `/review/${foreign}`,
      '/review/%00',
      '/review/%E0%A4%A',
    ]) {
      const opened = await open(app, one);
      expect(opened.status).toBe(404);
      expect(opened.body).toContain('We do not know this link.');
      expect((await submit(app, one, { action: 'accept' })).status).toBe(404);
    }
    expect((await checkOf(app, 'ada')).holds.version).toBe(1);
  });

  test('expires ninety days after effect', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait(THIRTY_DAYS * 4 - 1);
    expect((await open(app, path)).status).toBe(200);
    app.wait(1);
    const { status, body } = await open(app, path);
    expect(status).toBe(410);
    expect(body).toContain('This link has expired.');
    expect((await submit(app, path, { action: 'accept' })).status).toBe(410);
  });

  test('stops working when the address changes, and works again when it is the same again', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@elsewhere.example' });
    const { status, body } = await open(app, path);
    expect(status).toBe(410);
    expect(body).toContain('This link is no longer valid.');
    expect((await submit(app, path, { action: 'accept' })).status).toBe(410);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com' });
    expect((await open(app, path)).status).toBe(200);
  });

  test('of somebody erased shows nothing', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect((await open(app, path)).status).toBe(410);
  });

  test('works for an address in another script, which goes out as punycode', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@bücher.example' });
    await havePublished(app);
    await app.deliver();
    expect((await open(app, await reviewPathOf(app, 'ada@xn--bcher-kva.example'))).status).toBe(200);
  });
});

describe('an answer', () => {
  test.each([undefined, 'http://localhost:8787', 'http://proviso.test'])(
    'from origin %s is taken',
    async (origin) => {
      const app = await testApp();
      const path = await haveAdaTold(app);
      const headers = { host: 'proviso.test', ...(origin === undefined ? {} : { origin }) };
      expect((await submit(app, path, { action: 'accept' }, headers)).status).toBe(303);
    },
  );

  test.each(['https://evil.example', 'null', 'http://localhost:1', 'http://proviso.test.evil.example', ''])(
    'from origin "%s" is refused and records nothing',
    async (origin) => {
      const app = await testApp();
      const path = await haveAdaTold(app);
      const before = await dumpDatabase(app.store);
      const headers = { host: 'proviso.test', origin };
      const { status, body } = await submit(app, path, { action: 'accept' }, headers);
      expect(status).toBe(403);
      expect(body).toContain('Your answer did not come from this page');
      expect(await dumpDatabase(app.store)).toEqual(before);
    },
  );

  test.each([
    ['no form at all', '', 'application/x-www-form-urlencoded'],
    ['an unknown action', 'action=agree', 'application/x-www-form-urlencoded'],
    ['JSON', '{"action":"accept"}', 'application/json'],
    ['a multipart form without a boundary', 'action=accept', 'multipart/form-data'],
    ['a multipart form that is cut off', '--b\r\ncontent-dis', 'multipart/form-data; boundary=b'],
    [
      'a file',
      '--b\r\ncontent-disposition: form-data; name="action"; filename="a"\r\n\r\naccept\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])('that is %s is refused and records nothing', async (_, body, type) => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const before = await dumpDatabase(app.store);
    const answer = await app.ask('POST', path, body, { authorization: '', 'content-type': type });
    expect(answer.status).toBe(400);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('that is larger than any form of ours is refused', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const { status, body } = await submit(app, path, { action: 'accept', more: 'x'.repeat(5000) });
    expect(status).toBe(413);
    expect(body).toEqual({
      type: '/problems/too-large',
      title: 'Too large',
      status: 413,
      detail: 'A form may have at most 4096 bytes.',
    });
  });
});
