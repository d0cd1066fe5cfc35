import { isEmailAddress } from '../../domain/email-address.ts';
import { isLocalIp, parseIpAddress } from '../../domain/ip-address.ts';
import { LONGEST_BOUNCE_LOCAL_PART } from '../../domain/notices/bounce-token.ts';
import { type MailRate, parseMailRate } from '../../domain/sending/mail-rate.ts';
import { isLoopbackHost } from '../../http/wire/loopback.ts';
import { ConfigError } from './config-values.ts';

/** An SMTP relay as it is set: all that opens it but the certificates, which stand in a file. */
export type SmtpConfig = {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'required' | 'none';
  /** Whether somebody asked for no encryption although the relay is another machine. */
  readonly isUnencrypted: boolean;
  readonly user: string | null;
  readonly password: string | null;
  readonly connections: number;
  /** Where the certificates are that vouch for it, as PEM; null: those that everybody trusts. */
  readonly caFile: string | null;
};

/** Where answers to mails go, and mails that did not arrive come back to, if not to whom they are from. */
export type MailReturn = { readonly replyTo: string | null; readonly bounceTo: string | null };

/** Who mails are from where nobody says so: whom no provider sends for. */
export const DEFAULT_MAIL_FROM = 'Proviso <notices@localhost>';

const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;
const CONNECTIONS = 5;
const MOST_CONNECTIONS = 50;

const EXAMPLE = 'such as smtp://user:password@mail.example.com:587';

/** What the environment says of mail, each as it was written. */
type MailValues = {
  readonly [name in
    | 'MAIL_URL'
    | 'MAIL_CA'
    | 'MAIL_RATE'
    | 'MAIL_REPLY_TO'
    | 'BOUNCE_ADDRESS'
    | 'RESEND_API_KEY']?: string | undefined;
} & { readonly MAIL_FROM: string };

/** Reads how mails leave and come back. Throws a ConfigError. */
export function readMail(values: MailValues): {
  readonly smtp: SmtpConfig | null;
  readonly mailRate: MailRate | null;
  readonly mailReturn: MailReturn;
} {
  const { MAIL_URL, MAIL_RATE, BOUNCE_ADDRESS } = values;
  if (MAIL_URL !== undefined && values.RESEND_API_KEY !== undefined) {
    throw new ConfigError('MAIL_URL and RESEND_API_KEY are both set: mails leave one way, so unset one');
  }
  const way = MAIL_URL === undefined ? 'RESEND_API_KEY' : 'MAIL_URL';
  if (values[way] !== undefined && values.MAIL_FROM === DEFAULT_MAIL_FROM) {
    throw new ConfigError(`MAIL_FROM must be set with ${way}, such as Example <legal@example.com>`);
  }
  return {
    smtp: MAIL_URL === undefined ? null : readMailUrl(MAIL_URL, values.MAIL_CA ?? null),
    mailRate: MAIL_RATE === undefined ? null : readMailRate(MAIL_RATE),
    mailReturn: {
      replyTo: values.MAIL_REPLY_TO ?? null,
      bounceTo: BOUNCE_ADDRESS === undefined ? null : readBounceAddress(BOUNCE_ADDRESS),
    },
  };
}

/** Reads `smtp://user:password@host:587`. What is said of it never repeats it. Throws a ConfigError. */
function readMailUrl(value: string, caFile: string | null): SmtpConfig {
  const url = URL.parse(value);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new ConfigError(`MAIL_URL must be an smtp or smtps URL, ${EXAMPLE}`);
  }
  const named = [...url.searchParams.keys()].find((name) => name !== 'tls' && name !== 'pool');
  if (named !== undefined || !/^\/?$/.test(url.pathname)) {
    throw new ConfigError('MAIL_URL may end in ?tls=none or ?pool=5, and nothing else');
  }
  const isImplicit = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const [user, password] = [decode(url.username), decode(url.password)];
  if (user === null && password !== null) throw new ConfigError('MAIL_URL has a password and no user');
  const isOnLoopback = isLoopbackHost(url.host);
  const isUnencrypted = readTls(url.searchParams.get('tls'), {
    isImplicit,
    host,
    hasPassword: password !== null,
  });
  return {
    host,
    port: url.port === '' ? (isImplicit ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(url.port),
    tls: isImplicit ? 'implicit' : isUnencrypted || isOnLoopback ? 'none' : 'required',
    isUnencrypted: isUnencrypted && !isOnLoopback,
    ...{ user, password, caFile, connections: readPool(url.searchParams.get('pool')) },
  };
}

function decode(part: string): string | null {
  if (part === '') return null;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ConfigError(
      'MAIL_URL: in user and password, write what is neither letter nor digit as %-escapes, such as %40 for @',
    );
  }
}

/** Whether nothing is to be encrypted: where nobody else can listen, and with nothing to steal. */
function readTls(
  asked: string | null,
  {
    isImplicit,
    host,
    hasPassword,
  }: { readonly isImplicit: boolean; readonly host: string; readonly hasPassword: boolean },
): boolean {
  if (asked === null) return false;
  if (asked !== 'none' || isImplicit) throw new ConfigError('MAIL_URL: tls may only be none, with smtp://');
  if (hasPassword) {
    throw new ConfigError('MAIL_URL: with ?tls=none there must be no password, since anybody could read it');
  }
  const address = parseIpAddress(host);
  if (address !== null && !isLocalIp(address)) {
    throw new ConfigError('MAIL_URL: ?tls=none is for private addresses alone');
  }
  return true;
}

function readPool(asked: string | null): number {
  if (asked === null) return CONNECTIONS;
  const number = /^\d{1,2}$/.test(asked) ? Number(asked) : 0;
  if (number < 1 || number > MOST_CONNECTIONS) {
    throw new ConfigError(`MAIL_URL: pool must be a number of connections from 1 to ${MOST_CONNECTIONS}`);
  }
  return number;
}

/** Reads how many mails may leave, such as `30/s,50000/h`. Throws a ConfigError. */
function readMailRate(value: string): MailRate {
  const rate = parseMailRate(value);
  if (rate !== null) return rate;
  throw new ConfigError(
    'MAIL_RATE must say how many mails may leave in a second, minute, hour or day, such as 30/s,50000/h',
  );
}

/** Reads the address that mails which did not arrive come back to. Throws a ConfigError. */
function readBounceAddress(value: string): string {
  const local = value.slice(0, value.lastIndexOf('@'));
  if (!isEmailAddress(value) || local.length > LONGEST_BOUNCE_LOCAL_PART || local.includes('+')) {
    throw new ConfigError(
      `BOUNCE_ADDRESS must be an address such as bounces@example.com, with at most ${LONGEST_BOUNCE_LOCAL_PART} characters before the @ and no +: what is behind the + tells mails apart`,
    );
  }
  return value;
}
