import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { makeAdminLink } from '../../../src/actions/access/admin-link.ts';
import { changeMember, removeMember } from '../../../src/actions/access/change-member.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import { dumpDatabase, testApp } from '../../support/arrange.ts';
import {
  codeMailedTo,
  haveAdmin,
  haveMember,
  openVisitor,
  signedIn,
  type Visitor,
} from '../../support/members.ts';
import { openTestStore, type TestApp } from '../../support/test-app.ts';

const ROBIN = 'robin@lantern.example';

/** Asks for a code as somebody would, and answers where that led. */
async function ask(visitor: Visitor, email = ROBIN, next = '') {
  await visitor.get(`/console/sign-in${next}`);
  const asked = await visitor.post('/console/sign-in', {
    email,
    ...(next ? { next: '/console/members' } : {}),
  });
  expect(asked.status).toBe(303);
  return visitor.get(asked.location as string);
}

const typed = (visitor: Visitor, code: string, email = ROBIN) =>
  visitor.post('/console/sign-in/code', { email, code, next: '/console' });

/** Another code than one. */
const notIt = (code: string) => (code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`);

describe('signing in by a code', () => {
  test('takes the code from the mail, in the browser that asked, and goes on to where one was going', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const visitor = openVisitor(app);
    const turnedAway = await visitor.get('/console/members?q=a');
    expect(turnedAway.location).toBe('/console/sign-in?next=%2Fconsole%2Fmembers%3Fq%3Da');
    await visitor.get(turnedAway.location as string);
    const asked = await visitor.post('/console/sign-in', { email: ROBIN, next: '/console/members?q=a' });
    const page = await visitor.get(asked.location as string);
    expect(page.body).toContain('autocomplete="one-time-code"');
    const code = await codeMailedTo(app, ROBIN);
    const came = await visitor.post('/console/sign-in/code', {
      ...{
        email: ROBIN,
        next: '/console/members?q=a',
        code: ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `,
      },
    });
    expect([came.status, came.location]).toEqual([303, '/console/members?q=a']);
    expect((await visitor.get('/console/members')).body).toContain('Robin');
  });

  test('says the same to members and to strangers, who get no mail', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const pages = [];
    for (const email of [ROBIN, 'nobody@lantern.example']) {
      const page = await ask(openVisitor(app), email);
      pages.push(page.body.replaceAll(email, '').replaceAll(/[0-9a-f]{64}/g, ''));
    }
    expect(pages[0]).toBe(pages[1]);
    await codeMailedTo(app, ROBIN);
    const mails = await app.store.db.selectFrom('local_mails').select('mail_to').execute();
    expect(mails.map((one) => one.mail_to)).toEqual([ROBIN]);
  });

  test('asks the database the same of members, of strangers and of whoever was removed, and waits for no mail', async () => {
    const store = await openTestStore();
    let asked: string[] = [];
    const db = store.db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const mailed: string[] = [];
    const mailer: Mailer = {
      ...{ name: 'resend', callsPerSecond: null },
      send: ({ mails }) => {
        mailed.push(...mails.map(({ to }) => to));
        return new Promise(() => {});
      },
    };
    const app = await testApp({ store: { ...store, db }, mailer });
    await haveAdmin(app);
    const { id } = await haveMember(app, 'Gone', 'author');
    await removeMember(app.context, id, 'member:tests');
    const queries = [];
    for (const email of [ROBIN, 'nobody@lantern.example', 'gone@lantern.example']) {
      const visitor = openVisitor(app);
      await visitor.get('/console/sign-in');
      asked = [];
      expect((await visitor.post('/console/sign-in', { email })).status).toBe(303);
      const forCode = [...asked];
      // The mail to a member leaves after the answer, and asks for more.
      await sleep(200);
      await visitor.get('/console/sign-in/code');
      asked = [];
      expect((await typed(visitor, 'AAAAAAAA', email)).status).toBe(422);
      queries.push([forCode, asked]);
    }
    expect(queries[0]?.flat().length).toBeGreaterThan(5);
    expect(queries[1]).toEqual(queries[0]);
    expect(queries[2]).toEqual(queries[0]);
    await expect.poll(() => mailed).toEqual([ROBIN]);
  });

  test('does not take the code in another browser', async () => {
    const app = await testApp();
    await haveAdmin(app);
    await ask(openVisitor(app));
    const code = await codeMailedTo(app, ROBIN);
    const other = openVisitor(app);
    await ask(other, 'nobody@lantern.example');
    expect((await typed(other, code)).status).toBe(422);
    expect((await typed(other, code, 'nobody@lantern.example')).status).toBe(422);
  });

  test('ends a code after ten minutes, and after five tries', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const late = openVisitor(app);
    await ask(late);
    const code = await codeMailedTo(app, ROBIN);
    app.wait('PT10M');
    expect((await typed(late, code)).body).toContain('its ten minutes or its five tries are over');

    const guessing = openVisitor(app);
    await ask(guessing);
    const other = await codeMailedTo(app, ROBIN);
    const said = [];
    for (let tries = 0; tries < 5; tries++) said.push((await typed(guessing, notIt(other))).body);
    expect(said.map((body) => /try it (\d) more/.exec(body)?.[1])).toEqual(['4', '3', '2', '1', undefined]);
    expect((await typed(guessing, other)).status).toBe(422);
  });

  test('takes an older code as well, after somebody has asked twice, and each once', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const visitor = openVisitor(app);
    await ask(visitor);
    const first = await codeMailedTo(app, ROBIN);
    await ask(visitor);
    expect((await typed(visitor, first)).status).toBe(303);
    expect((await visitor.get('/console')).status).toBe(200);
    const before = await app.store.db.selectFrom('sessions').selectAll().execute();
    // Going back and sending it again changes nothing.
    expect((await typed(visitor, first)).location).toBe('/console');
    expect(await app.store.db.selectFrom('sessions').selectAll().execute()).toEqual(before);
  });

  test('takes one code once, of two tabs that send it at the same moment', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const visitor = openVisitor(app);
    await ask(visitor);
    const code = await codeMailedTo(app, ROBIN);
    const csrf = await visitor.get('/console/sign-in/code');
    expect(csrf.status).toBe(200);
    const came = await Promise.all([typed(visitor, code), typed(visitor, code)]);
    expect(
      came.filter(({ headers }) => headers.getSetCookie().join().includes('proviso-session=')),
    ).toHaveLength(1);
    expect(await app.store.db.selectFrom('sessions').selectAll().execute()).toHaveLength(2);
  });

  test('gives back an address that is none, with what is wrong at its field', async () => {
    const app = await testApp();
    const visitor = openVisitor(app);
    await visitor.get('/console/sign-in');
    const page = await visitor.post('/console/sign-in', { email: 'robin@' });
    expect(page.status).toBe(422);
    expect(page.body).toContain('value="robin@"');
    expect(page.body).toContain('<a href="#sign-in-email">Type in a mail address');
    expect(page.body).toContain('<title>Error: Sign in');
  });

  test('slows down who asks for many codes, for one address and from one sender', async () => {
    const app = await testApp();
    const visitor = openVisitor(app);
    const statuses = [];
    for (let times = 0; times < 7; times++) {
      await visitor.get('/console/sign-in');
      statuses.push((await visitor.post('/console/sign-in', { email: 'ada@lantern.example' })).status);
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
    for (let times = 0; times < 14; times++) {
      await visitor.get('/console/sign-in');
      statuses.push((await visitor.post('/console/sign-in', { email: `u${times}@lantern.example` })).status);
    }
    await visitor.get('/console/sign-in');
    const last = await visitor.post('/console/sign-in', { email: 'new@lantern.example' });
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '15']);
  });

  test('slows down whoever tries codes for one account, from however many senders', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const from = { sender: 0 };
    const context = app.context as { clientAddress: typeof app.context.clientAddress };
    context.clientAddress = () => `198.51.100.${from.sender}`;
    const visitor = openVisitor(app);
    await visitor.get('/console/sign-in');
    await visitor.post('/console/sign-in', { email: 'ada@lantern.example' });
    const statuses = [];
    for (let tries = 0; tries < 22; tries++) {
      from.sender = tries;
      await visitor.get('/console/sign-in/code');
      statuses.push((await visitor.post('/console/sign-in/code', { email: ROBIN, code: '000000' })).status);
    }
    expect(statuses).toEqual([...Array(20).fill(422), 429, 429]);
  });

  test.each(['/console/first/', '/console/auditor/'])(
    'slows down whoever tries links at %s, and nobody who comes from elsewhere',
    async (path) => {
      const app = await testApp();
      const from = { sender: '198.51.100.1' };
      const context = app.context as { clientAddress: typeof app.context.clientAddress };
      context.clientAddress = () => from.sender;
      const guesser = openVisitor(app);
      const statuses = [];
      for (let tries = 0; tries < 32; tries++) {
        statuses.push((await guesser.get(path + tries.toString(16).padStart(64, '0'))).status);
      }
      expect(statuses).toEqual([...Array(30).fill(404), 429, 429]);
      from.sender = '198.51.100.2';
      const link = await makeAdminLink(app.context, 'command');
      expect((await openVisitor(app).get(new URL(link).pathname)).status).toBe(200);
    },
  );

  test('changes nothing where a form came from elsewhere, or without its token', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const visitor = openVisitor(app);
    await visitor.get('/console/sign-in');
    const before = await dumpDatabase(app.store);
    const elsewhere = { origin: 'https://evil.example' };
    expect((await visitor.post('/console/sign-in', { email: ROBIN }, elsewhere)).status).toBe(403);
    const stale = await visitor.post('/console/sign-in', { email: ROBIN, csrf: '0'.repeat(64) });
    expect(stale.status).toBe(422);
    expect(stale.body).toContain(`value="${ROBIN}"`);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/console/../x',
    '/policies',
    '/console/sign-out',
  ])('goes on to no other place than the console: %s', async (next) => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    const { location } = await visitor.get(`/console/sign-in?next=${encodeURIComponent(next)}`);
    expect(location).toBe('/console');
  });
});

