import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, readDatabaseUrl } from '../config-values.ts';
import { type D1Binding, insistOnMigrations, openD1 } from '../storage/d1.ts';
import { type Migration, migrate } from '../storage/migrate.ts';
import { openPostgres } from '../storage/postgres.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { StorageError, type Store } from '../storage/store.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MIGRATIONS = new URL('../../migrations/', import.meta.url);

/** Which of the D1 databases of a binding is meant; `persistTo` is a folder, as wrangler takes it. */
export type WhichD1 = {
  readonly env: string | undefined;
  readonly isRemote: boolean;
  readonly persistTo: string | undefined;
};

/** Where a database is. */
export type Place =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }
  | ({ readonly kind: 'd1'; readonly binding: string } & WhichD1);

/** A database that is open, and how its schema is brought up to date. */
export type OpenPlace = { readonly store: Store; readonly migrate: () => Promise<unknown> };

/** Reads an address that `option` gives: as in DATABASE_URL, or `d1:` and a binding. Throws a ConfigError. */
export function readPlace(address: string, option: string, which: WhichD1): Place {
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
      const { binding, close } = await connectToD1(place);
      const store = { ...openD1(binding, Number.POSITIVE_INFINITY), close };
      const names = readMigrations().map(({ name }) => name);
      return { store, migrate: () => insistOnMigrations(store, names) };
    }
  }
}

/** The files of `migrations/`, in order. */
export function readMigrations(): Migration[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, script: readFileSync(new URL(name, MIGRATIONS), 'utf8') }));
}

/** Wrangler's own way to a binding: a workerd on this machine, which for a remote one speaks to Cloudflare's. */
async function connectToD1(place: Extract<Place, { kind: 'd1' }>) {
  // Wrangler neither asks the network for what it can do without, nor talks in between.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false';
  process.env.WRANGLER_SEND_METRICS ??= 'false';
  process.env.WRANGLER_LOG ??= 'error';
  const { getPlatformProxy, unstable_readConfig: readConfig } = await importWrangler();
  const config = readConfig({ config: join(ROOT, 'wrangler.toml'), env: place.env });
  const databases: readonly { readonly binding: string }[] = config.d1_databases;
  const database = databases.find(({ binding }) => binding === place.binding);
  if (database === undefined) {
    const known = databases.map(({ binding }) => `d1:${binding}`).join(', ');
    throw new StorageError(`wrangler.toml has no D1 database bound as ${place.binding}; it has ${known}.`);
  }
  // Only the configuration can say that a binding is remote, and it need hold no more than that one.
  const folder = mkdtempSync(join(tmpdir(), 'proviso-copy-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const configPath = join(folder, 'wrangler.json');
  const { name, compatibility_date, account_id } = config;
  const d1_databases = [{ ...database, remote: place.isRemote }];
  writeFileSync(configPath, JSON.stringify({ name, compatibility_date, account_id, d1_databases }));
  try {
    const { env, dispose } = await getPlatformProxy<Record<string, D1Binding>>({
      configPath,
      envFiles: [],
      remoteBindings: place.isRemote,
      persist: { path: join(place.persistTo ?? join(ROOT, '.wrangler/state'), 'v3') },
    });
    return { binding: env[place.binding] as D1Binding, close: () => dispose().finally(removeFolder) };
  } catch (error) {
    removeFolder();
    const reason = error instanceof Error ? error.message : String(error);
    const advice = place.isRemote ? ' Log in with "npx wrangler login", or set CLOUDFLARE_API_TOKEN.' : '';
    throw new StorageError(
      `Wrangler does not reach ${nameOf(place)}: ${reason.replace(/\.?$/, '.')}${advice}`,
      { cause: error },
    );
  }
}

async function importWrangler() {
  try {
    return await import('wrangler');
  } catch (error) {
    throw new StorageError('D1 is reached with wrangler, which is not installed: run "npm install".', {
      cause: error,
    });
  }
}
