import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { D1Binding } from '../storage/engines/d1.ts';
import type { CheckpointBucket } from '../storage/record/checkpoint-bucket.ts';
import { StorageError } from '../storage/store.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/**
 * Which bindings are meant, and where: `config` is a file other than `wrangler.toml`, `persistTo` a folder, both as
 * wrangler takes them.
 */
export type WhichBindings = {
  readonly config?: string | undefined;
  readonly env: string | undefined;
  readonly isRemote: boolean;
  readonly persistTo: string | undefined;
};

/** A D1 database, and a bucket where one was named and there is one. */
export type Bindings = {
  readonly database: D1Binding;
  readonly bucket: CheckpointBucket | undefined;
  readonly close: () => Promise<void>;
};

/**
 * Wrangler's own way to a D1 database and a bucket: a workerd on this machine, which for remote ones speaks
 * to Cloudflare's. Throws a StorageError that calls the database by `name`.
 */
export async function connectToBindings(
  name: string,
  bound: { readonly database: string; readonly bucket: string | null },
  { config: configFile, env, isRemote, persistTo }: WhichBindings,
): Promise<Bindings> {
  // Wrangler neither asks the network for what it can do without, nor talks in between.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false';
  process.env.WRANGLER_SEND_METRICS ??= 'false';
  process.env.WRANGLER_LOG ??= 'error';
  const { getPlatformProxy, unstable_readConfig: readConfig } = await importWrangler();
  const ownPath = resolve(ROOT, configFile ?? 'wrangler.toml');
  const config = readConfig({ config: ownPath, env });
  const databases: readonly { readonly binding: string }[] = config.d1_databases;
  const buckets: readonly { readonly binding: string }[] = config.r2_buckets;
  if (!databases.some((one) => one.binding === bound.database)) {
    const known = databases.map((one) => `d1:${one.binding}`).join(', ');
    throw new StorageError(`wrangler.toml has no D1 database bound as ${bound.database}; it has ${known}.`);
  }
  // Only the configuration can say that a binding is remote, and it need hold no more than these.
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bindings-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const configPath = join(folder, 'wrangler.json');
  const only = (all: typeof databases, wanted: string | null) =>
    all.filter((one) => one.binding === wanted).map((one) => ({ ...one, remote: isRemote }));
  const used = {
    ...{ name: config.name, compatibility_date: config.compatibility_date, account_id: config.account_id },
    ...{ d1_databases: only(databases, bound.database), r2_buckets: only(buckets, bound.bucket) },
  };
  writeFileSync(configPath, JSON.stringify(used));
  try {
    const { env: bindings, dispose } = await getPlatformProxy<Record<string, unknown>>({
      configPath,
      envFiles: [],
      remoteBindings: isRemote,
      persist: { path: join(persistTo ?? join(dirname(ownPath), '.wrangler/state'), 'v3') },
    });
    return {
      database: bindings[bound.database] as D1Binding,
      bucket: bindings[bound.bucket ?? ''] as CheckpointBucket | undefined,
      close: () => dispose().finally(removeFolder),
    };
  } catch (error) {
    removeFolder();
    const reason = error instanceof Error ? error.message : String(error);
    const advice = isRemote ? ' Log in with "npx wrangler login", or set CLOUDFLARE_API_TOKEN.' : '';
    throw new StorageError(`Wrangler does not reach ${name}: ${reason.replace(/\.?$/, '.')}${advice}`, {
      cause: error,
    });
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
