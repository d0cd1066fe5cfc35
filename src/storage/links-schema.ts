import type { Instant } from '../domain/instant.ts';

/** The tables of links that outlast a mail, and of what was known of somebody while a hold is on them. */
export type LinksSchema = {
  held_values: {
    user_ref: string;
    command: string;
    email: string | null;
    locale: string | null;
    name: string | null;
    attributes: string | null;
    renews_at: string | null;
    party: string | null;
    may_answer: 0 | 1;
    since: Instant;
    key_id: string;
  };
  links: {
    id: string;
    user_ref: string;
    policy: string;
    version: number;
    secret_hash: string;
    made_at: Instant;
    made_by: string;
    ended_at: Instant | null;
    ended_by: string | null;
  };
  sittings: {
    id: string;
    user_ref: string;
    /** Who answers for the user, where that is not one person. */
    seat_ref: string | null;
    /** Versions, in JSON. */
    tells: string;
    return_to: string | null;
    secret_hash: string;
    made_at: Instant;
    made_by: string;
    opened_at: Instant | null;
    ended_at: Instant | null;
  };
  receipt_links: { link_hash: string; user_ref: string; delivery_id: string };
};
