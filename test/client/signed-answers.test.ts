import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { assertionVectors } from '../../docs/write-assertion-vectors.ts';
import { assertionSigner } from '../../src/domain/answers/assertion-signer.ts';
import { instantFromMs } from '../../src/domain/instant.ts';
import type { Period } from '../../src/domain/period.ts';
import { haveAccepted, havePolicy, havePublished, haveUsers } from '../support/arrange.ts';
import { ROOT } from '../support/node-service.ts';
import { answerAt, createClient, readAssertion } from '../support/packed-client.ts';
import { type ServedApp, serveTestApp } from '../support/served-app.ts';

type Vectors = {
  readonly issuer: string;
  readonly user: string;
  readonly policies: readonly string[];
  readonly keys: never[];
  readonly accepted: readonly {
    why: string;
    token: string;
    says: readonly { at: string; policies: object }[];
  }[];
  readonly refused: readonly { why: string; token: string; at: string }[];
};

const text = readFileSync(join(ROOT, 'docs/assertion-vectors.json'), 'utf8');
const { issuer, user, policies, keys, accepted, refused }: Vectors = JSON.parse(text);
const expected = { keys: { keys }, issuer, user, policies };

describe('the vectors', () => {
  test('are what the service signs; else run npm run assertion-vectors', async () => {
    expect(await assertionVectors()).toBe(text);
  });

  test.each(accepted)('$why: believed', async ({ token, says }) => {
    for (const { at, policies } of says) {
      const assertion = await readAssertion(token, { ...expected, at: Date.parse(at) });
      expect(answerAt(assertion, Date.parse(at))?.policies).toMatchObject(policies);
    }
  });

  test.each(refused)('$why: refused', async ({ token, at }) => {
    await expect(readAssertion(token, { ...expected, at: Date.parse(at) })).rejects.toMatchObject({
      code: expect.stringMatching(/^(invalid-assertion|unknown-assertion-key)$/),
    });
  });
});

/** A service whose clock is this machine's, with `privacy` in force, which `ada` holds. */
async function haveService(): Promise<ServedApp> {
  const app = await serveTestApp({
    now: instantFromMs(Date.now()),
    publicUrl: 'https://policies.example.com',
  });
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob');
  await haveAccepted(app, 'ada');
  return app;
}

function clientOf({ url, key }: ServedApp, policies: readonly [string, ...string[]] = ['privacy']) {
  const issuer = 'https://policies.example.com';
  return createClient({ url, key, issuer, policies, fallback: 'keep-out' });
}

/** The clock of this machine, as the client reads it. */
function moveClock(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  onTestFinished(() => void vi.useRealTimers());
}

describe('a client with a signed answer', () => {
  test('asks nobody, also while the service is away', async () => {
    const app = await haveService();
    const client = clientOf(app);
    const { assertion } = await client.assertion('ada');
    expect(await client.check('ada', { assertion })).toMatchObject({
      next: 'none',
      accepted: true,
      source: 'signed',
    });
    await app.end();
    expect(await client.check('ada', { assertion })).toMatchObject({ next: 'none', source: 'signed' });
    expect(app.asked().filter((one) => one.includes('/policies/'))).toEqual([]);
    expect(client.status().answered.signed).toBe(2);
  });

  test('goes by its instants: once a version takes effect it asks the service before it stops somebody', async () => {
    const app = await haveService();
    await havePublished(app, { acceptance: 'explicit' });
    await app.deliver();
    app.wait('P29D');
    app.wait(86_400_000 - 60_000);
    moveClock(30 * 86_400_000 - 60_000);
    const client = clientOf(app);
    const { assertion } = await client.assertion('ada');
    expect(await client.check('ada', { assertion })).toMatchObject({ next: 'none', source: 'signed' });
    app.wait(60_000);
    moveClock(60_000);
    expect(await client.check('ada', { assertion })).toMatchObject({ next: 'ask', source: 'service' });
  });

  test('believes none of another user, and none that is no token', async () => {
    const app = await haveService();
    const client = clientOf(app);
    const { assertion } = await client.assertion('ada');
    expect(await client.check('bob', { assertion })).toMatchObject({ next: 'ask', source: 'service' });
    expect(await client.check('ada', { assertion: 'nonsense' })).toMatchObject({ source: 'service' });
    expect(await client.check('ada', { assertion: `${assertion}x` })).toMatchObject({ source: 'cache' });
  });

  test('believes none from before an act of its own, or of which it is told to forget', async () => {
    const app = await haveService();
    const client = clientOf(app);
    await havePublished(app);
    const { assertion } = await client.assertion('ada');
    expect((await client.check('ada', { assertion })).source).toBe('signed');
    await client.decline('ada', { policy: 'privacy', version: 2, when: 'now' });
    expect(await client.check('ada', { assertion })).toMatchObject({ next: 'deny', source: 'service' });
    const other = clientOf(app);
    expect((await other.check('ada', { assertion })).source).toBe('signed');
    other.forget('ada');
    expect((await other.check('ada', { assertion })).next).toBe('deny');
  });

  test.each([-300_000, 300_000])('whose clock is %d ms off goes on as without it', async (ms) => {
    const app = await haveService();
    const client = clientOf(app);
    const { assertion } = await client.assertion('ada');
    app.wait(901_000);
    moveClock(ms < 0 ? ms : ms + 901_000);
    expect(await client.check('ada', { assertion })).toMatchObject({ next: 'none', source: 'service' });
  });

  test('finds a new key once it meets it, and asks for keys at most once a minute', async () => {
    const app = await haveService();
    const client = clientOf(app);
    const { assertion } = await client.assertion('ada');
    await client.check('ada', { assertion });
    const asked = () => app.asked().filter((one) => one.includes('jwks')).length;
    expect(asked()).toBe(1);
    const stranger = await assertionSigner([{ id: 'stranger', seed: '77'.repeat(32) }], 'PT15M' as Period);
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString());
    for (let i = 0; i < 5; i++) {
      const token = await stranger.sign({ ...claims, jti: String(i) });
      expect((await client.check('ada', { assertion: token })).source).not.toBe('signed');
    }
    expect(asked()).toBe(1);
  });

  test('a key that signs no more still verifies while it is published', async () => {
    const app = await haveService();
    const client = clientOf(app);
    const { assertion } = await client.assertion('ada');
    const { body } = await app.ask('GET', '/.well-known/jwks.json');
    expect(body.keys.map((one: { kid: string }) => one.kid)).toEqual(['one', 'next']);
    const at = Date.now();
    const rotated = { ...expected, issuer, user: 'ada', policies: ['privacy'], at };
    const reversed = { keys: { keys: body.keys.toReversed() } };
    expect(answerAt(await readAssertion(assertion, { ...rotated, ...reversed }), at)?.next).toBe('none');
    const withoutOld = { keys: { keys: body.keys.slice(1) } };
    await expect(readAssertion(assertion, { ...rotated, ...withoutOld })).rejects.toMatchObject({
      code: 'unknown-assertion-key',
    });
  });
});
