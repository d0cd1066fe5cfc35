-- Receipts: what someone who answered on the review page gets by mail. One is a delivery of a kind of
-- its own, written with the act, that waits without a chunk (`chunk_id` is empty) until it is gathered
-- into one; `round` numbers a user's receipts of one kind and version from 1. Its `email` is fixed from
-- the start, and so are `words`: those of its reader alone, such as when they answered, as JSON.
ALTER TABLE deliveries ADD COLUMN words TEXT;
ALTER TABLE ended_deliveries ADD COLUMN words TEXT;
CREATE INDEX chunks_not_frozen ON chunks (policy, version, kind, locale) WHERE state = 'open' AND frozen_at IS NULL;
