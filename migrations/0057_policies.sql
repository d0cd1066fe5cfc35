-- Append-only: what sections of a version's text say in short, in the language of that text, as JSON: a list of the
-- anchor of each section's heading and its summary.
CREATE TABLE text_layers (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  layers TEXT NOT NULL,
  PRIMARY KEY (policy, version, locale),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);

-- The same of a draft: such lists by the locales of its texts.
ALTER TABLE draft_revisions ADD COLUMN layers TEXT NOT NULL DEFAULT '{}';
