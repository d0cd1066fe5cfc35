/** Every reason for which Proviso refuses a request: a closed list that callers may rely on. */
export type RefusalCode =
  | 'already-terminated'
  | 'answer-voided'
  | 'content-mismatch'
  | 'decline-window-closed'
  | 'delivery-not-repeatable'
  | 'delivery-not-unknown'
  | 'forbidden'
  | 'has-versions'
  | 'idempotency-mismatch'
  | 'in-flight'
  | 'invalid-request'
  | 'invalid-signature'
  | 'last-admin-key'
  | 'may-not-answer'
  | 'not-found'
  | 'nothing-changed'
  | 'not-offered'
  | 'notice-too-short'
  | 'reason-required'
  | 'rules-in-use'
  | 'section-not-in-class'
  | 'termination-ended'
  | 'too-far-ahead'
  | 'too-large'
  | 'too-many-requests'
  | 'unauthorized'
  | 'unknown-answer'
  | 'unknown-calendar'
  | 'unknown-delivery'
  | 'unknown-event'
  | 'unknown-key'
  | 'unknown-link'
  | 'unknown-party'
  | 'unknown-policy'
  | 'unknown-presentation'
  | 'unknown-termination'
  | 'unknown-user'
  | 'unknown-version'
  | 'unknown-webhook'
  | 'version-not-announced'
  | 'version-not-open'
  | 'version-pending';

/** What is wrong with one place of a request: `pointer` is a JSON Pointer (RFC 6901) into the body, or `?name` of a query parameter, or a path parameter's name. */
export type InvalidField = { readonly pointer: string; readonly detail: string };

/** Facts that a caller needs to act on a refusal, named as in the contract. */
export type RefusalFacts = {
  readonly earliest?: string;
  readonly latest?: string;
  readonly closedAt?: string;
  /** In seconds. */
  readonly retryAfter?: number;
  readonly terminatedAt?: string;
  readonly endedAt?: string;
  readonly endedBy?: string | null;
  readonly contentHash?: string;
  /** What whoever does not agree may do instead. */
  readonly offers?: readonly string[];
  readonly pendingVersions?: readonly number[];
  readonly errors?: readonly InvalidField[];
};

/**
 * An ordinary "no": the request was understood and changes nothing.
 *
 * `detail` is a sentence for a person and holds no address and no secret. It carries no HTTP status:
 * `http/problem.ts` knows those.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;

  constructor(code: RefusalCode, detail: string, facts: RefusalFacts = {}) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }
}

/** Refuses one place of a request as invalid. */
export function invalid(pointer: string, detail: string): Refusal {
  return new Refusal('invalid-request', 'The request is not valid; see errors.', {
    errors: [{ pointer, detail }],
  });
}
