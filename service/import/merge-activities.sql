-- Runs after an import has appended its activities to the table: keeps one activity per guid, then updates the records,
-- names and report rows that depend on the changes. Needs the temporary table run(first_new_row): the row id of the first
-- new activity. Leaves the counts of the import in merge_counts.

-- --------------------------------------------------------------------------------- One activity per guid

-- Few guids are repeated. Their hashes find them in one pass over one column; a collision only costs a comparison.
CREATE OR REPLACE TEMP TABLE repeated_hashes AS
SELECT hash(guid) AS guid_hash FROM activities GROUP BY guid_hash HAVING count(*) > 1;

CREATE OR REPLACE TEMP TABLE repeated_guids AS
WITH candidates AS (
  SELECT
    guid, rowid AS row,
    hash(lead_id, activity_date, activity_type, campaign_id, email_id, email_name, attributes, action_result)
      AS content
  FROM activities
  WHERE hash(guid) IN (FROM repeated_hashes)
)
SELECT guid, min(row) AS first_row, min(content) = max(content) AS is_same
FROM candidates
GROUP BY guid
HAVING count(*) > 1;

-- Versions of an activity: same guid, different content. The version with the earliest date is kept; on a tie, the
-- smallest one, field by field in the order of an extract, NULL first; of identical ones, the first.
CREATE OR REPLACE TEMP TABLE versions AS
WITH ranked AS (
  SELECT
    activities.*,
    activities.rowid AS row,
    activities.rowid < first_new_row AS is_existing,
    hash(lead_id, activity_date, activity_type, campaign_id, email_id, email_name, attributes, action_result)
      AS content,
    row_number() OVER (PARTITION BY guid ORDER BY
      activity_date, lead_id, activity_type, campaign_id NULLS FIRST, email_id, email_name NULLS FIRST,
      attributes NULLS FIRST, action_result NULLS FIRST, activities.rowid
    ) AS position
  FROM activities JOIN repeated_guids USING (guid) CROSS JOIN run
  WHERE NOT is_same
)
SELECT
  *,
  any_value(content) FILTER (position = 1) OVER (PARTITION BY guid) AS kept_content,
  any_value(content) FILTER (is_existing) OVER (PARTITION BY guid) AS existing_content
FROM ranked;

-- The rows to delete. A new one is a conflict if it differs from the existing version or, without one, from the version
-- that is kept; otherwise it is a duplicate.
CREATE OR REPLACE TEMP TABLE removed AS
SELECT activities.rowid AS row, activities.rowid >= first_new_row AS is_new, false AS is_conflict
FROM activities JOIN repeated_guids USING (guid) CROSS JOIN run
WHERE is_same AND activities.rowid <> first_row
UNION ALL
SELECT row, NOT is_existing, content <> coalesce(existing_content, kept_content)
FROM versions
WHERE position > 1;

-- New rows that replace an existing one. They change an activity and do not count as imported.
CREATE OR REPLACE TEMP TABLE replacements AS
SELECT row, content <> existing_content AS is_conflict
FROM versions
WHERE position = 1 AND NOT is_existing AND existing_content IS NOT NULL;

INSERT INTO superseded
SELECT DISTINCT
  guid, lead_id, activity_date, activity_type, campaign_id, email_id, email_name, attributes, action_result
FROM versions
WHERE content <> kept_content
EXCEPT
FROM superseded;

-- ------------------------------------------------------------------------------- Affected keys and emails

CREATE OR REPLACE TEMP TABLE touched_emails AS
SELECT DISTINCT email_id FROM activities CROSS JOIN run WHERE activities.rowid >= first_new_row
UNION
SELECT email_id FROM versions;

INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, lead_id
FROM activities CROSS JOIN run
WHERE activities.rowid >= first_new_row AND campaign_id IS NOT NULL
UNION
SELECT campaign_id, email_id, lead_id FROM versions WHERE campaign_id IS NOT NULL;

DELETE FROM activities WHERE rowid IN (SELECT row FROM removed);

-- ------------------------------------------------------------------------- Records, report rows and names

-- In an empty database all activities are new, so the table is read without a join.
SET VARIABLE merge_source = (SELECT if(first_new_row = 0, 'activities', 'touched_activities') FROM run);

DELETE FROM records WHERE (campaign_id, email_id, lead_id) IN (FROM touched_keys);
INSERT INTO records FROM records_of(getvariable('merge_source'));

DELETE FROM record_bot_patterns WHERE (campaign_id, email_id, lead_id) IN (FROM touched_keys);
INSERT INTO record_bot_patterns FROM bot_patterns_of(getvariable('merge_source'));

DELETE FROM pairs;
INSERT INTO pairs
SELECT campaign_id, email_id, min(first_sent_at), max(last_activity_at) FROM records GROUP BY ALL;

-- An email has the name that its latest activity gives it; on a tie, the greater name.
DELETE FROM email_names WHERE email_id IN (FROM touched_emails);
INSERT INTO email_names
SELECT email_id, max({ 'latest': latest, 'name': email_name }).name
FROM (
  SELECT email_id, email_name, max(activity_date) AS latest
  FROM activities SEMI JOIN touched_emails USING (email_id)
  WHERE email_name IS NOT NULL
  GROUP BY email_id, email_name
)
GROUP BY email_id;

-- ------------------------------------------------------------------------------------------------- Counts

CREATE OR REPLACE TEMP TABLE merge_counts AS
WITH
  imported AS (
    SELECT activities.*
    FROM activities CROSS JOIN run
    WHERE activities.rowid >= first_new_row AND activities.rowid NOT IN (SELECT row FROM replacements)
  )
SELECT
  (SELECT count(*) FROM imported) AS imported,
  (SELECT count(*) FROM removed WHERE is_new AND NOT is_conflict)
    + (SELECT count(*) FROM replacements WHERE NOT is_conflict) AS duplicates,
  (SELECT count(*) FROM removed WHERE is_new AND is_conflict)
    + (SELECT count(*) FROM replacements WHERE is_conflict) AS conflicts,
  (SELECT count(*) FROM imported WHERE is_skipped_send(activity_type, action_result)) AS "skippedSends",
  (SELECT count(*) FROM imported WHERE campaign_id IS NULL) AS "withoutCampaign",
  (SELECT count(*) FROM imported ANTI JOIN records USING (campaign_id, email_id, lead_id)
    WHERE campaign_id IS NOT NULL) AS orphans;

DELETE FROM touched_keys;
