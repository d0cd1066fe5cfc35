import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openPostgres } from '../src/storage/engines/postgres.ts';
import { openSqlite } from '../src/storage/engines/sqlite.ts';
import type { Store } from '../src/storage/store.ts';
import { startPostgres } from '../test/support/postgres.ts';

/** Where the stories of a bench are: one database that all begin from, and a copy of it for each. */
export type Databases = {
  /** The address, for `DATABASE_URL`, of the one that stories begin from. */
  readonly origin: string;
  /** Makes a copy of it, which nobody may be using, and answers the copy's address. */
  readonly copy: (name: string) => Promise<string>;
  readonly open: (url: string) => Promise<Store>;
  readonly close: () => Promise<void>;
};

/** SQLite files in a folder. */
export function sqliteDatabases(folder: string): Databases {
  const pathOf = (name: string) => join(folder, `${name}.sqlite`);
  return {
    origin: `sqlite:${pathOf('announced')}`,
    async copy(name) {
      copyFileSync(pathOf('announced'), pathOf(name));
      return `sqlite:${pathOf(name)}`;
    },
    open: async (url) => openSqlite(url.slice('sqlite:'.length)),
    close: async () => {},
  };
}

/** Databases of a PostgreSQL started for it. */
export async function postgresDatabases(): Promise<Databases> {
  const server = await startPostgres();
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('CREATE DATABASE announced');
  const urlOf = (name: string) => server.url.replace(/\/postgres$/, `/${name}`);
  return {
    origin: urlOf('announced'),
    async copy(name) {
      const database = name.replaceAll('-', '_');
      await admin.query(`CREATE DATABASE ${database} TEMPLATE announced`);
      return urlOf(database);
    },
    open: (url) => openPostgres(url, { now: Date.now }),
    close: async () => {
      await admin.end();
      await server.stop();
    },
  };
}
