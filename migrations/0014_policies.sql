-- What is known of policies from before this record was kept: whoever brings a policy's history in adds its
-- versions once, before any other.

-- Where a version comes from that was told before this record was kept; null for one that was posted here.
ALTER TABLE versions ADD COLUMN source TEXT;
