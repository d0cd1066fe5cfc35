import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from './support/node-service.ts';

test('npm install says what it installed, and nothing of the Node that it runs on: the pinned one comes with it', () => {
  const config = JSON.parse(
    execFileSync('npm', ['config', 'list', '--json'], { cwd: ROOT, encoding: 'utf8' }),
  );
  expect(config).toMatchObject({ loglevel: 'error', 'save-exact': true });
});
