import type { Instant } from '../instant.ts';
import type { Subscription } from './event.ts';

/** Why nothing is sent to an endpoint: somebody said so, nothing but failures for days, or it answered that it is gone. */
export const DISABLED_BY = ['key', 'failures', 'gone'] as const;
/** One of the reasons why nothing is sent to an endpoint. */
export type DisabledBy = (typeof DISABLED_BY)[number];

/** Which secret of an endpoint: made of the secret of links with that id, and counted. */
export type SecretName = { readonly id: string; readonly number: number };

/** Where a product is told what happened. */
export type Endpoint = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly Subscription[];
  readonly description: string | null;
  readonly secret: SecretName;
  /** The secret before this one, which signs as well until then. */
  readonly earlier: (SecretName & { readonly until: Instant }) | null;
  readonly disabled: { readonly at: Instant; readonly by: DisabledBy } | null;
  /** Since when every attempt has failed; null where the last did not. */
  readonly failingSince: Instant | null;
  /** How far along the log its events were delivered or set aside. */
  readonly position: number;
  readonly createdAt: Instant;
};
