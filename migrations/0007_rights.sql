-- People's rights: erasing, keeping for a dispute, keeping for a time only, and reports.

-- Legal holds, the latest and those before it: while one is not lifted, nothing of its user is erased.
CREATE TABLE holds (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  reason TEXT,
  held_at TEXT NOT NULL,
  held_by TEXT NOT NULL,
  lift_reason TEXT,
  lifted_at TEXT,
  lifted_by TEXT
);
CREATE INDEX holds_of_user ON holds (user_ref);
CREATE UNIQUE INDEX holds_in_force ON holds (user_ref) WHERE lifted_at IS NULL;

-- Users who are to be erased: at once, or when their hold is lifted (`users.erased_at` says when it was).
-- It is complete when nothing of theirs is left, also in mails that were under way.
CREATE TABLE erasures (
  user_ref TEXT NOT NULL PRIMARY KEY REFERENCES users (ref),
  requested_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  completed_at TEXT
);
CREATE INDEX erasures_open ON erasures (user_ref) WHERE completed_at IS NULL;
-- Whoever was erased before is looked at once more, since more is erased by now.
INSERT INTO erasures (user_ref, requested_at, key_id)
  SELECT ref, erased_at, key_id FROM users WHERE erased_at IS NOT NULL;

-- Set once the addresses that a chunk went to are forgotten.
ALTER TABLE chunks ADD COLUMN forgotten_at TEXT;

-- What is kept for a time only, by its age.
CREATE INDEX chunks_with_addresses ON chunks (frozen_at, id) WHERE frozen_at IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX acceptances_with_ip ON acceptances (recorded_at) WHERE ip IS NOT NULL OR user_agent IS NOT NULL;
CREATE INDEX record_secrets_with_personal ON record_secrets (record_id) WHERE personal IS NOT NULL;
CREATE INDEX provider_events_with_payload ON provider_events (received_at) WHERE payload IS NOT NULL;

-- What reports go along.
CREATE INDEX acceptances_of_version ON acceptances (policy, version, id);
CREATE INDEX ended_deliveries_of_version ON ended_deliveries (policy, version, id);
