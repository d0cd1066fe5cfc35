import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGuards, readMigrations } from '../runtime/migration-files.ts';

/** Runs wrangler with arguments and answers what it printed; fails where wrangler does. */
export type RunWrangler = (args: readonly string[]) => Promise<string>;

/** How often wrangler is asked for what it prints. */
const MOST_TRIES = 5;

/** Where wrangler keeps which migrations it applied, made as it makes it. */
const MAKE_LIST = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Applies the migrations and the guards to a local D1, all or none, and answers which it lacked. It is then as
 * "wrangler d1 migrations apply" leaves it, which starts a workerd for each: a database with none waits for minutes.
 */
export async function migrateLocalD1(
  runWrangler: RunWrangler,
  which: readonly string[],
): Promise<readonly string[]> {
  const execute = ['d1', 'execute', 'DB', '--local', ...which];
  const list = [...execute, '--json', '--command', `${MAKE_LIST}; SELECT name FROM d1_migrations`];
  let listed = '';
  // On a busy machine wrangler now and then ends well with nothing printed.
  for (let tries = 0; listed.trim() === '' && tries < MOST_TRIES; tries++) listed = await runWrangler(list);
  const applied = JSON.parse(listed).at(-1).results as readonly { readonly name: string }[];
  const missing = readMigrations().filter(({ name }) => !applied.some((one) => one.name === name));
  const folder = mkdtempSync(join(tmpdir(), 'proviso-migrations-'));
  try {
    const file = join(folder, 'missing.sql');
    const scripts = missing.map(
      ({ name, script }) => `${script}\nINSERT INTO d1_migrations (name) VALUES ('${name}');`,
    );
    writeFileSync(file, [...scripts, readGuards('sqlite')].join('\n'));
    await runWrangler([...execute, '--file', file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return missing.map(({ name }) => name);
}
