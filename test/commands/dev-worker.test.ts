import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';

const KEY = 'of-the-environment-and-long-enough';
const ROOT = resolve(import.meta.dirname, '../..');

test('dev:worker migrates a local D1 and serves the Worker, asking nothing, until it is ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-worker-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const isKept = existsSync(join(ROOT, '.dev.vars'));
  const child = spawn(
    'npm',
    ['run', '--silent', 'dev:worker', '--', '--port', String(port), '--persist-to', folder],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        ADMIN_KEY: KEY,
        LINK_SECRET: KEY,
        LOG_KEY: '01'.repeat(32),
        PUBLIC_URL: '',
        RESEND_API_KEY: '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      said += data;
    });
  }
  // Asked to end, it ends wrangler as well.
  onTestFinished(() => void child.kill('SIGTERM'));
  const url = `http://localhost:${port}`;
  const ask = (path: string) =>
    fetch(url + path, { headers: { authorization: `Bearer ${KEY}` } }).catch(() => undefined);
  for (let tries = 0; (await ask('/healthz'))?.status !== 200; tries++) {
    expect(child.exitCode, said).toBeNull();
    expect(tries, said).toBeLessThan(1300);
    await sleep(200);
  }
  expect((await ask('/v1/policies'))?.status).toBe(200);
  expect(await (await ask('/healthz'))?.json()).toMatchObject({
    ...{ mail: { state: 'local' }, log: { state: 'signed' } },
  });
  expect((await ask('/cdn-cgi/local/scheduled'))?.status).toBe(200);
  expect(existsSync(join(ROOT, '.dev.vars'))).toBe(isKept);

  // What npm started ends with it, and wrangler with that.
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  await expect.poll(async () => (await ask('/healthz'))?.status, { timeout: 10_000 }).toBeUndefined();
}, 360_000);
