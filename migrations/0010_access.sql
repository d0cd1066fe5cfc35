-- When keys were last used, and until when they work: the one is changed by whoever lets them in, the other
-- said when they are made.

ALTER TABLE api_keys ADD COLUMN last_used_at TEXT;
ALTER TABLE api_keys ADD COLUMN ends_at TEXT;
-- The write that deleted it.
ALTER TABLE api_keys ADD COLUMN deleted_with TEXT;
