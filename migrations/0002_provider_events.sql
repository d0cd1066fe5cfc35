-- What became of each notice, and whom the product told by itself.

-- Which delivery or showing told the user: what goes with it when it proves not to have been given.
ALTER TABLE user_versions ADD COLUMN told_by TEXT;
UPDATE user_versions SET told_by = (
  SELECT deliveries.id FROM deliveries
  WHERE deliveries.policy = user_versions.policy AND deliveries.version = user_versions.version
    AND deliveries.kind = 'announcement' AND deliveries.user_ref = user_versions.user_ref)
  WHERE told_at IS NOT NULL;

-- Append-only: what the mail provider reported of deliveries, each report once (`id` is its `svix-id`).
-- `payload` is as it was signed; it holds an address, so erasing the user takes it away.
CREATE TABLE provider_events (
  id TEXT NOT NULL PRIMARY KEY,
  delivery_id TEXT NOT NULL,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  type TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  payload TEXT
);
CREATE INDEX provider_events_of_delivery ON provider_events (delivery_id);
CREATE INDEX provider_events_of_user ON provider_events (user_ref);

-- Append-only: deemed acceptances that count no more, since the notice they rested on was not given.
CREATE TABLE voidings (
  acceptance_id TEXT NOT NULL PRIMARY KEY REFERENCES acceptances (id),
  event_id TEXT NOT NULL REFERENCES provider_events (id),
  voided_at TEXT NOT NULL
);

-- Append-only: notices that the product showed by itself, the first of each.
CREATE TABLE showings (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  shown_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  UNIQUE (user_ref, policy, version),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);

-- Deliveries that did not arrive and made room for one to a corrected address.
CREATE TABLE ended_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  user_ref TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('bounced', 'suppressed', 'failed')),
  email TEXT,
  position INTEGER,
  provider_id TEXT,
  sent_at TEXT,
  ended_at TEXT NOT NULL
);
CREATE INDEX ended_deliveries_of_chunk ON ended_deliveries (chunk_id);
CREATE INDEX ended_deliveries_of_user ON ended_deliveries (user_ref);
CREATE INDEX ended_deliveries_by_provider_id ON ended_deliveries (provider_id) WHERE provider_id IS NOT NULL;

CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX deliveries_in_trouble ON deliveries (policy, version, state, kind, user_ref)
  WHERE state IN ('bounced', 'suppressed', 'failed', 'unknown');
