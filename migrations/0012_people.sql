-- Links that lead somebody to a page of theirs besides those in notices: made by hand, added and ended by
-- whoever looks after people, and those of receipts, added by the sender. And who has which address.

-- `secret_hash` is SHA-256 over the secret, which was shown once.
CREATE TABLE links (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  secret_hash TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX links_of_user ON links (user_ref);

-- `link_hash` is SHA-256 over the token in a receipt's link, which so opens whatever becomes of the secret
-- that signed it. Erasing the user takes it away.
CREATE TABLE receipt_links (
  link_hash TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  delivery_id TEXT NOT NULL
);
CREATE INDEX receipt_links_of_user ON receipt_links (user_ref);

CREATE INDEX users_by_address ON users (lower(email), ref) WHERE email IS NOT NULL;
