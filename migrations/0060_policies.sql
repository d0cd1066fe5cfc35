-- Append-only: corrected editions of what does not prevail: of a text and its summary, or of the summary alone of the
-- one that prevails. The first edition is what was posted or added; `edition` counts from 2, and `content` is null
-- where its words are as they were.
CREATE TABLE text_editions (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  edition INTEGER NOT NULL CHECK (edition > 1),
  content TEXT,
  content_hash TEXT NOT NULL,
  summary TEXT,
  why TEXT NOT NULL,
  added_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (policy, version, locale, edition),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);

-- What a mail says is written anew for another edition of what it shows: `editions` names them, and is empty where
-- each is the first.
CREATE TABLE renditions_by_edition (
  id TEXT NOT NULL PRIMARY KEY,
  release TEXT NOT NULL,
  says TEXT NOT NULL,
  editions TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (release, says, editions)
);
INSERT INTO renditions_by_edition (id, release, says, subject, html, text, created_at)
  SELECT id, release, says, subject, html, text, created_at FROM renditions;
DROP TABLE renditions;
ALTER TABLE renditions_by_edition RENAME TO renditions;
