/** `npm run bench -- <name> [--json] [args…]`: measures what `bench/<name>.ts` is about. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArgumentError } from './options.ts';

/** What a file of this folder exports as `run` to be one that can be named. */
type Run = (options: { readonly json: boolean; readonly args: string[] }) => Promise<void>;

const names = readdirSync(import.meta.dirname)
  .filter((file) =>
    /^export (async )?function run\b/m.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
  )
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

const [name = '', ...rest] = process.argv.slice(2);
if (names.includes(name)) {
  const { run } = (await import(`.//${name}.ts`)) as { readonly run: Run };
  try {
    await run({ json: rest.includes('--json'), args: rest.filter((one) => one !== '--json') });
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
} else {
  process.stderr.write(`Usage: npm run bench -- <name> [--json]\nThere is: ${names.join(', ')}\n`);
  process.exitCode = 2;
}
