import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { end, ROOT, startService, temporaryFolder, until } from '../support/node-service.ts';
import { ADMIN_KEY } from '../support/test-app.ts';

/** What the guide says to do, in order: the files to write, and what to type. */
function stepsOf(guide: string): readonly { readonly file: string | undefined; readonly text: string }[] {
  const [, section = ''] = guide.split('## Ten minutes');
  const fences = section.split('\n## ')[0]?.matchAll(/((?:<!-- \S+ -->\n)*)```\w+\n([\s\S]*?)```/g) ?? [];
  return [...fences].map(([, names = '', text = '']) => ({ file: /<!-- (\S+) -->/.exec(names)?.[1], text }));
}

const INSTALL = 'npm install @proviso/client hono @hono/node-server';
/** What of it is installed here already, so that no release of somebody else's decides what this test says. */
const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const FRAMEWORK = ['hono', '@hono/node-server'].map((name) => `${name}@${dependencies[name]}`).join(' ');

test('the guide leads from an empty folder to a product that asks thirty days on, word for word', async () => {
  const steps = stepsOf(readFileSync(join(ROOT, 'docs/integrate.md'), 'utf8'));
  const [start, say] = steps.map(({ text }) => text);
  const port = await freePort();
  const product = `http://localhost:${port}`;
  const home = temporaryFolder();
  expect(start).toBe(
    'DATABASE_URL=sqlite:data/trial.sqlite TEST_CLOCK=on RETURN_TO=http://localhost:3000 npm start\n',
  );
  expect(say).toMatch(/^export PROVISO_URL=\S+ PROVISO_KEY=\S+\n$/);
  const service = await startService({
    ...{ DATABASE_URL: `sqlite:${join(home, 'trial.sqlite')}`, TEST_CLOCK: 'on', RETURN_TO: product },
  });
  onTestFinished(async () => void (await service.end('SIGTERM')));

  const folder = join(home, 'product');
  mkdirSync(folder);
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, npm_config_prefer_offline: 'true' },
    ...{ PROVISO_URL: service.url, PROVISO_KEY: ADMIN_KEY, PORT: String(port) },
  };
  let app: ChildProcess | null = null;
  const stop = async () => app !== null && (await end(app, 'SIGKILL'));
  onTestFinished(async () => void (await stop()));
  const follow = async (some: typeof steps) => {
    for (const { file, text } of some) {
      if (file !== undefined) writeFileSync(join(folder, file), text);
      else if (text === 'node app.js\n') {
        await stop();
        app = spawn(process.execPath, ['app.js'], { cwd: folder, env, stdio: 'ignore' });
        await until(async () => (await fetch(product).catch(() => null))?.ok ?? false);
      } else {
        const typed = text.replace(INSTALL, `npm install ${inject('clientTarball')} ${FRAMEWORK}`);
        execFileSync('bash', ['-euo', 'pipefail', '-c', typed], { cwd: folder, env, stdio: 'pipe' });
      }
    }
  };
  const joinedAt = steps.findIndex(({ text }) => text === 'node app.js\n') + 1;
  await follow(steps.slice(2, joinedAt));

  const cookie = 'user=you%40example.com';
  const ask = (init: RequestInit = {}) =>
    fetch(product, { redirect: 'manual', ...init, headers: { cookie, accept: 'text/html' } });
  const form = await (await fetch(`${product}/join`)).text();
  expect(form).toContain(`<a href="${service.url}/policies/terms`);
  const joined = await fetch(`${product}/join`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email: 'you@example.com', version: '1' }),
  });
  expect(joined.headers.get('set-cookie')).toContain(cookie);
  expect(await (await ask()).text()).toBe('Hello, you@example.com');

  await follow(steps.slice(joinedAt));
  const asked = await ask();
  expect(asked.status).toBe(303);
  const page = asked.headers.get('location') as string;
  expect(await (await fetch(page)).text()).toContain('You can bring friends.');
  const accepted = await fetch(page, {
    ...{ method: 'POST', redirect: 'manual' },
    body: new URLSearchParams({ action: 'accept' }),
  });
  expect(accepted.headers.get('location')).toBe(`${product}/`);
  expect(await (await ask()).text()).toBe('Hello, you@example.com');
  expect((await service.ask('GET', '/mailbox')).body).toContain('you@example.com');
});
