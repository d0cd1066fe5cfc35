/** Every reason for which Proviso refuses a request: a closed list that callers may rely on. */
export type RefusalCode =
  | 'already-terminated'
  | 'answer-voided'
  | 'approval-required'
  | 'approvals-missing'
  | 'at-not-possible'
  | 'content-mismatch'
  | 'decline-window-closed'
  | 'delivery-not-repeatable'
  | 'delivery-not-unknown'
  | 'draft-changed'
  | 'draft-closed'
  | 'draft-not-scheduled'
  | 'draft-scheduled'
  | 'forbidden'
  | 'has-text'
  | 'has-versions'
  | 'idempotency-mismatch'
  | 'in-flight'
  | 'invalid-request'
  | 'invalid-signature'
  | 'last-admin'
  | 'last-admin-key'
  | 'mail-not-taken'
  | 'member-exists'
  | 'no-mail'
  | 'may-not-answer'
  | 'not-found'
  | 'nothing-changed'
  | 'not-offered'
  | 'not-paused'
  | 'notice-too-short'
  | 'reason-required'
  | 'release-ended'
  | 'return-not-allowed'
  | 'rules-in-use'
  | 'section-not-in-class'
  | 'termination-ended'
  | 'too-far-ahead'
  | 'too-large'
  | 'too-many-requests'
  | 'tracked-changes'
  | 'translation-stale'
  | 'unauthorized'
  | 'unknown-answer'
  | 'unknown-calendar'
  | 'unknown-delivery'
  | 'unknown-draft'
  | 'unknown-event'
  | 'unknown-key'
  | 'unknown-link'
  | 'unknown-member'
  | 'unknown-party'
  | 'unknown-policy'
  | 'unknown-presentation'
  | 'unknown-release'
  | 'unknown-termination'
  | 'unknown-text'
  | 'unknown-user'
  | 'unknown-version'
  | 'unknown-webhook'
  | 'unreadable-file'
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
  /** Changes in a file that nobody has accepted, and the words near each. */
  readonly changes?: readonly { readonly detail: string; readonly near: string }[];
  readonly errors?: readonly InvalidField[];
  /** The locales of translations that what prevails has gone beyond. */
  readonly stale?: readonly string[];
  /** The revision that a draft has by now. */
  readonly revision?: number;
  /** Where it is done instead. */
  readonly path?: string;
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
