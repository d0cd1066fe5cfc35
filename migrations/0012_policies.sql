-- Whether whoever has yet to accept a version that asks for it is told once more when it takes effect: as
-- the policy has it, and as it was frozen on the version.

ALTER TABLE policies ADD COLUMN remind_at_effect INTEGER NOT NULL DEFAULT 1;
ALTER TABLE versions ADD COLUMN remind_at_effect INTEGER NOT NULL DEFAULT 0;
