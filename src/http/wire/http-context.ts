import type { Context as HonoContext } from 'hono';
import type { TestClock } from '../../actions/access/advance-clock.ts';
import type { Context } from '../../actions/context.ts';
import type { BounceReader, WebhookReader } from '../../actions/notices/record-provider-event.ts';
import type { Attention } from '../../actions/upkeep/read-attention.ts';
import type { OpenId } from '../../domain/access/open-id.ts';
import type { AssertionSigner } from '../../domain/answers/assertion-signer.ts';
import type { Metric } from '../../domain/metric.ts';
import type { Restore } from '../../domain/record/restore.ts';
import type { ReturnPlace } from '../../domain/return-place.ts';
import type { ClientAddress } from './client-address.ts';
import type { RequestLimits, TokenBuckets } from './token-buckets.ts';

/** What runs: which release, on which database, and what is weak about its settings. */
export type About = {
  /** Null where the runtime does not know it. */
  readonly version: string | null;
  readonly database: 'SQLite' | 'PostgreSQL' | 'D1';
  /** The newest of the migrations that this release needs. */
  readonly migration: string;
  /** Settings that are unsafe, or that somebody will miss, and what to do. */
  readonly remarks: readonly { readonly setting: string; readonly detail: string }[];
};

/** What the HTTP layer needs of the service. */
export type HttpContext = Context & {
  /** SHA-256, in hex, of the admin key from the environment; null when keys are only in the database. */
  readonly adminKeyHash: string | null;
  /** Wrong keys of each sender, which are slowed down. */
  readonly wrongKeys: TokenBuckets;
  /** How often keys and senders may ask. */
  readonly limits: RequestLimits;
  /** Reads what the mail provider reports; null while no secret proves who reports. */
  readonly webhook: WebhookReader | null;
  /**
   * Reads mails that report what became of ours, and the hash, SHA-256 in hex, of the key that they come with;
   * null while no key is set.
   */
  readonly bounces: { readonly keyHash: string; readonly read: BounceReader } | null;
  /** The clock that whoever tries this out may move on; null where the clock is the machine's. */
  readonly testClock: TestClock | null;
  /** Signs answers that products verify by themselves; null while there is no key for it. */
  readonly assertions: AssertionSigner | null;
  /** Where products may have people sent back to, from the page of what is asked of them. */
  readonly returnPlaces: readonly ReturnPlace[];
  /** The company's own way to sign in to the console; null where none is set up. */
  readonly oidc: OpenId | null;
  /** Whether pages are compressed here; false where what stands before the service does so. */
  readonly compresses: boolean;
  /** That the database was restored from a backup, and nobody accepted it yet. */
  readonly findRestore: () => Promise<Restore | null>;
  /** Reads a file of `docs/` by its name; null where there is none, as on Workers, which have no files. */
  readonly readGuide: (name: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** The migrations that this process needs and the database has not had: an older one may be there now. */
  readonly findMissingMigrations: () => Promise<readonly string[]>;
  /** What runs here, for whoever operates it. */
  readonly about: About;
  /** What this process knows of itself that somebody should see to. */
  readonly ownAttention: () => readonly Attention[];
  /** Counts a request that was answered; `route` is its pattern. */
  readonly noteRequest: (request: {
    readonly route: string;
    readonly method: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
  /** What this process measured, and the hash, SHA-256 in hex, of the key that opens it; null: none is set. */
  readonly metrics: { readonly keyHash: string | null; readonly read: () => Promise<readonly Metric[]> };
  /** The address at the far end of a request's connection, which may be a proxy's, where the runtime knows it. */
  readonly remoteAddress: (c: HonoContext) => string | null;
  /** The address of whoever asks, for the record and for limits; null where only one in between is known. */
  readonly clientAddress: ClientAddress;
};
