import { writeFileSync } from 'node:fs';
import type { Config } from '../settings/config.ts';
import { ConfigError } from '../settings/config-values.ts';

/**
 * Makes the first admin key and answers the line that hands it to whoever starts the service: the key itself on a
 * terminal. Elsewhere standard output is a log, so the key is put into a file beside the database, and the line
 * says where. Throws a ConfigError, having made none, where there is no such file either.
 */
export async function handOverAdminKey(
  { database }: Pick<Config, 'database'>,
  make: () => Promise<{ readonly token: string }>,
): Promise<string> {
  if (process.stdout.isTTY) return `Admin key, shown this once: ${(await make()).token}\n`;
  if (database.kind !== 'sqlite' || database.path === ':memory:') {
    throw new ConfigError(
      'ADMIN_KEY must be set, since nobody reads here which one was made: make one with "openssl rand -hex 32"',
    );
  }
  const path = `${database.path}.admin-key`;
  const { token } = await make();
  writeFileSync(path, `${token}\n`, { mode: 0o600 });
  return `The admin key is in ${path}, for its owner alone to read: take it from there, and delete the file.\n`;
}
