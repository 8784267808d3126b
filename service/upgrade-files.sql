-- Runs before schema.sql in a database of versions 2 to 5: nobody knows which files its activities are from, so they belong to file 0.
DROP VIEW IF EXISTS touched_activities;
ALTER TABLE activities ADD COLUMN IF NOT EXISTS file_set INTEGER DEFAULT 0;
ALTER TABLE superseded ADD COLUMN IF NOT EXISTS file_set INTEGER DEFAULT 0;
ALTER TABLE malformed ADD COLUMN IF NOT EXISTS file_id INTEGER;
