import Sqlite from 'better-sqlite3';
import pg from 'pg';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  ON_POSTGRES,
  postgresUrl,
} from '../../support/databases.ts';

/** An empty database of the kind that tests run on, in which what a script does can be taken back. */
export type RawDatabase = {
  readonly run: (script: string) => Promise<void>;
  readonly ask: <R>(query: string) => Promise<readonly R[]>;
  /** Does something, and takes all of it back. */
  readonly trying: <T>(act: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Opens one for this test alone. */
export async function openRawDatabase(): Promise<RawDatabase> {
  const { run, ask, close } = ON_POSTGRES ? await openPostgres() : openSqlite();
  return {
    ...{ run, ask, close },
    async trying(act) {
      await run('SAVEPOINT tried');
      try {
        return await act();
      } finally {
        await run('ROLLBACK TO tried; RELEASE tried');
      }
    },
  };
}

type Opened = Omit<RawDatabase, 'trying'>;

function openSqlite(): Opened {
  const sqlite = new Sqlite(':memory:');
  sqlite.pragma('foreign_keys = ON');
  sqlite.exec('BEGIN');
  return {
    run: async (script) => void sqlite.exec(script),
    ask: async <R>(query: string) => sqlite.prepare(query).all() as R[],
    close: async () => void sqlite.close(),
  };
}

async function openPostgres(): Promise<Opened> {
  const name = await createPostgresDatabase('empty');
  const client = new pg.Client(postgresUrl(name));
  await client.connect();
  await client.query('BEGIN');
  return {
    run: async (script) => void (await client.query(script)),
    ask: async <R>(query: string) => (await client.query(query)).rows as R[],
    async close() {
      await client.end();
      await dropPostgresDatabase(name);
    },
  };
}
