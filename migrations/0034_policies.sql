-- A version's text in several languages. The policy's language at posting prevails: its hash, summary and
-- reason stand with the version, as they do where there is one language alone.

ALTER TABLE versions ADD COLUMN locale TEXT NOT NULL DEFAULT '';
UPDATE versions SET locale = coalesce((SELECT min(version_texts.locale) FROM version_texts
  WHERE version_texts.policy = versions.policy AND version_texts.version = versions.version), '');

-- Append-only: what is known of a text that does not prevail, beside its words in `version_texts`: posted with
-- its version, or added at `added_at`. Its summary and reason are null where it has none of its own.
CREATE TABLE translations (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  summary TEXT,
  reason TEXT,
  added_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (policy, version, locale),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);

-- A policy's titles in other languages than its own, as JSON: by their locales.
ALTER TABLE policies ADD COLUMN titles TEXT NOT NULL DEFAULT '{}';
