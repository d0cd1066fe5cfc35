/** What became of taking a token: none is left, so many seconds are to wait, and whether that is new. */
export type Taken = { readonly waitSeconds: number; readonly isNews: boolean };

/**
 * A bucket of tokens for each of many senders: what it holds may be taken at once, and from then on so much
 * as drips into it. In the memory of one process or isolate.
 */
export type TokenBuckets = {
  /** Takes a token of a sender's, at an instant in milliseconds; `waitSeconds` is 0 where there was one. */
  readonly take: (sender: string, nowMs: number) => Taken;
  /** Whether there is a token of a sender's to take; takes nothing. */
  readonly has: (sender: string, nowMs: number) => boolean;
  /** Puts a token back that need not have been taken. */
  readonly giveBack: (sender: string) => void;
};

/** How many tokens a bucket holds, and how many drip into it. */
export type BucketSize = { readonly holds: number; readonly perSecond: number };

/** So many senders are remembered, those who took something last: who is forgotten has a full bucket. */
const MOST_SENDERS = 10_000;

type Bucket = { tokens: number; filledAt: number; isRefused: boolean };

/** What limits keys and senders, by a clock of its own in milliseconds, which nobody sets: in the memory of one process or isolate. */
export type RequestLimits = {
  /** Takes a request of a key's; null: this one may ask as often as it likes. */
  readonly takeOfKey: (keyId: string) => Taken | null;
  /** Whether `takeOfKey` would let a request through; takes nothing. */
  readonly hasOfKey: (keyId: string) => boolean;
  /** Takes a request of a sender's. */
  readonly takeOfSender: (sender: string) => Taken | null;
};

/** Makes what limits keys and senders; `null` limits nobody, and whose ids are `bulkKeys` are never limited. */
export function requestLimits(
  {
    ofKey,
    bulkKeys,
    ofSender,
  }: {
    readonly ofKey: BucketSize | null;
    readonly bulkKeys: ReadonlySet<string>;
    readonly ofSender: BucketSize | null;
  },
  clockMs: () => number = () => performance.now(),
): RequestLimits {
  const keys = ofKey && tokenBuckets(ofKey);
  const senders = ofSender && tokenBuckets(ofSender);
  return {
    takeOfKey: (keyId) => (keys === null || bulkKeys.has(keyId) ? null : keys.take(keyId, clockMs())),
    hasOfKey: (keyId) => keys === null || bulkKeys.has(keyId) || keys.has(keyId, clockMs()),
    takeOfSender: (sender) => senders?.take(sender, clockMs()) ?? null,
  };
}

/** Makes buckets that each hold `holds` tokens, into which `perSecond` drip. */
export function tokenBuckets({ holds, perSecond }: BucketSize): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (sender: string, nowMs: number): Bucket => {
    const known = buckets.get(sender);
    if (known === undefined) return { tokens: holds, filledAt: nowMs, isRefused: false };
    // A clock that is set back takes nothing away.
    const seconds = Math.max(0, nowMs - known.filledAt) / 1000;
    return { ...known, tokens: Math.min(holds, known.tokens + seconds * perSecond), filledAt: nowMs };
  };
  let latest: string | null = null;
  const keep = (sender: string, bucket: Bucket) => {
    // Who took something last stands last already.
    if (sender !== latest) buckets.delete(sender);
    latest = sender;
    buckets.set(sender, bucket);
    if (buckets.size <= MOST_SENDERS) return;
    const [oldest] = buckets.keys();
    if (oldest !== undefined) buckets.delete(oldest);
  };
  return {
    take(sender, nowMs) {
      const bucket = bucketOf(sender, nowMs);
      if (bucket.tokens >= 1) {
        keep(sender, { ...bucket, tokens: bucket.tokens - 1, isRefused: false });
        return { waitSeconds: 0, isNews: false };
      }
      keep(sender, { ...bucket, isRefused: true });
      return {
        waitSeconds: Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)),
        isNews: !bucket.isRefused,
      };
    },
    has: (sender, nowMs) => bucketOf(sender, nowMs).tokens >= 1,
    giveBack(sender) {
      const bucket = buckets.get(sender);
      if (bucket !== undefined) bucket.tokens = Math.min(holds, bucket.tokens + 1);
    },
  };
}
