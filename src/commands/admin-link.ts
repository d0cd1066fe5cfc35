/**
 * `npm run admin-link -- --database d1:DB --remote --url https://…`: prints a link that makes whoever follows it an
 * admin of the console, for a Worker, which has no terminal. Beside a service on Node `npm start -- --new-admin-link`
 * does the same.
 */
import { parseArgs } from 'node:util';
import { makeAdminLink } from '../actions/access/admin-link.ts';
import { instantFromMs } from '../domain/instant.ts';
import { newId } from '../runtime/new-id.ts';
import { ConfigError } from '../runtime/settings/config-values.ts';
import { StorageError } from '../storage/store.ts';
import { openPlace, type Place, readPlace } from './places.ts';

const USAGE = `Usage: npm run --silent admin-link -- --database d1:DB --url URL [--remote] [--env NAME] [--persist-to FOLDER]

Prints a link that opens once within 24 hours and makes whoever follows it an admin of the console. Making and using
it are recorded.

  --database ADDRESS  a D1 database of wrangler.toml, d1:DB; also sqlite:PATH or postgres://…
  --url URL           where the service is, as its PUBLIC_URL says
  --remote            the database at Cloudflare, not the local one of wrangler
  --env NAME          that of an environment of wrangler.toml
  --persist-to FOLDER where wrangler keeps the local one
`;

/** Where a command writes: what is asked of it, and what is wrong. */
type Output = { readonly out: (text: string) => void; readonly complain: (text: string) => void };

/** Makes a link and answers how the command ends: 0, or 2 where it could not be made. */
export async function runAdminLink(args: readonly string[], { out, complain }: Output): Promise<number> {
  try {
    const asked = readArguments(args);
    if (asked === null) {
      out(USAGE);
      return 0;
    }
    const { store, migrate } = await openPlace(asked.place, 'from');
    try {
      await migrate();
      const now = () => instantFromMs(Date.now());
      const context = { store, now, newId, publicUrl: asked.url };
      out(`${await makeAdminLink(context, 'command')}\n`);
      return 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    const isForOperator =
      error instanceof ConfigError ||
      error instanceof StorageError ||
      (error instanceof Error && 'code' in error);
    complain(`No link was made: ${isForOperator ? (error as Error).message : (error as Error).stack}\n`);
    return 2;
  }
}

/** What was asked for; null when help was. Throws a ConfigError. */
function readArguments(args: readonly string[]): { readonly place: Place; readonly url: string } | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ database: { type: 'string' }, url: { type: 'string' }, env: { type: 'string' } },
      ...{ remote: { type: 'boolean' }, 'persist-to': { type: 'string' } },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return null;
  const { database, url } = values;
  if (database === undefined || url === undefined) {
    throw new ConfigError('say which database by --database, and where the service is by --url');
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new ConfigError('--url must be where the service is, such as https://policies.example.com');
  }
  const which = { env: values.env, isRemote: values.remote === true, persistTo: values['persist-to'] };
  return { place: readPlace(database, '--database', which), url: url.replace(/\/+$/, '') };
}

if (import.meta.main) {
  process.exitCode = await runAdminLink(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
  });
}
