import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runAudit } from '../src/commands/audit.ts';
import { type FarEnd, startFarEnd } from './support/far-end.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ADMIN_KEY = 'an-admin-key';
const TEXT = '# Privacy\n\nWe keep logs for';

type Service = {
  readonly ask: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

let folder: string;
let farEnd: FarEnd;
let running: ChildProcess[] = [];
const file = () => join(folder, 'proviso.sqlite');
const env = (more: Readonly<Record<string, string>> = {}) => ({
  DATABASE_URL: `sqlite:${file()}`,
  PUBLIC_URL: 'https://policies.example.com',
  RESEND_API_KEY: 're_test',
  RESEND_BASE_URL: farEnd.url,
  RESEND_RATE: '100',
  ...more,
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-restore-'));
  farEnd = await startFarEnd();
});
afterEach(async () => {
  for (const child of running)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  running = [];
  await farEnd.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Readonly<Record<string, string>> = {}): Promise<Service> {
  const port = String(await freePort());
  const child = spawn(process.execPath, ['src/node.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', PORT: port, ADMIN_KEY, ...env(more) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  const url = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  return {
    output: () => output,
    async ask(method, path, body) {
      const answer = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      expect(answer.status, `${method} ${path}`).toBeLessThan(400);
      return answer.json();
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 600) throw new Error(`it did not come to that: ${isSo}`);
    await sleep(50);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function runCommand(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  let text = '';
  const take = (part: string) => {
    text += part;
  };
  return { code: await runAudit(args, env(more), { out: take, complain: take }), text };
}

const VERSION_2 = '/v1/policies/privacy/versions/2';
const publish = (service: Service, days: number) =>
  service.ask('POST', '/v1/policies/privacy/versions', {
    ...{ content: `${TEXT} ${days} days.\n`, change: 'minor', summary: 'Logs.' },
  });

/**
 * A database of which a backup was made while a version was announced and its mails had not gone out;
 * then they did, and the backup is where the database was.
 */
async function haveRestored(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const quiet = await start({ ...more, SENDER: 'off' });
  await quiet.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await quiet.ask('POST', '/v1/policies/privacy/versions', { content: `${TEXT} 30 days.\n` });
  const users = Array.from({ length: 120 }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 1 } }),
  );
  await quiet.ask('POST', '/v1/users/import', users.join('\n'));
  await publish(quiet, 90);
  await quiet.stop();
  copyFileSync(file(), join(folder, 'backup'));

  const service = await start(more);
  await until(() => farEnd.mails.length === 120);
  await until(
    async () => ((await service.ask('GET', `${VERSION_2}/progress`)) as { sent: number }).sent === 120,
  );
  await service.stop();
  copyFileSync(join(folder, 'backup'), file());
  for (const end of ['-wal', '-shm']) rmSync(file() + end, { force: true });
}

describe('a database that was restored from an old backup', () => {
  test('sends nothing, serves, and says why, until an operator accepts it', async () => {
    await haveRestored();
    const service = await start();
    const health = (await service.ask('GET', '/healthz')) as Record<
      string,
      { state: string; detail: string }
    >;
    expect(health.mail?.state).toBe('held');
    expect(health.mail?.detail).toMatch(/^The database was restored from a backup, or is another one: /);
    expect(health.log).toMatchObject({
      state: 'restored',
      size: 0,
      knownTo: 'the checkpoint beside the database',
    });
    expect(service.output()).toContain('npm run audit -- --accept-restore');
    expect(await service.ask('GET', '/v1/users/u1/policies/privacy')).toMatchObject({ accepted: true });
    await sleep(3_000);
    expect(farEnd.mails).toHaveLength(120);
    expect((await runCommand([])).code).toBe(1);
    expect(await service.ask('GET', '/healthz')).toMatchObject({ log: { state: 'restored', size: 0 } });

    const accepted = await runCommand(['--accept-restore']);
    expect(accepted).toMatchObject({ code: 0, text: expect.stringContaining('Accepted: ') });
    await until(async () => {
      const { mail } = (await service.ask('GET', '/healthz')) as { mail: { state: string } };
      return mail.state === 'resend';
    });
    await sleep(2_000);
    // What may have gone out stays back, also after a new start, and what is new goes out.
    expect(farEnd.mails).toHaveLength(120);
    await service.stop();
    const again = await start();
    expect(await again.ask('GET', '/healthz')).toMatchObject({ mail: { state: 'resend' } });
    await sleep(1_000);
    expect(farEnd.mails).toHaveLength(120);
    await publish(again, 60);
    await until(() => farEnd.mails.length === 240);
    expect(await again.ask('GET', `${VERSION_2}/progress`)).toMatchObject({ sent: 0 });
    await again.ask('POST', `${VERSION_2}/resume`);
    await until(() => farEnd.mails.length === 360);
    await again.stop();
    const { code, text } = await runCommand([]);
    expect(text).toMatch(/\nSound\.\n$/);
    expect(code).toBe(0);
  });

  test('is noticed by a checkpoint that is kept elsewhere, also when the one beside it was restored too', async () => {
    const kept = join(folder, 'elsewhere');
    await haveRestored({ CHECKPOINT_FILE: kept });
    expect(existsSync(kept)).toBe(true);
    rmSync(`${file()}.checkpoint`);
    const service = await start({ CHECKPOINT_FILE: kept });
    expect(await service.ask('GET', '/healthz')).toMatchObject({
      ...{ status: 'ok', mail: { state: 'held' }, log: { knownTo: 'CHECKPOINT_FILE' } },
    });
    await sleep(1_500);
    expect(farEnd.mails).toHaveLength(120);
    await service.stop();
  });
});

test('the newest checkpoint is beside an embedded database, and a new database does not mind an old one', async () => {
  const service = await start();
  await service.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await service.ask('POST', '/v1/policies/privacy/versions', { content: `${TEXT} 30 days.\n` });
  await service.stop();
  expect(readFileSync(`${file()}.checkpoint`, 'utf8')).toMatch(/^policies\.example\.com\/log\n1\n/);
  for (const end of ['', '-wal', '-shm']) rmSync(file() + end, { force: true });
  const fresh = await start();
  expect(await fresh.ask('GET', '/healthz')).toMatchObject({ mail: { state: 'resend' } });
  await fresh.stop();
  expect(existsSync(`${file()}.checkpoint.before`)).toBe(true);
});
