import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startService, temporaryFolder } from './support/node-service.ts';
import { haveWebhook, startReceiver } from './support/webhook-receiver.ts';

test('a service that the internet reaches takes no URL that leads into its own network', async () => {
  const folder = temporaryFolder();
  const service = await startService({
    DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}`,
    PUBLIC_URL: 'https://policies.example.com',
  });
  onTestFinished(async () => {
    await service.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  const put = (method: string, path: string, url: string) =>
    service.ask(method, path, { url, events: ['*'] });
  const { id } = (await put('POST', '/v1/webhooks', 'https://shop.example.com/hook')).body;
  for (const url of [
    'http://127.0.0.1:8787/',
    'https://2130706433/',
    'https://169.254.169.254/',
    'https://localhost./',
  ]) {
    for (const [method, path] of [
      ['POST', '/v1/webhooks'],
      ['PUT', `/v1/webhooks/${id}`],
    ] as const) {
      const { status, body } = await put(method, path, url);
      expect([status, body.errors?.[0].pointer], `${method} ${url}`).toEqual([400, '/url']);
    }
  }
  expect((await service.ask('GET', '/v1/webhooks')).body.items).toHaveLength(1);
});

test('the service tells an endpoint within moments while another hangs, and ends when it is asked to', async () => {
  const folder = temporaryFolder();
  const hanging = await startReceiver(() => new Promise(() => {}));
  const shop = await startReceiver();
  const service = await startService({ DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}` });
  onTestFinished(async () => {
    await service.end('SIGKILL');
    await Promise.all([hanging.close(), shop.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  await haveWebhook(service, hanging);
  await haveWebhook(service, shop);
  await service.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await service.ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nWords.\n' });
  for (const user of ['ada', 'bea']) {
    await service.ask('PUT', `/v1/users/${user}`, { email: null });
    await service.ask('POST', '/v1/acceptances', { user, policy: 'privacy', version: 1 });
  }
  const told = () => shop.received.map(({ event }) => `${event.type} ${event.data.user}`).sort();
  const expected = ['answer.accepted ada', 'answer.accepted bea', 'version.posted null'];
  await expect.poll(told, { timeout: 20_000 }).toEqual(expected);
  // The calls that hang end with it, and it does not wait for their time.
  const start = performance.now();
  expect(await service.end('SIGTERM')).toBe(0);
  expect(performance.now() - start).toBeLessThan(8_000);
  expect(hanging.received.length).toBeGreaterThan(0);
});
