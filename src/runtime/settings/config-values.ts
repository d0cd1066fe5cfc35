import { z } from 'zod';
import type { AssertionKey } from '../../domain/answers/assertion-signer.ts';
import type { LinkSecret } from '../../domain/answers/review-token.ts';
import { type Color, contrast, LEAST_CONTRAST } from '../../domain/color.ts';
import { type Company, DEFAULT_COLOR } from '../../domain/company.ts';
import { isEmailAddress } from '../../domain/email-address.ts';
import { instantFromMs, instantToMs } from '../../domain/instant.ts';
import { type IpRange, LOOPBACK_RANGES, parseIpRange } from '../../domain/ip-address.ts';
import { addPeriod, type Period, parsePeriod, parseRetentionPeriod } from '../../domain/period.ts';
import { isKeyName, type LogKey } from '../../domain/record/note.ts';
import { parseReturnPlace, type ReturnPlace } from '../../domain/return-place.ts';
import { isLoopbackHost } from '../../http/wire/loopback.ts';

/** An environment that cannot be run with; the message names the variable and says what it must be. */
export class ConfigError extends Error {}

/** Where the database is. */
export type DatabasePlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  /** The URL holds a password. */
  | { readonly kind: 'postgres'; readonly url: string };

/** Reads where a database is, as `name` gives it. Throws a ConfigError that says how it is written. */
export function readDatabaseUrl(url: string, name = 'DATABASE_URL'): DatabasePlace {
  if (/^postgres(ql)?:/.test(url)) return { kind: 'postgres', url: readPostgresUrl(url, name) };
  if (!url.startsWith('sqlite:')) {
    throw new ConfigError(
      `${name} must start with "sqlite:" or "postgres:", such as sqlite:data/proviso.sqlite`,
    );
  }
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === '') throw new ConfigError(`${name} names no file, such as sqlite:data/proviso.sqlite`);
  return { kind: 'sqlite', path };
}

/** What is said of it never repeats it, since it holds a password. */
function readPostgresUrl(url: string, name: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !isDecodable(`${parsed.username}${parsed.password}${parsed.pathname}`)) {
    throw new ConfigError(
      `${name} is not a URL, such as postgres://user:password@localhost:5432/proviso; in the password, write what is neither letter nor digit as %-escapes, such as %40 for @`,
    );
  }
  if (parsed.pathname.length < 2) {
    throw new ConfigError(`${name} names no database, such as postgres://localhost:5432/proviso`);
  }
  return url;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** An http or https URL without slashes at its end. Throws a ConfigError. */
export function readUrl(name: string, value: string): string {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(`${name} must be an http or https URL, such as https://policies.example.com`);
  }
  return url.href.replace(/\/+$/, '');
}

/** An identity provider, and what this service is known by there. */
export type OidcConfig = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** The identity provider that is set; null where none is. Throws a ConfigError where a part of it is missing. */
export function readOidc(values: {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
}): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together, or not at all',
    );
  }
  const { protocol, hostname } = new URL(readUrl('OIDC_ISSUER', issuer));
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new ConfigError('OIDC_ISSUER must begin with https://, or anybody in between could sign in');
  }
  // As it says of itself, to the slash.
  return { issuer, clientId, clientSecret };
}

/** How short a secret may be: what can be guessed is none. In characters. */
export const SHORTEST_SECRET = 32;

/** What is said of a shorter one. */
export const TOO_SHORT = `must have at least ${SHORTEST_SECRET} characters: make one with "openssl rand -hex 32"`;

