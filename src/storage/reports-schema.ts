import type { Instant } from '../domain/instant.ts';

/** The tables of what products report of people besides what they did here. */
export type ReportsSchema = {
  earlier_agreements: {
    id: string;
    user_ref: string;
    policy: string;
    agreed_at: Instant | null;
    recorded_at: Instant;
    source: string | null;
    actor: string;
  };
};
