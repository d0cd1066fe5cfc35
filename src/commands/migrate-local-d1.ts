import { unstable_splitSqlQuery as splitSql } from 'wrangler';
import { readGuards, readMigrations } from '../runtime/migration-files.ts';
import type { D1Binding } from '../storage/engines/d1.ts';
import { connectToBindings, type WhichBindings } from './wrangler-bindings.ts';

/** Where wrangler keeps which migrations it applied, made as it makes it. */
const MAKE_LIST = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Applies the migrations and the guards to a local D1, all or none, and answers which it lacked. It is then as
 * "wrangler d1 migrations apply" leaves it, which starts a workerd for each: a database with none waits for minutes.
 * Throws a StorageError where wrangler does not reach it.
 */
export async function migrateLocalD1(
  which: Pick<WhichBindings, 'env' | 'config' | 'persistTo'>,
): Promise<readonly string[]> {
  const bound = { database: 'DB', bucket: null };
  const { database, close } = await connectToBindings('the local D1', bound, { ...which, isRemote: false });
  try {
    const applied = new Set(await listApplied(database));
    const missing = readMigrations().filter(({ name }) => !applied.has(name));
    const script = [...missing.map(({ script }) => script), readGuards('sqlite')].join('\n');
    const note = database.prepare('INSERT INTO d1_migrations (name) VALUES (?)');
    await database.batch([
      ...splitSql(script).map((text) => database.prepare(text)),
      ...missing.map(({ name }) => note.bind(name)),
    ]);
    return missing.map(({ name }) => name);
  } finally {
    await close();
  }
}

async function listApplied(database: D1Binding): Promise<readonly string[]> {
  const list = [MAKE_LIST, 'SELECT name FROM d1_migrations'].map((text) => database.prepare(text));
  const names = (await database.batch(list)).at(-1)?.results ?? [];
  return names.map((row) => String((row as { readonly name: unknown }).name));
}
