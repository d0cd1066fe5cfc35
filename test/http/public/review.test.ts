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
import { startTestApp, type TestApp } from '../../support/test-app.ts';

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
    expect(body).toContain('Changes to “Privacy Policy”');
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
    expect(headers.get('location')).toBe(path);
    expect((await open(app, path)).body).toContain('We are also emailing you this receipt.');
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
    expect(body).toContain('Your answer was not recorded.');
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
    expect(page.body).toContain('You have taken back your decision.');
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
    expect(body).toContain('Your answer was not recorded.');
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
    expect(body).toContain('Version 2 applies to you.');
    expect(body).not.toContain('You have accepted');
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

describe('what the page tells of an answer', () => {
  test('comes from the record and not from the address', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const { body } = await open(app, path);
    for (const done of ['accepted', 'leaving', 'stayed']) {
      expect((await open(app, `${path}?done=${done}`)).body).toBe(body);
    }
  });

  test('keeps its time, however often it is opened', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, LEAVE);
    app.wait('PT1H');
    await submit(app, path, { action: 'stay' });
    const stayed = 'On Sunday, 22 November 2026 at 10:00 UTC you took back your decision to leave';
    for (const later of ['PT0S', 'P1D', 'P3D']) {
      app.wait(later);
      expect((await open(app, path)).body).toContain(stayed);
    }
  });

  test('says of a receipt that it goes out, and once it did, when; and nothing of one that did not arrive', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, { action: 'accept' });
    expect((await open(app, path)).body).toContain('We are also emailing you this receipt.');
    app.wait('PT5M');
    await app.deliver();
    app.wait(1_000);
    await app.deliver();
    expect((await open(app, path)).body).toContain(
      'We also emailed you this receipt on Sunday, 22 November 2026 at 09:05 UTC.',
    );
    await app.store.db
      .updateTable('deliveries')
      .set({ state: 'bounced' })
      .where('kind', '=', 'receipt-accepted')
      .execute();
    expect((await open(app, path)).body).not.toMatch(/emailed|emailing/);
  });

  test('names no receipt to whoever accepted by the product, which sends none', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    const { body } = await open(app, path);
    expect(body).toContain('Thank you. You have accepted.');
    expect(body).not.toMatch(/emailed|emailing/);
  });

  test('gives an acceptance back that the decision to leave had taken', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, { action: 'accept' });
    app.wait('PT1H');
    await submit(app, path, LEAVE);
    app.wait('PT1H');
    await submit(app, path, { action: 'stay' });
    const { body } = await open(app, path);
    expect(body).toContain('Your acceptance of Sunday, 22 November 2026 at 09:00 UTC counts again.');
    expect(body).not.toContain('does not mean that you have accepted');
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2 });
  });

  test('to stay, by someone who was not leaving, is refused and records nothing', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const before = await dumpDatabase(app.store);
    const { status, body } = await submit(app, path, { action: 'stay' });
    expect(status).toBe(409);
    expect(body).not.toContain('taken back');
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('says of someone who stays but leaves over another document that they are still leaving', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'The Rules' });
    await askOk(app, 'POST', '/v1/policies/terms/versions', { content: TEXT_2 });
    const newer = { content: TEXT_3, change: 'substantial', summary: 'More.' };
    await askOk(app, 'POST', '/v1/acceptances', { user: 'ada', policy: 'terms', version: 1 });
    await askOk(app, 'POST', '/v1/policies/terms/versions', newer);
    await askOk(app, 'POST', '/v1/terminations', {
      user: 'ada',
      policy: 'terms',
      version: 2,
      when: 'effect',
    });
    await submit(app, path, LEAVE);
    await submit(app, path, { action: 'stay' });
    const { body } = await open(app, path);
    expect(body).toContain(
      'You are still leaving, on Tuesday, 22 December 2026 at 09:00 UTC, because of “The Rules”.',
    );
    expect(body).not.toContain('you agree to version');
    expect((await checkOf(app, 'ada')).standing).toBe('leaving');
  });
});

describe('the page of someone who skipped a version', () => {
  test('shows each version between under its number and class, with its own date, reason and summary', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    const reason = 'Regulation 1/2026';
    await havePublished(app, { change: 'legal', reason, summary: 'The law wants it.' });
    app.wait('P1D');
    await havePublished(app, { content: TEXT_3, change: 'minor', summary: 'One more sentence.' });
    await app.deliver();
    const path = await reviewPathOf(app, 'ada@example.com');
    const page = (await open(app, path)).body as string;
    const mail = (await open(app, `/review/${path.split('/')[2]}`)).body as string;
    expect(mail).toBe(page);
    const [, between = ''] = /<ol class="between">(.*?)<\/ol>/s.exec(page) ?? [];
    const items = between
      .split('<li>')
      .slice(1)
      .map((one) => one.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '));
    expect(items).toHaveLength(2);
    expect(items[0]).toMatch(
      /Version 2 · Change required by law .*22 November 2026.*The law wants it\..*Regulation 1\/2026/,
    );
    expect(items[1]).toMatch(/Version 3 · Minor change .*30 November 2026.*One more sentence\./);
    // What one version says of itself stands nowhere as said of all.
    expect(page.split('The law wants it.')).toHaveLength(2);
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/changes?from=1&to=3');
    expect(body.versions).toMatchObject([
      { version: 2, change: 'legal', reason, summary: 'The law wants it.' },
      { version: 3, change: 'minor', reason: null, summary: 'One more sentence.' },
    ]);
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
    const paths = [path.slice(0, -1) + last, path.slice(0, -1), `${path}0`, `${path}x.`, '/review/x'];
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

  test('says that it expired also once it is forgotten where it went', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait(THIRTY_DAYS * 4);
    await app.store.db.updateTable('deliveries').set({ email: null }).execute();
    expect((await open(app, path)).body).toContain('This link has expired.');
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

  test('that got stuck to what stood around it in a plain text opens and is answered all the same', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    for (const stuck of ['.', ')', '>', '%20', '%3E', ',', '.)', ');', '&gt;', '%C2%A0', ']', '%22']) {
      const { status, headers } = await open(app, path + stuck);
      expect([stuck, status]).toEqual([stuck, 302]);
      expect(headers.get('location')).toBe(path);
      expect((await submit(app, path + stuck, { action: 'leave' })).status).toBe(200);
    }
    expect((await submit(app, `${path}.`, { action: 'accept' })).headers.get('location')).toBe(path);
  });

  test('of an old address says, and does not name, where the new one went', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait(1_000);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@elsewhere.example' });
    for (const does of [() => {}, app.deliver]) {
      await does();
      const { status, body } = await open(app, path);
      expect(status).toBe(410);
      expect(body).toContain('A new email with a link goes to the address that the account has now');
      expect(body).not.toMatch(/elsewhere|@/);
    }
  });

  test('of an old address promises no other where there is nothing left to answer', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await submit(app, path, { action: 'accept' });
    app.wait('P40D');
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@elsewhere.example' });
    await app.deliver();
    const { body } = await open(app, path);
    expect(body).toContain('It was sent to an address that is no longer the one of the account');
    expect(body).not.toContain('A new email');
  });

  test('that a secret signed which is not in use any more says so', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const linkSecrets = [{ id: '2', secret: 'another secret for tests' }] as const;
    const rotated = await startTestApp({ store: app.store, linkSecrets });
    const { status, body } = await open(rotated, path);
    expect(status).toBe(410);
    expect(body).toContain('It was signed with a key that is no longer in use');
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
      expect(body).toContain('It did not come from this page');
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
