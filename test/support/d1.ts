import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { unstable_splitSqlQuery as splitSql } from 'wrangler';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { type D1Binding, openD1 } from '../../src/storage/engines/d1.ts';
import { type MigratableStore, migrate } from '../../src/storage/engines/migrate.ts';
import { openSqlite } from '../../src/storage/engines/sqlite.ts';
import type { Store } from '../../src/storage/store.ts';
import type { DatabaseUnderContract } from '../storage/contract.ts';
import { scratchFolder } from './scratch.ts';

// Wrangler's own, without the second workerd that wrangler puts before the one that answers, to reload what is edited.
const { Miniflare, convertV4MiniflareOptions } = createRequire(import.meta.resolve('wrangler'))(
  'miniflare',
) as typeof import('miniflare');

/** Databases that nobody has used yet, in one workerd. */
export type D1Databases = {
  /** The binding of the next database that nobody has used. */
  readonly next: () => D1Binding;
  readonly close: () => Promise<void>;
};

type Question = { readonly sql: string; readonly parameters: readonly unknown[] };

/** Starts a real workerd with so many empty D1 databases. */
export async function startD1(count: number): Promise<D1Databases> {
  const names = Array.from({ length: count }, (_, i) => `DB${i}`);
  const folder = scratchFolder('d1');
  const workerd = new Miniflare(
    convertV4MiniflareOptions({
      name: 'd1-relay',
      modules: true,
      scriptPath: fileURLToPath(new URL('d1-relay.js', import.meta.url)),
      compatibilityDate: '2026-09-01',
      d1Databases: names,
      resourcePersistencePath: folder,
      cf: false,
    }),
  );
  const url = await workerd.ready;
  return {
    next: () => {
      const name = names.shift();
      if (name === undefined) throw new Error(`all ${count} databases are used: start with more`);
      return bindingAt(new URL(name, url));
    },
    close: async () => {
      await workerd.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A D1 binding as the Worker sees it, by way of a Worker that has it. */
function bindingAt(url: URL): D1Binding {
  const questions = new WeakMap<object, Question>();
  const ask = async (list: readonly Question[]) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(list) });
    const { answers, error } = (await response.json()) as {
      readonly answers: Awaited<ReturnType<D1Binding['batch']>>;
      readonly error?: string;
    };
    if (error !== undefined) throw new Error(error);
    return answers;
  };
  const statement = (question: Question): ReturnType<D1Binding['prepare']> => {
    const made = {
      bind: (...parameters: unknown[]) => statement({ ...question, parameters }),
      all: async () => (await ask([question]))[0] as Awaited<ReturnType<typeof made.all>>,
    } as ReturnType<D1Binding['prepare']>;
    questions.set(made, question);
    return made;
  };
  return {
    prepare: (text) => statement({ sql: text, parameters: [] }),
    batch: (list) => ask(list.map((one) => questions.get(one) as Question)),
  };
}

/** A store on D1 that can run scripts, as the migrator of the other databases needs it; wrangler does that for D1. */
export function openMigratableD1(binding: D1Binding): MigratableStore {
  return {
    ...openD1(binding, Number.POSITIVE_INFINITY),
    async runScript(script) {
      await binding.batch(splitSql(script).map((text) => binding.prepare(text)));
    },
  };
}

/** A statement and what is bound to it. */
type Made = { readonly text: string; readonly parameters: readonly unknown[] };

let made: Promise<readonly Made[]> | undefined;

/**
 * Makes an empty D1 what all migrations make of it, in one list: each is a list of its own, and a database has dozens.
 * That they run on D1 one by one is part of the storage contract.
 */
export async function openMigratedD1(binding: D1Binding): Promise<MigratableStore> {
  made ??= readMade();
  const list = await made;
  await binding.batch(list.map(({ text, parameters }) => binding.prepare(text).bind(...parameters)));
  return openMigratableD1(binding);
}

/** What makes a database what migrations make of one, read off a SQLite. */
async function readMade(): Promise<readonly Made[]> {
  const store = openSqlite(':memory:');
  await migrate(store, readMigrations());
  const schema = await sql<{ sql: string }>`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
    ORDER BY type <> 'table', rowid`.execute(store.db);
  const rows = await readInsertions(store);
  await store.close();
  return [...schema.rows.map((one) => ({ text: one.sql, parameters: [] })), ...rows];
}

async function readInsertions({ db }: Pick<Store, 'db'>): Promise<readonly Made[]> {
  const list: Made[] = [];
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(name)}`.execute(db);
    for (const row of rows) {
      const columns = Object.keys(row);
      const text = `INSERT INTO ${name} (${columns}) VALUES (${columns.map(() => '?')})`;
      list.push({ text, parameters: Object.values(row) });
    }
  }
  return list;
}

/** Makes a D1 hold what another database holds, in place of what migrations left in it. */
export async function fillD1(binding: D1Binding, from: Pick<Store, 'db'>): Promise<void> {
  const tables = (await from.db.introspection.getTables()).map(({ name }) => name);
  const list: readonly Made[] = [
    ...[{ text: 'PRAGMA defer_foreign_keys = on', parameters: [] }],
    ...tables.map((name) => ({ text: `DELETE FROM ${name}`, parameters: [] })),
    ...(await readInsertions(from)),
  ];
  await binding.batch(list.map(({ text, parameters }) => binding.prepare(text).bind(...parameters)));
}

/** The next database as the storage contract wants it. */
export async function d1UnderContract(
  databases: D1Databases,
  state: 'migrated' | 'empty',
): Promise<DatabaseUnderContract> {
  const binding = databases.next();
  const store = state === 'migrated' ? await openMigratedD1(binding) : openMigratableD1(binding);
  return {
    store,
    another: async () => openMigratableD1(binding),
    schema: async () => {
      const { rows } = await sql`SELECT type, name, tbl_name, sql FROM sqlite_master
        WHERE substr(name, 1, 4) <> '_cf_' ORDER BY type, name`.execute(store.db);
      return rows;
    },
    close: async () => {},
  };
}
