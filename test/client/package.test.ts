import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { importsOf, isPackage, sourcesUnder } from '../support/imports.ts';
import { ROOT } from '../support/node-service.ts';

const PACKAGE = join(inject('clientFolder'), 'node_modules/@proviso/client');
const tool = (name: string) => join(ROOT, 'node_modules/.bin', name);

describe('the package', () => {
  test('is one that every bundler and runtime reads', () => {
    const said = execFileSync(tool('publint'), [inject('clientTarball'), '--strict'], { encoding: 'utf8' });
    expect(said).toContain('All good!');
  });

  test('has types that fit how it is imported', () => {
    const args = [inject('clientTarball'), '--profile', 'esm-only', '--format', 'ascii'];
    // It ends with another code where there is a problem.
    expect(execFileSync(tool('attw'), args, { encoding: 'utf8' })).toContain('node16 (from ESM): 🟢 (ESM)');
  });

  test('brings what it needs and no more', () => {
    const { dependencies = {}, scripts = {} } = JSON.parse(
      readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
    );
    expect(Object.keys(dependencies)).toEqual(['jose']);
    expect(Object.keys(scripts)).toEqual(['prepack']);
    expect(readdirSync(PACKAGE).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    const licence = (folder: string) => readFileSync(join(folder, 'LICENSE'), 'utf8');
    expect(licence(PACKAGE)).toBe(licence(ROOT));
  });

  test('takes nothing from the service but its verifier, and the service nothing from it', () => {
    const outside = sourcesUnder('client/src')
      .flatMap(importsOf)
      .map(({ to }) => to)
      // What the package's build puts there, of what the next test says.
      .filter((to) => to !== 'cli/evidence.js')
      .filter((to) => (isPackage(to) ? !/^(hono|jose|node:)/.test(to) : to.startsWith('..')));
    expect(outside).toEqual([]);
    const inside = sourcesUnder('src')
      .filter(({ source }) => source.includes('@proviso/client'))
      .map(({ name }) => name);
    // Code that is shown, and not run.
    expect(inside.map((name) => name.slice(name.indexOf('pages/')))).toEqual([
      'pages/console/words/snippets.ts',
    ]);
  });

  test('has of the verifier what stands in src/verify, which shares nothing with the service', () => {
    const entry = readFileSync(join(ROOT, 'client/evidence-entry.ts'), 'utf8');
    const taken = [...entry.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(taken).toEqual(['../src/commands/verify.ts', '../src/verify/tell-record.ts']);
  });

  test('is made of files of at most 300 lines, in which every export has a docstring', () => {
    for (const { name, source } of sourcesUnder('client/src')) {
      const lines = source.split('\n');
      expect(lines.length, name).toBeLessThanOrEqual(301);
      for (const [index, line] of lines.entries()) {
        if (!/^export (?!\{|\*|type \{)/.test(line)) continue;
        let above = index - 1;
        while ((lines[above] as string).startsWith('// biome-ignore')) above--;
        expect((lines[above] ?? '').endsWith('*/'), `${name}:${index + 1} ${line}`).toBe(true);
      }
    }
  });

  test.each(['.', 'hono', 'express', 'next', 'webhooks', 'testing'])(
    '%s is there to import on the Node that the machine has',
    (path) => {
      const specifier = path === '.' ? '@proviso/client' : `@proviso/client/${path}`;
      const source = `const all = await import('${specifier}'); console.log(Object.keys(all).length > 0)`;
      const said = execFileSync('node', ['--input-type=module', '-e', source], {
        cwd: inject('clientFolder'),
        encoding: 'utf8',
        env: { PATH: machinePath() },
      });
      expect(said).toBe('true\n');
    },
  );
});

/** Where the machine's own Node is: npm puts the project's first. */
function machinePath(): string {
  return (process.env.PATH ?? '')
    .split(':')
    .filter((one) => !one.includes('node_modules'))
    .join(':');
}
