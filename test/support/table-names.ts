import { PostgresAdapter, sql } from 'kysely';
import type { Store } from '../../src/storage/store.ts';

/** The tables of a database. Kysely tells their columns as well, which takes PostgreSQL longer than most tests take. */
export async function tableNames({ db }: Pick<Store, 'db'>): Promise<readonly string[]> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) {
    return (await db.introspection.getTables()).map(({ name }) => name);
  }
  const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() ORDER BY tablename`.execute(db);
  return rows.map(({ name }) => name);
}
