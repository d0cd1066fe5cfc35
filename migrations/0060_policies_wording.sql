-- Append-only: the company's own wording of sentences in notices, by the language they are in; `sentences` has them as
-- JSON, by their names. The latest edition is what is posted with; `command` marks the write that appended one.
CREATE TABLE wordings (
  locale TEXT NOT NULL,
  edition INTEGER NOT NULL CHECK (edition > 0),
  sentences TEXT NOT NULL,
  written_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  command TEXT NOT NULL,
  PRIMARY KEY (locale, edition)
);

-- Which editions a version was posted with, as JSON: their numbers by language. Null: none.
ALTER TABLE versions ADD COLUMN wording TEXT;
