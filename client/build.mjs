/*
 * Makes `dist`, which is what is packed: JavaScript and declarations, by plain tsc, and the service's own
 * verifier for the command line, in one file with what it needs. npm runs it before it packs, so that whoever
 * installs the package builds nothing.
 */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';

const here = import.meta.dirname;
const dist = join(here, 'dist');
rmSync(dist, { recursive: true, force: true });
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
execFileSync(process.execPath, [tsc, '-p', here], { stdio: 'inherit' });

// tsc has the scripts name each other as `.js`, and leaves the declarations as they were.
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const path = join(dist, name);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"));
}

await build({
  configFile: false,
  logLevel: 'warn',
  root: here,
  ssr: { noExternal: true },
  build: {
    ssr: 'evidence-entry.ts',
    outDir: 'dist/cli',
    emptyOutDir: false,
    target: 'node20',
    minify: true,
    rollupOptions: {
      output: {
        entryFileNames: 'evidence.js',
        codeSplitting: false,
      },
    },
  },
});

// What is in it says whose it is.
const verifier = join(dist, 'cli/evidence.js');
const whose = '/* The verifier of Proviso (MIT), with zod (MIT, Copyright (c) Colin McDonnell) in it. */';
writeFileSync(verifier, `${whose}\n${readFileSync(verifier, 'utf8')}`);
