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
  /** Makes somebody a member of the console with a role, as its first admin would. */
  readonly haveMember: (name: string, email: string, role: string) => Promise<void>;
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
    // Thirty days pass in the story.
    TEST_CLOCK: 'on',
  };
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'ignore', 'inherit'], env });
  // However the demo ends, nothing of it stays.
  process.once('exit', () => child.kill('SIGTERM'));
  await untilUp(url, child);

  const open = async (address: string, init: RequestInit = {}) => (await fetch(address, init)).text();
  const newAdminLink = async () =>
    (await promisify(execFile)(process.execPath, [main, '--new-admin-link'], { env })).stdout.trim();
  return {
    url,
    adminKey,
    open: (address) => open(address),
    async haveMember(name, email, role) {
      const session = openSession(url);
      const admin = { name: 'Lea', email: 'lea@lantern.example' };
      await session.send(new URL(await newAdminLink()).pathname, admin);
      await session.send('/console/members', { name, email, roles: role });
    },
    invite: async (name, email) => `${await newAdminLink()}?${new URLSearchParams({ name, email })}`,
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

/** A browser that keeps its cookies, and fills in forms of the console; throws where one comes back. */
function openSession(url: string) {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url + path, { redirect: 'manual', ...init, headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  return {
    async send(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
      const [, csrf = ''] = /name="csrf" value="([0-9a-f]+)"/.exec(await (await ask(path)).text()) ?? [];
      const response = await ask(path, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) });
      if (response.status !== 303) throw new Error(`${path} came back with ${response.status}`);
    },
  };
}

async function untilUp(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('the service did not start');
    const isUp = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error('the service did not answer within thirty seconds');
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
