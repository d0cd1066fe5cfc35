import type { BucketSize } from '../../http/wire/token-buckets.ts';
import { ConfigError } from './config-values.ts';

/** How often somebody may ask, in each process; null: as often as they like. */
export type RequestRates = {
  readonly ofKey: BucketSize | null;
  /** Ids of keys that may ask as often as they like, for what moves everything at once. */
  readonly bulkKeys: ReadonlySet<string>;
  readonly ofSender: BucketSize | null;
};

/**
 * More than a product asks with one key of one process, so that it meets only what runs wild, such as a loop
 * without an end. An office behind one address reads a notice all at once, and is to be let.
 */
const DEFAULTS = { KEY_RATE: '5000/s', PUBLIC_RATE: '50/s' } as const;

/** So many seconds' worth may be asked at once. */
const BURST_SECONDS = 10;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60 };

/** Reads how often keys and senders may ask. Throws a ConfigError. */
export function readRates(values: {
  readonly KEY_RATE?: string | undefined;
  readonly BULK_KEYS?: string | undefined;
  readonly PUBLIC_RATE?: string | undefined;
}): RequestRates {
  return {
    ofKey: readRate('KEY_RATE', values.KEY_RATE),
    bulkKeys: readKeyIds(values.BULK_KEYS ?? ''),
    ofSender: readRate('PUBLIC_RATE', values.PUBLIC_RATE),
  };
}

function readRate(name: keyof typeof DEFAULTS, given: string | undefined): BucketSize | null {
  const value = given ?? DEFAULTS[name];
  if (value === 'off') return null;
  const [, number, unit] = /^([1-9]\d{0,6})\/([sm])$/.exec(value) ?? [];
  const seconds = UNITS[unit ?? ''];
  if (number === undefined || seconds === undefined) {
    throw new ConfigError(`${name} must be a number of requests a second or a minute, such as 100/s, or off`);
  }
  const perSecond = Number(number) / seconds;
  return { holds: Math.max(1, Math.ceil(perSecond * BURST_SECONDS)), perSecond };
}

/** Ids as `GET /v1/keys` lists them, and `admin` for the key of the environment. */
function readKeyIds(value: string): ReadonlySet<string> {
  const ids = value.split(/[\s,]+/).filter((one) => one !== '');
  const wrong = ids.find((id) => id !== 'admin' && !/^[0-9a-f]{32}$/.test(id));
  if (wrong === undefined) return new Set(ids);
  // What is written there by mistake may be a key itself.
  throw new ConfigError(
    'BULK_KEYS must be ids of keys as GET /v1/keys lists them, or admin, with commas between them; one is neither',
  );
}
