-- Links for auditors from outside: each opens what is recorded about one policy of some people, until it ends. Of its
-- secret there is a hash. `version` null: all versions; `people` are pseudonyms, in JSON, and `seed` is what they were
-- drawn by, null where they were named.
CREATE TABLE auditor_links (
  id TEXT NOT NULL PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  policy TEXT NOT NULL,
  version INTEGER,
  people TEXT NOT NULL,
  seed TEXT,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT
);
CREATE UNIQUE INDEX auditor_links_by_secret ON auditor_links (secret_hash);