describe('a session', () => {
  test('ends after eight hours without use, and after a day', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const idle = await signedIn(app, robin);
    const busy = await signedIn(app, robin);
    for (let hours = 0; hours < 21; hours += 7) {
      app.wait('PT7H');
      expect((await busy.get('/console')).status).toBe(200);
    }
    expect((await idle.get('/console')).status).toBe(303);
    app.wait('PT3H');
    expect((await busy.get('/console')).status).toBe(303);
  });

  test('writes down its use at most every five minutes', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    const usedAt = async () =>
      (await app.store.db.selectFrom('sessions').select('used_at').orderBy('used_at', 'desc').execute())[0]
        ?.used_at;
    const begun = await usedAt();
    app.wait('PT4M59S');
    await visitor.get('/console');
    expect(await usedAt()).toBe(begun);
    app.wait('PT1S');
    await visitor.get('/console');
    expect(await usedAt()).toBe(app.clock.now);
  });

  test('is over once signed out, also for whoever kept the cookie', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    const kept = new Map(visitor.cookies);
    const out = await visitor.post('/console/sign-out');
    expect([out.status, out.location]).toEqual([303, '/console/sign-in?done=out']);
    for (const [name, value] of kept) visitor.cookies.set(name, value);
    expect((await visitor.get('/console')).status).toBe(303);
  });

  test('is over everywhere where that is asked', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const [here, there] = [await signedIn(app, robin), await signedIn(app, robin)];
    await here.post('/console/sign-out', { everywhere: 'yes' });
    expect((await there.get('/console')).status).toBe(303);
  });

  test('is over at once when its member is removed', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const ada = await haveMember(app, 'Ada', 'author');
    const visitor = await signedIn(app, ada);
    await removeMember(app.context, ada.id, 'member:tests');
    expect((await visitor.get('/console')).status).toBe(303);
  });

  test('is another one after signing in again', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const visitor = await signedIn(app, robin);
    const before = visitor.cookies.get('proviso-session') as string;
    app.wait('PT8H');
    await ask(visitor);
    await typed(visitor, await codeMailedTo(app, ROBIN));
    expect(visitor.cookies.get('proviso-session')).not.toBe(before);
    visitor.cookies.set('proviso-session', before);
    expect((await visitor.get('/console')).status).toBe(303);
  });

  test('is never one that somebody else had put there, nor is a browser that they had made known', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const [session, browser] = ['a'.repeat(64), 'b'.repeat(64)];
    const visitor = openVisitor(app);
    visitor.cookies.set('proviso-session', session);
    visitor.cookies.set('proviso-sign-in', browser);
    expect((await visitor.get('/console')).status).toBe(303);
    await ask(visitor);
    const code = await codeMailedTo(app, ROBIN);
    expect((await typed(visitor, code)).status).toBe(303);
    expect((await visitor.get('/console')).status).toBe(200);
    expect(visitor.cookies.get('proviso-session')).not.toBe(session);
    expect(visitor.cookies.has('proviso-sign-in')).toBe(false);
    const other = openVisitor(app);
    other.cookies.set('proviso-session', session);
    other.cookies.set('proviso-sign-in', browser);
    expect((await other.get('/console')).status).toBe(303);
    await other.get('/console/sign-in');
    expect((await typed(other, code)).status).toBe(422);
  });

  test('lets somebody do what they may now, and not what they might when they came', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    await haveMember(app, 'Kim', 'admin');
    const visitor = await signedIn(app, robin);
    await visitor.get('/console/members');
    await changeMember(app.context, robin.id, { ...robin, roles: ['author'] }, 'member:tests');
    const invited = await visitor.post('/console/members', {
      ...{ email: 'eve@lantern.example', name: 'Eve', roles: 'admin' },
    });
    expect(invited.status).toBe(403);
    expect(await app.store.db.selectFrom('members').selectAll().execute()).toHaveLength(2);
  });

  test('ends with its code where the clock that they were made by was wrong, and is set right', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const right = app.clock.now;
    app.wait('P1Y');
    const visitor = await signedIn(app, robin);
    const asking = openVisitor(app);
    await ask(asking);
    const code = await codeMailedTo(app, ROBIN);
    const link = new URL(await makeAdminLink(app.context, 'command')).pathname;
    app.clock.now = right;
    expect((await visitor.get('/console')).status).toBe(303);
    expect((await typed(asking, code)).body).toContain('its ten minutes or its five tries are over');
    expect((await openVisitor(app).get(link)).status).toBe(404);
  });

  test('goes on where another process is a little behind', async () => {
    const app = await testApp();
    const robin = await haveAdmin(app);
    const right = app.clock.now;
    app.wait('PT4M');
    const visitor = await signedIn(app, robin);
    app.clock.now = right;
    expect((await visitor.get('/console')).status).toBe(200);
  });

  test('is in a cookie that no script reads, and for this host alone where there is TLS', async () => {
    const app = await testApp({ publicUrl: 'https://policies.example.com' });
    const link = await makeAdminLink(app.context, 'command');
    const visitor = openVisitor(app);
    const path = new URL(link).pathname;
    await visitor.get(path);
    const came = await visitor.post(path, { name: 'Robin', email: ROBIN });
    const cookie = came.headers.getSetCookie().find((one) => one.includes('session'));
    expect(cookie).toMatch(
      /^__Host-proviso-session=[0-9a-f]{64}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('is in no row as it is in the cookie', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    await ask(openVisitor(app));
    const code = await codeMailedTo(app, ROBIN);
    const rows = JSON.stringify(
      await Promise.all(
        (['sessions', 'sign_in_codes', 'admin_links', 'members'] as const).map((table) =>
          app.store.db.selectFrom(table).selectAll().execute(),
        ),
      ),
    );
    expect(rows).not.toContain(visitor.cookies.get('proviso-session'));
    expect(rows).not.toContain(code);
  });
});

