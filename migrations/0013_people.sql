-- What products say of users: attributes that rules may ask for and when their contracts renew, changed with
-- the user and erased with them; what they had agreed to before this record was kept, added by imports; and what happened to them elsewhere.

-- `attributes` is a JSON object of strings, its names in order, and `renews_at` a JSON list of instants in
-- order; null where there are none.
ALTER TABLE users ADD COLUMN attributes TEXT;
ALTER TABLE users ADD COLUMN renews_at TEXT;
ALTER TABLE held_values ADD COLUMN attributes TEXT;
ALTER TABLE held_values ADD COLUMN renews_at TEXT;

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

-- Append-only: what products report of a reader, each fact once, since its id is a hash over it: that their
-- contract renewed, or that a notice was delivered or shown to them in another way than by our mail. What
-- was shown in their account stands in `showings`. `states` is a JSON list, null where nothing is named.
CREATE TABLE reader_events (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  kind TEXT NOT NULL CHECK (kind IN ('renewal', 'delivered', 'shown')),
  channel TEXT CHECK (channel IN ('account', 'post', 'push')),
  policy TEXT,
  version INTEGER,
  happened_at TEXT NOT NULL,
  states TEXT,
  recorded_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX reader_events_of_user ON reader_events (user_ref);
