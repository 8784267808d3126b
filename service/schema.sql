-- The tables of the report database. Instants are in UTC. Every import runs this file, so it must keep existing tables.

-- One row: the version of the tables. An import upgrades a database of an older version: see installSchema in database.ts.
CREATE TABLE IF NOT EXISTS database_version (
  version INTEGER NOT NULL
);

-- One row per guid: the valid activities of the types that the report uses, unchanged.
CREATE TABLE IF NOT EXISTS activities (
  guid VARCHAR NOT NULL,
  lead_id BIGINT NOT NULL,
  activity_date TIMESTAMP NOT NULL,
  activity_type UTINYINT NOT NULL,
  campaign_id BIGINT,             -- NULL: outside any campaign
  email_id BIGINT NOT NULL,       -- of a merge: the surviving person
  email_name VARCHAR,
  attributes VARCHAR,
  action_result VARCHAR,
  -- Extracted from attributes. All but campaign_name only of opens, clicks and unsubscribes.
  has_unreadable_attributes BOOLEAN NOT NULL,
  campaign_name VARCHAR,
  link VARCHAR,
  is_bot BOOLEAN,                 -- NULL: unmarked
  bot_pattern VARCHAR,
  is_privacy_proxy BOOLEAN NOT NULL,
  file_set INTEGER DEFAULT 0      -- the files that have it, see file_sets
);

-- Versions of an activity that lost to the one in activities: same guid, different content. Each distinct version once.
CREATE TABLE IF NOT EXISTS superseded AS FROM activities LIMIT 0;

-- The files whose activities were imported, so that one can be withdrawn. A file is a name and a content: with another content, it is
-- another file.
CREATE TABLE IF NOT EXISTS imported_files (
  file_id INTEGER PRIMARY KEY,
  name VARCHAR NOT NULL,          -- without its directory
  digest VARCHAR NOT NULL,        -- SHA-256 of the uncompressed content
  imported_at TIMESTAMP NOT NULL, -- by the latest import of this file
  retired BIGINT NOT NULL         -- how many of its activities were removed by retain.sql: their sums stay
);

-- Sets of files: that of a file alone has its id, all others are negative. 0 is what versions of the service without this table imported.
CREATE TABLE IF NOT EXISTS file_sets (
  file_set INTEGER NOT NULL,
  files INTEGER[] NOT NULL        -- sorted
);
INSERT INTO file_sets SELECT 0, [0] WHERE NOT EXISTS (FROM file_sets);

-- The person who remains after merges, for each person who was merged.
CREATE TABLE IF NOT EXISTS survivors (
  lead_id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL
);

-- The versions of merges from which survivors were derived. Empty if the next import has to read all merges.
CREATE TABLE IF NOT EXISTS known_merges AS
SELECT guid, lead_id, activity_date, activity_type, email_id, attributes FROM activities LIMIT 0;

-- All unsubscribes that were logged without a campaign, with their people before merges. A send may attribute them.
CREATE TABLE IF NOT EXISTS unassigned_unsubscribes AS
SELECT guid, lead_id, activity_date, email_id, is_bot FROM activities LIMIT 0;

-- Unsubscribes that were logged without a campaign, with the campaign that sent the email.
CREATE TABLE IF NOT EXISTS attributed_unsubscribes (
  guid VARCHAR NOT NULL,
  lead_id BIGINT NOT NULL,        -- the surviving person
  activity_date TIMESTAMP NOT NULL,
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  is_bot BOOLEAN
);

-- One row per (campaign, email, person) with a send. Derived from activities by the rules; every import updates it.
-- The instants are those of the first activity of a kind, NULL if there is none.
CREATE TABLE IF NOT EXISTS records (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL,        -- the surviving person
  first_sent_at TIMESTAMP NOT NULL,
  quarter_hour TIMESTAMP NOT NULL, -- of the first send
  last_activity_at TIMESTAMP NOT NULL,
  delivered_at TIMESTAMP,
  hard_bounced_at TIMESTAMP,
  soft_bounced_at TIMESTAMP,
  reacted_at TIMESTAMP,           -- an open, click or unsubscribe
  clicked_at TIMESTAMP,           -- a click that counts
  unsubscribed_at TIMESTAMP,
  human_reacted_at TIMESTAMP,     -- a reaction that is not marked as bot
  human_clicked_at TIMESTAMP,
  person_reacted_at TIMESTAMP,    -- a human reaction that is not an open by a privacy proxy
  -- Numbers of activities.
  activities INTEGER NOT NULL,
  sends INTEGER NOT NULL,
  sends_skipped INTEGER NOT NULL,
  deliveries INTEGER NOT NULL,
  hard_bounces INTEGER NOT NULL,
  soft_bounces INTEGER NOT NULL,
  opens INTEGER NOT NULL,
  clicks INTEGER NOT NULL,
  unsubscribes INTEGER NOT NULL,
  unsubscribes_attributed INTEGER NOT NULL,
  clicks_ignored INTEGER NOT NULL,
  bot_opens INTEGER NOT NULL,
  bot_clicks INTEGER NOT NULL,
  opens_unmarked INTEGER NOT NULL,
  clicks_unmarked INTEGER NOT NULL,
  privacy_opens INTEGER NOT NULL
);

