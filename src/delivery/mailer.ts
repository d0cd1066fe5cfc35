/*
 * Delivery sends: how a message leaves the building. It writes mails from domain facts, speaks to the mail
 * provider, and reads its reports; it knows nothing of storage, and answers what happened as a value.
 */

import type { Instant } from '../domain/instant.ts';
import type { MailRate } from '../domain/sending/mail-rate.ts';
import type { CallLimits } from '../domain/sending/pace.ts';

/** One mail, ready to leave. `deliveryId` is ours; the provider gives it back with what became of the mail. */
export type Mail = {
  readonly deliveryId: string;
  readonly from: string;
  /** The bare address. */
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What both are put together from, where mails of a batch say the same: then it is the same string in each. */
  readonly pieces?: { readonly html: readonly string[]; readonly text: readonly string[] };
  /** Where answers go, if not to whom it is from. */
  readonly replyTo: string | null;
  /** When its words were fixed: what it is dated. */
  readonly writtenAt: Instant;
  /** What leads a report about it back to its delivery, and the address that it comes back to, if any. */
  readonly token: string;
  readonly bounceTo: string | null;
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
  /** Each mail went its own way, in order; with `pause` the whole sender must wait all the same. */
  | { readonly kind: 'each'; readonly outcomes: readonly MailOutcome[]; readonly pause: Pause | null }
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

/** What came of one mail, where each goes its own way. */
export type MailOutcome =
  /** It was taken; `providerId` is what they know it by there. */
  | { readonly kind: 'taken'; readonly providerId: string }
  /** It was not taken, and may be another time. */
  | { readonly kind: 'again'; readonly problem: string }
  /** It is refused for good. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** All of it left, and nobody can tell whether it was taken: it must not be sent again by itself. */
  | { readonly kind: 'unknown'; readonly problem: string };

/** That the whole sender must wait, and whether somebody has to mend something meanwhile. */
export type Pause = {
  readonly kind: 'rate-limited' | 'misconfigured';
  readonly retryAfterMs: number;
  readonly problem: string;
};

/** How mails leave the building. `send` never throws. */
export type Mailer = {
  /** `local` keeps mails in the mailbox page of this service. */
  readonly name: 'resend' | 'smtp' | 'local';
  /** The most calls a second that it may be given, whatever it says itself; null: as many as there are. */
  readonly callsPerSecond: number | null;
  /** How many mails may leave in which time, whatever may be called. */
  readonly rate?: MailRate | undefined;
  /**
   * There where a batch has no key that makes sending it again harmless: how many mails leave at once,
   * which is how many nobody can tell of when a process dies, and for how long they may be under way.
   */
  readonly singly?: { readonly atOnce: number; readonly longestMs: number };
  readonly send: (batch: Batch) => Promise<Receipt>;
};