/** One secret, whose id is 1, or several as `id:secret,id:secret`, none of them short. Throws a ConfigError. */
export function readLinkSecrets(value: string): [LinkSecret, ...LinkSecret[]] {
  const secrets = value.split(',').map((part, index, { length }): LinkSecret => {
    const [, id, named] = /^([A-Za-z0-9_-]{1,16}):(.+)$/.exec(part.trim()) ?? [];
    if (length > 1 && (id === undefined || named === undefined)) {
      throw new ConfigError(`LINK_SECRET: part ${index + 1} is not of the form id:secret`);
    }
    const secret = named ?? part.trim();
    if (secret.length < SHORTEST_SECRET) {
      throw new ConfigError(`LINK_SECRET${length > 1 ? `: part ${index + 1}` : ''} ${TOO_SHORT}`);
    }
    return { id: id ?? '1', secret };
  });
  if (new Set(secrets.map((one) => one.id)).size < secrets.length) {
    throw new ConfigError('LINK_SECRET names an id twice');
  }
  return secrets as [LinkSecret, ...LinkSecret[]];
}

/** `name:seed`, or the seed alone, 64 hex digits: the log is then called by where it is. Throws a ConfigError. */
export function readLogKey(value: string, publicUrl: string): LogKey {
  const [, name, seed] = /^(?:(.+):)?([0-9a-f]{64})$/i.exec(value.trim()) ?? [];
  const origin = name ?? originOf(publicUrl);
  if (seed === undefined || !isKeyName(origin)) {
    throw new ConfigError(
      'LOG_KEY must be 64 hex digits, such as "openssl rand -hex 32" makes, or a name without spaces, a colon and those',
    );
  }
  return { name: origin, seed: seed.toLowerCase() };
}

/** `id:seed,id:seed`, the seeds being 64 hex digits each: the first signs, all are published. Throws a ConfigError. */
export function readAssertionKeys(value: string): [AssertionKey, ...AssertionKey[]] {
  const keys = value.split(',').map((part): AssertionKey => {
    const [, id, seed] = /^([\w-]{1,32}):([0-9a-f]{64})$/i.exec(part.trim()) ?? [];
    if (id !== undefined && seed !== undefined) return { id, seed: seed.toLowerCase() };
    throw new ConfigError(
      'ASSERTION_KEYS must be id:seed, or several with commas between them, each seed 64 hex digits such as "openssl rand -hex 32" makes',
    );
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new ConfigError('ASSERTION_KEYS names an id twice');
  return keys as [AssertionKey, ...AssertionKey[]];
}

/** How long a signed answer holds, a day at most: so long may it be out of date. Throws a ConfigError. */
export function readAssertionTtl(value: string): Period {
  const parsed = parsePeriod(value);
  const epoch = instantFromMs(0);
  if ('period' in parsed && instantToMs(addPeriod(epoch, parsed.period, 'UTC')) <= LONGEST_ASSERTION_MS)
    return parsed.period;
  throw new ConfigError('ASSERTION_TTL must be an ISO 8601 duration of a day at most, such as PT15M');
}

const LONGEST_ASSERTION_MS = 24 * 60 * 60 * 1000;

/** Where checkpoints are stamped; null: nowhere. Throws a ConfigError. */
export function readTsa(value: string | undefined): string | null {
  if (value === undefined) return null;
  const url = URL.parse(value);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.host));
  if (url !== null && isSafe && url.username === '' && url.password === '') return url.href;
  throw new ConfigError('CHECKPOINT_TSA must be the https URL of a time-stamping service (RFC 3161)');
}

/** What a log is called: its URL without the scheme. */
export function originOf(publicUrl: string): string {
  return `${publicUrl.replace(/^https?:\/\//, '')}/log`;
}

/** Addresses, ranges and `loopback`, with commas or spaces between them. Throws a ConfigError. */
export function readTrustedProxies(value: string): readonly IpRange[] {
  const names = value.split(/[\s,]+/).filter((one) => one !== '');
  return names.flatMap((name) => {
    if (name === 'loopback') return LOOPBACK_RANGES;
    const range = parseIpRange(name);
    if (range !== null) return [range];
    throw new ConfigError(
      `TRUSTED_PROXIES must be addresses, ranges such as 10.0.0.0/8, or "loopback", with commas between them; "${name}" is none of these`,
    );
  });
}

