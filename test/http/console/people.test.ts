import { describe, expect, test } from 'vitest';
import type { MemberRole } from '../../../src/domain/access/roles.ts';
import { readBundle } from '../../../src/verify/bundle.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { haveMember, signedIn, type Visitor } from '../../support/members.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

/** A service on which ada was told of version 2, and a member who looks at her page. */
async function supported(app: TestApp, ...roles: readonly MemberRole[]) {
  await haveAdaTold(app);
  const member = await haveMember(app, 'Sam', ...(roles.length === 0 ? (['support'] as const) : roles));
  const visitor = await signedIn(app, member);
  await visitor.get('/console/people/ada');
  return { member, visitor };
}

const ABOUT = { policy: 'privacy', version: '2' };

describe('people are found', () => {
  test('by id and by address, exactly and by how they begin, each page after the one before', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, ...Array.from({ length: 55 }, (_, i) => `u${String(i).padStart(2, '0')}`));
    await askOk(app, 'PUT', '/v1/users/zoe', { email: 'U07b@mail.example', name: 'Zoë' });
    const visitor = await signedIn(app, await haveMember(app, 'Sam', 'support'));
    const found = async (path: string) => {
      const { body } = await visitor.get(path);
      expectValid(body);
      return [...body.matchAll(/href="\/console\/people\/([^"?#]+)"><bdi>/g)].map(([, user]) => user);
    };
    expect(await found('/console/people?q=u07')).toEqual(['u07', 'u07', 'zoe']);
    expect(await found('/console/people?q=zoe')).toEqual(['zoe']);
    expect(await found('/console/people?q=u07B@mail')).toEqual(['zoe']);
    expect((await found('/console/people?q=%20u%20')).length).toBe(50);
    const { body } = await visitor.get('/console/people');
    const next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await found(next)).toEqual(['u50', 'u51', 'u52', 'u53', 'u54', 'zoe']);
    const none = await visitor.get('/console/people?q=nobody');
    expect(none.body).toContain('Nobody is here by that id or address.');
    expect(none.body).toContain('Look whether all of it was typed');
  });
});

describe('the page of a person', () => {
  test('says what binds them and why, what became of each notice, and where each answer came from', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    const { body } = await visitor.get('/console/people/ada');
    expectValid(body);
    for (const said of [
      'All times on this page are in UTC.',
      'Bound by version 1',
      'They accepted it.',
      'Announced: version 2',
      'was taken by the mail provider; nothing more is known',
      'the API, with the key “admin”',
      'The mail provider took the notice',
    ]) {
      expect(body).toContain(said);
    }
  });

  test('tells what somebody agreed to ahead from what is in force until then', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    await haveAccepted(app, 'ada', 2);
    const told = async (reader: Visitor) => {
      const { body } = await reader.get('/console/people/ada');
      expectValid(body);
      const [, card = ''] = /<section class="card"[^>]*>(.*?)<\/section>/s.exec(body) ?? [];
      return card.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    };
    expect(await told(visitor)).toContain(
      'Has agreed to version 2, since Sunday, 22 November 2026 at 09:00 UTC They accepted it. ' +
        'It takes effect for them on Tuesday, 22 December 2026 at 09:00 UTC; until then version 1 is in force.',
    );
    app.wait('P31D');
    const later = await signedIn(app, await haveMember(app, 'Kim', 'support'));
    expect(await told(later)).toContain('Bound by version 2, since Sunday, 22 November 2026 at 09:00 UTC');
  });

  test('keeps where somebody was from whoever may not see it, on the page and in the evidence', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    const browser = 'Secret Browser 1.0';
    const traced = { user: 'ada', policy: 'privacy', version: 2, ip: '203.0.113.9', userAgent: browser };
    await askOk(app, 'POST', '/v1/acceptances', traced);
    const auditor = await signedIn(app, await haveMember(app, 'Ines', 'auditor'));
    for (const path of ['', '/evidence', '/evidence?format=html']) {
      const [own, all] = [
        await visitor.get(`/console/people/ada${path}`),
        await auditor.get(`/console/people/ada${path}`),
      ];
      expect(own.status).toBe(200);
      expect(own.body).not.toContain('203.0.113.9');
      expect(own.body).not.toContain(browser);
      expect(all.body).toContain('203.0.113.9');
      expect(all.body).toContain(browser);
    }
    expect((await auditor.get('/console/people/ada')).body).not.toContain('Act for them');
  });

  test('shows a mail as it was sent, without its live link, beside the text that prevails', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    const path = /href="(\/console\/people\/ada\/mails\/[^"]+)"/.exec(
      (await visitor.get('/console/people/ada')).body,
    )?.[1];
    const page = await visitor.get(path ?? '');
    expectValid(page.body);
    expect(page.body).toContain('We keep logs for 90 days.');
    expect(page.body).not.toContain('/review/');
    const mail = await visitor.get(`${path}/html`);
    expect(mail.body).not.toContain('/review/');
    expect(mail.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    await haveUsers(app, 'bob');
    expect((await visitor.get((path ?? '').replace('/ada/', '/bob/'))).status).toBe(404);
  });

  test('is there for whoever has an id of any script', async () => {
    const app = await testApp();
    await havePolicy(app);
    const user = 'Zoë / ß?';
    await askOk(app, 'PUT', `/v1/users/${encodeURIComponent(user)}`, { email: null });
    const visitor = await signedIn(app, await haveMember(app, 'Sam', 'support'));
    const path = `/console/people/${encodeURIComponent(user)}`;
    expect((await visitor.get(path)).status).toBe(200);
    const back = await visitor.post(`${path}/address`, { email: 'not an address' });
    expect(back.status).toBe(422);
    expect(back.body).toContain('value="not an address"');
    expect(back.body).toMatch(/id="act-address" open/);
  });
});

