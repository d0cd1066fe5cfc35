import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AssertionSigner, assertionSigner } from '../domain/answers/assertion-signer.ts';
import type { LinkSecret } from '../domain/answers/review-token.ts';
import { type NoteSigner, noteSigner } from '../domain/record/note.ts';
import type { Config } from './settings/config.ts';
import { ConfigError, originOf, readAssertionKeys, readLogKey } from './settings/config-values.ts';

/**
 * What signs links: the secrets that are set, else one kept beside the database file, made when there is
 * none. Throws a ConfigError where nothing is set and there is no such file.
 */
export function linkSecretsOf({ linkSecrets, database }: Config): readonly [LinkSecret, ...LinkSecret[]] {
  if (linkSecrets !== null) return linkSecrets;
  if (database.kind !== 'sqlite') throw new ConfigError('LINK_SECRET must be set');
  return [{ id: '1', secret: keptBeside(database.path, 'link-secret', randomHex) }];
}

/** What signs the log: the key that is set, else one kept beside the database file, else nothing. */
export async function logSignerOf({ logKey, database, publicUrl }: Config): Promise<NoteSigner | null> {
  if (logKey !== null) return noteSigner(logKey);
  if (database.kind !== 'sqlite') return null;
  const kept = keptBeside(database.path, 'log-key', () => `${originOf(publicUrl)}:${randomHex()}`);
  return noteSigner(readLogKey(kept, publicUrl));
}

/**
 * What signs answers: the keys that are set, else some kept beside the database file, else nothing. The file
 * begins with two, of which the second is published long before somebody has it sign.
 */
export async function assertionSignerOf(
  config: Pick<Config, 'assertionKeys' | 'assertionTtl' | 'database'>,
): Promise<AssertionSigner | null> {
  const { assertionKeys, assertionTtl, database } = config;
  if (assertionKeys !== null) return assertionSigner(assertionKeys, assertionTtl);
  if (database.kind !== 'sqlite') return null;
  const kept = keptBeside(database.path, 'assertion-keys', () => `1:${randomHex()},2:${randomHex()}`);
  return assertionSigner(readAssertionKeys(kept), assertionTtl);
}

/** What is kept in a file beside the database, made when there is none. */
function keptBeside(database: string, ending: string, make: () => string): string {
  if (database === ':memory:') return make();
  const path = `${database}.${ending}`;
  // `wx` lets only one of several processes that start at once make it.
  if (!existsSync(path)) {
    try {
      writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}

function randomHex(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
}
