-- That asking about a policy is paused, in JSON: `{ id, since, until, reason, by }`, the last pause that was not ended before
-- its time; null: none. It is over by itself at `until`. Each is recorded as it begins, and as it is ended.
ALTER TABLE policies ADD COLUMN asking_pause TEXT;
