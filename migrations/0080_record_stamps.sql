-- Append-only: what a time-stamping authority (RFC 3161) vouched for of a checkpoint: its token over the note, in base64.
CREATE TABLE checkpoint_stamps (
  size INTEGER NOT NULL PRIMARY KEY,
  token TEXT NOT NULL,
  stamped_at TEXT NOT NULL
);
