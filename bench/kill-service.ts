import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the service reads beside its own code, each where it stands from there. */
const BESIDE = ['migrations', 'public', 'docs', 'node_modules', 'package.json'];

/** Its thread that moves what is written into the file starts from its own module, which must be one here, too. */
const ENTRIES = { node: 'src/node.ts', checkpoints: 'src/storage/engines/sqlite-checkpoints.ts' };

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
      rollupOptions: { input: ENTRIES, output: { entryFileNames: '[name].mjs' } },
    },
  });
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(folder, 'service', name));
  return join(outDir, 'node.mjs');
}
