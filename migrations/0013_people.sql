-- What products say of users: attributes that rules may ask for and when their contracts renew, changed with
-- the user and erased with them; and what they had agreed to before this record was kept, added by imports.

-- `attributes` is a JSON object of strings, its names in order, and `renews_at` a JSON list of instants in
-- order; null where there are none.
ALTER TABLE users ADD COLUMN attributes TEXT;
ALTER TABLE users ADD COLUMN renews_at TEXT;

-- Append-only: that a user had agreed to a policy before this record was kept, to which text is not known.
-- `agreed_at` is null where nobody knows when. It counts in `user_versions` as version 0, below every other.
CREATE TABLE earlier_agreements (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL REFERENCES policies (policy),
  agreed_at TEXT,
  recorded_at TEXT NOT NULL,
  source TEXT,
  actor TEXT NOT NULL
);
CREATE INDEX earlier_agreements_of_user ON earlier_agreements (user_ref, policy);
