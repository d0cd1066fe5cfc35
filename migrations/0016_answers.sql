-- What the rules of a version come to for one reader, written with each fact that it follows from; all null
-- where nothing told them, or where the version has no rules of its own. `outcome` is JSON.

ALTER TABLE user_versions ADD COLUMN effective_at TEXT;
ALTER TABLE user_versions ADD COLUMN closes_at TEXT;
-- When silence agrees if nothing happens; null where it does not.
ALTER TABLE user_versions ADD COLUMN agrees_at TEXT;
ALTER TABLE user_versions ADD COLUMN outcome TEXT;
-- The record of that agreement, once its instant has come; empty where it agreed to nothing.
ALTER TABLE user_versions ADD COLUMN agreement TEXT;
CREATE INDEX user_versions_agreeing ON user_versions (agrees_at) WHERE agrees_at IS NOT NULL AND agreement IS NULL;
