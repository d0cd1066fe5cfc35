-- Who people are, what holds them and what erases them. The product adds users and changes them; holds and
-- erasures are added by whoever orders them, and end by being lifted and completed.

-- `ref` is the pseudonym under which all records of a user stand; erasing a user takes away the rest.
-- `touched_at` moves whenever a change may make someone reachable: fan-out follows it.
CREATE TABLE users (
  ref TEXT NOT NULL PRIMARY KEY,
  user_id TEXT UNIQUE,
  email TEXT,
  locale TEXT,
  name TEXT,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  touched_at TEXT NOT NULL,
  erased_at TEXT,
  key_id TEXT NOT NULL
);
CREATE INDEX users_reachable ON users (touched_at, ref) WHERE email IS NOT NULL;
-- `erased_at` is always null here, which makes this the smallest index there can be to count them by.
CREATE INDEX users_with_address ON users (erased_at) WHERE email IS NOT NULL;

-- Legal holds, the latest and those before it: while one is not lifted, nothing of its user is erased.
CREATE TABLE holds (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  reason TEXT,
  held_at TEXT NOT NULL,
  held_by TEXT NOT NULL,
  lift_reason TEXT,
  lifted_at TEXT,
  lifted_by TEXT
);
CREATE INDEX holds_of_user ON holds (user_ref);
CREATE UNIQUE INDEX holds_in_force ON holds (user_ref) WHERE lifted_at IS NULL;

-- Users who are to be erased: at once, or when their hold is lifted (`users.erased_at` says when it was).
-- It is complete when nothing of theirs is left, also in mails that were under way.
CREATE TABLE erasures (
  user_ref TEXT NOT NULL PRIMARY KEY REFERENCES users (ref),
  requested_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  completed_at TEXT
);
CREATE INDEX erasures_open ON erasures (user_ref) WHERE completed_at IS NULL;