-- What the activities of keys without a send add to their record when it is sent: the columns of a record, without first_sent_at.
CREATE TABLE IF NOT EXISTS orphan_records AS FROM records LIMIT 0;

-- The number of opens and clicks of a key with or without a record that are marked as bot, by bot pattern; '' for those without a pattern.
CREATE TABLE IF NOT EXISTS record_bot_patterns (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL,
  pattern VARCHAR NOT NULL,
  activities INTEGER NOT NULL
);

-- The sums of the records of a report row that were first sent in the same quarter hour, or month if quarter_hour is NULL.
-- Derived from records, see cells.sql; every import updates those whose records it changes.
CREATE TABLE IF NOT EXISTS cells (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  at_age INTERVAL,                -- the age of the records, NULL: their current state
  month TIMESTAMP NOT NULL,       -- its first instant
  quarter_hour TIMESTAMP,
  first_sent_at TIMESTAMP NOT NULL, -- for reports, an instant of the cell
  sent INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  hard_bounced INTEGER NOT NULL,
  soft_bounced INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  clicked INTEGER NOT NULL,
  unsubscribed INTEGER NOT NULL,
  human_opened INTEGER NOT NULL,
  human_clicked INTEGER NOT NULL,
  privacy_opened INTEGER NOT NULL
);

-- Likewise, the effects of the rules that explain the counts. Numbers of activities or records.
CREATE TABLE IF NOT EXISTS effect_cells (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  month TIMESTAMP NOT NULL,
  quarter_hour TIMESTAMP,
  first_sent_at TIMESTAMP NOT NULL,
  sends INTEGER NOT NULL,
  deliveries INTEGER NOT NULL,
  hard_bounces INTEGER NOT NULL,
  soft_bounces INTEGER NOT NULL,
  opens INTEGER NOT NULL,
  clicks INTEGER NOT NULL,
  unsubscribes INTEGER NOT NULL,
  sends_merged INTEGER NOT NULL,
  sends_skipped INTEGER NOT NULL,
  opens_inferred INTEGER NOT NULL,
  deliveries_inferred INTEGER NOT NULL,
  bounces_overridden INTEGER NOT NULL,
  clicks_ignored INTEGER NOT NULL,
  bot_opens INTEGER NOT NULL,
  bot_clicks INTEGER NOT NULL,
  opens_unmarked INTEGER NOT NULL,
  clicks_unmarked INTEGER NOT NULL,
  privacy_opens INTEGER NOT NULL,
  unsubscribes_attributed INTEGER NOT NULL
);

-- Likewise, the opens and clicks that are marked as bot, by bot pattern.
CREATE TABLE IF NOT EXISTS pattern_cells (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  month TIMESTAMP NOT NULL,
  quarter_hour TIMESTAMP,
  first_sent_at TIMESTAMP NOT NULL,
  pattern VARCHAR NOT NULL,
  activities INTEGER NOT NULL
);

-- One row per report row, with the two instants that do not depend on the time frame.
CREATE TABLE IF NOT EXISTS pairs (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  first_sent_at TIMESTAMP NOT NULL,
  last_activity_at TIMESTAMP NOT NULL
);

-- One row if records were removed whose sums stay, see retain.sql.
CREATE TABLE IF NOT EXISTS retention (
  kept_from TIMESTAMP NOT NULL,   -- people without any activity since then were removed
  data_from TIMESTAMP             -- the earliest send before that
);

-- What the removed records add to cells, by quarter hour, and to pairs.
CREATE TABLE IF NOT EXISTS retained_cells AS FROM cells LIMIT 0;
CREATE TABLE IF NOT EXISTS retained_effect_cells AS FROM effect_cells LIMIT 0;
CREATE TABLE IF NOT EXISTS retained_pattern_cells AS FROM pattern_cells LIMIT 0;
CREATE TABLE IF NOT EXISTS retained_pairs AS FROM pairs LIMIT 0;

-- One row: what the imported activities cover.
CREATE TABLE IF NOT EXISTS coverage (
  as_of TIMESTAMP,                -- the latest activity, or a later end of the exports of sync. NULL: nothing was imported
  data_from TIMESTAMP,            -- NULL: no send was imported
  orphans BIGINT NOT NULL,
  sends_without_result BIGINT NOT NULL
);

-- Sums of all activities by type and result.
CREATE TABLE IF NOT EXISTS activity_totals (
  activity_type UTINYINT NOT NULL,
  action_result VARCHAR,
  earliest TIMESTAMP NOT NULL,
  latest TIMESTAMP NOT NULL,
  activities BIGINT NOT NULL,
  with_campaign BIGINT NOT NULL,
  with_unreadable_attributes BIGINT NOT NULL
);

