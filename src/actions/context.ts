/*
 * Actions do one thing: read, decide, write, each a verb and a file. Every write is here, because the JSON
 * route, the form and the timer all need it. An action takes the parts of the context that its signature
 * names, reads the clock once, and can be repeated.
 */

import type { EventPoster } from '../delivery/event-poster.ts';
import type { Mailer } from '../delivery/mailer.ts';
import type { LinkSecret } from '../domain/answers/review-token.ts';
import type { Company } from '../domain/company.ts';
import type { Instant } from '../domain/instant.ts';
import type { NoteSigner } from '../domain/record/note.ts';
import type { Store } from '../storage/store.ts';

/** All the machinery an action can ask for; each takes only the parts its signature names. */
export type Context = {
  readonly store: Store;
  /** The one clock. */
  readonly now: () => Instant;
  /** A new id, unguessable and in the order of their making. */
  readonly newId: () => string;
  /** Null while mails must wait: no provider is set up, and this service is not on loopback. */
  readonly mailer: Mailer | null;
  /** Calls the endpoints of webhooks. */
  readonly poster: EventPoster;
  /** Who mails are from: `Name <address>`. */
  readonly mailFrom: string;
  /** Where answers to mails go, and reports of those that did not arrive, if not to whom they are from. */
  readonly mailReturn?: { readonly replyTo: string | null; readonly bounceTo: string | null };
  readonly company: Company;
  /** What links start with; no slash at the end. */
  readonly publicUrl: string;
  /** Newest first: the first signs. */
  readonly linkSecrets: readonly [LinkSecret, ...LinkSecret[]];
  /** Tells whoever sends notices that there may be some. */
  readonly wake: () => void;
  /** Signs checkpoints of the record's log; null while there is no key for it. */
  readonly logSigner: NoteSigner | null;
  readonly log: Log;
};

/** How much a line of the log matters, the least first. */
export const LOG_LEVELS = ['info', 'warn', 'error'] as const;

/** A level of the log. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes a structured line; fields hold no mail address and no secret. */
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;
