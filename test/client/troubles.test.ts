import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ClientOptions, ProvisoError } from '../../client/src/index.ts';
import { askOk, haveAccepted, havePolicy, havePublished, haveUsers } from '../support/arrange.ts';
import { createClient, letsIn } from '../support/packed-client.ts';
import { type Behaviour, type ServedApp, serveTestApp } from '../support/served-app.ts';

/** A service with `privacy` in force, which `ada` holds and `bob` was never asked about. */
async function haveService(): Promise<ServedApp> {
  const app = await serveTestApp();
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob');
  await haveAccepted(app, 'ada');
  return app;
}

function clientOf({ url, key }: Pick<ServedApp, 'url' | 'key'>, options: Partial<ClientOptions> = {}) {
  const errors: string[] = [];
  const onError = (error: ProvisoError) => errors.push(error.code);
  const client = createClient({ url, key, policies: ['privacy'], fallback: 'let-in', onError, ...options });
  return { client, errors };
}

const answers =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };

const waits =
  (ms: number): Behaviour =>
  (_, response, serve) => {
    const timer = setTimeout(serve, ms);
    response.on('close', () => clearTimeout(timer));
  };

describe('when all is well', () => {
  test('one call answers for everybody who asks about a user at once, and none for a minute after', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    const all = await Promise.all(Array.from({ length: 20 }, () => client.check('ada')));
    expect(new Set(all.map(({ next, source }) => `${next} ${source}`))).toEqual(new Set(['none service']));
    expect(await client.check('ada')).toMatchObject({
      next: 'none',
      accepted: true,
      source: 'cache',
      error: null,
    });
    expect(app.asked()).toEqual(['GET /v1/users/ada/policies/privacy']);
    expect(client.status()).toMatchObject({
      state: 'ready',
      answered: { service: 20, cache: 1 },
      remembered: 1,
    });
  });

  test('before it stops somebody the client asks the service, so that whoever just accepted goes on', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    expect(await client.check('bob')).toMatchObject({
      next: 'ask',
      reason: 'never-accepted',
      source: 'service',
    });
    await haveAccepted(app, 'bob');
    expect(await client.check('bob')).toMatchObject({ next: 'none', source: 'service' });
  });

  test('the strictest of several policies decides, and each is there by name', async () => {
    const app = await haveService();
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms', acceptance: 'explicit' });
    await askOk(app, 'POST', '/v1/policies/terms/versions', { content: '# Terms\n\nBe kind.\n' });
    const { client } = clientOf(app, { policies: ['privacy', 'terms'] });
    const answer = await client.check('ada');
    expect(answer).toMatchObject({ next: 'ask', accepted: false, reason: 'never-accepted' });
    expect(answer.policies).toMatchObject({ privacy: { next: 'none' }, terms: { next: 'ask' } });
  });

  test('a use is reported once, and what the service says then is remembered', async () => {
    const app = await haveService();
    await havePublished(app);
    await app.deliver();
    app.wait('P30D');
    const { client } = clientOf(app);
    const answer = await client.check('ada');
    expect(answer.next).toBe('report-use');
    await Promise.all([client.reportUse(answer), client.reportUse(answer)]);
    expect(app.asked().filter((one) => one === 'POST /v1/uses')).toHaveLength(1);
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'cache' });
  });

  test('an answer that is unchanged is not sent again', async () => {
    const app = await haveService();
    const statuses: number[] = [];
    app.behave((_, response, serve) => {
      response.on('finish', () => statuses.push(response.statusCode));
      serve();
    });
    const { client } = clientOf(app, { maxAgeMs: 0 });
    await client.check('ada');
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'service' });
    expect(statuses).toEqual([200, 304]);
  });
});

