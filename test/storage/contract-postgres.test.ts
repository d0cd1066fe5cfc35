import { sql } from 'kysely';
import type { MigratableStore } from '../../src/storage/engines/migrate.ts';
import { createPostgresDatabase, dropPostgresDatabase, openPostgresDatabase } from '../support/databases.ts';
import { storageContract } from './contract.ts';

storageContract('PostgreSQL', async (state) => {
  const name = await createPostgresDatabase(state);
  const opened: MigratableStore[] = [];
  const open = async () => {
    const store = await openPostgresDatabase(name);
    opened.push(store);
    return store;
  };
  const store = await open();
  return {
    store,
    another: open,
    schema: async () => {
      const { rows: columns } = await sql`
        SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
        FROM information_schema.columns WHERE table_schema = current_schema()
        ORDER BY table_name, column_name`.execute(store.db);
      const { rows: indexes } = await sql`
        SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexdef`.execute(
        store.db,
      );
      const { rows: constraints } = await sql`
        SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2`.execute(store.db);
      return { columns, indexes, constraints };
    },
    close: async () => {
      for (const one of opened) await one.close();
      await dropPostgresDatabase(name);
    },
  };
});
