-- Who may do what: keys, of which only hashes are kept, added by admins; and the first answers under an
-- Idempotency-Key, added with the act itself and taken away when their time is over.

CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('legal', 'app', 'admin')),
  secret_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  deleted_at TEXT
);

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