describe('the table of troubles', () => {
  test('wrong key', async () => {
    const app = await haveService();
    const { client, errors } = clientOf({ ...app, key: 'not-the-key' });
    await expect(client.ready()).rejects.toMatchObject({
      code: 'unauthorized',
      status: 401,
      isServiceDown: false,
    });
    const answer = await client.check('ada');
    expect(answer).toMatchObject({ next: 'deny', source: 'service', error: { code: 'unauthorized' } });
    expect(letsIn(answer)).toBe(false);
    expect(client.status()).toMatchObject({ state: 'error', error: { code: 'unauthorized' }, refused: 1 });
    expect(errors).toEqual(['unauthorized']);
  });

  test('no key', () => {
    expect(() => clientOf({ url: 'http://127.0.0.1:1', key: '' })).toThrow(/`key` is not set/);
  });

  test('a key that may not act', async () => {
    const app = await haveService();
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'lawyer', role: 'legal' });
    const { client } = clientOf({ ...app, key: body.key });
    await expect(client.ready()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('unknown policy', async () => {
    const app = await haveService();
    for (const policies of [['terms'], ['privacy', 'terms']] as const) {
      const { client } = clientOf(app, { policies });
      await expect(client.ready()).rejects.toMatchObject({ code: 'unknown-policy' });
      expect(await client.check('ada')).toMatchObject({ next: 'deny', error: { code: 'unknown-policy' } });
      expect(client.status().state).toBe('error');
    }
  });

  test('unknown user', async () => {
    const app = await haveService();
    const { client, errors } = clientOf(app);
    await client.ready();
    expect(await client.check('eve')).toMatchObject({ next: 'deny', error: { code: 'unknown-user' } });
    expect(client.status().state).toBe('ready');
    expect(errors).toEqual(['unknown-user']);
    const known = await client.check({ id: 'eve', email: 'eve@example.com' });
    expect(known).toMatchObject({ next: 'ask', error: null, source: 'service' });
    expect((await askOk(app, 'GET', '/v1/users/eve')).body.email).toBe('eve@example.com');
  });

  test('a service that speaks another version', async () => {
    const app = await haveService();
    app.behave(answers(200, 'application/json', '{"api":2,"role":"app"}'));
    await expect(clientOf(app).client.ready()).rejects.toMatchObject({ code: 'does-not-fit' });
  });

  test.each([
    ['let-in', 'none'],
    ['keep-out', 'deny'],
  ] as const)(
    'down at the start: the product starts, and everybody is %s until it is heard of',
    async (fallback, next) => {
      const app = await haveService();
      await app.end();
      const { client, errors } = clientOf(app, { fallback });
      await client.ready();
      expect(client.status().state).toBe('stale');
      expect(await client.check('ada')).toMatchObject({
        next,
        source: 'fallback',
        error: { code: 'network' },
      });
      expect(errors).toEqual(['network']);
      await app.start();
      expect(await client.check('bob')).toMatchObject({ next: 'ask', source: 'service', error: null });
      expect(client.status()).toMatchObject({ state: 'ready', error: null });
    },
  );

  test('down at the start, by not answering: it is waited for no longer than five seconds', async () => {
    const app = await haveService();
    app.behave(waits(10_000));
    const { client } = clientOf(app);
    const begin = performance.now();
    await client.ready();
    expect(performance.now() - begin).toBeLessThan(7_000);
    expect(client.status()).toMatchObject({ state: 'stale', error: { code: 'timeout' } });
  });

  test('down later: who was let in goes on for an hour, and after a restart too', async () => {
    const app = await haveService();
    const kept = new Map<string, string>();
    const store = {
      get: async (user: string) => kept.get(user),
      set: async (user: string, value: string) => kept.set(user, value),
      delete: async (user: string) => kept.delete(user),
    };
    const options = { store, fallback: 'keep-out', maxAgeMs: 20 } as const;
    const { client } = clientOf(app, options);
    await client.check('ada');
    await client.check('bob');
    await app.end();
    await sleep(30);
    const answer = await client.check('ada');
    expect(answer).toMatchObject({ next: 'none', source: 'last-known', error: { code: 'network' } });
    expect(answer.staleFor).toBeGreaterThan(0);
    expect(await client.check('bob')).toMatchObject({ next: 'deny', source: 'fallback' });

    const restarted = clientOf(app, options).client;
    expect(await restarted.check('ada')).toMatchObject({ next: 'none', source: 'last-known' });
    const forgetful = clientOf(app, { ...options, maxStaleMs: 0 }).client;
    await sleep(5);
    expect(await forgetful.check('ada')).toMatchObject({ next: 'deny', source: 'fallback' });
  });

  test('down later, for more than an hour: then everybody is answered by the fallback', async () => {
    const app = await haveService();
    const { client } = clientOf(app, { fallback: 'keep-out' });
    await client.check('ada');
    await app.end();
    const now = performance.now.bind(performance);
    let aheadMs = 61_000;
    vi.spyOn(performance, 'now').mockImplementation(() => now() + aheadMs);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'last-known' });
    aheadMs += 3_590_000;
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'last-known' });
    aheadMs += 20_000;
    expect(await client.check('ada')).toMatchObject({ next: 'deny', source: 'fallback' });
  });

  test('slow, by ten seconds: nobody waits longer than a quarter of one, and soon nobody waits at all', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    await client.ready();
    app.behave(waits(10_000));
    const begin = performance.now();
    for (let i = 0; i < 20; i++) {
      const answer = await client.check(`somebody-${i}`);
      expect(answer).toMatchObject({ source: 'fallback', error: { code: 'timeout' } });
    }
    expect(performance.now() - begin).toBeLessThan(20 * 250);
    expect(client.status().state).toBe('stale');
  });

  test('slow, by a little: what came too late answers the next request', async () => {
    const app = await haveService();
    const { client } = clientOf(app, { timeoutMs: 50 });
    app.behave(waits(200));
    expect(await client.check('ada')).toMatchObject({ source: 'fallback', error: { code: 'timeout' } });
    await sleep(400);
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'cache', error: null });
    expect(client.status().state).toBe('ready');
  });

  test.each([
    ['a page', answers(200, 'text/html', '<title>Sign in</title>')],
    ['half an answer', answers(200, 'application/json', '{"user":"ada","policy":"priv')],
    ['another answer', answers(200, 'application/json', '{"ok":true}')],
    ['a page that is not found', answers(404, 'text/html', '<title>Not found</title>')],
    ['a redirect', answers(302, 'text/html', '', { location: 'https://example.com/' })],
  ])('answering garbage: %s', async (_, behaviour) => {
    const app = await haveService();
    const { client } = clientOf(app, { fallback: 'keep-out' });
    app.behave(behaviour);
    await expect(client.ready()).rejects.toMatchObject({ code: 'not-proviso' });
    expect(await client.check('ada')).toMatchObject({
      next: 'deny',
      source: 'fallback',
      error: { code: 'not-proviso' },
    });
  });

  test('answering 500', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    app.behave(answers(500, 'application/problem+json', '{"type":"/problems/internal","status":500}'));
    expect(await client.check('ada')).toMatchObject({
      next: 'none',
      source: 'fallback',
      error: { code: 'unavailable' },
    });
  });

  test('answering 429 with retry-after: it is left alone for as long', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    app.behave(
      answers(429, 'application/problem+json', '{"type":"/problems/too-many-requests"}', {
        'retry-after': '1',
      }),
    );
    for (let i = 0; i < 5; i++) {
      expect(await client.check('ada')).toMatchObject({
        source: 'fallback',
        error: { code: 'too-many-requests' },
      });
    }
    expect(app.asked()).toHaveLength(1);
    app.behave(null);
    await sleep(1_050);
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'service' });
  });

  test('this machine’s clock off by five minutes: an answer counts as long as the service says', async () => {
    const app = await haveService();
    await havePublished(app);
    await app.deliver();
    app.wait('P29D');
    app.wait(86_400_000 - 30_000);
    const { client } = clientOf(app);
    for (const minutes of [-5, 5]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
      onTestFinished(() => void vi.useRealTimers());
      client.forget();
      expect((await client.check('ada')).source).toBe('service');
      expect((await client.check('ada')).source).toBe('cache');
    }
    client.forget();
    app.wait(28_800);
    await client.check('ada');
    await sleep(1_100);
    app.wait(1_200);
    expect(await client.check('ada')).toMatchObject({ next: 'report-use', source: 'service' });
  });

  test('key rotated: a function is asked for each call, and nothing is restarted', async () => {
    const app = await haveService();
    const [one, other] = [
      (await askOk(app, 'POST', '/v1/keys', { name: 'one', role: 'app' })).body,
      (await askOk(app, 'POST', '/v1/keys', { name: 'other', role: 'app' })).body,
    ];
    let key = one.key;
    const { client } = clientOf(app, { key: () => key, maxAgeMs: 0 });
    await client.ready();
    await askOk(app, 'DELETE', `/v1/keys/${one.id}`);
    expect(await client.check('ada')).toMatchObject({ next: 'deny', error: { code: 'unauthorized' } });
    key = other.key;
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'service', error: null });
  });

  test('two processes: who accepts in one goes on in the other at once, who declines within the minute', async () => {
    const app = await haveService();
    const [one, other] = [clientOf(app).client, clientOf(app, { maxAgeMs: 100 }).client];
    await other.check('bob');
    await one.accept('bob', { policy: 'privacy', version: 1 });
    expect(await other.check('bob')).toMatchObject({ next: 'none', source: 'service' });
    await havePublished(app);
    await one.decline('bob', { policy: 'privacy', version: 2, when: 'now' });
    expect((await one.check('bob')).next).toBe('deny');
    await sleep(150);
    expect((await other.check('bob')).next).toBe('deny');
  });

  test('a next that this client does not know is taken for asking', async () => {
    const app = await haveService();
    const { body } = await askOk(app, 'GET', '/v1/users/ada/policies/privacy');
    app.behave(answers(200, 'application/json', JSON.stringify({ ...body, next: 'dance' })));
    const answer = await clientOf(app).client.check('ada');
    expect(answer).toMatchObject({ next: 'ask', policies: { privacy: { next: 'dance' } } });
    expect(letsIn(answer)).toBe(false);
  });

  test('a store that fails stops nobody', async () => {
    const app = await haveService();
    const broken = async () => {
      throw new Error('no disk');
    };
    const { client, errors } = clientOf(app, { store: { get: broken, set: broken, delete: broken } });
    expect(await client.check('ada')).toMatchObject({ next: 'none', source: 'service', error: null });
    expect(errors).toEqual(['store']);
  });
});

