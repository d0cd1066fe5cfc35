-- Drafts as they are shown: links for colleagues without an account, of which only hashes of their secrets are kept,
-- and test mails that had nowhere to go but the local mailbox. Authors make both; a link ends by itself or by hand.

CREATE TABLE preview_links (
  id TEXT NOT NULL PRIMARY KEY,
  draft TEXT NOT NULL REFERENCES drafts (id),
  secret_hash TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT
);
CREATE INDEX preview_links_of_draft ON preview_links (draft, id);

CREATE TABLE test_mails (
  id TEXT NOT NULL PRIMARY KEY,
  draft TEXT NOT NULL REFERENCES drafts (id),
  mail_from TEXT NOT NULL,
  mail_to TEXT NOT NULL,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at TEXT NOT NULL
);
CREATE INDEX test_mails_by_time ON test_mails (sent_at, id);
