import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { lookAtLog } from './clean-log.ts';
import { freePort } from './free-port.ts';
import { scratchFolder } from './scratch.ts';
import { ADMIN_KEY, type Answered, LINK_SECRET } from './test-app.ts';

/** The folder of the whole project. */
export const ROOT = resolve(import.meta.dirname, '../..');

export type Env = Readonly<Record<string, string>>;

/** The real service in a process of its own. */
export type Service = {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ask: (method: string, path: string, body?: unknown, key?: string) => Promise<Answered>;
  /** Ends the process with a signal and answers its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** Starts the service as `npm start` does, or another command, with this environment and nothing else of ours. */
export function spawnNode(env: Env, [command, ...args]: readonly [string, ...string[]] = NODE) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    said.stdout += data;
  });
  child.stderr.on('data', (data) => {
    said.stderr += data;
  });
  child.once('close', () => lookAtLog(said.stdout));
  return { child, said };
}

/** With what Node made of the source kept between starts, which takes half a second off each. */
export const NODE = [process.execPath, '--import', './src/compile-cache.mjs', 'src/node.ts'] as const;

/** Starts the service on a port that was free and waits until it answers; end it when the test is over. */
export async function startService(
  env: Env,
  command: readonly [string, ...string[]] = NODE,
): Promise<Service> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = { PORT: String(port), PUBLIC_URL: url, ADMIN_KEY, LINK_SECRET };
  const given = { ...own, MAIL_FROM: 'Lantern <notices@lantern.example>', ...env };
  const { child, said } = spawnNode(given, command);
  await until(async () => {
    expect(child.exitCode, said.stderr).toBeNull();
    return fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
  });
  return {
    url,
    child,
    output: () => said.stdout + said.stderr,
    ask: async (method, path, body, key = ADMIN_KEY) => {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${key}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
    end: (signal) => end(child, signal),
  };
}

/** Ends a process with a signal, unless it has ended, and answers its exit code. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}

/** Waits until something is so; fails where it does not come to that. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`it did not come to that within ${withinMs} ms: ${isSo}`);
    await sleep(50);
  }
}

/** A new folder for the files of a service. */
export function temporaryFolder(): string {
  return scratchFolder('node');
}
