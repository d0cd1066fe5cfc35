/*
 * Delivery sends: how a message leaves the building. It writes mails from domain facts, speaks to the mail
 * provider, and reads its reports; it knows nothing of storage, and answers what happened as a value.
 */

import type { CallLimits } from '../domain/notices/pace.ts';

/** One mail, ready to leave. `deliveryId` is ours; the provider gives it back with what became of the mail. */
export type Mail = {
  readonly deliveryId: string;
  readonly from: string;
  /** The bare address. */
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** Mails that leave in one call. Sending a batch again under its `key` sends nothing twice. */
export type Batch = { readonly key: string; readonly mails: readonly Mail[] };

/** What came of sending a batch: a value, whatever happened. */
export type Receipt = Outcome & {
  /** What the provider says, with its answer, of how often it may be called. */
  readonly limits?: CallLimits | undefined;
};

type Outcome =
  /** The provider took it. One id a mail, in order; null for a mail it refused. */
  | { readonly kind: 'taken'; readonly providerIds: readonly (string | null)[] }
  /** None of it was taken, and the whole sender must wait: it calls too often, or its quota is used up. */
  | {
      readonly kind: 'rate-limited' | 'out-of-quota';
      readonly retryAfterMs: number;
      readonly problem: string;
    }
  /** The provider is at this very batch: the same one may come again under the same key in a while. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number; readonly problem: string }
  /** Nobody can tell whether it was taken. The same batch may go out again under the same key for a day. */
  | { readonly kind: 'unclear'; readonly problem: string }
  /** The provider refuses this account or sender: nothing goes out until somebody mends it. */
  | { readonly kind: 'misconfigured'; readonly problem: string }
  /** The provider refuses this batch for good. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** It may have been taken and cannot be sent again safely. */
  | { readonly kind: 'unknown'; readonly problem: string };

/** How mails leave the building. `send` never throws. */
export type Mailer = {
  /** `local` keeps mails in the mailbox page of this service. */
  readonly name: 'resend' | 'local';
  /** The most calls a second that it may be given, whatever it says itself; null: as many as there are. */
  readonly callsPerSecond: number | null;
  readonly send: (batch: Batch) => Promise<Receipt>;
};
