-- What screens tell of versions while there are too many people to count them as somebody waits: the last whole count
-- as JSON, as of `counted_at`, and how far the one under way has come. Only screens read it, and it can be counted anew.
CREATE TABLE version_counts (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  counts TEXT,
  counted_at TEXT,
  begun_at TEXT,
  cursor_ref TEXT NOT NULL,
  partial TEXT,
  command TEXT NOT NULL,
  PRIMARY KEY (policy, version)
);
