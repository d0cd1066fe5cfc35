import { readFileSync } from 'node:fs';
import type { Attention } from '../actions/upkeep/read-attention.ts';
import type { Mailer } from '../delivery/mailer.ts';
import { knockAt, type SmtpServer } from '../delivery/smtp/connections.ts';
import { bounceReader } from '../delivery/smtp/read-bounce.ts';
import { smtpMailer } from '../delivery/smtp/smtp-mailer.ts';
import type { LinkSecret } from '../domain/answers/review-token.ts';
import { sha256Hex } from '../domain/hash.ts';
import type { HttpContext } from '../http/wire/http-context.ts';
import type { Config } from './settings/config.ts';
import { ConfigError } from './settings/config-values.ts';

/** Sends by the relay that is set; null where none is. Throws a ConfigError where its certificates cannot be read. */
export function openSmtp({ smtp, mailRate }: Pick<Config, 'smtp' | 'mailRate'>): Mailer | null {
  return smtp === null ? null : smtpMailer({ server: serverOf(smtp), rate: mailRate ?? undefined });
}

/** Why the relay that is set does not let us in; null where it does, or none is set. Nothing is sent. */
export async function tryRelay({ smtp }: Pick<Config, 'smtp'>): Promise<string | null> {
  return smtp === null ? null : knockAt(serverOf(smtp));
}

function serverOf(smtp: NonNullable<Config['smtp']>): SmtpServer {
  return { ...smtp, ca: smtp.caFile === null ? null : readCertificates(smtp.caFile) };
}

/** Takes mails that report what became of ours, with the key that is set; null where none is. */
export function openBounces(
  { bounceKey }: Pick<Config, 'bounceKey'>,
  linkSecrets: readonly LinkSecret[],
): HttpContext['bounces'] {
  return bounceKey === null ? null : { keyHash: sha256Hex(bounceKey), read: bounceReader(linkSecrets) };
}

/** That somebody asked for no encryption although the relay is another machine. */
export const UNENCRYPTED: Attention = {
  about: 'mail-unencrypted',
  detail:
    'Mails, and the links in them, go to the relay without encryption: give it a certificate, and take ?tls=none out of MAIL_URL.',
};

function readCertificates(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  } catch (error) {
    throw new ConfigError(`MAIL_CA cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new ConfigError('MAIL_CA must be a file of certificates, each from "-----BEGIN CERTIFICATE-----" on');
}
