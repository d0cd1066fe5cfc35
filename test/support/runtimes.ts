import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { NODE } from './node-service.ts';
import { startPostgres } from './postgres.ts';
import { scratchFolder } from './scratch.ts';
import { ADMIN_KEY, LINK_SECRET, type TestApp } from './test-app.ts';
import { askAt, startWorker } from './worker.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What every runtime is told, so that answers that name it are the same. */
export const PUBLIC_URL = 'http://localhost:8787';

/** The whole service as one of the ways to run it, reached over HTTP. */
export type Runtime = { readonly ask: TestApp['ask']; readonly close: () => Promise<void> };

type Env = Readonly<Record<string, string>>;

/** Every way to run the service, by its name; `env` is what the operator sets besides keys and secrets. */
export const RUNTIMES: Readonly<Record<string, (env: Env) => Promise<Runtime>>> = {
  'Node on SQLite': async (env) => {
    const folder = scratchFolder('test');
    const service = await startNode({ ...env, DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}` });
    return {
      ...service,
      close: async () => {
        await service.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
  'Node on PostgreSQL': async (env) => {
    const server = await startPostgres();
    const service = await startNode({ ...env, DATABASE_URL: server.url });
    return {
      ...service,
      close: async () => {
        await service.close();
        await server.stop();
      },
    };
  },
  'a Worker on D1': (env) => startWorker(env),
};

/** The service in a process of its own, on a port that was free. */
async function startNode(env: Env): Promise<Runtime> {
  const port = await freePort();
  const child = spawn(NODE[0], NODE.slice(1), {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      PUBLIC_URL,
      ADMIN_KEY,
      LINK_SECRET,
      LOG_KEY: '01'.repeat(32),
      MAIL_FROM: 'Lantern <notices@lantern.example>',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints += data;
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error(`the service did not start: ${complaints}`);
    await sleep(50);
  }
  return { ask: askAt(url), close: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
