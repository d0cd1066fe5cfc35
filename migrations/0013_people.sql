-- What products say of users that rules may ask for, and when their contracts renew: added and changed with
-- the user, and erased with them.

-- `attributes` is a JSON object of strings, its names in order, and `renews_at` a JSON list of instants in
-- order; null where there are none.
ALTER TABLE users ADD COLUMN attributes TEXT;
ALTER TABLE users ADD COLUMN renews_at TEXT;
