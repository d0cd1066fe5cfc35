-- Which version took the place of one as it was posted: whoever is told of that one is told of both in one mail.

ALTER TABLE versions ADD COLUMN replaced_by INTEGER;
UPDATE versions SET replaced_by = (SELECT min(posted.version) FROM versions AS posted
  WHERE posted.policy = versions.policy AND posted.posted_at = versions.withdrawn_at
    AND versions.withdrawal_reason = 'Replaced by version ' || posted.version || '.');
