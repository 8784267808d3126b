-- What an import does after its activities have been added to the table, below those that were there: one activity
-- per guid, then the records, names and rows that follow from it. Needs the temporary table
-- run(first_new_row), the row id from which on rows are new; leaves the counts of the run in merge_counts.

-- ------------------------------------------------------------------------------------ One activity per guid

-- Few guids come twice: their hashes find them in one pass over one column (a collision only costs a look).
CREATE OR REPLACE TEMP TABLE repeated_hashes AS
SELECT hash(guid) AS guid_hash FROM activities GROUP BY guid_hash HAVING count(*) > 1;

CREATE OR REPLACE TEMP TABLE repeated AS
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

-- Same guid, different content: the earlier one stands, then the smaller one field by field in the extract's
-- order, empty before anything; of equal ones the first.
CREATE OR REPLACE TEMP TABLE rivals AS
WITH ranked AS (
  SELECT
    activities.*,
    activities.rowid AS row,
    activities.rowid < first_new_row AS was_there,
    hash(lead_id, activity_date, activity_type, campaign_id, email_id, email_name, attributes, action_result)
      AS content,
    row_number() OVER (PARTITION BY guid ORDER BY
      activity_date, lead_id, activity_type, campaign_id NULLS FIRST, email_id, email_name NULLS FIRST,
      attributes NULLS FIRST, action_result NULLS FIRST, activities.rowid
    ) AS place
  FROM activities JOIN repeated USING (guid) CROSS JOIN run
  WHERE NOT is_same
)
SELECT
  *,
  any_value(content) FILTER (place = 1) OVER (PARTITION BY guid) AS standing_content,
  any_value(content) FILTER (was_there) OVER (PARTITION BY guid) AS content_there
FROM ranked;

-- A record that differs from the one that was there, or else from the one that stands now, is a conflict.
CREATE OR REPLACE TEMP TABLE leaving AS
SELECT activities.rowid AS row, activities.rowid >= first_new_row AS is_new, false AS is_conflict
FROM activities JOIN repeated USING (guid) CROSS JOIN run
WHERE is_same AND activities.rowid <> first_row
UNION ALL
SELECT row, NOT was_there, content <> coalesce(content_there, standing_content)
FROM rivals
WHERE place > 1;

-- New rows that take the place of one that was there: they change an activity and import none.
CREATE OR REPLACE TEMP TABLE improvements AS
SELECT row, content <> content_there AS is_conflict
FROM rivals
WHERE place = 1 AND NOT was_there AND content_there IS NOT NULL;

INSERT INTO superseded
SELECT DISTINCT
  guid, lead_id, activity_date, activity_type, campaign_id, email_id, email_name, attributes, action_result
FROM rivals
WHERE content <> standing_content
EXCEPT
FROM superseded;

-- -------------------------------------------------------------------------- The keys and emails it touches

CREATE OR REPLACE TEMP TABLE touched_emails AS
SELECT DISTINCT email_id FROM activities CROSS JOIN run WHERE activities.rowid >= first_new_row
UNION
SELECT email_id FROM rivals;

INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, lead_id
FROM activities CROSS JOIN run
WHERE activities.rowid >= first_new_row AND campaign_id IS NOT NULL
UNION
SELECT campaign_id, email_id, lead_id FROM rivals WHERE campaign_id IS NOT NULL;

DELETE FROM activities WHERE rowid IN (SELECT row FROM leaving);

-- ---------------------------------------------------------------------------------------- What follows from it

-- Into an empty database every activity is new, and none has to be looked for.
SET VARIABLE merge_source = (SELECT if(first_new_row = 0, 'activities', 'touched_activities') FROM run);

DELETE FROM records WHERE (campaign_id, email_id, lead_id) IN (FROM touched_keys);
INSERT INTO records FROM records_of(getvariable('merge_source'));

DELETE FROM record_bot_patterns WHERE (campaign_id, email_id, lead_id) IN (FROM touched_keys);
INSERT INTO record_bot_patterns FROM bot_patterns_of(getvariable('merge_source'));

DELETE FROM pairs;
INSERT INTO pairs
SELECT campaign_id, email_id, min(first_sent_at), max(last_activity_at) FROM records GROUP BY ALL;

-- An email's name is the latest that any activity gives it; the greater of two at the same instant.
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

-- ------------------------------------------------------------------------------------------------ The counts

CREATE OR REPLACE TEMP TABLE merge_counts AS
WITH
  imported AS (
    SELECT activities.*
    FROM activities CROSS JOIN run
    WHERE activities.rowid >= first_new_row AND activities.rowid NOT IN (SELECT row FROM improvements)
  )
SELECT
  (SELECT count(*) FROM imported) AS imported,
  (SELECT count(*) FROM leaving WHERE is_new AND NOT is_conflict)
    + (SELECT count(*) FROM improvements WHERE NOT is_conflict) AS duplicates,
  (SELECT count(*) FROM leaving WHERE is_new AND is_conflict)
    + (SELECT count(*) FROM improvements WHERE is_conflict) AS conflicts,
  (SELECT count(*) FROM imported WHERE is_skipped_send(activity_type, action_result)) AS "skippedSends",
  (SELECT count(*) FROM imported WHERE campaign_id IS NULL) AS "withoutCampaign",
  (SELECT count(*) FROM imported ANTI JOIN records USING (campaign_id, email_id, lead_id)
    WHERE campaign_id IS NOT NULL) AS orphans;

DELETE FROM touched_keys;
