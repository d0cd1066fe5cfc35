/**
 * What a call to the service came to, where it came to nothing good. `code` is stable: the service's own
 * (`unknown-user`, `version-not-open` …), or one of the client's: `timeout`, `network`, `unavailable`,
 * `too-many-requests`, `not-proviso`, `does-not-fit`, `invalid-assertion`, `invalid-webhook`.
 */
export class ProvisoError extends Error {
  readonly code: string;
  /** The HTTP status; null where there was no answer. */
  readonly status: number | null;
  /** Whether the service failed, so that the same may succeed later. Else it refused, and will again. */
  readonly isServiceDown: boolean;
  /** After how many milliseconds to ask again, where the service said so. */
  readonly retryAfterMs: number | null;
  /** What the service said besides: `errors`, `earliest`, `closedAt` … */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    detail: string,
    how: {
      readonly status?: number;
      readonly isServiceDown?: boolean;
      readonly retryAfterMs?: number | null;
      readonly facts?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(detail);
    this.name = 'ProvisoError';
    this.code = code;
    this.status = how.status ?? null;
    this.isServiceDown = how.isServiceDown ?? false;
    this.retryAfterMs = how.retryAfterMs ?? null;
    this.facts = how.facts ?? {};
  }
}

/** Any thrown thing as an error of this client. */
export function toProvisoError(thrown: unknown): ProvisoError {
  if (thrown instanceof ProvisoError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ProvisoError('network', detail, { isServiceDown: true });
}
