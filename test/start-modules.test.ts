import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NODE, startService } from './support/node-service.ts';
import { scratchFolder } from './support/scratch.ts';

/** What a service that answers checks has no use for: libraries, and parts of ours that few requests need. */
const FOR_LATER = [
  ...['nodemailer', 'resend', 'postal-mime', 'standardwebhooks', 'jose', 'openid-client', 'papaparse', 'pg'],
  ...['parse5', 'hast-util-from-parse5', 'hast-util-sanitize', 'hast-util-to-html', 'react', 'react-dom'],
].map((name) => `/node_modules/${name}/`);
const DOORS = [
  '/src/http/console/console.ts',
  '/src/pages/policy-text/',
  '/src/pages/evidence/',
  '/src/imports/',
];

test('a start loads nothing that a check has no use for, and the console once somebody opens it', async () => {
  const list = join(scratchFolder('modules'), 'loaded');
  const [node, ...args] = NODE;
  const env = { DATABASE_URL: 'sqlite::memory:', SENDER: 'off', LOADED_TO: list };
  const service = await startService(env, [node, '--import', './test/support/list-modules.mjs', ...args]);
  onTestFinished(async () => void (await service.end('SIGKILL')));
  await service.ask('PUT', '/v1/policies/terms', { title: 'Terms' });
  await service.ask('POST', '/v1/policies/terms/versions', { content: '# Terms' });
  await service.ask('PUT', '/v1/users/ada', { email: 'ada@example.com' });
  expect((await service.ask('GET', '/v1/users/ada/policies/terms')).status).toBe(200);

  const loaded = () => readFileSync(list, 'utf8').split('\n');
  const holding = (part: string) => loaded().filter((url) => url.includes(part));
  expect(holding('/node_modules/hono/').length).toBeGreaterThan(0);
  expect([...FOR_LATER, ...DOORS].flatMap(holding)).toEqual([]);
  expect((await fetch(`${service.url}/console`)).status).toBe(200);
  expect(holding('/src/http/console/console.ts')).toHaveLength(1);
});
