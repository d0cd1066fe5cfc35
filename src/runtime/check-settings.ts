import { readFileSync, statSync } from 'node:fs';
import type { About } from '../http/wire/http-context.ts';
import { isLoopbackHost } from '../http/wire/loopback.ts';
import { MIGRATIONS } from '../storage/engines/migrations.ts';
import type { Config } from './settings/config.ts';

/** Something about the settings that is unsafe, or that somebody will miss: which, and what to do about it. */
export type Remark = { readonly setting: string; readonly detail: string };

/** What is unsafe about settings with which a service can start all the same, and about the files that they name. */
export function remarksOn(config: Config): readonly Remark[] {
  return [...remarksOnUrl(config), ...remarksOnMail(config), ...remarksOnRecord(config)];
}

function remarksOnUrl({ publicUrl, resend, smtp }: Config): readonly Remark[] {
  const { protocol, host } = new URL(publicUrl);
  const mailsLeave = resend !== null || smtp !== null;
  if (isLoopbackHost(host)) {
    return mailsLeave
      ? [remark('PUBLIC_URL', 'mails leave, and the links in them lead to this machine alone: set it')]
      : [];
  }
  return protocol === 'https:'
    ? []
    : [
        remark(
          'PUBLIC_URL',
          'links in mails begin with http, so anybody in between can read them and act: put TLS in front, and set https://…',
        ),
      ];
}

function remarksOnMail({ resend, smtp, webhookSecret, mailReturn }: Config): readonly Remark[] {
  const unseen = 'while it is not set, whoever a notice does not reach counts as told';
  return [
    ...(resend !== null && webhookSecret === null ? [remark('RESEND_WEBHOOK_SECRET', unseen)] : []),
    ...(smtp !== null && mailReturn.bounceTo === null ? [remark('BOUNCE_ADDRESS', unseen)] : []),
    ...(smtp?.isUnencrypted
      ? [remark('MAIL_URL', 'with ?tls=none anybody in between can read mails and the links in them')]
      : []),
  ];
}

function remarksOnRecord({ database, logKey }: Config): readonly Remark[] {
  if (database.kind === 'postgres') {
    const unsigned = 'while it is not set the record is numbered but not signed';
    return logKey === null ? [remark('LOG_KEY', unsigned)] : [];
  }
  const files = [database.path, ...['link-secret', 'log-key'].map((end) => `${database.path}.${end}`)];
  const open = files.filter(isOpenToOthers);
  if (open.length === 0) return [];
  return [remark('DATABASE_URL', `others on this machine can read ${open.join(', ')}: chmod 600`)];
}

function remark(setting: string, detail: string): Remark {
  return { setting, detail };
}

function isOpenToOthers(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  // Windows has no such bits.
  return stat !== undefined && process.platform !== 'win32' && (stat.mode & 0o007) !== 0;
}

/** What runs in this process; `remarks` is what is weak about its settings. */
export function aboutNode({ database }: Pick<Config, 'database'>, remarks: readonly Remark[]): About {
  return {
    version: readVersion(),
    database: database.kind === 'postgres' ? 'PostgreSQL' : 'SQLite',
    migration: MIGRATIONS.at(-1) ?? '',
    remarks,
  };
}

/** The release, as the package beside the code says it; null where the code stands alone. */
function readVersion(): string | null {
  try {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    return (JSON.parse(text) as { readonly version?: string }).version ?? null;
  } catch {
    return null;
  }
}
