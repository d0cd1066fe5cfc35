import type { Instant } from '../domain/instant.ts';
import type { AttemptOutcome } from '../domain/webhooks/attempt.ts';
import type { DisabledBy } from '../domain/webhooks/endpoint.ts';

/** The tables of webhooks: where they go, what was set aside, and what became of each attempt. */
export type WebhooksSchema = {
  webhook_endpoints: {
    id: string;
    url: string;
    /** A JSON list of names. */
    events: string;
    description: string | null;
    secret_id: string;
    secret_number: number;
    earlier_id: string | null;
    earlier_number: number | null;
    earlier_until: Instant | null;
    disabled_at: Instant | null;
    disabled_by: DisabledBy | null;
    failing_since: Instant | null;
    position: number;
    lease_by: string;
    lease_until: string;
    command: string;
    created_at: Instant;
    updated_at: Instant;
    key_id: string;
  };
  webhook_events_aside: {
    endpoint: string;
    position: number;
    lane: string;
    due_at: Instant;
    tries: number;
  };
  webhook_attempts: {
    id: string;
    endpoint: string;
    event: string;
    type: string;
    position: number | null;
    attempted_at: Instant;
    tries: number;
    outcome: AttemptOutcome;
    status: number | null;
    answer: string | null;
    error: string | null;
    took_ms: number;
  };
};
