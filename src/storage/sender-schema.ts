import type { Generated } from 'kysely';
import type { Instant } from '../domain/instant.ts';

/** The tables of the whole sender's pace, and of releases that are to be sent in a way of their own. */
export type SenderSchema = {
  sender_pace: {
    id: string;
    interval_ms: number;
    next_at: string;
    paused_until: string;
    problem: string | null;
    spent: string;
  };
  sendings: {
    release: string;
    mails: Generated<number>;
    bounced: Generated<number>;
    complained: Generated<number>;
    spent: Generated<string>;
    waits_since: Instant | null;
    gone_on_at: Instant | null;
    gone_on_by: string | null;
    paused_because: string | null;
  };
};