-- The names that activities give emails and campaigns.
CREATE TABLE IF NOT EXISTS email_names (
  email_id BIGINT PRIMARY KEY,
  name VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS campaign_names (
  campaign_id BIGINT PRIMARY KEY,
  name VARCHAR NOT NULL
);

-- Assets. The type of a folder is 'Folder' or 'Program' in any case.
CREATE TABLE IF NOT EXISTS campaigns (
  campaign_id BIGINT PRIMARY KEY,
  name VARCHAR,
  folder_id BIGINT,
  folder_type VARCHAR,
  campaign_type VARCHAR,
  is_active BOOLEAN,
  workspace VARCHAR
);

CREATE TABLE IF NOT EXISTS folders (
  folder_id BIGINT NOT NULL,
  folder_type VARCHAR,
  path VARCHAR,
  archived BOOLEAN,
  name VARCHAR,
  parent_id BIGINT,
  parent_type VARCHAR
);

CREATE TABLE IF NOT EXISTS emails (
  email_id BIGINT PRIMARY KEY,
  name VARCHAR,
  subject VARCHAR,
  preheader VARCHAR,
  from_name VARCHAR,
  from_address VARCHAR,
  html VARCHAR,
  text VARCHAR,
  is_open_tracking_disabled BOOLEAN,
  is_partial BOOLEAN              -- true: only the editable parts of the content are known
);

-- What the report says about the campaign of a row. Derived from campaigns, folders and names.
CREATE TABLE IF NOT EXISTS campaign_details (
  campaign_id BIGINT PRIMARY KEY,
  name VARCHAR NOT NULL,
  folder VARCHAR,
  archived BOOLEAN,
  campaign_type VARCHAR,
  program VARCHAR,
  workspace VARCHAR
);

-- Malformed records. Each distinct record of a file once, with the place where it was first found.
CREATE TABLE IF NOT EXISTS malformed (
  file VARCHAR NOT NULL,
  record BIGINT NOT NULL,         -- 1 is the first record after the header
  reason VARCHAR NOT NULL,
  content VARCHAR NOT NULL,       -- JSON: an object of fields, or the text of a record that could not be split
  file_id INTEGER                 -- NULL: a file of people, or imported by an older version of the service
);

-- The keys whose records the running import derives from all their activities. Empty between imports.
CREATE TABLE IF NOT EXISTS touched_keys (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL
);

-- The values of persons, from people files. A person without a value of a field has no row for it.
CREATE TABLE IF NOT EXISTS people (
  lead_id BIGINT NOT NULL,
  field VARCHAR NOT NULL,
  value VARCHAR NOT NULL
);

-- The fields of people, with their values: NULL if there are too many to list. Derived from people.
CREATE TABLE IF NOT EXISTS people_filters (
  name VARCHAR NOT NULL,
  "values" VARCHAR[]
);

-- The persons who were deleted, by Delete Lead activities or people files.
CREATE TABLE IF NOT EXISTS deletions (
  lead_id BIGINT PRIMARY KEY,
  deleted_at TIMESTAMP            -- NULL: unknown
);

-- The persons who were erased. No import brings them back. hash: erased_hash of the id.
CREATE TABLE IF NOT EXISTS erased_people (
  hash VARCHAR PRIMARY KEY
);

-- One row if anyone was erased.
CREATE TABLE IF NOT EXISTS erasure_salt (
  salt VARCHAR NOT NULL
);

-- The progress of sync. Written together with the data, so these tables never claim more than the database contains.

-- One row: the Marketo instance that the data is from.
CREATE TABLE IF NOT EXISTS sync_instance (
  origin VARCHAR NOT NULL
);

-- The stretches of time whose activities are imported.
CREATE TABLE IF NOT EXISTS sync_windows (
  export_id VARCHAR NOT NULL,
  start_at TIMESTAMP NOT NULL,
  end_at TIMESTAMP NOT NULL,
  wanted_from TIMESTAMP NOT NULL, -- where the data should begin
  imported_at TIMESTAMP NOT NULL,
  records BIGINT,
  file_size BIGINT
);

-- The runs that completed the activities.
CREATE TABLE IF NOT EXISTS sync_runs (
  started_at TIMESTAMP NOT NULL,
  is_wide BOOLEAN NOT NULL,       -- whether it read the activities of the last month again
  deletions_from TIMESTAMP NOT NULL
);

-- The emails whose content is stored, with the version.
CREATE TABLE IF NOT EXISTS sync_emails (
  email_id BIGINT PRIMARY KEY,
  updated_at VARCHAR
);

-- The persons whose fields were read.
CREATE TABLE IF NOT EXISTS sync_people (
  lead_id BIGINT PRIMARY KEY,
  fields VARCHAR NOT NULL,        -- the names of the fields
  read_at TIMESTAMP NOT NULL
);
