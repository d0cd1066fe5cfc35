-- What silence came to when its date had come, once that is written down: 'agreed' or 'none'; null until
-- then. Nothing is answered from it: who agreed so follows from `agrees_at`.
ALTER TABLE user_versions ADD COLUMN silence TEXT CHECK (silence IN ('agreed', 'none'));
CREATE INDEX user_versions_silences ON user_versions (agrees_at, user_ref) WHERE agrees_at IS NOT NULL AND silence IS NULL;
