import { expect, onTestFinished, test } from 'vitest';
import { openD1 } from '../../src/storage/engines/d1.ts';
import { codeMailedTo, openVisitor, type Visitor } from '../support/members.ts';
import { startOpenIdProvider } from '../support/open-id-provider.ts';
import { type RunningWorker, startWorker } from '../support/worker.ts';

const ROBIN = 'robin@lantern.example';

function visitorOf({ url }: RunningWorker): Visitor {
  const request = (path: string, init?: RequestInit) => fetch(url + path, { ...init, redirect: 'manual' });
  return openVisitor({ app: { request } });
}

test('a Worker lets its first admin in by a code and by an identity provider, and in workerd as on Node', {
  timeout: 120_000,
}, async () => {
  const provider = await startOpenIdProvider();
  provider.person.now = { email: ROBIN, email_verified: true };
  const { issuer, clientId, clientSecret } = provider;
  const worker = await startWorker({
    ...{ FIRST_ADMIN: ROBIN, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId },
    OIDC_CLIENT_SECRET: clientSecret,
  });
  onTestFinished(() => worker.close());

  const byCode = visitorOf(worker);
  await byCode.get('/console/sign-in');
  await byCode.post('/console/sign-in', { email: ROBIN });
  await byCode.get('/console/sign-in/code');
  const code = await codeMailedTo({ store: openD1(await worker.database()) }, ROBIN);
  expect((await byCode.post('/console/sign-in/code', { email: ROBIN, code })).location).toBe('/console');
  expect((await byCode.get('/console')).body).toContain('What needs a hand');

  const byProvider = visitorOf(worker);
  const sent = await byProvider.get('/console/sign-in/oidc?next=/console/members');
  const asked = await fetch(sent.location as string, { redirect: 'manual' });
  const { pathname, search } = new URL(asked.headers.get('location') ?? '');
  expect((await byProvider.get(pathname + search)).location).toBe('/console/members');
  expect((await byProvider.get('/console/members')).body).toContain(ROBIN);
});
