import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askOk, havePolicy } from '../../support/arrange.ts';
import { openTestStore, startTestApp } from '../../support/test-app.ts';

test('no file of the database holds who was erased, once it is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-erased-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'test.sqlite');
  const bytesOfAll = async (act: (app: Awaited<ReturnType<typeof startTestApp>>) => Promise<void>) => {
    const store = await openTestStore(path);
    await act(await startTestApp({ store }));
    await store.close();
    return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  };
  const written = await bytesOfAll(async (app) => {
    await havePolicy(app);
    const lines = Array.from({ length: 300 }, (_, i) =>
      JSON.stringify({
        user: `user-${i}-trace`,
        email: `mail-${i}-trace@example.com`,
        name: `Name ${i} trace`,
        accepted: { privacy: { version: 1, source: `source ${i} trace` } },
      }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  });
  expect(written.join('')).toContain('mail-7-trace@example.com');

  const left = await bytesOfAll(async (app) => {
    for (let i = 0; i < 300; i++) await askOk(app, 'DELETE', `/v1/users/user-${i}-trace`);
  });
  expect(left.join('').match(/[\w-]+[ -]trace/g)).toBeNull();
});
