import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readMigrations } from '../runtime/migration-files.ts';
import { ConfigError, readDatabaseUrl } from '../runtime/settings/config-values.ts';
import { insistOnMigrations, openD1 } from '../storage/engines/d1.ts';
import { migrate } from '../storage/engines/migrate.ts';
import { openPostgres } from '../storage/engines/postgres.ts';
import { openSqlite } from '../storage/engines/sqlite.ts';
import { StorageError, type Store } from '../storage/store.ts';
import { connectToBindings, type WhichBindings } from './wrangler-bindings.ts';

/** Where a database is. */
export type Place =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }
  | D1Place;
/** A D1 database by its binding in `wrangler.toml`. */
export type D1Place = { readonly kind: 'd1'; readonly binding: string } & WhichBindings;

/** A database that is open, and how its schema is brought up to date. */
export type OpenPlace = { readonly store: Store; readonly migrate: () => Promise<unknown> };

/** Reads an address that `option` gives: as in DATABASE_URL, or `d1:` and a binding. Throws a ConfigError. */
export function readPlace(address: string, option: string, which: WhichBindings): Place {
  if (!address.startsWith('d1:')) {
    try {
      return readDatabaseUrl(address, option);
    } catch (error) {
      if (!(error instanceof ConfigError) || /^(sqlite|postgres)/.test(address)) throw error;
      throw new ConfigError(
        `${option} must start with "sqlite:", "postgres:" or "d1:", such as sqlite:data/proviso.sqlite`,
      );
    }
  }
  const binding = address.slice('d1:'.length);
  if (!/^\w+$/.test(binding))
    throw new ConfigError(`${option} names no binding of wrangler.toml, such as d1:DB`);
  return { kind: 'd1', binding, ...which };
}

/** What a database is called in messages and in the target: the same each time, and without secrets. */
export function nameOf(place: Place): string {
  if (place.kind === 'sqlite') return `sqlite:${resolve(place.path)}`;
  if (place.kind === 'postgres') {
    const url = new URL(place.url);
    for (const secret of ['user', 'password']) url.searchParams.delete(secret);
    return Object.assign(url, { username: '', password: '' }).href;
  }
  const { binding, env, isRemote, persistTo } = place;
  const where = isRemote ? 'remote' : `local${persistTo === undefined ? '' : ` in ${resolve(persistTo)}`}`;
  return `d1:${binding} (${env === undefined ? '' : `${env}, `}${where})`;
}

/** Opens a database; one that is to be copied `from` must exist. Throws a StorageError. */
export async function openPlace(place: Place, as: 'from' | 'to'): Promise<OpenPlace> {
  switch (place.kind) {
    case 'sqlite': {
      if (as === 'from' && !existsSync(place.path)) throw new StorageError(`There is no file ${place.path}.`);
      const store = openSqlite(place.path);
      return { store, migrate: () => migrate(store, readMigrations()) };
    }
    case 'postgres': {
      const store = await openPostgres(place.url, { now: Date.now });
      return { store, migrate: () => migrate(store, readMigrations()) };
    }
    case 'd1': {
      const { store } = await openD1Place(place, null);
      const names = readMigrations().map(({ name }) => name);
      return { store, migrate: () => insistOnMigrations(store, names) };
    }
  }
}

/** Opens a D1 database, and a bucket beside it where one is named. Throws a StorageError. */
export async function openD1Place(place: D1Place, bucketName: string | null) {
  const names = { database: place.binding, bucket: bucketName };
  const { database, bucket, close } = await connectToBindings(nameOf(place), names, place);
  return { store: { ...openD1(database, Number.POSITIVE_INFINITY), close }, bucket };
}
