import type { DraftState, ReleaseState, Verdict } from '../domain/drafts/draft.ts';
import type { Instant } from '../domain/instant.ts';
import type { AcceptanceMode } from '../domain/policies/policy.ts';

/** The tables of versions to be. */
export type DraftsSchema = {
  drafts: {
    id: string;
    policy: string;
    state: DraftState;
    revision: number;
    release: string | null;
    version: number | null;
    /** An `Attention` in JSON. */
    attention: string | null;
    command: string;
    created_at: Instant;
  };
  draft_revisions: {
    draft: string;
    revision: number;
    /** Hashes by locale, in JSON. */
    texts: string;
    change: string | null;
    acceptance: AcceptanceMode | null;
    /** Lines by locale, in JSON. */
    summary: string;
    /** Lists of `Layer` by locale, in JSON. */
    layers: string;
    /** A list of locales, in JSON. */
    up_to_date: string;
    reason: string | null;
    effective_at: Instant | null;
    proposed_at: Instant | null;
    document_date: Instant | null;
    pending: 'withdraw' | null;
    follows: number;
    written_at: Instant;
    key_id: string;
  };
  draft_texts: { draft: string; locale: string; hash: string; content: string };
  draft_verdicts: {
    id: string;
    draft: string;
    revision: number;
    verdict: Verdict;
    note: string | null;
    said_at: Instant;
    key_id: string;
  };
  preview_links: {
    id: string;
    draft: string;
    secret_hash: string;
    made_at: Instant;
    made_by: string;
    expires_at: Instant;
    ended_at: Instant | null;
    ended_by: string | null;
  };
  releases: {
    id: string;
    state: ReleaseState;
    due_at: Instant;
    summary: string | null;
    /** A list of `ReleasedDraft` in JSON. */
    drafts: string;
    command: string;
    created_at: Instant;
    created_by: string;
    ended_at: Instant | null;
    ended_by: string | null;
  };
};
