-- Notice rules as data (`docs/rules.md`): what a policy promises about its changes.

-- `rules` is a document in JSON, its calendar perhaps a name; null where notice and acceptance say them.
-- `applies_to` is the audience of these rules that the policy is for; null: for everybody.
ALTER TABLE policies ADD COLUMN rules TEXT;
ALTER TABLE policies ADD COLUMN applies_to TEXT;
ALTER TABLE policies ADD COLUMN revocable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN required INTEGER NOT NULL DEFAULT 1;

-- What a version was posted under, frozen: its class with the rules of all audiences, calendar, zone and
-- receipt delays, the dates that were named, as JSON; null where the columns before say all of it. `class` is
-- what legal called the change, null where that is `change`, which is the nearest of four kinds.
ALTER TABLE versions ADD COLUMN class TEXT;
ALTER TABLE versions ADD COLUMN rules TEXT;
