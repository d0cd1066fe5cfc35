import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../test/support/postgres.ts';

/** Empty databases for a bench, gone when it ends. */
export type Databases = {
  readonly kind: 'SQLite' | 'PostgreSQL';
  /** A folder on the same disk as SQLite's files. */
  readonly folder: string;
  /** Makes a database, empty or like another that nobody is using, and answers its DATABASE_URL. */
  readonly make: (name: string, like?: string) => Promise<string>;
  readonly drop: () => Promise<void>;
};

/**
 * Databases in files of their own, or on a PostgreSQL server: at an address, whose user may make databases, or one
 * that is started here for `postgres`.
 */
export async function benchDatabases(asked: string | undefined): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  if (asked === undefined) {
    return {
      kind: 'SQLite',
      folder,
      async make(name, like) {
        const file = join(folder, `${name}.sqlite`);
        if (like !== undefined) copyFileSync(like.slice('sqlite:'.length), file);
        return `sqlite:${file}`;
      },
      drop: async () => removeFolder(),
    };
  }
  const started = asked === 'postgres' ? await startPostgres('durable') : undefined;
  const url = started?.url ?? asked;
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  const made: string[] = [];
  return {
    kind: 'PostgreSQL',
    folder,
    async make(name, like) {
      const database = `proviso_bench_${process.pid}_${name}`;
      const template = like === undefined ? '' : ` TEMPLATE ${new URL(like).pathname.slice(1)}`;
      await server.query(`CREATE DATABASE ${database}${template}`);
      made.push(database);
      return Object.assign(new URL(url), { pathname: `/${database}` }).href;
    },
    async drop() {
      for (const database of made) await server.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await server.end();
      await started?.stop();
      removeFolder();
    },
  };
}
