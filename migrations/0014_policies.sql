-- What is known of policies from before this record was kept: whoever brings a policy's history in adds its
-- versions once, before any other.

-- Where a version comes from that was told before this record was kept; null for one that was posted here.
ALTER TABLE versions ADD COLUMN source TEXT;

-- Calendars by name, which say what a business day is: days of the week that are none (1 Monday … 7), and
-- dates, both JSON lists in order. Legal changes them; `edition` counts how often, and each has its record.
CREATE TABLE calendars (
  name TEXT NOT NULL PRIMARY KEY,
  weekend TEXT NOT NULL,
  holidays TEXT NOT NULL,
  edition INTEGER NOT NULL,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);
