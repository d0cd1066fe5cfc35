import type { CallLimits } from '../../domain/sending/pace.ts';
import type { Receipt } from '../mailer.ts';
import { withoutAddresses } from '../without-addresses.ts';

/** What the SDK answers to a batch: it never throws on a status, and an error page may leave both halves empty. */
export type Answer = {
  readonly data: { readonly data?: unknown; readonly errors?: unknown } | null;
  readonly error: {
    readonly name?: string;
    readonly message?: string;
    readonly statusCode?: number | null;
  } | null;
  readonly headers: Headers | null;
};

type Headers = Readonly<Record<string, string>>;

const DEFAULT_RETRY_MS = 2_000;

/** How long to wait with a used-up quota where the answer does not say: then one call finds out. */
const QUOTA_RETRY_MS = 15 * 60 * 1000;

/** Reads what became of a batch of `count` mails. */
export function answerToReceipt(count: number, answer: Answer): Receipt {
  const limits = limitsOf(answer.headers);
  return limits === null ? outcomeOf(count, answer) : { ...outcomeOf(count, answer), limits };
}

function outcomeOf(count: number, { data, error, headers }: Answer): Receipt {
  if (error === null && data !== null) return dataToReceipt(count, data);
  const status = error?.statusCode ?? null;
  const said = withoutAddresses(error?.message ?? 'unreadable answer');
  const problem = `${status ?? 'no answer'} ${error?.name ?? ''}: ${said}`;
  if (status === 429) {
    const isQuota = error?.name?.endsWith('quota_exceeded') ?? false;
    const retryAfterMs = retryAfterOf(headers) ?? (isQuota ? QUOTA_RETRY_MS : DEFAULT_RETRY_MS);
    return { kind: isQuota ? 'out-of-quota' : 'rate-limited', retryAfterMs, problem };
  }
  if (status === 409) {
    return error?.name === 'concurrent_idempotent_requests'
      ? { kind: 'busy', retryAfterMs: retryAfterOf(headers) ?? DEFAULT_RETRY_MS, problem }
      : { kind: 'unknown', problem };
  }
  if (status === 401 || status === 403) return { kind: 'misconfigured', problem };
  // 408 and 421 are about the connection: another one may do.
  if (status !== null && status >= 400 && status < 500 && status !== 408 && status !== 421)
    return { kind: 'refused', problem };
  return { kind: 'unclear', problem };
}

/** Lines ids up with the mails they belong to; when the counts don't add up, nobody can say which went out. */
function dataToReceipt(count: number, { data, errors }: NonNullable<Answer['data']>): Receipt {
  const ids = Array.isArray(data) ? data.map((one: { id?: unknown }) => one?.id) : [];
  const failed = new Set(Array.isArray(errors) ? errors.map((one: { index?: unknown }) => one?.index) : []);
  const fits =
    ids.length + failed.size === count &&
    ids.every((id) => typeof id === 'string') &&
    [...failed].every((index) => typeof index === 'number' && index >= 0 && index < count);
  if (!fits)
    return { kind: 'unknown', problem: `${ids.length} ids and ${failed.size} errors for ${count} mails` };
  let next = 0;
  return {
    kind: 'taken',
    providerIds: Array.from({ length: count }, (_, index) =>
      failed.has(index) ? null : (ids[next++] as string),
    ),
  };
}

/** `retry-after` in milliseconds; Resend gives seconds. Null where there is none. */
function retryAfterOf(headers: Headers | null): number | null {
  const seconds = numberIn(headers?.['retry-after']);
  return seconds === null ? null : Math.max(seconds * 1000, 100);
}

/** The `ratelimit-limit` header as in the IETF draft that Resend follows: `10`, or `10, 10;w=1`; a window of a second unless said. */
function limitsOf(headers: Headers | null): CallLimits | null {
  const limit = headers?.['ratelimit-limit'];
  const calls = numberIn(limit);
  if (limit === undefined || calls === null || calls === 0) return null;
  const seconds = Number(/;\s*w=(\d+)/.exec(limit)?.[1] ?? 1);
  return { calls, windowMs: seconds * 1000 };
}

function numberIn(header: string | undefined): number | null {
  const value = Number.parseFloat(header ?? '');
  return Number.isFinite(value) && value >= 0 ? value : null;
}
