/*
 * What the environment says, read once and for good: every setting with its default, and a sentence for whoever
 * set it wrongly. Nothing else of the house reads the environment.
 */

import { z } from 'zod';
import { LOG_LEVELS, type LogLevel } from '../../actions/context.ts';
import type { AssertionKey } from '../../domain/answers/assertion-signer.ts';
import type { LinkSecret } from '../../domain/answers/review-token.ts';
import type { Color } from '../../domain/color.ts';
import type { Company } from '../../domain/company.ts';
import { isEmailAddress } from '../../domain/email-address.ts';
import type { IpRange } from '../../domain/ip-address.ts';
import type { Period } from '../../domain/period.ts';
import type { LogKey } from '../../domain/record/note.ts';
import type { Retention } from '../../domain/record/retention.ts';
import type { ReturnPlace } from '../../domain/return-place.ts';
import type { MailRate } from '../../domain/sending/mail-rate.ts';
import {
  ConfigError,
  type DatabasePlace,
  line,
  type OidcConfig,
  optional,
  readAssertionKeys,
  readAssertionTtl,
  readCompany,
  readDatabaseUrl,
  readLinkSecrets,
  readLogKey,
  readOidc,
  readReturnPlaces,
  readTestClock,
  readTrustedProxies,
  readTsa,
  readUrl,
  retentionPeriod,
  SHORTEST_SECRET,
  TOO_SHORT,
} from './config-values.ts';
import { DEFAULT_MAIL_FROM, type MailReturn, readMail, type SmtpConfig } from './mail-config.ts';
import { type RequestRates, readRates } from './rates.ts';

/** Everything that the environment decides. */
export type Config = {
  readonly port: number;
  readonly host: string;
  readonly database: DatabasePlace;
  /** Where links start; no slash at the end. */
  readonly publicUrl: string;
  /** Null: made and printed at the first start. */
  readonly adminKey: string | null;
  /** Who becomes an admin of the console while there is none; null: whoever follows a link. */
  readonly firstAdmin: string | null;
  /** Whom members can sign in by besides; null: by codes alone. */
  readonly oidc: OidcConfig | null;
  /** Newest first. Null: made and kept beside the database file; never null without such a file. */
  readonly linkSecrets: readonly [LinkSecret, ...LinkSecret[]] | null;
  /** Where products may have people sent back to. */
  readonly returnPlaces: readonly ReturnPlace[];
  /** Null: the local mailbox. */
  readonly resend: {
    readonly apiKey: string;
    readonly baseUrl: string | undefined;
    readonly callsPerSecond: number;
  } | null;
  /** Null: no relay, and so Resend or the local mailbox. */
  readonly smtp: SmtpConfig | null;
  /** How many mails may leave; null: as many as there are. */
  readonly mailRate: MailRate | null;
  /** Where answers to mails go, and mails that did not arrive come back to, if not to whom they are from. */
  readonly mailReturn: MailReturn;
  /** What signs the mail provider's reports. Null: it cannot report. */
  readonly webhookSecret: string | null;
  /** What mails that report what became of ours are handed in with. Null: none can be. */
  readonly bounceKey: string | null;
  /** What opens /metrics. Null: the admin key, or nothing on a machine that somebody tries it on. */
  readonly metricsKey: string | null;
  /** Who mails are from: `Name <address>`. */
  readonly mailFrom: string;
  readonly company: Company;
  /** Null: made and kept beside the database file; elsewhere the log is not signed. */
  readonly logKey: LogKey | null;
  /** What signs answers, the first of several keys. Null: made and kept beside the database file; elsewhere answers are not signed. */
  readonly assertionKeys: readonly [AssertionKey, ...AssertionKey[]] | null;
  /** How long a signed answer holds. */
  readonly assertionTtl: Period;
  /** Where each new checkpoint is sent besides: a file, an address. */
  readonly checkpoints: {
    readonly file: string | null;
    readonly mail: string | null;
    /** Who stamps one a day: an RFC 3161 service. */
    readonly tsa: string | null;
  };
  /** Whether the clock can be moved on, as whoever tries this out wants. */
  readonly hasTestClock: boolean;
  /** False in a process that only serves. */
  readonly sends: boolean;
  /** Whose word counts for where a request came from; on Workers it is Cloudflare's. */
  readonly trustedProxies: readonly IpRange[];
  /** How often keys and senders may ask. */
  readonly rates: RequestRates;
  /** Which lines of the log are written: from which level on, and whether one for each request. */
  readonly logs: { readonly level: LogLevel; readonly requests: boolean };
  /** How long what tells who somebody is may be kept. */
  readonly retention: Retention;
};

