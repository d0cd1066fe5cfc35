-- The names of policies that belong to one, as JSON: they are read together, and each tells when the other changes.
ALTER TABLE policies ADD COLUMN incorporates TEXT NOT NULL DEFAULT '[]';
