import { type Config, readConfig } from './config.ts';
import { ConfigError, optional } from './config-values.ts';

/** What a Worker on D1 runs with: it keeps nothing by itself, so what Node makes at the first start is given. */
export type WorkerConfig = Config & {
  readonly adminKey: NonNullable<Config['adminKey']>;
  readonly linkSecrets: NonNullable<Config['linkSecrets']>;
};

/** Reads a Worker's variables and secrets from among its bindings. Throws a ConfigError as `readConfig` does. */
export function readWorkerConfig(bindings: Readonly<Record<string, unknown>>): WorkerConfig {
  const env = Object.fromEntries(Object.entries(bindings).filter(([, value]) => typeof value === 'string'));
  const config = readConfig(env as Record<string, string>);
  const { adminKey, linkSecrets } = config;
  if (adminKey === null || linkSecrets === null) {
    const name = adminKey === null ? 'ADMIN_KEY' : 'LINK_SECRET';
    throw new ConfigError(`${name} must be set: npx wrangler secret put ${name}`);
  }
  if (config.smtp !== null) {
    throw new ConfigError(
      'MAIL_URL is set, and a Worker cannot speak SMTP: unset it and set RESEND_API_KEY, or run Proviso on Node',
    );
  }
  if (config.bounceKey !== null) {
    throw new ConfigError(
      'BOUNCE_KEY is set, and a Worker sends no mails that could come back: unset it; Resend reports at /webhooks/resend',
    );
  }
  if (optional.parse(env.PUBLIC_URL) === undefined) {
    throw new ConfigError('PUBLIC_URL must be set, under [vars] in wrangler.toml');
  }
  return { ...config, adminKey, linkSecrets };
}
