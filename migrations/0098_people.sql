-- Whom mail reaches is counted as everybody without those who have no address: counting all entries of an index
-- asks for its pages alone, where counting some asks for each entry.
DROP INDEX users_with_address;
CREATE INDEX users_erased ON users (erased_at);
CREATE INDEX users_without_address ON users (ref) WHERE addressed_at IS NULL;
