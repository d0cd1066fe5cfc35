-- Restores from a backup that an operator accepted: the checkpoint that had shown it, which the log no
-- longer holds, and where the log stood when it was accepted. Append-only.
CREATE TABLE restores (
  lost_size INTEGER NOT NULL,
  lost_root TEXT NOT NULL,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  PRIMARY KEY (lost_size, lost_root)
);
