import type { Instant } from '../domain/instant.ts';

/** The tables of organisations: whom else their notices go to, and what was done for them. */
export type PartiesSchema = {
  contacts: {
    user_ref: string;
    /** From 1; an address keeps its number. */
    contact: number;
    /** SHA-256 in hex, which knows the address again once it is forgotten. */
    address_hash: string;
    email: string | null;
    locale: string | null;
    purpose: string | null;
    added_at: Instant;
    removed_at: Instant | null;
  };
  seat_acts: { record_id: string; user_ref: string; party: string };
};
