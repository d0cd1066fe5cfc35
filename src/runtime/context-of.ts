/*
 * What a process does around the app: reads its configuration, opens its database, keeps secrets and
 * checkpoints beside it, listens, and runs what goes by the clock. The two entries plug it together.
 */

import { chooseMailer } from '../delivery/choose-mailer.ts';
import type { Mailer } from '../delivery/mailer.ts';
import { resendWebhook } from '../delivery/resend/resend-webhook.ts';
import { sha256Hex } from '../domain/hash.ts';
import type { Reach } from '../domain/webhooks/callable.ts';
import type { HttpContext } from '../http/wire/http-context.ts';
import { isLoopbackHost } from '../http/wire/loopback.ts';
import { openIdOf } from './access/open-id.ts';
import { newId } from './new-id.ts';
import type { Config } from './settings/config.ts';
import { clockOf } from './test-clock.ts';

/** The part of a context that the runtime brings; all the rest follows from the configuration. */
type OfRuntime = Pick<
  HttpContext,
  | 'store'
  | 'linkSecrets'
  | 'wake'
  | 'logSigner'
  | 'bounces'
  | 'assertions'
  | 'testClock'
  | 'poster'
  | 'log'
  | 'compresses'
  | 'findRestore'
  | 'findMissingMigrations'
  | 'about'
  | 'ownAttention'
  | 'noteRequest'
  | 'metrics'
  | 'remoteAddress'
  | 'readGuide'
  | 'clientAddress'
  | 'wrongKeys'
  | 'limits'
>;

/**
 * The machinery of a service as it is configured, with the real clock, or a test clock ahead of it, and real ids. `smtp` sends by the
 * relay that is set, where the runtime can speak to one.
 */
export function contextOf(config: Config, runtime: OfRuntime, smtp: Mailer | null = null): HttpContext {
  const rate = config.mailRate ?? undefined;
  const isOnLoopback = isLoopbackHost(new URL(config.publicUrl).host);
  return {
    ...runtime,
    now: clockOf(runtime.testClock),
    newId,
    mailer: chooseMailer(smtp, config.resend && { ...config.resend, rate }, isOnLoopback),
    mailFrom: config.mailFrom,
    mailReturn: config.mailReturn,
    company: config.company,
    publicUrl: config.publicUrl,
    returnPlaces: config.returnPlaces,
    oidc: openIdOf(config),
    adminKeyHash: config.adminKey === null ? null : sha256Hex(config.adminKey),
    webhook: config.webhookSecret === null ? null : resendWebhook(config.webhookSecret),
  };
}

/** What endpoints of webhooks may be called: those on this machine only while the service is on loopback as well. */
export function reachOf({ publicUrl }: Pick<Config, 'publicUrl'>, toNumbers: boolean): Reach {
  return { toThisMachine: isLoopbackHost(new URL(publicUrl).host), toNumbers };
}