/** What lets its bearer in. */
const secret = optional.pipe(
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, { error: 'must be printable ASCII without spaces' })
    .refine((value) => value.length >= SHORTEST_SECRET, { error: TOO_SHORT })
    .optional(),
);

/** All settings, as they stand in an environment. */
export const environment = z.object({
  PORT: optional
    .transform((value) => value ?? '8787')
    .pipe(
      z
        .string()
        .regex(/^\d{1,5}$/, { error: 'must be a port number' })
        .transform(Number)
        .pipe(z.number().max(65_535)),
    ),
  HOST: optional.transform((value) => value ?? '127.0.0.1'),
  DATABASE_URL: optional.transform((value) => value ?? 'sqlite:data/proviso.sqlite'),
  PUBLIC_URL: optional,
  ADMIN_KEY: secret,
  FIRST_ADMIN: optional.refine((value) => value === undefined || isEmailAddress(value), {
    error: 'must be an address',
  }),
  OIDC_ISSUER: optional,
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  LINK_SECRET: optional,
  RETURN_TO: optional,
  RESEND_API_KEY: optional,
  RESEND_BASE_URL: optional,
  RESEND_RATE: optional
    .transform((value) => value ?? '10')
    .pipe(
      z
        .string()
        .regex(/^\d{1,4}$/, { error: 'must be a number of calls a second, from 1 to 9999' })
        .transform(Number)
        .pipe(z.number().min(1, { error: 'must be at least 1 call a second' })),
    ),
  RESEND_WEBHOOK_SECRET: optional.pipe(
    z
      .string()
      .regex(/^(whsec_)?(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
        error: 'must be the signing secret as Resend shows it, such as whsec_…',
      })
      .optional(),
  ),
  MAIL_URL: optional,
  MAIL_CA: optional,
  MAIL_RATE: optional,
  MAIL_FROM: optional.transform((value) => value ?? DEFAULT_MAIL_FROM),
  MAIL_REPLY_TO: optional.refine((value) => value === undefined || isEmailAddress(value), {
    error: 'must be an address',
  }),
  BOUNCE_ADDRESS: optional,
  BOUNCE_KEY: secret,
  METRICS_KEY: secret,
  COMPANY_NAME: optional.pipe(line(200)),
  COMPANY_LOGO: optional.pipe(
    z
      .string()
      .regex(/^[\w-][\w.-]*\.(svg|png|jpe?g|gif|webp)$/i, {
        error: 'must be the name of an image file in public/, such as logo.png',
      })
      .optional(),
  ),
  COMPANY_COLOR: optional.pipe(
    z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, { error: 'must be a colour of six digits, such as #1d4ed8' })
      .transform((value) => value.toLowerCase() as Color)
      .optional(),
  ),
  COMPANY_CONTACT: optional.pipe(
    z
      .string()
      .refine((value) => isEmailAddress(value) || /^https?:$/.test(URL.parse(value)?.protocol ?? ''), {
        error: 'must be a mail address or an http or https URL',
      })
      .optional(),
  ),
  COMPANY_URL: optional.refine(
    (value) => value === undefined || /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
    { error: 'must be an http or https URL' },
  ),
  COMPANY_FOOTER: optional.pipe(line(500)),
  LOG_KEY: optional,
  ASSERTION_KEYS: optional,
  ASSERTION_TTL: optional,
  CHECKPOINT_FILE: optional,
  CHECKPOINT_MAIL: optional.refine((value) => value === undefined || isEmailAddress(value), {
    error: 'must be an address',
  }),
  CHECKPOINT_TSA: optional,
  SENDER: optional
    .transform((value) => value ?? 'on')
    .pipe(z.enum(['on', 'off'], { error: 'must be on or off' })),
  TEST_CLOCK: optional
    .transform((value) => value ?? 'off')
    .pipe(z.enum(['on', 'off'], { error: 'must be on or off' })),
  TRUSTED_PROXIES: optional,
  KEY_RATE: optional,
  BULK_KEYS: optional,
  PUBLIC_RATE: optional,
  LOG_LEVEL: optional
    .transform((value) => value ?? 'info')
    .pipe(
      z.enum(LOG_LEVELS, { error: `must be ${LOG_LEVELS.slice(0, -1).join(', ')} or ${LOG_LEVELS.at(-1)}` }),
    ),
  LOG_REQUESTS: optional
    .transform((value) => value ?? 'on')
    .pipe(z.enum(['on', 'off'], { error: 'must be on or off' })),
  RETAIN_IP: retentionPeriod,
  RETAIN_MAILS: retentionPeriod,
  RETAIN_EVENTS: retentionPeriod,
});

