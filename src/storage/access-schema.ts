import type { MemberMailKind, MemberMailOutcome } from '../domain/access/member-mail.ts';
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
  member_mails: {
    id: string;
    member: string;
    kind: MemberMailKind;
    policy: string | null;
    version: number | null;
    release: string | null;
    endpoint: string | null;
    due_at: Instant;
    attempt: number;
    in_flight: number;
    /** When it was first tried, with the words that it has since. */
    tried_at: Instant | null;
    mail_to: string | null;
    subject: string | null;
    html: string | null;
    text: string | null;
    settled_at: Instant | null;
    outcome: MemberMailOutcome | null;
  };
  members: {
    id: string;
    /** What is the same for two addresses of one mailbox. */
    mailbox: string;
    email: string;
    name: string;
    /** A JSON list. */
    roles: string;
    edition: number;
    invited_at: Instant;
    updated_at: Instant;
    updated_by: string;
    signed_in_at: Instant | null;
    removed_at: Instant | null;
    command: string;
  };
  admin_links: {
    id: string;
    secret_hash: string;
    made_at: Instant;
    expires_at: Instant;
    used_at: Instant | null;
    used_by: string | null;
    used_with: string | null;
  };
  sign_in_codes: {
    id: string;
    asker: string;
    code_hash: string;
    member: string | null;
    tries: number;
    expires_at: Instant;
    tried_with: string | null;
    used_at: Instant | null;
  };
  sessions: { id_hash: string; member: string; created_at: Instant; used_at: Instant; code_at: Instant };
};
