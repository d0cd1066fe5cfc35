-- What can be proved: the record of acts, to which every act adds in its own write, and the log that seals
-- their order, to which the sequencer adds. docs/record.md says what is in them to the byte.

-- Append-only: one row an act. `body` is canonical JSON, `commitment` is SHA-256 over the salt and it.
CREATE TABLE records (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  user_ref TEXT,
  body TEXT NOT NULL,
  commitment TEXT NOT NULL
);
CREATE INDEX records_of_user ON records (user_ref) WHERE user_ref IS NOT NULL;

-- What can be forgotten of a record while it keeps its place: the salt, and what is personal in it.
CREATE TABLE record_secrets (
  record_id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT,
  salt TEXT NOT NULL,
  personal TEXT
);
CREATE INDEX record_secrets_of_user ON record_secrets (user_ref) WHERE user_ref IS NOT NULL;
CREATE INDEX record_secrets_with_personal ON record_secrets (record_id) WHERE personal IS NOT NULL;

-- Records that have no position yet. What could know of another record has a higher turn.
CREATE TABLE waiting_records (
  record_id TEXT NOT NULL PRIMARY KEY,
  turn INTEGER NOT NULL
);
CREATE INDEX waiting_records_by_turn ON waiting_records (turn, record_id);

-- Append-only: the words of pages on which people acted. `id` is SHA-256 over `html`.
CREATE TABLE page_templates (
  id TEXT NOT NULL PRIMARY KEY,
  html TEXT NOT NULL,
  created_at TEXT NOT NULL
);

-- Append-only: positions 1, 2, 3 … without gaps. `leaf` is the hash of RFC 6962.
CREATE TABLE log_entries (
  position INTEGER NOT NULL PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE REFERENCES records (id),
  leaf TEXT NOT NULL
);

-- Append-only: the nodes at every fourth height of the tree, from which proofs and tiles are made.
CREATE TABLE log_nodes (
  height INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (height, idx)
);

-- Append-only: what was signed.
CREATE TABLE log_checkpoints (
  size INTEGER NOT NULL PRIMARY KEY,
  root TEXT NOT NULL,
  note TEXT NOT NULL,
  signed_at TEXT NOT NULL
);

-- Where the log stands. `turn` is the highest of what has a position, `frontier` what the tree goes on from.
CREATE TABLE log_head (
  id TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  frontier TEXT NOT NULL,
  root TEXT NOT NULL,
  command TEXT NOT NULL,
  lease_by TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  sealed_size INTEGER NOT NULL,
  terminated_to TEXT NOT NULL
);
INSERT INTO log_head (id, size, turn, frontier, root, command, lease_by, lease_until, sealed_size, terminated_to)
  VALUES ('log', 0, 0, '[]', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', '', '', '', 0, '');

-- Where checkpoints were sent last, one row for each place.
CREATE TABLE checkpoint_places (
  place TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  sent_at TEXT NOT NULL
);

-- Append-only: restores from a backup that an operator accepted: the checkpoint that had shown it, which the
-- log no longer holds, and where the log stood when it was accepted.
CREATE TABLE restores (
  lost_size INTEGER NOT NULL,
  lost_root TEXT NOT NULL,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  PRIMARY KEY (lost_size, lost_root)
);