/** Reads the environment. Throws a ConfigError that names what is wrong and how to mend it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(problems.join('; '));
  }
  const values = parsed.data;
  const database = readDatabaseUrl(values.DATABASE_URL);
  if (database.kind === 'postgres' && values.LINK_SECRET === undefined) {
    throw new ConfigError(
      'LINK_SECRET must be set with PostgreSQL, to the same value for every process: make one with "openssl rand -hex 32"',
    );
  }
  const publicUrl = readUrl('PUBLIC_URL', values.PUBLIC_URL ?? `http://localhost:${values.PORT}`);
  return {
    port: values.PORT,
    host: values.HOST,
    database,
    publicUrl,
    adminKey: values.ADMIN_KEY ?? null,
    firstAdmin: values.FIRST_ADMIN ?? null,
    oidc: readOidc(values),
    linkSecrets: values.LINK_SECRET === undefined ? null : readLinkSecrets(values.LINK_SECRET),
    returnPlaces: readReturnPlaces(values.RETURN_TO ?? ''),
    resend:
      values.RESEND_API_KEY === undefined
        ? null
        : {
            apiKey: values.RESEND_API_KEY,
            baseUrl: values.RESEND_BASE_URL && readUrl('RESEND_BASE_URL', values.RESEND_BASE_URL),
            callsPerSecond: values.RESEND_RATE,
          },
    ...readMail(values),
    webhookSecret: values.RESEND_WEBHOOK_SECRET ?? null,
    bounceKey: values.BOUNCE_KEY ?? null,
    metricsKey: values.METRICS_KEY ?? null,
    mailFrom: values.MAIL_FROM,
    company: readCompany(values),
    logKey: values.LOG_KEY === undefined ? null : readLogKey(values.LOG_KEY, publicUrl),
    assertionKeys: values.ASSERTION_KEYS === undefined ? null : readAssertionKeys(values.ASSERTION_KEYS),
    assertionTtl: readAssertionTtl(values.ASSERTION_TTL ?? 'PT15M'),
    checkpoints: {
      file: values.CHECKPOINT_FILE ?? null,
      mail: values.CHECKPOINT_MAIL ?? null,
      tsa: readTsa(values.CHECKPOINT_TSA),
    },
    hasTestClock: readTestClock(values, publicUrl),
    sends: values.SENDER === 'on',
    trustedProxies: readTrustedProxies(values.TRUSTED_PROXIES ?? ''),
    rates: readRates(values),
    logs: { level: values.LOG_LEVEL, requests: values.LOG_REQUESTS === 'on' },
    retention: { ip: values.RETAIN_IP, mails: values.RETAIN_MAILS, events: values.RETAIN_EVENTS },
  };
}
