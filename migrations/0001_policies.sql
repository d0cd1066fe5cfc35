-- What is published: policies, their versions and texts. Legal adds versions; of one that was posted only
-- its withdrawal and its pause are ever written again. Comparisons are kept of texts that never change.
--
-- Everywhere: instants are UTC text of fixed width (2026-11-22T09:00:00.000Z), flags are 0 or 1, JSON is text.
-- `command` names the write that last changed a row; later statements of the same write test it.

CREATE TABLE policies (
  policy TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  locale TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  acceptance TEXT NOT NULL CHECK (acceptance IN ('deemed', 'explicit')),
  notice_minor TEXT NOT NULL,
  notice_substantial TEXT NOT NULL,
  notice_late TEXT,
  reminders TEXT NOT NULL DEFAULT '[]',
  last_version INTEGER NOT NULL,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);

-- `reminders` are periods before effect, as JSON; a version keeps those it was posted with.
CREATE TABLE versions (
  policy TEXT NOT NULL REFERENCES policies (policy),
  version INTEGER NOT NULL CHECK (version > 0),
  change TEXT NOT NULL CHECK (change IN ('initial', 'minor', 'substantial', 'legal')),
  acceptance TEXT NOT NULL CHECK (acceptance IN ('deemed', 'explicit')),
  posted_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  rule TEXT NOT NULL,
  late_notice TEXT NOT NULL,
  reminders TEXT NOT NULL DEFAULT '[]',
  time_zone TEXT NOT NULL,
  summary TEXT,
  reason TEXT,
  content_hash TEXT NOT NULL,
  recipients INTEGER NOT NULL,
  previous INTEGER,
  key_id TEXT NOT NULL,
  command TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawal_reason TEXT,
  withdrawn_by TEXT,
  paused_at TEXT,
  paused_by TEXT,
  PRIMARY KEY (policy, version)
);

-- Append-only: a version's words in one language.
CREATE TABLE version_texts (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (policy, version, locale),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);

-- What was worked out once from texts that never change: a cache, which can be emptied at any time.
-- `made_by` is the edition of the diff; `data` is a piece of its JSON, gzipped, in base64, since a row has its limits.
CREATE TABLE comparisons (
  policy TEXT NOT NULL,
  from_version INTEGER NOT NULL,
  to_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (policy, from_version, to_version, locale, made_by, part)
);
