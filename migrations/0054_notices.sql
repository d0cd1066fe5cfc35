-- Versions that are posted together share a release, and whoever is told of several is told in one mail.

-- `tells` are the versions that a walk tells of: those whose reminder falls on its instant, those that one write
-- withdrew. `round` tells the walks of one kind apart.
ALTER TABLE fan_outs ADD COLUMN tells TEXT NOT NULL DEFAULT '';
UPDATE fan_outs SET tells = coalesce((SELECT versions.policy || '@' || versions.version FROM versions
  WHERE versions.release = fan_outs.release), '');
