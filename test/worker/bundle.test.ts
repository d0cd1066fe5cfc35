import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS } from '../../src/storage/engines/migrations.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MOST_COMPRESSED_BYTES = 1_000_000;

/** What esbuild says of a bundle. */
type Metafile = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<
    Record<
      string,
      { readonly entryPoint?: string; readonly imports: unknown[]; readonly exports: readonly string[] }
    >
  >;
};

let folder: string;
let bundle: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-bundle-'));
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js');
  const args = [wrangler, 'deploy', '--dry-run', '--env', '', '--outdir', folder, '--metafile'];
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' };
  execFileSync(process.execPath, args, { cwd: ROOT, env, stdio: 'pipe' });
  bundle = readFileSync(join(folder, 'worker.js'), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the bundle is one file of JavaScript, without anything native', () => {
  const files = readdirSync(folder).filter((name) => !/^README\.md$|\.(map|json)$/.test(name));
  expect(files).toEqual(['worker.js']);
  expect(bundle).not.toMatch(/better-sqlite3|\.node["'`]/);
});

test('it imports nothing, and asks for no module of Node’s', () => {
  const meta = JSON.parse(readFileSync(join(folder, 'bundle-meta.json'), 'utf8')) as Metafile;
  const [output] = Object.values(meta.outputs).filter(({ entryPoint }) => entryPoint !== undefined);
  expect(output?.imports).toEqual([]);
  expect(output?.exports).toEqual(['default']);
  const ofNode = Object.keys(meta.inputs).filter((name) => /^node:|unenv|better-sqlite3|\/pg\//.test(name));
  expect(ofNode).toEqual([]);
  expect(Object.keys(meta.inputs).length).toBeGreaterThan(100);
  expect(bundle).not.toMatch(new RegExp(`["'\`]node:(${builtinModules.join('|')})["'\`]`));
});

test('it has less than a megabyte when compressed', () => {
  expect(gzipSync(bundle).length).toBeLessThan(MOST_COMPRESSED_BYTES);
});

test('the Worker expects the migrations that there are', () => {
  const files = readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.sql'));
  expect(MIGRATIONS).toEqual(files.toSorted());
});
