import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder in which the client is installed from its tarball, with what products use it with. */
    clientFolder: string;
    /** The tarball itself. */
    clientTarball: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');

/** What products use the client with. */
const FRAMEWORKS = ['hono@4.13.19', '@hono/node-server@2.1.8', 'express@5.3.0', 'fastify@5.12.8'];

/** Packs the client as it is published, and installs it once where there is nothing else of ours. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-client-'));
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: join(ROOT, 'client'), stdio: 'pipe' });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) as string);
  const product = join(folder, 'product');
  mkdirSync(product);
  installIn(product, [tarball, ...FRAMEWORKS]);
  project.provide('clientFolder', product);
  project.provide('clientTarball', tarball);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Installs packages in an empty folder. */
export function installIn(folder: string, packages: readonly string[]): void {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'product', private: true, type: 'module' }),
  );
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet, ...packages], { cwd: folder, stdio: 'pipe' });
}