/** Where products may have people sent back to, one after another. Throws a ConfigError. */
export function readReturnPlaces(value: string): readonly ReturnPlace[] {
  const names = value.split(/[\s,]+/).filter((one) => one !== '');
  return names.map((name) => {
    const place = parseReturnPlace(name);
    if (place !== null) return place;
    throw new ConfigError(
      `RETURN_TO must be URLs such as https://app.example.com/account, with commas between them, in https but on this machine, and nothing after the path; "${name}" is none`,
    );
  });
}

/** What the environment says of who speaks. */
type CompanyValues = { readonly MAIL_FROM: string } & {
  readonly [N in 'COMPANY_NAME' | 'COMPANY_LOGO' | 'COMPANY_CONTACT' | 'COMPANY_URL' | 'COMPANY_FOOTER']?:
    | string
    | undefined;
} & { readonly COMPANY_COLOR?: Color | undefined };

/** Who speaks: by default whoever mails are from. Throws a ConfigError. */
export function readCompany(values: CompanyValues): Company {
  const sender = readSender(values.MAIL_FROM);
  const color = values.COMPANY_COLOR ?? DEFAULT_COLOR;
  const reached = contrast(color, '#ffffff');
  if (reached < LEAST_CONTRAST) {
    throw new ConfigError(
      `COMPANY_COLOR ${color} has a contrast of ${reached.toFixed(2)} to 1 with white; to be read it must have at least ${LEAST_CONTRAST}: take a darker one`,
    );
  }
  return {
    name: values.COMPANY_NAME ?? sender,
    logo: values.COMPANY_LOGO ?? null,
    color,
    contact: values.COMPANY_CONTACT ?? null,
    url: values.COMPANY_URL ?? null,
    footer: values.COMPANY_FOOTER ?? null,
  };
}

/** The name that mails are from, or the host of the address where there is none. */
function readSender(from: string): string {
  const [, name, address] = /^(.*?)\s*<([^<>]+)>$/.exec(from) ?? [undefined, '', from];
  const bare = address ?? '';
  if (/[\r\n]/.test(from) || !(isEmailAddress(bare) || /^[^\s@<>]+@localhost$/.test(bare))) {
    throw new ConfigError('MAIL_FROM must be an address, or Name <address>');
  }
  const shown = (name ?? '').replace(/^"(.*)"$/, '$1').trim();
  return shown === '' ? bare.slice(bare.indexOf('@') + 1) : shown;
}

/** Whether a test clock is on; refused where anybody but who tries this out would see its dates. */
export function readTestClock(
  values: {
    readonly TEST_CLOCK: 'on' | 'off';
    readonly MAIL_URL?: string | undefined;
    readonly RESEND_API_KEY?: string | undefined;
  },
  publicUrl: string,
): boolean {
  if (values.TEST_CLOCK === 'off') return false;
  const leaves = values.MAIL_URL !== undefined || values.RESEND_API_KEY !== undefined;
  if (leaves || !isLoopbackHost(new URL(publicUrl).host)) {
    throw new ConfigError(
      'TEST_CLOCK is on, and people would be told dates that are not theirs: it is for a PUBLIC_URL on loopback, and without MAIL_URL or RESEND_API_KEY',
    );
  }
  return true;
}

/** Set but empty means not set, as with `docker run -e NAME=`. */
export const optional = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value.trim() === '' ? undefined : value.trim()));

/** Words that people read, in one line. */
export const line = (longest: number): z.ZodType<string | undefined, string | undefined> =>
  z
    .string()
    .max(longest, { error: `may have at most ${longest} characters` })
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, {
      error: 'must have no control or direction-override characters',
    })
    .optional();

/** How long something is kept; not set keeps it. */
export const retentionPeriod = optional.transform((value, refinement): Period | null => {
  if (value === undefined) return null;
  const parsed = parseRetentionPeriod(value);
  if ('period' in parsed) return parsed.period;
  refinement.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});
