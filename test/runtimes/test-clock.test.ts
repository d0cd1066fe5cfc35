import { expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';

test.each(Object.entries(RUNTIMES))('a test clock moves on by %s', { timeout: 120_000 }, async (_, start) => {
  const { ask, close } = await start({ TEST_CLOCK: 'on' });
  try {
    const notice = { minor: 'P7D', substantial: 'P30D' };
    await ask('PUT', '/v1/policies/privacy', { title: 'Privacy', notice });
    await ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nAll of it.\n' });
    const next = { content: '# Privacy\n\nAll of it, always.\n', change: 'minor', summary: 'Always.' };
    expect((await ask('POST', '/v1/policies/privacy/versions', next)).status).toBe(201);
    const inForce = async () => (await ask('GET', '/v1/policies/privacy')).body.current.version;
    expect(await inForce()).toBe(1);
    expect((await ask('POST', '/v1/test-clock', { advance: 'P8D' })).body.secondsAhead).toBe(
      8 * 24 * 60 * 60,
    );
    expect(await inForce()).toBe(2);
    const page = await ask('GET', '/policies/privacy', undefined, {
      authorization: '',
      'accept-encoding': 'gzip',
    });
    expect(page.body).toContain('A test clock is on');
  } finally {
    await close();
  }
});
