import { describe, expect, test } from 'vitest';
import { removeMember } from '../../../src/actions/access/change-member.ts';
import { openIdOf } from '../../../src/runtime/access/open-id.ts';
import { ConfigError, readOidc } from '../../../src/runtime/settings/config-values.ts';
import { testApp } from '../../support/arrange.ts';
import { haveAdmin, haveMember, openVisitor, type Visitor } from '../../support/members.ts';
import { type Person, startOpenIdProvider } from '../../support/open-id-provider.ts';

const PUBLIC_URL = 'http://localhost:8787';
const ADA = { email: 'Ada@Lantern.example', email_verified: true };

async function haveProvider(person: Person = ADA) {
  const provider = await startOpenIdProvider();
  provider.person.now = person;
  const oidc = openIdOf({ oidc: provider, publicUrl: PUBLIC_URL });
  const app = await testApp({ oidc });
  await haveAdmin(app);
  return { app, provider, ada: await haveMember(app, 'Ada', 'author') };
}

/** Goes to the provider and comes back, and answers where the browser was sent by it. */
async function comeBack(
  visitor: Visitor,
  path = '/console/sign-in/oidc?next=/console/policies',
): Promise<string> {
  const sent = await visitor.get(path);
  expect(sent.status).toBe(303);
  const asked = await fetch(sent.location as string, { redirect: 'manual' });
  const { pathname, search } = new URL(asked.headers.get('location') ?? '');
  return pathname + search;
}

describe('signing in by an identity provider', () => {
  test('lets in a member whose address it has verified, and leads on', async () => {
    const { app } = await haveProvider();
    const visitor = openVisitor(app);
    expect((await visitor.get('/console/sign-in')).body).toContain('Sign in with 127.0.0.1');
    const came = await visitor.get(await comeBack(visitor));
    expect([came.status, came.location]).toEqual([303, '/console/policies']);
    expect((await visitor.get('/console/policies')).status).toBe(200);
  });

  test.each([
    ['an address that it has not verified', { email: 'ada@lantern.example', email_verified: false }],
    ['an address of which it does not say so', { email: 'ada@lantern.example' }],
    ['no address', {}],
    ['an address that is no member’s', { email: 'eve@lantern.example', email_verified: true }],
    ['a token that was meant for another visit', { ...ADA, nonce: 'another' }],
  ] satisfies readonly (readonly [string, Person])[])('lets in nobody with %s', async (_, person) => {
    const { app } = await haveProvider(person);
    const visitor = openVisitor(app);
    const came = await visitor.get(await comeBack(visitor));
    expect(came.status).toBe(403);
    expect((await visitor.get('/console')).status).toBe(303);
  });

  test('lets in nobody who was removed, who comes back in another browser, or twice', async () => {
    const { app, ada } = await haveProvider();
    const visitor = openVisitor(app);
    const back = await comeBack(visitor);
    expect((await openVisitor(app).get(back)).status).toBe(403);
    expect((await visitor.get(back)).status).toBe(303);
    expect((await visitor.get(back)).status).toBe(403);
    await removeMember(app.context, ada.id, 'member:tests');
    const again = openVisitor(app);
    expect((await again.get(await comeBack(again))).status).toBe(403);
  });

  test('lets in nobody whose state is another’s', async () => {
    const { app } = await haveProvider();
    const [visitor, other] = [openVisitor(app), openVisitor(app)];
    await comeBack(visitor);
    expect((await visitor.get(await comeBack(other))).status).toBe(403);
  });

  test('says so where it does not answer, and leads nowhere else afterwards', async () => {
    const oidc = openIdOf({
      oidc: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y' },
      publicUrl: PUBLIC_URL,
    });
    const away = await testApp({ oidc });
    expect((await openVisitor(away).get('/console/sign-in/oidc')).status).toBe(503);
    const { app } = await haveProvider();
    const visitor = openVisitor(app);
    const came = await visitor.get(await comeBack(visitor, '/console/sign-in/oidc?next=//evil.example'));
    expect(came.location).toBe('/console');
  });
});

test('an identity provider is set whole, and by https', () => {
  const whole = { OIDC_ISSUER: 'https://id.example/', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  expect(readOidc(whole)).toEqual({ issuer: 'https://id.example/', clientId: 'a', clientSecret: 'b' });
  expect(readOidc({})).toBeNull();
  expect(() => readOidc({ ...whole, OIDC_CLIENT_SECRET: undefined })).toThrow(ConfigError);
  expect(() => readOidc({ ...whole, OIDC_ISSUER: 'http://id.example' })).toThrow('https');
});
