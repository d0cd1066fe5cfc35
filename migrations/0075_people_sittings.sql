-- Links by which a product sends somebody who is there to one page of all that is asked of them: for a while to be
-- opened, and for a day from then on. `tells` are the versions that it is about, in JSON, `seat_ref` is who answers on
-- it for a user that is not one person, `return_to` is where they came from. Of its secret there is a hash.
CREATE TABLE sittings (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  seat_ref TEXT REFERENCES users (ref),
  tells TEXT NOT NULL,
  return_to TEXT,
  secret_hash TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  opened_at TEXT,
  ended_at TEXT
);
CREATE INDEX sittings_of_user ON sittings (user_ref);
CREATE INDEX sittings_of_seat ON sittings (seat_ref) WHERE seat_ref IS NOT NULL;
CREATE INDEX sittings_by_age ON sittings (made_at);
