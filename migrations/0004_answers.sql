-- What people did about versions. Users, by pages and by products, add acceptances and terminations; a
-- projection of those and of deliveries says what each user knows of each version and holds.

-- Append-only: every act of agreeing. `use` acts carry no page, `imported` ones their provenance.
CREATE TABLE acceptances (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('explicit', 'deemed', 'imported')),
  accepted_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  locale TEXT NOT NULL,
  method TEXT,
  source TEXT,
  ip TEXT,
  user_agent TEXT,
  actor TEXT NOT NULL,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX acceptances_of_user ON acceptances (user_ref);
CREATE INDEX acceptances_of_version ON acceptances (policy, version, id);
CREATE INDEX acceptances_with_ip ON acceptances (recorded_at) WHERE ip IS NOT NULL OR user_agent IS NOT NULL;

-- Append-only: deemed acceptances that count no more, since the notice they rested on was not given.
CREATE TABLE voidings (
  acceptance_id TEXT NOT NULL PRIMARY KEY REFERENCES acceptances (id),
  event_id TEXT NOT NULL REFERENCES provider_events (id),
  voided_at TEXT NOT NULL
);

CREATE TABLE terminations (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  leaves_when TEXT NOT NULL CHECK (leaves_when IN ('effect', 'now')),
  reason TEXT,
  declined_at TEXT NOT NULL,
  terminates_at TEXT NOT NULL,
  holds INTEGER,
  revokes TEXT REFERENCES acceptances (id),
  actor TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX terminations_of_user ON terminations (user_ref);
CREATE INDEX terminations_of_version ON terminations (policy, version);
-- The sweep over terminations that have happened.
CREATE INDEX terminations_by_end ON terminations (terminates_at, id) WHERE ended_at IS NULL;

-- What one user knows of one version and did about it. `told_by` is the delivery or showing that told them:
-- what goes with it when it proves not to have been given.
CREATE TABLE user_versions (
  user_ref TEXT NOT NULL,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  told_at TEXT,
  binds_at TEXT,
  told_by TEXT,
  acceptance_id TEXT,
  basis TEXT,
  accepted_at TEXT,
  PRIMARY KEY (user_ref, policy, version)
);
CREATE INDEX user_versions_accepted ON user_versions (user_ref, policy, version) WHERE accepted_at IS NOT NULL;
CREATE INDEX user_versions_of_version ON user_versions (policy, version);
