-- What the rules of a version come to for one reader, written with each fact that it follows from; all null
-- where nothing told them, or where the version has no rules of its own. `outcome` is JSON.

ALTER TABLE user_versions ADD COLUMN effective_at TEXT;
ALTER TABLE user_versions ADD COLUMN closes_at TEXT;
-- When silence agrees if nothing happens; null where it does not.
ALTER TABLE user_versions ADD COLUMN agrees_at TEXT;
ALTER TABLE user_versions ADD COLUMN outcome TEXT;
