-- The texts of a draft that whoever wrote this revision says still translate the one that prevails, though they are as
-- they were: their locales, as JSON.
ALTER TABLE draft_revisions ADD COLUMN up_to_date TEXT NOT NULL DEFAULT '[]';
