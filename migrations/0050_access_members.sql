-- Who uses the console: members, whom admins invite and remove, and links that make an admin where none can get in;
-- codes by which members sign in, and their sessions. Nothing that lets anybody in is kept in the clear.

-- `mailbox` is what is the same for two addresses of one mailbox; `roles` a list in JSON; `edition` counts what was
-- said of a member, each with its record. Whoever was removed keeps their row, and gets it back when invited again.
CREATE TABLE members (
  id TEXT NOT NULL PRIMARY KEY,
  mailbox TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  edition INTEGER NOT NULL,
  invited_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  signed_in_at TEXT,
  removed_at TEXT,
  command TEXT NOT NULL
);
CREATE UNIQUE INDEX members_by_mailbox ON members (mailbox);

-- Opens once, until it ends: `used_by` is the member whom it made an admin, `used_with` the write that did.
CREATE TABLE admin_links (
  id TEXT NOT NULL PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT,
  used_by TEXT,
  used_with TEXT
);
CREATE UNIQUE INDEX admin_links_by_secret ON admin_links (secret_hash);

-- `asker` is a hash over the secret of the browser that asked and the address, and `code_hash` one over that secret and
-- the code; `member` is null where the address is nobody's. `tried_with` is the write that last tried it.
CREATE TABLE sign_in_codes (
  id TEXT NOT NULL PRIMARY KEY,
  asker TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  member TEXT,
  tries INTEGER NOT NULL,
  expires_at TEXT NOT NULL,
  tried_with TEXT,
  used_at TEXT
);
CREATE INDEX sign_in_codes_of_asker ON sign_in_codes (asker);
CREATE INDEX sign_in_codes_by_end ON sign_in_codes (expires_at);

CREATE TABLE sessions (
  id_hash TEXT NOT NULL PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  created_at TEXT NOT NULL,
  used_at TEXT NOT NULL,
  code_at TEXT NOT NULL
);
CREATE INDEX sessions_of_member ON sessions (member);
CREATE INDEX sessions_by_age ON sessions (created_at);
