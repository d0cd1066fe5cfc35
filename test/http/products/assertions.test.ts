import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../src/domain/answers/assertion.ts';
import { createApp } from '../../../src/http/app.ts';
import { anyShare } from '../../support/any-share.ts';
import { askOk, haveAdaTold, testApp } from '../../support/arrange.ts';
import { expectExactTokens } from '../../support/exact-tokens.ts';
import { beginnings, play, type Step, steps } from '../../support/stories.ts';
import { ADMIN_KEY } from '../../support/test-app.ts';

const PATH = '/v1/users/ada/assertion?policies=privacy';
const claimsOf = (token: string) => decodeJwt(token) as unknown as Assertion;

describe('a signed answer', () => {
  test('says what the check will say, as a timeline until it ends', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait('P29D');
    app.wait(86_400_000 - 600_000);
    const { body, headers } = await askOk(app, 'GET', PATH);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.expiresAt).toBe('2026-12-22T09:05:00.000Z');
    expect(decodeProtectedHeader(body.assertion)).toEqual({
      alg: 'EdDSA',
      kid: 'one',
      typ: 'proviso-answer+jwt',
    });
    expect(claimsOf(body.assertion)).toEqual({
      iss: 'http://localhost:8787',
      sub: 'ada',
      iat: Date.parse('2026-12-22T08:50:00Z') / 1000,
      exp: Date.parse('2026-12-22T09:05:00Z') / 1000,
      policies: {
        privacy: [
          { from: '2026-12-22T08:50:00.000Z', next: 'none', accepted: true, reason: null, version: 1 },
          {
            from: '2026-12-22T09:00:00.000Z',
            next: 'report-use',
            accepted: false,
            reason: 'awaiting-use',
            version: 2,
          },
        ],
      },
    });
  });

  test('is verified by the keys that anybody may read', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { body } = await askOk(app, 'GET', PATH);
    const response = await app.app.request('/.well-known/jwks.json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { keys } = (await response.json()) as { keys: { kid: string }[] };
    expect(keys).toMatchObject([
      { kid: 'one', kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' },
      { kid: 'next' },
    ]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const currentDate = new Date(app.clock.now);
    const verified = await jwtVerify(body.assertion, await importJWK(keys[0] as never), { currentDate });
    expect(verified.payload.sub).toBe('ada');
    await expect(
      jwtVerify(body.assertion, await importJWK(keys[1] as never), { currentDate }),
    ).rejects.toThrow();
  });

  test('is refused for whom and what is not known', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const typeOf = async (path: string) => (await app.ask('GET', path)).body.type;
    expect(await typeOf(PATH.replace('ada', 'eve'))).toBe('/problems/unknown-user');
    expect(await typeOf(`${PATH},terms`)).toBe('/problems/unknown-policy');
    expect(await typeOf('/v1/users/ada/assertion')).toBe('/problems/invalid-request');
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'lawyer', role: 'legal' });
    expect((await app.ask('GET', PATH, undefined, { authorization: `Bearer ${body.key}` })).status).toBe(403);
  });

  test('is there only where there is a key to sign with', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const without = createApp({ ...app.context, assertions: null }, (_, next) => next());
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    expect((await without.request(PATH, { headers })).status).toBe(404);
    expect(await (await without.request('/.well-known/jwks.json')).json()).toEqual({ keys: [] });
  });
});

/** Reads each user's token, and holds it against the check at every turn of its life and at some instants between. */
const readTokens = (between: readonly number[]): Step => ({
  check: () => true,
  toString: () => `read tokens, also at ${between.join(', ')}`,
  run: ({ users, policies }, app) =>
    expectExactTokens(
      app,
      { users: users.map(({ user }) => user), policies: policies.map(({ policy }) => policy) },
      { ttl: 'PT20M', between },
    ),
});

test('whatever happened, a signed answer says at each instant what the service would, had nobody acted', async () => {
  const parts = fc.array(anyShare, { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(beginnings, steps, parts, (beginning, story, between) =>
    play([...beginning, ...story, readTokens(between)]),
  );
  await fc.assert(property, { numRuns: Number(process.env.MODEL_RUNS ?? 8) });
}, 3_600_000);