describe('the link that makes an admin', () => {
  const openLink = async (app: TestApp) => {
    const url = await makeAdminLink(app.context, 'command');
    expect(url).toMatch(/^http:\/\/localhost:8787\/console\/first\/[0-9a-f]{64}$/);
    return new URL(url).pathname;
  };

  test('makes one, signs them in, and opens no second time', async () => {
    const app = await testApp();
    const path = await openLink(app);
    const visitor = openVisitor(app);
    expect((await visitor.get(path)).body).toContain('Become an admin');
    const came = await visitor.post(path, { name: 'Robin', email: ROBIN });
    expect([came.status, came.location]).toEqual([303, '/console?done=first#done']);
    expect((await visitor.get('/console?done=first')).body).toContain('You are an admin now.');
    expect((await openVisitor(app).get(path)).status).toBe(404);
    expect((await visitor.post(path, { name: 'Eve', email: 'eve@lantern.example' })).status).toBe(404);
  });

  test('opens for a day, and as long as nothing was typed in rightly', async () => {
    const app = await testApp();
    const path = await openLink(app);
    const visitor = openVisitor(app);
    await visitor.get(path);
    const page = await visitor.post(path, { name: '', email: 'robin' });
    expect(page.status).toBe(422);
    expect(page.body).toContain('Type in your name.');
    app.wait('P1D');
    expect((await visitor.get(path)).status).toBe(404);
  });

  test('lets one of two in who use it at once', async () => {
    const app = await testApp();
    const path = await openLink(app);
    const visitors = [openVisitor(app), openVisitor(app)];
    for (const one of visitors) await one.get(path);
    const came = await Promise.all(
      visitors.map((one, i) => one.post(path, { name: `N${i}`, email: `n${i}@lantern.example` })),
    );
    expect(came.map(({ status }) => status).toSorted()).toEqual([303, 404]);
    expect(await app.store.db.selectFrom('members').selectAll().execute()).toHaveLength(1);
  });

  test('lets in whoever is locked out, with the roles that they had', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const ada = await haveMember(app, 'Ada', 'author');
    const path = await openLink(app);
    const visitor = openVisitor(app);
    await visitor.get(path);
    await visitor.post(path, { name: 'Ada', email: 'ADA@lantern.example' });
    const row = await app.store.db
      .selectFrom('members')
      .selectAll()
      .where('id', '=', ada.id)
      .executeTakeFirst();
    expect(JSON.parse(row?.roles ?? '')).toEqual(['author', 'admin']);
  });
});
