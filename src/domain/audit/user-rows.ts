import type { Instant } from '../instant.ts';
import type { DeliveryState } from '../notices/delivery-state.ts';
import type { Version } from '../policies/policy.ts';
import type { Row } from './finding.ts';
import type { Hashing } from './hashing.ts';
import type { AuditedRecord, RecordRow } from './read-record.ts';

/** All that the tables hold about one user. */
export type UserRows = {
  readonly ref: string;
  /** Undefined where there is no such user. */
  readonly user: Row | undefined;
  readonly records: readonly RecordRow[];
  readonly acceptances: readonly Row[];
  readonly earlier_agreements: readonly Row[];
  readonly terminations: readonly Row[];
  readonly answers: readonly Row[];
  readonly answer_voidings: readonly Row[];
  readonly showings: readonly Row[];
  readonly reader_events: readonly Row[];
  readonly provider_events: readonly Row[];
  readonly voidings: readonly Row[];
  readonly resolutions: readonly Row[];
  readonly links: readonly Row[];
  readonly user_versions: readonly Row[];
  /** Each with its `table`, and what its chunk is: `chunk_state`, `chunk_in_flight`, `frozen_at`. */
  readonly deliveries: readonly Row[];
};

/** What is asked of a version. */
export type VersionFacts = Pick<
  Version,
  | 'release'
  | 'contentHash'
  | 'effectiveAt'
  | 'rule'
  | 'lateNotice'
  | 'timeZone'
  | 'policy'
  | 'version'
  | 'class'
  | 'postedAt'
  | 'reason'
  | 'rules'
> & {
  readonly withdrawnAt: Instant | null;
  /** The hashes of all of its texts. */
  readonly contentHashes: ReadonlySet<string>;
};

/** What users' rows are held against besides their own records; small, whatever the number of users. */
export type AuditFacts = {
  /** By `<policy>/<version>`. */
  readonly versions: ReadonlyMap<string, VersionFacts>;
  /** The hash of each rendition's words. */
  readonly renditions: ReadonlyMap<string, string>;
  readonly templates: ReadonlySet<string>;
  /** The hashes of what products' screens look like. */
  readonly presentations: ReadonlySet<string>;
  readonly hashing: Hashing;
  /** What a type of the provider's reports says became of a mail. */
  readonly says: (type: string) => DeliveryState | null;
  /** What waits for a position since before that waits for too long. */
  readonly waitingSince: Instant;
};

/** A user's records by kind and by what each is about. */
export type RecordsByKind = (kind: AuditedRecord['kind']) => ReadonlyMap<string, AuditedRecord>;