describe('support', () => {
  test('sends a notice again, recorded as theirs', async () => {
    const app = await testApp();
    const { visitor, member } = await supported(app);
    const done = await visitor.post('/console/people/ada/notices', ABOUT);
    expect([done.status, done.location]).toEqual([303, '/console/people/ada?done=again#done']);
    await app.deliver();
    const kinds = (await recordsOf(app)).map(({ kind, actor }) => `${kind} ${actor}`);
    expect(kinds).toContain(`repeated member:${member.id}`);
    expect(kinds.filter((one) => one.startsWith('sent ')).length).toBe(2);
    const { body } = await visitor.get('/console/people/ada?done=again');
    expect(body).toContain('It is sent again.');
    expect(body).toContain('another was sent in its place');
    expect(body).toContain('the console, by Sam');
  });

  test('is told where there is no notice to send again', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    await haveUsers(app, 'late');
    await visitor.get('/console/people/late');
    const back = await visitor.post('/console/people/late/notices', { policy: 'privacy', version: '1' });
    expect(back.status).toBe(422);
    expect(back.body).toContain('No notice of this version was ever on its way to them.');
    expectValid(back.body);
  });

  test('makes a link that is shown once, to whoever made it', async () => {
    const app = await testApp();
    const { visitor, member } = await supported(app);
    const done = await visitor.post('/console/people/ada/links', ABOUT);
    expect(done.location).toBe('/console/people/ada?done=link#done');
    const { body } = await visitor.get('/console/people/ada?done=link');
    expectValid(body);
    const url = /<code>(http[^<]+)</.exec(body)?.[1] ?? '';
    expect((await app.ask('GET', new URL(url).pathname)).status).toBe(200);
    expect((await visitor.get('/console/people/ada?done=link')).body).not.toContain('class="once"');
    expect((await recordsOf(app)).at(-1)).toMatchObject({ kind: 'link-made', actor: `member:${member.id}` });
  });

  test('records what came by phone, as of when it came, with who took it down', async () => {
    const app = await testApp();
    const { visitor, member } = await supported(app);
    app.wait('PT7H');
    const done = await visitor.post('/console/people/ada/answers', {
      ...ABOUT,
      answer: 'accept',
      how: 'She called,\nand said yes.',
      receivedAt: '2026-11-22T15:30',
    });
    expect([done.status, done.location]).toEqual([303, '/console/people/ada?done=answered#done']);
    expect((await recordsOf(app)).findLast(({ kind }) => kind === 'accepted')).toMatchObject({
      ...{ at: '2026-11-22T15:30:00.000Z', actor: `member:${member.id}` },
      facts: { receivedAt: '2026-11-22T15:30:00.000Z' },
      personal: { note: 'She called, and said yes.' },
    });
    expect((await checkOf(app, 'ada')).upcoming).toMatchObject([{ version: 2, response: 'accepted' }]);
    expect((await visitor.get('/console/people/ada')).body).toContain('She called, and said yes.');
  });

  test('is told at its field what cannot be recorded, with all that was typed', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    const typed = { ...ABOUT, answer: 'accept', how: 'A call.', receivedAt: '2020-01-01T10:00' };
    const early = await visitor.post('/console/people/ada/answers', typed);
    expect(early.status).toBe(422);
    expectValid(early.body);
    expect(early.body).toContain(
      'Version 2 was posted after that, at Sunday, 22 November 2026 at 09:00 UTC.',
    );
    expect(early.body).toContain('value="2020-01-01T10:00"');
    const empty = await visitor.post('/console/people/ada/answers', { policy: 'privacy', version: 'x' });
    for (const said of [
      'Choose what they answered.',
      'Say how it came',
      'Say when it came',
      'Type in the number of a version',
    ]) {
      expect(empty.body).toContain(said);
    }
  });

  test('voids a wrong answer, and cancels a leaving, of that person alone', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    const typed = { ...ABOUT, answer: 'leave-at-close', how: 'A letter.', receivedAt: app.clock.now };
    await visitor.post('/console/people/ada/answers', typed);
    const page = (await visitor.get('/console/people/ada')).body;
    const stay = /href="(\/console\/people\/ada\/answers\/[^"]+\/stay)"/.exec(page)?.[1] ?? '';
    await haveUsers(app, 'bob');
    expect((await visitor.get(stay.replace('/ada/', '/bob/'))).status).toBe(404);
    await visitor.get(stay);
    expect((await visitor.post(stay)).location).toBe('/console/people/ada?done=stays#done');
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    app.wait('PT1M');
    await haveAccepted(app, 'ada', 2);
    const voids = [...(await visitor.get('/console/people/ada')).body.matchAll(/href="([^"]+\/void)"/g)];
    const path = voids.at(-1)?.[1] ?? '';
    expectValid((await visitor.get(path)).body);
    expect((await visitor.post(path, { reason: '' })).status).toBe(422);
    expect((await visitor.post(path, { reason: 'The wrong Ada.' })).location).toBe(
      '/console/people/ada?done=voided#done',
    );
    expect((await checkOf(app, 'ada')).upcoming).toMatchObject([{ response: 'none' }]);
  });

  test('corrects an address, and puts a hold on and lifts it', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    await visitor.post('/console/people/ada/address', { email: ' ada@new.example ' });
    expect((await askOk(app, 'GET', '/v1/users/ada')).body.email).toBe('ada@new.example');
    const none = await visitor.post('/console/people/ada/hold', { held: 'yes', reason: '' });
    expect(none.body).toContain('Say why, in one line.');
    await visitor.post('/console/people/ada/hold', { held: 'yes', reason: 'A dispute.' });
    expect((await visitor.get('/console/people/ada?done=held')).body).toContain('A dispute.');
    await visitor.post('/console/people/ada/hold', { held: 'no' });
    expect((await askOk(app, 'GET', '/v1/users/ada/hold')).body.held).toBe(false);
  });

  test('erases whoever it is, once their id was typed and a code is fresh', async () => {
    const app = await testApp();
    const { visitor } = await supported(app);
    const page = await visitor.get('/console/people/ada/erasure');
    expectValid(page.body);
    expect(page.body).toContain('also from 1 notice and');
    const wrong = await visitor.post('/console/people/ada/erasure', { confirm: 'bob' });
    expect([wrong.status, wrong.body.includes('Nothing was erased.')]).toEqual([422, true]);
    app.wait('PT2H');
    const asked = await visitor.post('/console/people/ada/erasure', { confirm: 'ada' });
    expect(asked.body).toContain('Is it you?');
    expect((await app.ask('GET', '/v1/users/ada')).status).toBe(200);
    const again = await signedIn(app, await haveMember(app, 'Kim', 'support'));
    await again.get('/console/people/ada/erasure');
    const done = await again.post('/console/people/ada/erasure', { confirm: 'ada' });
    expect(done.location).toBe('/console/people?done=erased#done');
    expect((await app.ask('GET', '/v1/users/ada')).status).toBe(404);
    expect((await again.get('/console/people/ada')).status).toBe(404);
  });
});

test('evidence is downloaded whole, and can be checked', async () => {
  const app = await testApp();
  await haveAdaTold(app);
  const auditor = await signedIn(app, await haveMember(app, 'Ines', 'auditor'));
  const file = await auditor.get('/console/people/ada/evidence');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="evidence-/);
  expect(readBundle(file.body)).toBeDefined();
});
