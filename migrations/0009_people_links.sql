-- Since when the link of the only mail that somebody was told by may be gone: they have another address, or
-- its secret is not configured any more. The sender sees to them and takes it away again.

ALTER TABLE users ADD COLUMN link_lost_at TEXT;
CREATE INDEX users_without_link ON users (link_lost_at, ref) WHERE link_lost_at IS NOT NULL;
