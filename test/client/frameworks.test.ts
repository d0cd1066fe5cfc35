import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { haveAccepted, havePolicy, havePublished, haveUsers } from '../support/arrange.ts';
import { installIn } from '../support/client-package.ts';
import { freePort } from '../support/free-port.ts';
import { ROOT, until } from '../support/node-service.ts';
import { type ServedApp, serveTestApp } from '../support/served-app.ts';

const EXAMPLES = join(ROOT, 'client/examples');
const NEXT = ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'];

type Ask = (path: string, user: string | null, accept?: string) => Promise<Response>;

/** Runs a product in a process of its own, and answers how to ask it. */
async function runProduct(service: ServedApp, folder: string, command: readonly string[]): Promise<Ask> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', PROVISO_URL: service.url, PROVISO_KEY: service.key };
  const settings = { cwd: folder, env: { ...env, PORT: String(port) }, detached: true };
  const child = spawn(process.execPath, command, { ...settings, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  onTestFinished(async () => {
    const ended = once(child, 'close');
    // A product may have started processes of its own: they are one group, and end together.
    process.kill(-(child.pid as number), 'SIGKILL');
    await ended;
  });
  const ask: Ask = (path, user, accept = 'application/json') =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { accept, ...(user === null ? {} : { 'x-user': user }) },
      redirect: 'manual',
    });
  await until(async () => {
    expect(child.exitCode, said).toBeNull();
    return ask('/', null).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return ask;
}

async function runExample(service: ServedApp, name: string): Promise<Ask> {
  const folder = inject('clientFolder');
  copyFileSync(join(EXAMPLES, name), join(folder, name));
  return runProduct(service, folder, [name]);
}

async function runNext(service: ServedApp): Promise<Ask> {
  const folder = join(dirname(inject('clientFolder')), 'next');
  mkdirSync(folder);
  installIn(folder, [inject('clientTarball'), ...NEXT]);
  cpSync(join(EXAMPLES, 'next'), folder, { recursive: true });
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  execFileSync(process.execPath, [next, 'build'], { cwd: folder, env, stdio: 'pipe' });
  return runProduct(service, folder, [next, 'start']);
}

/** What every framework's product does, told by its answers. */
async function expectGated(service: ServedApp, ask: Ask): Promise<void> {
  expect((await ask('/', 'ada')).status).toBe(200);
  expect((await ask('/', null)).status).toBe(200);

  const page = await ask('/', 'bob', 'text/html,*/*');
  expect(page.status).toBe(303);
  expect(page.headers.get('location')).toMatch(/\/review\//);
  const json = await ask('/', 'bob');
  expect(json.status).toBe(403);
  expect(json.headers.get('content-type')).toContain('application/problem+json');
  expect(await json.json()).toMatchObject({
    code: 'answer-required',
    link: expect.stringMatching(/\/review\//),
  });
  expect((await ask('/logout', 'bob')).status).toBe(404);

  await haveAccepted(service, 'bob');
  expect((await ask('/', 'bob')).status).toBe(200);
  expect((await ask('/', 'eve')).status).toBe(503);
}

async function haveService(): Promise<ServedApp> {
  const service = await serveTestApp();
  await havePolicy(service);
  await haveUsers(service, 'ada', 'bob');
  await haveAccepted(service, 'ada');
  return service;
}

describe.each(['hono.js', 'express.js', 'fastify.js'])('%s', (name) => {
  test('asks whom it must, and reports the use that binds', async () => {
    const service = await haveService();
    const ask = await runExample(service, name);
    await expectGated(service, ask);

    await haveUsers(service, 'cleo');
    await haveAccepted(service, 'cleo');
    await havePublished(service);
    await service.deliver();
    service.wait('P30D');
    expect(await (await ask('/', 'cleo')).text()).toBe('Hello, report-use');
    await until(async () => {
      const { body } = await service.ask('GET', '/v1/users/cleo/policies/privacy');
      return body.basis === 'deemed';
    });
    expect(await (await ask('/', 'cleo')).text()).toBe('Hello, none');
    expect(await (await ask('/health', null)).json()).toMatchObject({ state: 'ready' });
  });
});

test('Next asks whom it must, as built and started', { timeout: 180_000 }, async () => {
  const service = await haveService();
  await expectGated(service, await runNext(service));
});
