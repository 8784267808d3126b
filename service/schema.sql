-- The tables of the report database. Instants are in UTC. Every import runs this file, so it must keep existing tables.

-- One row per guid: the valid activities of the types that the report uses, unchanged.
CREATE TABLE IF NOT EXISTS activities (
  guid VARCHAR NOT NULL,
  lead_id BIGINT NOT NULL,
  activity_date TIMESTAMP NOT NULL,
  activity_type UTINYINT NOT NULL,
  campaign_id BIGINT,             -- NULL: outside any campaign
  email_id BIGINT NOT NULL,
  email_name VARCHAR,
  attributes VARCHAR,
  action_result VARCHAR,
  -- Extracted from attributes, only of opens, clicks and unsubscribes.
  link VARCHAR,
  is_bot BOOLEAN NOT NULL,
  bot_pattern VARCHAR
);

-- Versions of an activity that lost to the one in activities: same guid, different content. Each distinct version once.
CREATE TABLE IF NOT EXISTS superseded (
  guid VARCHAR NOT NULL,
  lead_id BIGINT NOT NULL,
  activity_date TIMESTAMP NOT NULL,
  activity_type UTINYINT NOT NULL,
  campaign_id BIGINT,
  email_id BIGINT NOT NULL,
  email_name VARCHAR,
  attributes VARCHAR,
  action_result VARCHAR
);

-- One row per (campaign, email, person) with a send. Derived from activities by the rules; every import updates it.
CREATE TABLE IF NOT EXISTS records (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL,
  first_sent_at TIMESTAMP NOT NULL,
  last_activity_at TIMESTAMP NOT NULL,
  outcome VARCHAR,                -- 'delivered', 'hardBounced', 'softBounced'; NULL: pending or aborted, depending on as_of
  opened BOOLEAN NOT NULL,
  clicked BOOLEAN NOT NULL,
  unsubscribed BOOLEAN NOT NULL,
  human_opened BOOLEAN NOT NULL,
  human_clicked BOOLEAN NOT NULL,
  sends INTEGER NOT NULL,
  sends_skipped INTEGER NOT NULL,
  open_inferred BOOLEAN NOT NULL,
  delivery_inferred BOOLEAN NOT NULL,
  bounces_overridden INTEGER NOT NULL,
  clicks_ignored INTEGER NOT NULL,
  bot_opens INTEGER NOT NULL,
  bot_clicks INTEGER NOT NULL,
  activities INTEGER NOT NULL     -- all activities of the key
);

-- The number of opens and clicks of a record that are flagged as bot activity, by bot pattern.
CREATE TABLE IF NOT EXISTS record_bot_patterns (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL,
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

CREATE TABLE IF NOT EXISTS email_names (
  email_id BIGINT PRIMARY KEY,
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

-- Malformed records. Each distinct record once, with the place where it was first found.
CREATE TABLE IF NOT EXISTS malformed (
  file VARCHAR NOT NULL,
  record BIGINT NOT NULL,         -- 1 is the first record after the header
  reason VARCHAR NOT NULL,
  content VARCHAR NOT NULL        -- JSON: an object of fields, or the text of a record that could not be split
);

-- The keys whose records the running import has to update. Empty between imports.
CREATE TABLE IF NOT EXISTS touched_keys (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL
);

CREATE OR REPLACE VIEW touched_activities AS
SELECT * FROM activities SEMI JOIN touched_keys USING (campaign_id, email_id, lead_id);

-- The values of persons, from people files. A person without a value of a field has no row for it.
CREATE TABLE IF NOT EXISTS people (
  lead_id BIGINT NOT NULL,
  field VARCHAR NOT NULL,
  value VARCHAR NOT NULL
);

-- The persons who were deleted, by Delete Lead activities or people files.
CREATE TABLE IF NOT EXISTS deletions (
  lead_id BIGINT PRIMARY KEY,
  deleted_at TIMESTAMP            -- NULL: unknown
);
