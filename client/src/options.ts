import type { NextStep } from './answer.ts';
import type { AssertionKeys } from './assertion.ts';
import type { ProvisoError } from './error.ts';
import type { AnswerStore } from './memory.ts';

/** A user as the product knows them; the service is told where it does not. */
export type UserRecord = {
  readonly id: string;
  /** Null: cannot be reached by mail. */
  readonly email: string | null;
  readonly locale?: string | null;
  readonly name?: string | null;
  readonly attributes?: Readonly<Record<string, string>>;
};

/** A user by the product's own id, or with what is known of them. */
export type User = string | UserRecord;

/** The id of a user, however they are given. */
export function idOf(user: User): string {
  return typeof user === 'string' ? user : user.id;
}

/** What would have been done about somebody whom an observing client lets on. */
export type Observation = { readonly user: string; readonly next: NextStep; readonly reason: string | null };

/** How a client is made. */
export type ClientOptions = {
  /** Where the service is, such as `https://policies.example.com`. */
  readonly url: string;
  /** A key with the role `app`; a function is asked for each call, so that a key can be changed while running. */
  readonly key: string | undefined | (() => string | undefined | Promise<string | undefined>);
  /** The policies that decide. */
  readonly policies: readonly [string, ...string[]];
  /** What happens to people of whom nothing is known while the service is away. There is no good default. */
  readonly fallback: 'let-in' | 'keep-out';
  /** How long a request waits for the service; 250 ms. What takes longer is still taken for the next one. */
  readonly timeoutMs?: number;
  /** How long an answer that lets in counts without asking again; one minute, and never past what the service says. */
  readonly maxAgeMs?: number;
  /** How old a last known answer may be while the service is away; one hour. */
  readonly maxStaleMs?: number;
  /** Of how many users answers are remembered; 50,000. */
  readonly mostUsers?: number;
  /** Where last known answers survive a restart. */
  readonly store?: AnswerStore;
  /** `observe` decides, counts and reports, and stops nobody; `enforce` unless said. */
  readonly mode?: 'enforce' | 'observe';
  /** Whom to enforce with; everybody unless said. The others are observed. */
  readonly enforce?: (user: string) => boolean;
  /** Hears what would have been done about whoever is observed. */
  readonly onObserved?: (observation: Observation) => void;
  /** Hears of what fails and what is refused: once when it begins, and once a minute while it goes on. */
  readonly onError?: (error: ProvisoError) => void;
  /** Who signs answers, where the service calls itself otherwise than `url`: its PUBLIC_URL. */
  readonly issuer?: string;
  /** The keys that sign answers, where they are not to be fetched. */
  readonly assertionKeys?: AssertionKeys;
  /** What asks the service; the runtime's own `fetch` unless said. */
  readonly fetch?: typeof fetch;
};
