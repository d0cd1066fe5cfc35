import { Kysely } from 'kysely';
import pg from 'pg';
import type { Schema } from '../schema.ts';
import { StorageError } from '../store.ts';
import { parserOf } from './postgres.ts';
import { makeStatementNames, postgresDialect } from './postgres-dialect.ts';
import { explainOpening } from './postgres-errors.ts';
import { isDirect } from './postgres-pooler.ts';
import type { Snapshot } from './sqlite-snapshot.ts';

/** Opens a PostgreSQL database as it is now: one read-only transaction, which keeps nobody from writing. Throws a StorageError. */
export async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'proviso-audit',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  });
  // A connection that is lost fails the next query.
  client.on('error', () => {});
  let keepsNames: boolean;
  try {
    await client.connect();
    // Names of ours would stay behind on a connection that is another's next.
    keepsNames = await isDirect(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL work_mem = '64MB'");
  } catch (error) {
    await client.end().catch(() => {});
    throw new StorageError(explainOpening(error, url));
  }
  // One connection for all, each in turn: it is the transaction that is the snapshot.
  let free: Promise<unknown> = Promise.resolve();
  const pool = {
    connect: async () => {
      const { promise, resolve: release } = Promise.withResolvers<void>();
      const before = free;
      free = promise;
      await before;
      return Object.assign(client, { release });
    },
  };
  return {
    db: new Kysely<Schema>({
      dialect: postgresDialect(pool as unknown as pg.Pool, makeStatementNames({ keepsNames })),
    }),
    close: () => client.end(),
  };
}
