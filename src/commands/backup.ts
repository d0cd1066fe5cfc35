import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../runtime/settings/config.ts';
import { ConfigError } from '../runtime/settings/config-values.ts';
import { readNodeConfig } from '../runtime/settings/node-config.ts';
import { findUnfinishedCopy, listAppliedMigrations } from '../storage/engines/applied-migrations.ts';
import { MIGRATIONS } from '../storage/engines/migrations.ts';
import { listSqliteFaults, writeSqliteBackup } from '../storage/engines/sqlite-backup.ts';
import { openSqliteSnapshot } from '../storage/engines/sqlite-snapshot.ts';
import { countWaitingRecords, findLogHead } from '../storage/record/log.ts';
import { StorageError } from '../storage/store.ts';
import { nameOf } from './places.ts';

const USAGE = `Usage: npm run backup -- FILE
       npm run backup -- --check FILE

Writes the embedded database that DATABASE_URL names into a file, as it is at this moment and beside a service
that runs, brings it to the disk, and opens it again to see that all of it is there. The secrets that a service
keeps beside its database go with it, as FILE.link-secret and FILE.log-key. FILE must not exist. For PostgreSQL it
says what to run instead.

  --check   looks whether FILE is a whole database that this service can start with

Exits with 0 when the backup is good, 1 when it is not, 2 when it cannot run.
`;

/** What a service keeps beside its database and cannot do without after a restore. */
const BESIDE = ['link-secret', 'log-key'];

type Output = { readonly out: (text: string) => void; readonly complain: (text: string) => void };

/** Backs up the database of an environment, or checks a backup, as `args` say; answers the exit code. */
export async function runBackup(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, complain }: Output,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    const [file, ...others] = positionals;
    if (values.help === true) {
      out(USAGE);
      return 0;
    }
    if (file === undefined || others.length > 0) {
      complain(USAGE);
      return 2;
    }
    if (values.check === true) return await tell(file, out);
    const { database } = readNodeConfig(env);
    if (database.kind === 'postgres') {
      complain(howToBackUp(database, file));
      return 2;
    }
    backUp(database.path, file);
    return await tell(file, out);
  } catch (error) {
    const isForOperator =
      error instanceof ConfigError ||
      error instanceof StorageError ||
      (error instanceof Error && 'code' in error);
    complain(`There is no backup: ${isForOperator ? (error as Error).message : (error as Error).stack}\n`);
    return 2;
  }
}

/** Under its name stands only what is whole and on the disk. */
function backUp(path: string, file: string): void {
  if (!existsSync(path)) throw new StorageError(`There is no file ${path}.`);
  if (existsSync(file)) throw new StorageError(`${file} is there already.`);
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  // Made before it is written, so that nobody else can read any of it.
  closeSync(openSync(partial, 'wx', 0o600));
  try {
    writeSqliteBackup(path, partial);
    const faults = listSqliteFaults(partial);
    if (faults.length > 0) throw new StorageError(`what was written is damaged: ${faults[0]}`);
    toDisk(partial);
    for (const end of BESIDE) {
      if (!existsSync(`${path}.${end}`)) continue;
      copyFileSync(`${path}.${end}`, `${file}.${end}`);
      chmodSync(`${file}.${end}`, 0o600);
      toDisk(`${file}.${end}`);
    }
    renameSync(partial, file);
    toDisk(dirname(file));
  } finally {
    rmSync(partial, { force: true });
  }
}

function toDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Says what a backup is; answers 1 where no service could go on from it. */
async function tell(file: string, out: Output['out']): Promise<number> {
  const faults = existsSync(file) ? listSqliteFaults(file) : ['there is no such file'];
  if (faults.length > 0) {
    out(`${file} is damaged:\n${faults.map((one) => `- ${one}\n`).join('')}`);
    return 1;
  }
  const { db, close } = openSqliteSnapshot(file);
  try {
    const applied = await listAppliedMigrations(db, 'migrations').catch(() => null);
    if (applied === null) {
      out(`${file} is no database of this service.\n`);
      return 1;
    }
    const source = findUnfinishedCopy(applied);
    const newer = applied.filter((name) => !MIGRATIONS.includes(name));
    if (source !== undefined || newer.length > 0) {
      const why = source === undefined ? 'is of a newer release' : `is an unfinished copy of ${source}`;
      out(`${file} ${why}: this one cannot start with it.\n`);
      return 1;
    }
    const missing = MIGRATIONS.filter((name) => !applied.includes(name));
    const { size, root } = await findLogHead(db);
    const waiting = await countWaitingRecords(db);
    const beside = BESIDE.map((end) => `${file}.${end}`).filter((one) => existsSync(one));
    const lines = [
      `${file}: whole, ${(statSync(file).size / 1_000_000).toFixed(1)} MB`,
      `the log has ${size.toLocaleString('en')} records${waiting === 0 ? '' : `, and ${waiting} wait for their place`}; root ${root}`,
      ...(missing.length === 0 ? [] : [`a start brings it up to date (${missing.join(', ')})`]),
      beside.length === 0
        ? 'no secrets go with it: keep LINK_SECRET and LOG_KEY elsewhere'
        : `with it go ${beside.join(' and ')}`,
    ];
    out(`${lines.join('\n')}\n`);
    return 0;
  } finally {
    await close();
  }
}

function howToBackUp(database: Extract<Config['database'], { readonly kind: 'postgres' }>, file: string) {
  const name = nameOf(database);
  return `PostgreSQL backs up itself, with a pg_dump that is no older than the server, and a password from ~/.pgpass:

  pg_dump --format=custom --no-owner --file='${file}' '${name}'

It comes back into an empty database with "pg_restore --no-owner --exit-on-error --dbname=… '${file}'". Keep
LINK_SECRET and LOG_KEY with it.
`;
}

if (import.meta.main) {
  process.exitCode = await runBackup(process.argv.slice(2), process.env, {
    out: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
  });
}
