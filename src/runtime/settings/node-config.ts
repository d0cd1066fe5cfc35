import { readFileSync } from 'node:fs';
import { type Config, readConfig } from './config.ts';
import { ConfigError } from './config-values.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What may be read by whoever can list the environment of a process: each may stand in a file that `NAME_FILE` names instead. */
export const SECRET_SETTINGS = [
  ...['ADMIN_KEY', 'LINK_SECRET', 'LOG_KEY', 'ASSERTION_KEYS', 'DATABASE_URL', 'RESEND_API_KEY'],
  ...['RESEND_WEBHOOK_SECRET', 'MAIL_URL', 'BOUNCE_KEY', 'METRICS_KEY'],
  'OIDC_CLIENT_SECRET',
] as const;

/**
 * Reads the environment of a process on Node, and the files that it names for secrets. Throws a ConfigError as
 * `readConfig` does, and where a secret is given twice or its file cannot be read.
 */
export function readNodeConfig(env: Environment): Config {
  return readConfig({
    ...env,
    ...Object.fromEntries(SECRET_SETTINGS.map((name) => [name, secretOf(name, env)])),
  });
}

function secretOf(name: string, env: Environment): string | undefined {
  const [value, file] = [env[name]?.trim() ?? '', env[`${name}_FILE`]?.trim() ?? ''];
  if (file === '') return env[name];
  if (value !== '') throw new ConfigError(`${name} and ${name}_FILE are both set: unset one of them`);
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ConfigError(`${name}_FILE names ${file}, which cannot be read (${reason})`);
  }
  if (secret === '') throw new ConfigError(`${name}_FILE names ${file}, which is empty`);
  return secret;
}
