import type { Instant } from '../domain/instant.ts';
import type { ReaderChannel, ReaderEventKind } from '../domain/notices/reader-event.ts';

/** The tables of what products report of people besides what they did here, and of counts that screens show. */
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
  reader_events: {
    id: string;
    user_ref: string;
    kind: ReaderEventKind;
    channel: ReaderChannel | null;
    policy: string | null;
    version: number | null;
    happened_at: Instant;
    states: string | null;
    recorded_at: Instant;
    key_id: string;
  };
  version_counts: {
    policy: string;
    version: number;
    /** The last whole count, in JSON. */
    counts: string | null;
    counted_at: Instant | null;
    begun_at: Instant | null;
    cursor_ref: string;
    partial: string | null;
    command: string;
  };
};
