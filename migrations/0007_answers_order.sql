-- What people did is kept as they did it, whatever the order in which it arrived; nothing new is appended.

-- All that a user did about one version is looked at together.
DROP INDEX acceptances_of_user;
CREATE INDEX acceptances_of_user ON acceptances (user_ref, policy, version);

-- Since when a user has agreed to a version without a break, by the act that counts or one before it.
ALTER TABLE user_versions ADD COLUMN accepted_since TEXT;
UPDATE user_versions SET accepted_since = coalesce((SELECT min(made.accepted_at) FROM acceptances AS made
    WHERE made.user_ref = user_versions.user_ref AND made.policy = user_versions.policy
      AND made.version = user_versions.version
      AND NOT EXISTS (SELECT 1 FROM voidings WHERE voidings.acceptance_id = made.id)
      AND NOT EXISTS (SELECT 1 FROM terminations AS declined
        WHERE declined.user_ref = made.user_ref AND declined.policy = made.policy
          AND declined.version = made.version AND declined.declined_at >= made.accepted_at
          AND coalesce(declined.ended_by, '') <> 'cancelled')), accepted_at)
  WHERE accepted_at IS NOT NULL;

-- The version whose acceptance ended a termination: should it be withdrawn, the termination counts again.
ALTER TABLE terminations ADD COLUMN ended_over INTEGER;
UPDATE terminations SET ended_over = (SELECT min(made.version) FROM acceptances AS made
    WHERE made.user_ref = terminations.user_ref AND made.policy = terminations.policy
      AND made.version >= terminations.version AND made.accepted_at = terminations.ended_at)
  WHERE ended_by = 'accepted';
CREATE INDEX terminations_over_by_end ON terminations (terminates_at, id) WHERE ended_over IS NOT NULL;
CREATE INDEX terminations_over ON terminations (policy, ended_over) WHERE ended_over IS NOT NULL;

-- Since when a user has had an address, be it another one by now: whoever had none when a version took
-- effect is not mailed about it.
ALTER TABLE users ADD COLUMN addressed_at TEXT;
UPDATE users SET addressed_at = created_at WHERE email IS NOT NULL;

-- A notice of withdrawal also goes to whoever answered without being told, in the order of users.
DROP INDEX user_versions_of_version;
CREATE INDEX user_versions_of_version ON user_versions (policy, version, user_ref);
DROP INDEX terminations_of_version;
CREATE INDEX terminations_of_version ON terminations (policy, version, user_ref);
