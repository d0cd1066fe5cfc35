-- Webhooks: where products are told what happened, how far along the log each of them is, what could not be
-- delivered yet, and what became of each attempt. Secrets are made from LINK_SECRET and are not here.

-- The sweep over versions that took effect: the last one it has met, as JSON; empty before it first ran.
ALTER TABLE log_head ADD COLUMN in_force_to TEXT NOT NULL DEFAULT '';
CREATE INDEX versions_by_effect ON versions (effective_at, policy, version);

-- `events` is a JSON list of names. `position` is how far along the log events were delivered or set aside; who
-- moves it holds the lease. `secret_id` names the secret of LINK_SECRET, and `secret_number` counts what was
-- made of it: the two from before sign as well until `earlier_until`.
CREATE TABLE webhook_endpoints (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  description TEXT,
  secret_id TEXT NOT NULL,
  secret_number INTEGER NOT NULL,
  earlier_id TEXT,
  earlier_number INTEGER,
  earlier_until TEXT,
  disabled_at TEXT,
  disabled_by TEXT,
  failing_since TEXT,
  position INTEGER NOT NULL,
  lease_by TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);

-- Events that are to be delivered yet, although the endpoint is further along the log. `lane` is the user, or the
-- policy where there is none: only the first of a lane has a date in the near, and all others wait behind it.
CREATE TABLE webhook_events_aside (
  endpoint TEXT NOT NULL,
  position INTEGER NOT NULL,
  lane TEXT NOT NULL,
  due_at TEXT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (endpoint, position)
);
CREATE INDEX webhook_events_aside_by_lane ON webhook_events_aside (endpoint, lane, position);
CREATE INDEX webhook_events_aside_by_due ON webhook_events_aside (endpoint, due_at);

-- What became of each attempt, for as long as somebody may look into it; `position` null: it was a test.
CREATE TABLE webhook_attempts (
  id TEXT NOT NULL PRIMARY KEY,
  endpoint TEXT NOT NULL,
  event TEXT NOT NULL,
  type TEXT NOT NULL,
  position INTEGER,
  attempted_at TEXT NOT NULL,
  tries INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  answer TEXT,
  error TEXT,
  took_ms INTEGER NOT NULL
);
CREATE INDEX webhook_attempts_of_endpoint ON webhook_attempts (endpoint, id);
CREATE INDEX webhook_attempts_of_event ON webhook_attempts (endpoint, event);
CREATE INDEX webhook_attempts_by_time ON webhook_attempts (attempted_at);
