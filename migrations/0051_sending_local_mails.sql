-- Mails that are no notices and had nowhere to go but the local mailbox: tests of drafts, and what members are
-- written. They tell no user anything, and none is kept where mails leave.

CREATE TABLE local_mails (
  id TEXT NOT NULL PRIMARY KEY,
  mail_from TEXT NOT NULL,
  mail_to TEXT NOT NULL,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at TEXT NOT NULL
);
INSERT INTO local_mails (id, mail_from, mail_to, subject, html, text, sent_at)
  SELECT id, mail_from, mail_to, subject, html, text, sent_at FROM test_mails;
CREATE INDEX local_mails_by_time ON local_mails (sent_at, id);
DROP TABLE test_mails;
