import type { Generated } from 'kysely';
import type { Instant } from '../domain/instant.ts';

/** The tables of the whole sender's pace, of releases that are to be sent in a way of their own, and of what stays in the local mailbox. */
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
  local_mails: {
    id: string;
    mail_from: string;
    mail_to: string;
    subject: string;
    html: string;
    text: string;
    sent_at: Instant;
  };
};
