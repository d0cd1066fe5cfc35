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

test('a Worker lets its first admin in by a code and by an identity provider, and takes a file of people, as on Node', {
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

  // Letters as Excel writes them, whose order of bytes not every engine reads.
  const file = 'id\temail\r\nzoë\tzoe@mail.example\r\n';
  const letters = [...file].flatMap((letter) => [0, letter.charCodeAt(0)]);
  await byCode.get('/console/imports');
  const upload = { name: 'people.csv', bytes: Uint8Array.from([0xfe, 0xff, ...letters]) };
  const read = await byCode.upload('/console/imports', {}, upload);
  const [path = ''] = read.location?.split('?') ?? [];
  expect((await byCode.get(path)).body).toContain('As in: zoë');
  expect((await byCode.post(path, { 'column-0': 'user', 'column-1': 'email' })).location).toContain(
    'checked',
  );
  await byCode.get(path);
  expect((await byCode.post(`${path}/start`)).location).toContain('done=done');
  expect((await byCode.get('/console/people?q=zoe%40')).body).toContain('<bdi>zoë</bdi>');

  const byProvider = visitorOf(worker);
  const sent = await byProvider.get('/console/sign-in/oidc?next=/console/members');
  const asked = await fetch(sent.location as string, { redirect: 'manual' });
  const { pathname, search } = new URL(asked.headers.get('location') ?? '');
  expect((await byProvider.get(pathname + search)).location).toBe('/console/members');
  expect((await byProvider.get('/console/members')).body).toContain(ROBIN);
});
