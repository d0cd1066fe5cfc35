-- How versions are sent in waves: the plan that a version was posted with, as JSON (null: all at once), and how
-- its sending stands.

ALTER TABLE versions ADD COLUMN sending TEXT;

-- One row for each release with a plan. `mails`, `bounced` and `complained` count since it was posted or last
-- resumed; `spent` is how many mails left when, as in sender_pace. `waits_since` is when its first wave was full.
CREATE TABLE sendings (
  release TEXT NOT NULL PRIMARY KEY,
  mails INTEGER NOT NULL DEFAULT 0,
  bounced INTEGER NOT NULL DEFAULT 0,
  complained INTEGER NOT NULL DEFAULT 0,
  spent TEXT NOT NULL DEFAULT '',
  waits_since TEXT,
  gone_on_at TEXT,
  gone_on_by TEXT,
  paused_because TEXT
);
