import type { Instant } from '../domain/instant.ts';

/**
 * Roles of bearer keys: `legal` publishes, `app` handles users and checks, `approver` reads drafts and says what
 * they think of them, `admin` does all but that and makes keys.
 */
export type Role = 'legal' | 'app' | 'approver' | 'admin';

/** The tables of who may do what. */
export type AccessSchema = {
  api_keys: {
    id: string;
    name: string;
    role: Role;
    secret_hash: string;
    created_at: Instant;
    created_by: string;
    deleted_at: Instant | null;
    last_used_at: Instant | null;
    ends_at: Instant | null;
    deleted_with: string | null;
  };
  test_clock: { id: string; seconds_ahead: number };
  replies: {
    key_id: string;
    method: string;
    path: string;
    idempotency_key: string;
    body_hash: string;
    status: number;
    headers: string;
    body: string;
    user_ref: string | null;
    created_at: Instant;
  };
};
