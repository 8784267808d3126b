-- Runs before schema.sql in a database of version 1. Sets aside what cannot be derived, and drops the rest.
DROP VIEW IF EXISTS touched_activities;
DROP VIEW IF EXISTS campaign_folders;
DROP VIEW IF EXISTS email_links;
ALTER TABLE activities RENAME TO old_activities;
ALTER TABLE superseded RENAME TO old_superseded;
DROP TABLE records;
DROP TABLE record_bot_patterns;
DROP TABLE pairs;
DROP TABLE email_names;
ALTER TABLE campaigns ADD COLUMN IF NOT EXISTS campaign_type VARCHAR;
ALTER TABLE campaigns ADD COLUMN IF NOT EXISTS is_active BOOLEAN;
ALTER TABLE campaigns ADD COLUMN IF NOT EXISTS workspace VARCHAR;
ALTER TABLE folders ADD COLUMN IF NOT EXISTS name VARCHAR;
ALTER TABLE folders ADD COLUMN IF NOT EXISTS parent_id BIGINT;
ALTER TABLE folders ADD COLUMN IF NOT EXISTS parent_type VARCHAR;
ALTER TABLE emails ADD COLUMN IF NOT EXISTS is_open_tracking_disabled BOOLEAN;
ALTER TABLE emails ADD COLUMN IF NOT EXISTS is_partial BOOLEAN;
ALTER TABLE malformed ADD COLUMN IF NOT EXISTS file_id INTEGER;
