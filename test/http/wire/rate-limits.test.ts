import { describe, expect, test } from 'vitest';
import { requestLimits } from '../../../src/http/wire/token-buckets.ts';
import { readRates } from '../../../src/runtime/settings/rates.ts';
import { havePolicy, testApp } from '../../support/arrange.ts';
import { ADMIN_KEY } from '../../support/test-app.ts';

const TWO = { holds: 2, perSecond: 1 } as const;

/** The service with limits of two requests at once and one a second, by a clock of their own. */
async function haveLimits(of: 'ofKey' | 'ofSender', bulkKeys: readonly string[] = []) {
  const clock = { ms: 0 };
  const none = { ofKey: null, ofSender: null, bulkKeys: new Set(bulkKeys) };
  const limits = requestLimits({ ...none, [of]: TWO }, () => clock.ms);
  const app = await testApp({ limits });
  const logged: string[] = [];
  const from = { address: '198.51.100.7' as string | null };
  const context = app.context as {
    log: typeof app.context.log;
    clientAddress: typeof app.context.clientAddress;
  };
  context.log = (level, message, fields) => logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  context.clientAddress = () => from.address;
  return { app, clock, from, logged: () => logged.filter((line) => line.includes('slowed down')) };
}

describe('a key that asks too often', () => {
  test('is told for how long to wait, and is let in after that', async () => {
    const { app, clock, logged } = await haveLimits('ofKey');
    const ask = async () => (await app.ask('GET', '/v1/policies')).status;
    expect([await ask(), await ask()]).toEqual([200, 200]);
    const refused = await app.ask('GET', '/v1/policies');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect([refused.status, refused.body]).toEqual([
      429,
      {
        type: '/problems/too-many-requests',
        title: 'Too many requests',
        status: 429,
        detail: 'This key asks more often than keys may. Try again in 1 seconds.',
        retryAfter: 1,
      },
    ]);
    expect(await ask()).toBe(429);
    expect(logged()).toEqual([
      'warn a key asks more often than KEY_RATE lets it, and is slowed down {"key":"admin"}',
    ]);
    clock.ms += 1000;
    expect([await ask(), await ask()]).toEqual([200, 429]);
  });

  test('takes nothing of another, and does nothing while it waits', async () => {
    const { app } = await haveLimits('ofKey', ['admin']);
    const { body } = await app.ask('POST', '/v1/keys', { name: 'legal', role: 'legal' });
    const headers = { authorization: `Bearer ${body.key}` };
    for (let i = 0; i < 2; i++)
      expect((await app.ask('GET', '/v1/policies', undefined, headers)).status).toBe(200);
    const put = await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy' }, headers);
    expect(put.status).toBe(429);
    expect((await app.ask('GET', '/v1/policies/privacy')).status).toBe(404);
  });

  test('that is a bulk key may go on', async () => {
    const { app } = await haveLimits('ofKey', ['admin']);
    for (let i = 0; i < 5; i++) expect((await app.ask('GET', '/v1/policies')).status).toBe(200);
  });
});

describe('a sender that opens pages too often', () => {
  test('reads in their own language that they have to wait, and a program is told as a problem', async () => {
    const { app, clock, logged } = await haveLimits('ofSender');
    await havePolicy(app);
    const open = (headers: Record<string, string> = {}) =>
      app.ask('GET', '/policies/privacy', undefined, headers);
    const browser = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'de' };
    expect([(await open()).status, (await open()).status]).toEqual([200, 200]);
    const page = await open(browser);
    expect([page.status, page.headers.get('retry-after'), page.headers.get('cache-control')]).toEqual([
      ...[429, '1', 'no-store'],
    ]);
    expect(page.body).toContain('<html lang="de"');
    expect(page.body).toContain('Zu viele Anfragen.');
    expect((await open()).body).toMatchObject({ type: '/problems/too-many-requests', retryAfter: 1 });
    expect((await app.ask('GET', '/review/nowhere')).status).toBe(429);
    expect(logged()).toHaveLength(1);
    clock.ms += 1000;
    expect((await open(browser)).status).toBe(200);
  });

  test('takes nothing of another, nor of what keys, probes and the console ask', async () => {
    const { app, from } = await haveLimits('ofSender');
    await havePolicy(app);
    const open = async (path: string) => (await app.ask('GET', path)).status;
    for (let i = 0; i < 2; i++) await open('/policies');
    expect(await open('/policies')).toBe(429);
    for (const path of [
      '/v1/policies',
      '/livez',
      '/readyz',
      '/healthz',
      '/console/sign-in',
      '/company.css',
    ]) {
      expect(await open(path), path).toBe(200);
    }
    from.address = '198.51.100.8';
    expect(await open('/policies')).toBe(200);
  });

  test('is not limited where all readers may come by way of a proxy that nobody named', async () => {
    const { app, from } = await haveLimits('ofSender');
    from.address = null;
    for (let i = 0; i < 5; i++) expect((await app.ask('GET', '/policies')).status).toBe(200);
  });
});

describe('the rates that are set', () => {
  test('are those of the documentation where nothing is', () => {
    expect(readRates({})).toEqual({
      ofKey: { holds: 50_000, perSecond: 5_000 },
      bulkKeys: new Set(),
      ofSender: { holds: 500, perSecond: 50 },
    });
  });

  test('can be a few a minute, or off', () => {
    expect(readRates({ KEY_RATE: '30/m', PUBLIC_RATE: 'off', BULK_KEYS: 'admin' })).toEqual({
      ...{ ofKey: { holds: 5, perSecond: 0.5 }, bulkKeys: new Set(['admin']), ofSender: null },
    });
  });

  test.each([{ KEY_RATE: '0/s' }, { KEY_RATE: 'many' }, { PUBLIC_RATE: '5/h' }, { BULK_KEYS: ADMIN_KEY }])(
    'are refused where they are none, and never said: %j',
    (values) => {
      const [[name, value]] = Object.entries(values) as [[string, string]];
      expect(() => readRates(values)).toThrow(name);
      if (name === 'BULK_KEYS') expect(() => readRates(values)).not.toThrow(value);
    },
  );
});
