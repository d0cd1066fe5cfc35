import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../support/scratch.ts';
import { openTestStore, startTestApp, type TestApp } from '../support/test-app.ts';

const CHECK = '/v1/users/ada/policies/privacy';
/** More than the millisecond within which processes see each other's writes. */
const A_MOMENT_MS = 5;

/** Two services on one file, as two processes have it: each with a connection and with what it remembers of its own. */
async function twoServices(): Promise<readonly [TestApp, TestApp]> {
  const folder = scratchFolder('two');
  const stores = [
    await openTestStore(join(folder, 'proviso.sqlite')),
    await openTestStore(join(folder, 'proviso.sqlite')),
  ] as const;
  onTestFinished(async () => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [one, other] = [
    await startTestApp({ store: stores[0] }),
    await startTestApp({ store: stores[1] }),
  ] as const;
  await one.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await one.ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nOne.' });
  await one.ask('PUT', '/v1/users/ada', { email: 'ada@mail.example' });
  await delay(A_MOMENT_MS);
  return [one, other];
}

test('a version that one process publishes or withdraws stands so in the checks of the others', async () => {
  const [one, other] = await twoServices();
  const upcoming = async () => {
    await delay(A_MOMENT_MS);
    const { body } = await other.ask('GET', CHECK);
    return body.upcoming.map(({ version }: { version: number }) => version);
  };
  expect(await upcoming()).toEqual([]);
  const next = { content: '# Privacy\n\nTwo.', change: 'substantial', summary: 'New words.' };
  await one.ask('POST', '/v1/policies/privacy/versions', next);
  expect(await upcoming()).toEqual([2]);
  await one.ask('POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
  expect(await upcoming()).toEqual([]);
});

test('an acceptance that one process records stands in the checks of the others', async () => {
  const [one, other] = await twoServices();
  expect((await other.ask('GET', CHECK)).body.accepted).toBe(false);
  await one.ask('POST', '/v1/acceptances', { user: 'ada', policy: 'privacy', version: 1 });
  await delay(A_MOMENT_MS);
  expect((await other.ask('GET', CHECK)).body.accepted).toBe(true);
});

test('a key that one process deletes stops working in the others', async () => {
  const [one, other] = await twoServices();
  const { body } = await one.ask('POST', '/v1/keys', { name: 'shop', role: 'app' });
  const ask = async () => {
    await delay(A_MOMENT_MS);
    return (await other.ask('GET', CHECK, undefined, { authorization: `Bearer ${body.key}` })).status;
  };
  expect(await ask()).toBe(200);
  await one.ask('DELETE', `/v1/keys/${body.id}`);
  expect(await ask()).toBe(401);
});
