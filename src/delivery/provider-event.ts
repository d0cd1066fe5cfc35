import type { Instant } from '../domain/instant.ts';
import type { DeliveryState } from '../domain/notices/delivery-state.ts';

/** What the mail provider reports of one mail, proven to come from it. */
export type ProviderEvent = {
  /** The report's own id: the same one may arrive again. */
  readonly id: string;
  /** In the provider's words. */
  readonly type: string;
  /** What it says became of the mail; null when it is about something else, such as a delay. */
  readonly says: DeliveryState | null;
  /** Our id of the delivery, where the mail carries one. */
  readonly deliveryId: string | null;
  /** The provider's id of the mail. */
  readonly providerId: string | null;
  /** When it happened; null where the report does not say. */
  readonly occurredAt: Instant | null;
  /** When the provider took the mail; null where the report does not say. */
  readonly takenAt: Instant | null;
  /** The report: to the byte where it is signed, else what matters of it. */
  readonly payload: string;
};

/** A report as it arrives, with the headers that prove where it comes from. */
export type SignedReport = {
  readonly body: string;
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
};

/** Reads a report; null when its signature is wrong or it is too old to be trusted. */
export type WebhookReader = (report: SignedReport) => Promise<ProviderEvent | null>;

/** Reads a mail that reports what became of one of ours; null when it does not. `now` bounds what it says of when. */
export type BounceReader = (mail: Uint8Array, now: Instant) => Promise<ProviderEvent | null>;
