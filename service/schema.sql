-- What the database keeps. Instants are UTC. Every import runs this file: it must leave existing tables alone.

-- One row per activity that stands: of the seven types, well formed, one per guid, exactly as extracted.
CREATE TABLE IF NOT EXISTS activities (
  guid VARCHAR NOT NULL,
  lead_id BIGINT NOT NULL,
  activity_date TIMESTAMP NOT NULL,
  activity_type UTINYINT NOT NULL,
  campaign_id BIGINT,             -- NULL: not part of a campaign
  email_id BIGINT NOT NULL,
  email_name VARCHAR,
  attributes VARCHAR,
  action_result VARCHAR,
  -- Read once from attributes, of opens, clicks and unsubscribes only.
  link VARCHAR,
  is_bot BOOLEAN NOT NULL,
  bot_pattern VARCHAR
);

-- What a guid also came as, and lost to the version in activities: each distinct version once.
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

-- One row per (campaign, email, person) with a send: activities by the rules, brought up to date by every import.
CREATE TABLE IF NOT EXISTS records (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL,
  first_sent_at TIMESTAMP NOT NULL,
  last_activity_at TIMESTAMP NOT NULL,
  outcome VARCHAR,                -- 'delivered', 'hardBounced', 'softBounced'; NULL: pending or aborted, as of now
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
  activities INTEGER NOT NULL     -- all of the key's, of any type
);

-- The marked opens and clicks of a record by the pattern that they name.
CREATE TABLE IF NOT EXISTS record_bot_patterns (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL,
  pattern VARCHAR NOT NULL,
  activities INTEGER NOT NULL
);

-- Each row of the report with the two instants that no time frame changes.
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

CREATE TABLE IF NOT EXISTS campaigns (
  campaign_id BIGINT PRIMARY KEY,
  name VARCHAR,
  folder_id BIGINT,
  folder_type VARCHAR
);

CREATE TABLE IF NOT EXISTS folders (
  folder_id BIGINT NOT NULL,
  folder_type VARCHAR,
  path VARCHAR,
  archived BOOLEAN
);

CREATE TABLE IF NOT EXISTS emails (
  email_id BIGINT PRIMARY KEY,
  name VARCHAR,
  subject VARCHAR,
  preheader VARCHAR,
  from_name VARCHAR,
  from_address VARCHAR,
  html VARCHAR,
  text VARCHAR
);

-- Records that could not be read, each distinct one once, where it was met first.
CREATE TABLE IF NOT EXISTS malformed (
  file VARCHAR NOT NULL,
  record BIGINT NOT NULL,         -- 1 is the first record after the header
  reason VARCHAR NOT NULL,
  content VARCHAR NOT NULL        -- as JSON: the fields by their names, or the text where it has no fields
);

-- The keys whose records an import has to bring up to date; empty between imports.
CREATE TABLE IF NOT EXISTS touched_keys (
  campaign_id BIGINT NOT NULL,
  email_id BIGINT NOT NULL,
  lead_id BIGINT NOT NULL
);

CREATE OR REPLACE VIEW touched_activities AS
SELECT * FROM activities SEMI JOIN touched_keys USING (campaign_id, email_id, lead_id);
