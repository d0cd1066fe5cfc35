-- Instants are UTC text of fixed width (2026-11-22T09:00:00.000Z), flags are 0 or 1, JSON is text.
-- `command` names the write that last changed a row; later statements of the same write test it.

CREATE TABLE policies (
  policy TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  locale TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  acceptance TEXT NOT NULL CHECK (acceptance IN ('deemed', 'explicit')),
  notice_minor TEXT NOT NULL,
  notice_substantial TEXT NOT NULL,
  notice_late TEXT,
  last_version INTEGER NOT NULL,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);

CREATE TABLE versions (
  policy TEXT NOT NULL REFERENCES policies (policy),
  version INTEGER NOT NULL CHECK (version > 0),
  change TEXT NOT NULL CHECK (change IN ('initial', 'minor', 'substantial', 'legal')),
  acceptance TEXT NOT NULL CHECK (acceptance IN ('deemed', 'explicit')),
  posted_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  rule TEXT NOT NULL,
  late_notice TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  summary TEXT,
  reason TEXT,
  content_hash TEXT NOT NULL,
  recipients INTEGER NOT NULL,
  previous INTEGER,
  key_id TEXT NOT NULL,
  command TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawal_reason TEXT,
  withdrawn_by TEXT,
  PRIMARY KEY (policy, version)
);

CREATE TABLE version_texts (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (policy, version, locale),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);

-- `ref` is the pseudonym under which all records of a user stand; erasing a user takes away the rest.
-- `touched_at` moves whenever a change may make someone reachable: fan-out follows it.
CREATE TABLE users (
  ref TEXT NOT NULL PRIMARY KEY,
  user_id TEXT UNIQUE,
  email TEXT,
  locale TEXT,
  name TEXT,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  touched_at TEXT NOT NULL,
  erased_at TEXT,
  key_id TEXT NOT NULL
);
CREATE INDEX users_reachable ON users (touched_at, ref) WHERE email IS NOT NULL;
-- `erased_at` is always null here, which makes this the smallest index there can be to count them by.
CREATE INDEX users_with_address ON users (erased_at) WHERE email IS NOT NULL;

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

-- What one user knows of one version and did about it: a projection of deliveries and acceptances.
CREATE TABLE user_versions (
  user_ref TEXT NOT NULL,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  told_at TEXT,
  binds_at TEXT,
  acceptance_id TEXT,
  basis TEXT,
  accepted_at TEXT,
  PRIMARY KEY (user_ref, policy, version)
);
CREATE INDEX user_versions_accepted ON user_versions (user_ref, policy, version) WHERE accepted_at IS NOT NULL;
CREATE INDEX user_versions_of_version ON user_versions (policy, version);

-- One walk over the users for one version and kind of notice, in steps.
CREATE TABLE fan_outs (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  cursor_touched_at TEXT NOT NULL,
  cursor_ref TEXT NOT NULL,
  rewound_at TEXT NOT NULL,
  finished_at TEXT,
  command TEXT NOT NULL,
  PRIMARY KEY (policy, version, kind),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX fan_outs_open ON fan_outs (policy, version) WHERE finished_at IS NULL;

-- What a mail says, split where each recipient's own link stands; shared by all chunks alike.
CREATE TABLE renditions (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (policy, version, kind, base_version, locale, late)
);

-- At most 100 deliveries that go out together. A lease in the past (or empty) is free.
CREATE TABLE chunks (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'unknown', 'failed', 'cancelled')),
  due_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  frozen_at TEXT,
  rendition_id TEXT,
  envelope TEXT,
  ambiguous_since TEXT,
  problem TEXT
);
CREATE INDEX chunks_due ON chunks (due_at) WHERE state = 'open';

-- One notice on its way to one address. `id`, `email` and `position` are there once its chunk is frozen.
CREATE TABLE deliveries (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
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
  PRIMARY KEY (policy, version, kind, user_ref)
);
CREATE INDEX deliveries_of_chunk ON deliveries (chunk_id, position);
CREATE UNIQUE INDEX deliveries_by_id ON deliveries (id) WHERE id IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('legal', 'app', 'admin')),
  secret_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  deleted_at TEXT
);

-- First answers under an Idempotency-Key, written with the act itself.
CREATE TABLE replies (
  key_id TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  user_ref TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (key_id, method, path, idempotency_key)
);
CREATE INDEX replies_by_age ON replies (created_at);
CREATE INDEX replies_of_user ON replies (user_ref) WHERE user_ref IS NOT NULL;
