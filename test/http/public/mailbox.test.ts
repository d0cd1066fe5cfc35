import { describe, expect, test } from 'vitest';
import { resendMailer } from '../../../src/delivery/resend/resend-mailer.ts';
import { createApp } from '../../../src/http/app.ts';
import { haveAdaTold, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';
import { ADMIN_KEY, type TestApp } from '../../support/test-app.ts';

/** Asks for a path as a caller from somewhere, without a key. */
async function openFrom(
  { context }: TestApp,
  address: string | null,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const app = createApp({ ...context, remoteAddress: () => address }, (_, next) => next());
  return app.request(path, { headers: { host: 'localhost:8787', ...headers } });
}

const mailOf = async ({ store }: TestApp) =>
  (await store.db.selectFrom('deliveries').select('id').where('id', 'is not', null).executeTakeFirstOrThrow())
    .id;

describe('the local mailbox', () => {
  test('shows every mail as it would arrive', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const id = await mailOf(app);
    const list = (await app.ask('GET', '/mailbox')).body;
    expect(list).toContain(`href="/mailbox/${id}"`);
    expect(list).toContain('ada@example.com');
    const mail = (await app.ask('GET', `/mailbox/${id}`)).body;
    expect(mail).toContain('Lantern &lt;notices@lantern.example&gt;');
    expect(mail).toContain(`src="/mailbox/${id}/html"`);
    const html = (await app.ask('GET', `/mailbox/${id}/html`)).body;
    const text = (await app.ask('GET', `/mailbox/${id}/text`)).body;
    for (const words of [html, text]) expect(words).toContain('http://localhost:8787/review/');
  });

  test('lets a mail bring styles and nothing else', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { headers } = await app.ask('GET', `/mailbox/${await mailOf(app)}/html`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'",
    );
  });

  test('shows mails in pages', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, ...Array.from({ length: 105 }, (_, i) => `u${i}`));
    await havePublished(app);
    await app.deliver();
    const first = (await app.ask('GET', '/mailbox')).body as string;
    const older = /href="(\/mailbox\?cursor=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = (await app.ask('GET', older)).body as string;
    const shown = (page: string) => [...page.matchAll(/u\d+@example\.com/g)].map(([address]) => address);
    expect(new Set([...shown(first), ...shown(second)]).size).toBe(105);
    expect(shown(second)).toHaveLength(5);
  });

  test('has nothing under an id that it does not know', async () => {
    const { ask } = await testApp();
    for (const path of ['/mailbox/x', '/mailbox/x/html', '/mailbox/x/text', '/mailbox/%00']) {
      const { status, body } = await ask('GET', path);
      expect(status).toBe(404);
      expect(body).toEqual({
        type: '/problems/not-found',
        title: 'There is nothing here',
        status: 404,
        detail: 'There is no such mail.',
      });
    }
  });

  test('does not exist once a provider is set up', async () => {
    const { ask } = await testApp({ mailer: resendMailer({ apiKey: 're_test', callsPerSecond: null }) });
    expect((await ask('GET', '/mailbox')).status).toBe(404);
  });
});

describe('the local mailbox opens', () => {
  test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])(
    'to this machine, at %s',
    async (address) => {
      const app = await testApp();
      expect((await openFrom(app, address, '/mailbox')).status).toBe(200);
    },
  );

  test.each(['localhost', 'localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'demo.localhost'])(
    'under the host name %s',
    async (host) => {
      const app = await testApp();
      expect((await openFrom(app, '127.0.0.1', '/mailbox', { host })).status).toBe(200);
    },
  );

  test('to the admin key from anywhere', async () => {
    const app = await testApp();
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, host: 'proviso.example' };
    expect((await openFrom(app, '203.0.113.7', '/mailbox', headers)).status).toBe(200);
  });
});

describe('the local mailbox stays closed', () => {
  test.each(['203.0.113.7', '10.0.0.1', '128.0.0.1', '::', '::ffff:10.0.0.1', null])(
    'to a caller at %s',
    async (address) => {
      const app = await testApp();
      await haveAdaTold(app);
      const id = await mailOf(app);
      for (const path of [
        '/mailbox',
        '/mailbox/',
        `/mailbox/${id}`,
        `/mailbox/${id}/html`,
        `/mailbox/${id}/text`,
      ]) {
        const answer = await openFrom(app, address, path);
        expect(answer.status).toBe(401);
        expect(await answer.text()).not.toContain('/review/');
      }
    },
  );

  test.each(['proviso.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
    'under the host name %s, which a page elsewhere may have pointed here',
    async (host) => {
      const app = await testApp();
      expect((await openFrom(app, '127.0.0.1', '/mailbox', { host })).status).toBe(401);
    },
  );

  test.each(['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'])(
    'to whoever is behind a proxy that says %s',
    async (name) => {
      const app = await testApp();
      expect((await openFrom(app, '127.0.0.1', '/mailbox', { [name]: '127.0.0.1' })).status).toBe(401);
    },
  );

  test.each(['https://policies.example.com', 'http://10.0.0.1:8787', 'https://localhost.example.com'])(
    'to this machine, while people are to reach the service at %s',
    async (publicUrl) => {
      const app = await testApp({ publicUrl });
      expect((await openFrom(app, '127.0.0.1', '/mailbox')).status).toBe(401);
      const headers = { authorization: `Bearer ${ADMIN_KEY}` };
      expect((await openFrom(app, '127.0.0.1', '/mailbox', headers)).status).toBe(200);
    },
  );

  test('to keys of other roles', async () => {
    const app = await testApp();
    for (const role of ['legal', 'app']) {
      const { key } = (await app.ask('POST', '/v1/keys', { name: role, role })).body;
      const headers = { authorization: `Bearer ${key}` };
      expect((await openFrom(app, '203.0.113.7', '/mailbox', headers)).status).toBe(403);
    }
  });
});
