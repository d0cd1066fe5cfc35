import { describe, expect, test } from 'vitest';
import { changeMember, removeMember } from '../../../src/actions/access/change-member.ts';
import type { MemberRole } from '../../../src/domain/access/roles.ts';
import type { Refusal } from '../../../src/domain/refusal.ts';
import { dumpDatabase, recordsOf, testApp } from '../../support/arrange.ts';
import { codeMailedTo, haveAdmin, haveMember, signedIn } from '../../support/members.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { expectValid } from '../../support/valid-html.ts';

const ADA = { email: 'ada@lantern.example', name: 'Ada', roles: ['author', 'support'] } as const;

describe('members', () => {
  test('are invited, told by mail, and recorded with who invited them, without their address in the log', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const visitor = await signedIn(app, robin);
    await visitor.get('/console/members');
    const done = await visitor.post('/console/members', ADA);
    expect([done.status, done.location]).toEqual([303, '/console/members?done=invited#done']);
    const page = await visitor.get('/console/members?done=invited');
    expect(page.body).toContain('Invited. They were mailed how to sign in.');
    expect(page.body).toContain('Author, Support');
    const mail = await app.store.db.selectFrom('local_mails').selectAll().executeTakeFirstOrThrow();
    expect([mail.mail_to, mail.text]).toEqual([
      'ada@lantern.example',
      expect.stringContaining(
        'Robin lets you in where Lantern looks after its policies, as author and support.',
      ),
    ]);
    const record = (await recordsOf(app)).at(-1);
    expect(record).toMatchObject({
      ...{ kind: 'member', actor: `member:${robin.id}`, user: null },
      facts: { act: 'invited', edition: 1, roles: ['author', 'support'] },
      personal: { email: 'ada@lantern.example', name: 'Ada' },
    });
    expect(JSON.stringify(record?.facts)).not.toContain('lantern.example');
  });

  test('are not invited twice with one address, and what was typed comes back', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    await visitor.get('/console/members');
    await visitor.post('/console/members', ADA);
    await visitor.get('/console/members');
    const again = await visitor.post('/console/members', {
      ...ADA,
      name: 'Ada L.',
      email: 'Ada@LANTERN.example',
    });
    expect(again.status).toBe(422);
    expect(again.body).toContain('Ada is a member with this address already.');
    expect(again.body).toContain('value="Ada L."');
    expectValid(again.body);
  });

  test('are told of each wrong field at that field', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    await visitor.get('/console/members');
    const before = await dumpDatabase(app.store);
    const page = await visitor.post('/console/members', { email: 'nobody', name: '  ' });
    expect(page.status).toBe(422);
    for (const [field, words] of [
      ['email', 'Type in a mail address'],
      ['name', 'Type in a name'],
      ['roles', 'Choose one role at least.'],
    ] as const) {
      expect(page.body).toMatch(new RegExp(`<a href="#members-${field}">${words}`));
      expect(page.body).toMatch(new RegExp(`id="members-${field}-error">${words}`));
    }
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('are changed and removed, and let in again as who they were', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    const ada = await haveMember(app, 'Ada', 'author');
    const path = `/console/members/${ada.id}`;
    await visitor.get(path);
    await visitor.post(path, { ...ADA, roles: ['auditor'] });
    expect((await visitor.get(path)).body).toContain('<dd>Auditor</dd>');
    const asks = await visitor.get(`${path}/removal`);
    expect(asks.body).toContain('Remove Ada?');
    await visitor.post(`${path}/removal`);
    expect((await visitor.get(path)).status).toBe(404);
    await visitor.get('/console/members');
    await visitor.post('/console/members', ADA);
    expect((await visitor.get(path)).body).toContain('<dd>Author, Support</dd>');
    const acts = (await recordsOf(app)).filter(
      ({ kind, facts }) => kind === 'member' && facts.member === ada.id,
    );
    expect(acts.map(({ facts }) => facts.act)).toEqual(['invited', 'changed', 'removed', 'invited']);
  });

  test('are invited all the same where no mail can be sent, and the page says so', async () => {
    const app = await testApp({
      mailer: rememberingMailer([{ kind: 'misconfigured', problem: 'no such sender' }]),
    });
    const visitor = await signedIn(app, await haveAdmin(app));
    await visitor.get('/console/members');
    const done = await visitor.post('/console/members', ADA);
    expect(done.location).toBe('/console/members?done=unsent#done');
  });

  test('are found by the beginning of a name or an address, a page at a time', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    for (let i = 100; i < 160; i++) await haveMember(app, `U${i}`, 'support');
    const first = await visitor.get('/console/members?q=u1');
    const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await visitor.get(next);
    const names = (body: string) => [...body.matchAll(/<bdi>(U\d+)<\/bdi>/g)].map(([, name]) => name);
    expect([names(first.body).length, names(second.body).length]).toEqual([50, 10]);
    expect(new Set([...names(first.body), ...names(second.body)]).size).toBe(60);
    expect((await visitor.get('/console/members?q=zz')).body).toContain(
      'Nobody is here by that name or address.',
    );
    expect((await visitor.get('/console/members?cursor=%25')).status).toBe(400);
  });
});

