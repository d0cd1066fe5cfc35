import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/node-service.ts';

const guide = readFileSync(join(ROOT, 'docs/integrate.md'), 'utf8');

test('the snippets of the guide are the files that the tests run', () => {
  const snippets = [...guide.matchAll(/<!-- (client\/examples\/\S+) -->\n```js\n([\s\S]*?)```/g)];
  expect(snippets.map(([, name]) => name)).toEqual([
    'client/examples/ten-minutes.js',
    'client/examples/hono.js',
    'client/examples/express.js',
    'client/examples/fastify.js',
    'client/examples/next/proxy.js',
  ]);
  for (const [, name, text] of snippets) expect(text).toBe(readFileSync(join(ROOT, name as string), 'utf8'));
});

test('every row of the table of troubles has a test', () => {
  const tests = readFileSync(join(import.meta.dirname, 'troubles.test.ts'), 'utf8');
  const rows =
    guide
      .split('## When something is wrong')[1]
      ?.split('\n## ')[0]
      ?.match(/^\| (?!what is|--)[^|]+/gm) ?? [];
  expect(rows.length).toBeGreaterThan(15);
  const words = (text: string) => text.replace(/[`|]/g, '').replace(/…/g, '').trim();
  const missing = rows.map(words).filter((row) => !tests.includes(`'${row}`));
  expect(missing).toEqual([]);
});
