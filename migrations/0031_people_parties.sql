-- Organisations as users: to whom else their notices go, and who takes part in them. The product changes both
-- with the user; who did what for a party is added by whoever records it.

-- Addresses that a user's notices go to besides their own. `contact` numbers them within their user, from 1, and
-- an address keeps its number, so that nothing is sent there twice. One that was removed is known by its hash
-- alone, unless a legal hold is on its user.
CREATE TABLE contacts (
  user_ref TEXT NOT NULL REFERENCES users (ref),
  contact INTEGER NOT NULL,
  address_hash TEXT NOT NULL,
  email TEXT,
  locale TEXT,
  purpose TEXT,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  PRIMARY KEY (user_ref, contact)
);

-- `party` is the `ref` of the user whose seat this one is: it is never mailed itself, and has no answers of its
-- own. `may_answer` says whether it speaks for its party.
ALTER TABLE users ADD COLUMN party TEXT;
ALTER TABLE users ADD COLUMN may_answer INTEGER NOT NULL DEFAULT 0;
CREATE INDEX users_seats ON users (party) WHERE party IS NOT NULL;
ALTER TABLE held_values ADD COLUMN party TEXT;
ALTER TABLE held_values ADD COLUMN may_answer INTEGER NOT NULL DEFAULT 0;

-- Append-only: which records are of what a seat did for its party, whose they are. Erasing the seat forgets what
-- is personal in them.
CREATE TABLE seat_acts (
  record_id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  party TEXT NOT NULL
);
CREATE INDEX seat_acts_of_user ON seat_acts (user_ref);

-- Whom mail reaches is who has had an address, of their own or of a contact, since some instant.
DROP INDEX users_reachable;
CREATE INDEX users_reachable ON users (touched_at, ref) WHERE addressed_at IS NOT NULL;
DROP INDEX users_with_address;
CREATE INDEX users_with_address ON users (erased_at) WHERE addressed_at IS NOT NULL;

CREATE INDEX deliveries_to_contacts ON deliveries (release) WHERE contact > 0;