describe('the last admin', () => {
  test('is neither removed nor demoted', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const visitor = await signedIn(app, robin);
    const path = `/console/members/${robin.id}`;
    await visitor.get(path);
    const demoted = await visitor.post(path, { email: robin.email, name: 'Robin', roles: ['author'] });
    expect(demoted.status).toBe(422);
    expect(demoted.body).toContain('make somebody else an admin first');
    await visitor.get(`${path}/removal`);
    expect((await visitor.post(`${path}/removal`)).status).toBe(422);
    expect((await visitor.get(path)).body).toContain('<dd>Admin</dd>');
  });

  test.each(['demote', 'remove'] as const)('is left of two who %s each other at once', async (how) => {
    const app = await testApp();
    for (let times = 0; times < 5; times++) {
      const pair = [await haveMember(app, `A${times}`, 'admin'), await haveMember(app, `B${times}`, 'admin')];
      const came = await Promise.allSettled(
        pair.map(({ id, name, email }) =>
          how === 'remove'
            ? removeMember(app.context, id, 'member:tests')
            : changeMember(app.context, id, { name, email, roles: ['author'] }, 'member:tests'),
        ),
      );
      const refused = came.filter((one) => one.status === 'rejected');
      expect(refused.map(({ reason }) => (reason as Refusal).code)).toEqual(['last-admin']);
      const [left] = pair.filter((_, i) => came[i]?.status === 'rejected');
      // The next pair is to be alone.
      await haveMember(app, `C${times}`, 'admin');
      await removeMember(app.context, left?.id as string, 'member:tests');
      const [other] = await app.store.db
        .selectFrom('members')
        .select('id')
        .where('name', '=', `C${times}`)
        .execute();
      await app.store.db
        .updateTable('members')
        .set({ removed_at: app.clock.now })
        .where('id', '=', other?.id as string)
        .execute();
    }
  });
});

describe('what cannot be undone', () => {
  test('asks for a new code an hour after the last, and then does what was being done', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    app.wait('PT1H');
    await visitor.get('/console/members');
    const asked = await visitor.post('/console/members', ADA);
    expect(asked.status).toBe(422);
    expect(asked.body).toContain('Is it you?');
    expect(asked.body).toContain('<input type="hidden" name="roles" value="support">');
    expectValid(asked.body);
    const code = await codeMailedTo(app, 'robin@lantern.example');
    const wrong = await visitor.post('/console/members', { ...ADA, code: 'AAAAAAAA' });
    expect(wrong.body).toContain('You can try it 4 more times.');
    const before = visitor.cookies.get('proviso-session');
    const done = await visitor.post('/console/members', { ...ADA, code });
    expect([done.status, done.location]).toEqual([303, '/console/members?done=invited#done']);
    expect(visitor.cookies.get('proviso-session')).not.toBe(before);
    expect((await visitor.get('/console/members')).body).toContain('Ada');
  });

  test('is done from the form that came back after a code, which carries the token of the new session', async () => {
    const app = await testApp();
    await haveMember(app, 'Ada', 'author');
    const visitor = await signedIn(app, await haveAdmin(app));
    app.wait('PT1H');
    await visitor.get('/console/members');
    await visitor.post('/console/members', ADA);
    const code = await codeMailedTo(app, 'robin@lantern.example');
    const refused = await visitor.post('/console/members', { ...ADA, code });
    expect([refused.status, refused.body.includes('error-summary')]).toEqual([422, true]);
    const again = await visitor.post('/console/members', { ...ADA, email: 'other@lantern.example' });
    expect(again.location).toBe('/console/members?done=invited#done');
  });
});

describe('a form of the console', () => {
  test('comes back as it was typed where its page was from before one signed in again', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    await visitor.get('/console/members');
    const stale = await visitor.post('/console/members', { ...ADA, csrf: '0'.repeat(64) });
    expect(stale.status).toBe(422);
    expect(stale.body).toContain('This page was from before you last signed in');
    expect(stale.body).toContain('value="ada@lantern.example"');
    const sent = await visitor.post('/console/members', ADA);
    expect(sent.status).toBe(303);
  });

  test('is not taken from another site', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    await visitor.get('/console/members');
    const before = await dumpDatabase(app.store);
    expect((await visitor.post('/console/members', ADA, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each(['author', 'approver', 'support', 'operator'] as const satisfies readonly MemberRole[])(
    'is refused to whoever is no admin but %s, with who may',
    async (role) => {
      const app = await testApp();
      const visitor = await signedIn(app, await haveMember(app, 'Ada', role));
      const home = await visitor.get('/console');
      expect(home.body).not.toContain('href="/console/members"');
      const page = await visitor.get('/console/members');
      expect(page.status).toBe(403);
      expect(page.body).toContain('It is for whoever is an auditor or an admin.');
      expect((await visitor.post('/console/members', ADA)).status).toBe(403);
    },
  );

  test('writes what was typed as words, whatever it is', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    await visitor.get('/console/members');
    await visitor.post('/console/members', { ...ADA, name: hostile });
    const pages = [
      await visitor.get('/console/members'),
      await visitor.get(`/console/members?q=${encodeURIComponent(hostile)}`),
      await visitor.post('/console/members', { email: hostile, name: hostile, roles: hostile }),
      await visitor.get(`/console/members?done=${encodeURIComponent(hostile)}`),
    ];
    for (const { body } of pages) {
      expect(body).not.toContain('<script');
      expect(body).not.toContain('<img src=x');
      expectValid(body);
    }
  });

  test('comes under a policy that lets in nothing of others', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    const { headers } = await visitor.get('/console');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });
});
