import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { end, spawnNode, startService, temporaryFolder, until } from './support/node-service.ts';
import { ADMIN_KEY, LINK_SECRET } from './support/test-app.ts';

const TEXT = '# Terms\n\nAll of it.\n';

describe('a service whose clock is moved on', () => {
  test('tells and binds as if the time had passed, goes on from there, and never starts without the clock again', async () => {
    const DATABASE_URL = `sqlite:${join(temporaryFolder(), 'test.sqlite')}`;
    const service = await startService({ DATABASE_URL, TEST_CLOCK: 'on' });
    const { ask } = service;
    const notice = { minor: 'P7D', substantial: 'P30D' };
    await ask('PUT', '/v1/policies/terms', { title: 'Terms', notice, reminders: ['P5D'] });
    await ask('POST', '/v1/policies/terms/versions', { content: TEXT });
    await ask('PUT', '/v1/users/ada', { email: 'ada@example.com' });
    await ask('POST', '/v1/acceptances', { user: 'ada', policy: 'terms', version: 1 });
    const next = { content: `${TEXT}\nAnd more.\n`, change: 'substantial', summary: 'More.' };
    expect((await ask('POST', '/v1/policies/terms/versions', next)).status).toBe(201);
    const mails = async () => (await ask('GET', '/mailbox')).body.match(/To ada@example.com/g)?.length ?? 0;
    await until(async () => (await mails()) === 1);
    await ask('POST', '/v1/test-clock', { advance: 'P26D' });
    await until(async () => (await mails()) === 2);
    const moved = await ask('POST', '/v1/test-clock', { advance: 'P5D' });
    expect(moved.status).toBe(200);
    const inForce = async (asked: typeof ask) =>
      (await asked('GET', '/v1/policies/terms')).body.current.version;
    expect(await inForce(ask)).toBe(2);
    expect(await service.end('SIGTERM')).toBe(0);

    const again = await startService({ DATABASE_URL, TEST_CLOCK: 'on' });
    expect(await inForce(again.ask)).toBe(2);
    await again.end('SIGTERM');

    const { child, said } = spawnNode({ DATABASE_URL, ADMIN_KEY, LINK_SECRET, PORT: '0' });
    await until(() => child.exitCode !== null);
    expect(child.exitCode).toBe(1);
    expect(said.stderr).toContain('this database was moved ahead by a test clock');
  });

  test.each([
    ['a public address', { PUBLIC_URL: 'https://policies.example.com' }],
    ['a provider', { RESEND_API_KEY: 're_x', MAIL_FROM: 'A <a@example.com>' }],
  ])('does not start with %s', async (_, env) => {
    const { child, said } = spawnNode({ ADMIN_KEY, LINK_SECRET, TEST_CLOCK: 'on', ...env });
    await until(() => child.exitCode !== null).finally(() => end(child, 'SIGTERM'));
    expect(said.stderr).toContain('Proviso cannot start: TEST_CLOCK is on');
  });
});
