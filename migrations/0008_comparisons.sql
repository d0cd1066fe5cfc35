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
