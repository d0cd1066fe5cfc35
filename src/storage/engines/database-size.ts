import { sql } from 'kysely';
import type { Database } from '../store.ts';

/** How many bytes a database takes; of SQLite its file, without what is still in the log beside it. */
export async function findDatabaseSize(db: Database, kind: 'sqlite' | 'postgres'): Promise<number> {
  const { rows } = await (kind === 'postgres'
    ? sql<{ bytes: number | string }>`SELECT pg_database_size(current_database()) AS bytes`
    : sql<{ bytes: number | string }>`
        SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`
  ).execute(db);
  return Number(rows[0]?.bytes ?? 0);
}
