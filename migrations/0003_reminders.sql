-- Reminders: periods before effect, as JSON; a version keeps those it was posted with.
ALTER TABLE policies ADD COLUMN reminders TEXT NOT NULL DEFAULT '[]';
ALTER TABLE versions ADD COLUMN reminders TEXT NOT NULL DEFAULT '[]';

-- A version can have several reminders, and someone gets each of them once: `round` numbers them from 1
-- in the order of time and is part of the key. Notices of which there is only one have round 0.
-- `starts_at` is when the walk may begin. No database here can change a primary key in the same words
-- as the others, so the two tables are made anew.
CREATE TABLE new_fan_outs (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  starts_at TEXT NOT NULL DEFAULT '',
  cursor_touched_at TEXT NOT NULL,
  cursor_ref TEXT NOT NULL,
  rewound_at TEXT NOT NULL,
  finished_at TEXT,
  command TEXT NOT NULL,
  PRIMARY KEY (policy, version, kind, round),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
INSERT INTO new_fan_outs
  (policy, version, kind, cursor_touched_at, cursor_ref, rewound_at, finished_at, command)
  SELECT policy, version, kind, cursor_touched_at, cursor_ref, rewound_at, finished_at, command FROM fan_outs;
DROP TABLE fan_outs;
ALTER TABLE new_fan_outs RENAME TO fan_outs;
CREATE INDEX fan_outs_open ON fan_outs (starts_at) WHERE finished_at IS NULL;

ALTER TABLE chunks ADD COLUMN round INTEGER NOT NULL DEFAULT 0;

CREATE TABLE new_deliveries (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  user_ref TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'sending', 'sent', 'delivered', 'bounced', 'suppressed', 'failed', 'unknown', 'dropped', 'cancelled')),
  id TEXT,
  email TEXT,
  position INTEGER,
  provider_id TEXT,
  sent_at TEXT,
  PRIMARY KEY (policy, version, kind, user_ref, round)
);
INSERT INTO new_deliveries
  (policy, version, kind, user_ref, chunk_id, base_version, locale, state, id, email, position, provider_id, sent_at)
  SELECT policy, version, kind, user_ref, chunk_id, base_version, locale, state, id, email, position, provider_id,
    sent_at FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE new_deliveries RENAME TO deliveries;
CREATE INDEX deliveries_of_chunk ON deliveries (chunk_id, position);
CREATE UNIQUE INDEX deliveries_by_id ON deliveries (id) WHERE id IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX deliveries_in_trouble ON deliveries (policy, version, state, kind, user_ref)
  WHERE state IN ('bounced', 'suppressed', 'failed', 'unknown');
