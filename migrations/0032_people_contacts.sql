-- Who looks after people finds a party by the address of a contact too.

CREATE INDEX contacts_by_address ON contacts (lower(email), user_ref) WHERE removed_at IS NULL AND email IS NOT NULL;
