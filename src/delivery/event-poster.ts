/** What came of telling an endpoint something: an answer, or why there was none. */
export type PostOutcome =
  | {
      readonly status: number;
      /** How the answer begins. */
      readonly answer: string;
      /** How long it asks to be left alone; null where it does not. */
      readonly retryAfterMs: number | null;
    }
  | { readonly error: string };

/** One call to an endpoint. */
export type EventCall = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the call before its time. */
  readonly stopped?: AbortSignal | undefined;
};

/** Calls endpoints, each for ten seconds at most, and none that is not out on the internet. */
export type EventPoster = {
  /** Why a URL is never called, whatever its name leads to; null where it may be. */
  readonly whyNot: (url: string) => string | null;
  /** Calls once, follows no redirect, and never rejects. */
  readonly post: (call: EventCall) => Promise<PostOutcome>;
};

/** How long a call may take, in milliseconds. */
export const CALL_MS = 10_000;
/** The most bytes that are read of an answer. */
export const ANSWER_BYTES = 64 * 1024;
/** How much of it is kept. */
export const KEPT_BYTES = 2 * 1024;

/** How long a `Retry-After` header asks to wait, in milliseconds; null where it is none. */
export function readRetryAfter(value: string | null | undefined, nowMs: number): number | null {
  if (value == null || value === '') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** How an answer begins, as text that any database keeps. */
export function beginningOf(answer: Uint8Array): string {
  return new TextDecoder().decode(answer.subarray(0, KEPT_BYTES)).replaceAll('\0', '\ufffd');
}
