import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { createTestHarness, unstable_splitSqlQuery as splitSql } from 'wrangler';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { type D1Binding, openD1 } from '../../src/storage/engines/d1.ts';
import { type MigratableStore, migrate } from '../../src/storage/engines/migrate.ts';
import type { DatabaseUnderContract } from '../storage/contract.ts';

/** Databases that nobody has used yet, in one workerd. */
export type D1Databases = {
  /** The binding of the next database that nobody has used. */
  readonly next: () => D1Binding;
  readonly close: () => Promise<void>;
};

type Question = { readonly sql: string; readonly parameters: readonly unknown[] };

/** Starts a real workerd with so many empty D1 databases. */
export async function startD1(count: number): Promise<D1Databases> {
  // Otherwise wrangler looks for a description of where it runs on the network.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  process.env.WRANGLER_SEND_METRICS = 'false';
  const names = Array.from({ length: count }, (_, i) => `DB${i}`);
  const harness = createTestHarness({
    workers: [
      {
        config: {
          name: 'd1-relay',
          main: fileURLToPath(new URL('d1-relay.js', import.meta.url)),
          compatibility_date: '2026-09-01',
          d1_databases: names.map((name) => ({ binding: name, database_name: name, database_id: name })),
        },
      },
    ],
  });
  const { url } = await harness.listen();
  return {
    next: () => {
      const name = names.shift();
      if (name === undefined) throw new Error(`all ${count} databases are used: start with more`);
      return bindingAt(new URL(name, url));
    },
    close: () => harness.close(),
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

/** The next database as the storage contract wants it. */
export async function d1UnderContract(
  databases: D1Databases,
  state: 'migrated' | 'empty',
): Promise<DatabaseUnderContract> {
  const binding = databases.next();
  const store = openMigratableD1(binding);
  if (state === 'migrated') await migrate(store, readMigrations());
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
