import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startService, temporaryFolder } from './support/node-service.ts';
import { haveWebhook, startReceiver } from './support/webhook-receiver.ts';

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
