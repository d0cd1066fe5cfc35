import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the service reads beside its own code, each where it stands from there. */
const BESIDE = ['migrations', 'public', 'docs', 'node_modules', 'package.json'];

/** Threads start from modules of their own, which must be such here, too. */
const ENTRIES = {
  node: 'src/node.ts',
  checkpoints: 'src/storage/engines/sqlite-checkpoints.ts',
  'sqlite-writing-thread': 'src/storage/engines/sqlite-writing-thread.ts',
};

/** All in one folder, from which what is read beside stands where it does from the sources; a thread by its own name. */
const NAMES = {
  entryFileNames: ({ name }: { readonly name: string }) =>
    name === 'sqlite-writing-thread' ? '[name].ts' : '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
};

/**
 * Writes the service into a few files of a folder, and answers the one to start. It is the same code; reading a
 * thousand modules is most of what a start costs otherwise, and whoever kills processes starts many.
 */
export async function bundleService(folder: string): Promise<string> {
  const outDir = join(folder, 'service', 'src', 'bundled');
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    publicDir: false,
    ssr: { noExternal: true, external: ['better-sqlite3', 'nodemailer', 'pg'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rollupOptions: { input: ENTRIES, output: NAMES },
    },
  });
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(folder, 'service', name));
  return join(outDir, 'node.mjs');
}