describe('acts', () => {
  test('throw the service’s own codes, and are done once however often they are sent', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    let failures = 2;
    app.behave((_, response, serve) => {
      if (failures-- > 0) response.destroy();
      else serve();
    });
    await client.accept('bob', { policy: 'privacy', version: 1, method: 'sign-up form' });
    expect(app.asked().filter((one) => one === 'POST /v1/acceptances')).toHaveLength(3);
    await expect(client.accept('bob', { policy: 'privacy', version: 9 })).rejects.toMatchObject({
      code: 'unknown-version',
      status: 404,
    });
  });

  test('signing up makes the user and what they agree to in one call', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    const shown = await client.current('privacy');
    expect(shown).toMatchObject({ policy: 'privacy', title: 'Privacy Policy', version: 1, locale: 'en' });
    const eve = { id: 'eve', email: 'eve@example.com', locale: 'de' };
    const signUp = { user: eve, accept: ['privacy'], shown: { privacy: shown }, method: 'sign-up' };
    expect(await client.signUp(signUp)).toMatchObject({ user: 'eve', acceptances: [{ version: 1 }] });
    expect(await client.check('eve')).toMatchObject({ next: 'none', accepted: true });
    const stale = { privacy: { ...shown, contentHash: `sha256:${'0'.repeat(64)}` } };
    await expect(client.signUp({ ...signUp, shown: stale })).rejects.toMatchObject({
      code: 'content-mismatch',
    });
  });

  test('declining is taken back, and a notice that was shown tells', async () => {
    const app = await haveService();
    const { client } = clientOf(app);
    await havePublished(app);
    const { toldAt } = await client.showed('ada', { policy: 'privacy', version: 2 });
    expect(toldAt).toBe(app.clock.now);
    const { id } = await client.decline('ada', { policy: 'privacy', version: 2 });
    expect((await client.check('ada')).policies.privacy).toMatchObject({ standing: 'leaving' });
    await client.cancelLeaving('ada', id);
    expect((await client.check('ada')).policies.privacy).toMatchObject({ standing: 'active' });
  });
});

describe('observing', () => {
  test('stops nobody, and tells and counts whom it would have stopped', async () => {
    const app = await haveService();
    const seen: unknown[] = [];
    const { client } = clientOf(app, { mode: 'observe', onObserved: (one) => seen.push(one) });
    expect(client.isLetOn(await client.check('bob'))).toBe(true);
    expect(seen).toEqual([{ user: 'bob', next: 'ask', reason: 'never-accepted' }]);
    expect(client.status().observed).toBe(1);
  });

  test('enforces with a share of people', async () => {
    const app = await haveService();
    await haveUsers(app, 'eve');
    const { client } = clientOf(app, { enforce: (user) => user === 'eve' });
    expect(client.isLetOn(await client.check('bob'))).toBe(true);
    expect(client.isLetOn(await client.check('eve'))).toBe(false);
  });
});
