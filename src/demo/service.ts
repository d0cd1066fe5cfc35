import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PREFERRED_PORT = 8787;

/** The service as its users meet it: a process of its own, and HTTP. */
export type DemoService = {
  readonly url: string;
  readonly adminKey: string;
  /** Asks the JSON API with the admin key; throws with the problem's detail when it is refused. */
  readonly ask: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;
  /** Sends a form as a browser would, and answers the page it leads to. */
  readonly submit: (url: string, form: Readonly<Record<string, string>>) => Promise<string>;
  /** Makes a link that lets somebody into the console, once, with their name and address typed in already. */
  readonly invite: (name: string, email: string) => Promise<string>;
  /** Reads a page. */
  readonly open: (url: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Starts `src/node.ts` on a database file, with mails in the local mailbox. */
export async function startDemoService(database: string): Promise<DemoService> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const adminKey = randomBytes(24).toString('base64url');
  const main = fileURLToPath(new URL('../node.ts', import.meta.url));
  const env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: `sqlite:${database}`,
    ADMIN_KEY: adminKey,
    LINK_SECRET: randomBytes(32).toString('hex'),
    MAIL_FROM: 'Lantern Notes <notices@lantern.example>',
    COMPANY_URL: `${url}/`,
    COMPANY_CONTACT: 'privacy@lantern.example',
    COMPANY_FOOTER: 'Lantern Notes Ltd, 14 Harbour Row, Port Elder.',
    RESEND_API_KEY: '',
  };
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'ignore', 'inherit'], env });
  // However the demo ends, nothing of it stays.
  process.once('exit', () => child.kill('SIGTERM'));
  await untilUp(url, child);

  const open = async (address: string, init: RequestInit = {}) => (await fetch(address, init)).text();
  return {
    url,
    adminKey,
    open: (address) => open(address),
    async invite(name, email) {
      const made = await promisify(execFile)(process.execPath, [main, '--new-admin-link'], { env });
      return `${made.stdout.trim()}?${new URLSearchParams({ name, email })}`;
    },
    submit: (address, form) => open(address, { method: 'POST', body: new URLSearchParams(form) }),
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${adminKey}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const answer = (await response.json()) as T & { readonly detail?: string };
      if (!response.ok) throw new Error(`${method} ${path}: ${answer.detail ?? response.status}`);
      return answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilUp(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error('the service did not start');
    const isUp = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error('the service did not answer within ten seconds');
}

async function freePort(): Promise<number> {
  for (const port of [PREFERRED_PORT, 0]) {
    const probe = createServer();
    const found = await new Promise<number | null>((resolve) => {
      probe.once('error', () => resolve(null));
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address();
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
    await new Promise((resolve) => probe.close(resolve));
    if (found !== null) return found;
  }
  throw new Error('there is no free port');
}
