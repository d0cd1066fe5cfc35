import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe } from 'vitest';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { migrate } from '../../src/storage/engines/migrate.ts';
import { openSqlite } from '../../src/storage/engines/sqlite.ts';
import { scratchFolder } from '../support/scratch.ts';
import { storageContract } from './contract.ts';

describe.each([
  ['better-sqlite3', {}],
  ['better-sqlite3 in a thread of its own', { inThreads: true }],
])('%s', (name, options) => {
  storageContract(name, async (state) => {
    const folder = scratchFolder('test');
    const open = () => openSqlite(join(folder, 'test.sqlite'), options);
    const store = open();
    const opened = [store];
    if (state === 'migrated') await migrate(store, readMigrations());
    return {
      store,
      another: async () => {
        const other = open();
        opened.push(other);
        return other;
      },
      schema: async () => {
        const { rows } = await sql`SELECT type, name, tbl_name, sql FROM sqlite_master
        ORDER BY type, name`.execute(store.db);
        return rows;
      },
      close: async () => {
        for (const one of opened) await one.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
});
