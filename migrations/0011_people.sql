-- What was known of people whom a legal hold is on: added by whoever puts the hold, and by whoever changes
-- what is known while it is in force; taken away when it is lifted.

-- `command` is the write that it came to be known with, and `since` when that was.
CREATE TABLE held_values (
  user_ref TEXT NOT NULL REFERENCES users (ref),
  command TEXT NOT NULL,
  email TEXT,
  locale TEXT,
  name TEXT,
  since TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (user_ref, command)
);
