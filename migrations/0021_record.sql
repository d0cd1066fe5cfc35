-- Append-only: what a product's own screens look like, each under the hash of what it is. `image` is a PNG in
-- base64; `edition` counts the contents of one name, from 1.
CREATE TABLE presentations (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  edition INTEGER NOT NULL,
  label TEXT NOT NULL,
  words TEXT NOT NULL,
  locale TEXT NOT NULL,
  image TEXT,
  image_hash TEXT,
  created_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  UNIQUE (name, edition)
);

-- The screen on which a product let its user agree, where it named one.
ALTER TABLE acceptances ADD COLUMN presentation TEXT REFERENCES presentations (id);
