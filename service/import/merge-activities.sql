-- Runs after follow-merges.sql, when an import has appended its activities to the table: keeps one activity per guid. Leaves in
-- lost_activities and added_activities the difference from the table before, for the files that run after this one.
-- Needs the variables first_restored_row and first_new_row: the row ids of the first superseded version, which compete again because
-- merges may have changed, and of the first new activity. As variables, they keep DuckDB from reading the activities before them.

-- The content of an activity: the fields that a rule reads, with the person after merges. The action result is compared
-- apart: a copy without one is the same activity, because some sources cannot provide it.
CREATE OR REPLACE TEMP VIEW compared_activities AS
SELECT
  *,
  rowid AS row,
  hash(
    activity_date, activity_type, campaign_id, email_id, email_name, campaign_name, link, is_bot, bot_pattern,
    is_privacy_proxy,
    CASE WHEN activity_type = merge_leads() THEN json_extract_string(attributes_object(attributes), '$."Merge IDs"') END
  ) AS fields,
  CASE WHEN activity_type = send_email() THEN lower(action_result) END AS result
FROM activities;

CREATE OR REPLACE TEMP MACRO is_conflict(content, result, other_content, other_result) AS
  content <> other_content OR coalesce(result <> other_result, false);

-- Few guids are repeated. Their hashes find them in one pass over one column; a collision only costs a comparison.
CREATE OR REPLACE TEMP TABLE new_hashes AS
SELECT hash(guid) AS guid_hash FROM activities WHERE activities.rowid >= getvariable('first_restored_row');

-- By guid, because DuckDB then skips the parts of the table whose guids are all less or all greater: most parts, if guids increase with time.
CREATE OR REPLACE TEMP TABLE new_guids AS
SELECT guid FROM activities
WHERE activities.rowid >= getvariable('first_restored_row') AND getvariable('first_restored_row') > 0;

CREATE OR REPLACE TEMP TABLE earlier_copies AS
SELECT activities.rowid AS row, hash(guid) AS guid_hash FROM activities
WHERE activities.rowid < getvariable('first_restored_row') AND guid IN (FROM new_guids);

-- Usually, only the latest activities have copies. All columns of older ones need not be read.
SET VARIABLE first_repeated_row = (SELECT least(min(row), getvariable('first_restored_row')) FROM earlier_copies);

CREATE OR REPLACE TEMP TABLE candidates AS
SELECT guid, row, hash(lead_id, fields, result) AS identity, file_set
FROM compared_activities
WHERE row >= getvariable('first_repeated_row') AND hash(guid) IN (
  SELECT guid_hash FROM earlier_copies
  UNION
  SELECT guid_hash FROM new_hashes GROUP BY guid_hash HAVING count(*) > 1
);

CREATE OR REPLACE TEMP TABLE repeated_versions AS
SELECT
  guid, identity, min(row) AS first_row, count(*) AS copies,
  list_sort(list(DISTINCT file_set)) AS file_sets
FROM candidates
GROUP BY guid, identity;

CREATE OR REPLACE TEMP TABLE repeated_guids AS
SELECT guid, min(first_row) AS first_row, count(*) = 1 AS is_same
FROM repeated_versions
GROUP BY guid
HAVING sum(copies) > 1;

-- Each version of an activity belongs to the files of all its copies.
CREATE OR REPLACE TEMP TABLE joined_sets AS
SELECT file_sets, list_sort(list_distinct(flatten(list(files)))) AS files
FROM (SELECT file_sets, unnest(file_sets) AS file_set FROM (SELECT DISTINCT file_sets FROM repeated_versions WHERE len(file_sets) > 1))
  JOIN file_sets USING (file_set)
GROUP BY file_sets;

INSERT INTO file_sets FROM missing_sets_of('joined_sets');

CREATE OR REPLACE TEMP TABLE joined_versions AS
SELECT guid, identity, first_row, file_set
FROM repeated_versions JOIN joined_sets USING (file_sets) JOIN file_sets USING (files);

UPDATE activities SET file_set = joined_versions.file_set
FROM joined_versions WHERE activities.rowid = first_row;

-- Versions of an activity: same guid, different fields. The version with the earliest date is kept; on a tie, the
-- smallest one, field by field in the order of an extract, NULL first, but one with an action result before one without.
CREATE OR REPLACE TEMP TABLE versions AS
WITH
  assigned AS (
    SELECT *, coalesce(person_id, lead_id) AS person
    FROM compared_activities JOIN repeated_guids USING (guid) LEFT JOIN survivors USING (lead_id)
    WHERE NOT is_same AND row >= getvariable('first_repeated_row')
  ),
  ranked AS (
    SELECT
      *,
      row < getvariable('first_new_row') AS is_existing,
      row < getvariable('first_restored_row') AS was_kept,
      hash(person, fields) AS content,
      hash(lead_id, fields, result) AS identity,
      row_number() OVER (PARTITION BY guid ORDER BY
        activity_date, person, activity_type, campaign_id NULLS FIRST, email_id, email_name NULLS FIRST,
        campaign_name NULLS FIRST, link NULLS FIRST, is_bot NULLS FIRST, bot_pattern NULLS FIRST, is_privacy_proxy,
        fields, result NULLS LAST, lead_id, row
      ) AS position
    FROM assigned
  )
SELECT
  *,
  any_value(identity) FILTER (position = 1) OVER (PARTITION BY guid) AS kept_identity,
  any_value(content) FILTER (position = 1) OVER (PARTITION BY guid) AS kept_content,
  any_value(result) FILTER (position = 1) OVER (PARTITION BY guid) AS kept_result,
  bool_or(was_kept) OVER (PARTITION BY guid) AS has_existing,
  any_value(content) FILTER (was_kept) OVER (PARTITION BY guid) AS existing_content,
  any_value(result) FILTER (was_kept) OVER (PARTITION BY guid) AS existing_result
FROM ranked;

-- The rows to delete. A new one is a conflict if it differs from the existing version or, without one, from the version
-- that is kept; otherwise it is a duplicate.
CREATE OR REPLACE TEMP TABLE removed AS
SELECT row, row >= getvariable('first_new_row') AS is_new, false AS is_conflict
FROM candidates JOIN repeated_guids USING (guid)
WHERE is_same AND row <> first_row
UNION ALL
SELECT row, NOT is_existing, CASE
  WHEN has_existing THEN is_conflict(content, result, existing_content, existing_result)
  ELSE is_conflict(content, result, kept_content, kept_result)
END
FROM versions
WHERE position > 1;

-- New rows that replace an existing one. They change an activity and do not count as imported.
CREATE OR REPLACE TEMP TABLE replacements AS
SELECT row, is_conflict(content, result, existing_content, existing_result) AS is_conflict
FROM versions
WHERE position = 1 AND NOT is_existing AND has_existing;

-- Also versions without a conflict: they may differ, or be kept, when another merge is imported.
DELETE FROM superseded;
INSERT INTO superseded BY NAME
SELECT DISTINCT ON (guid, identity)
  guid, lead_id, activity_date, activity_type, campaign_id, email_id, email_name, attributes, action_result,
  has_unreadable_attributes, campaign_name, link, is_bot, bot_pattern, is_privacy_proxy,
  coalesce(joined_versions.file_set, versions.file_set) AS file_set
FROM versions LEFT JOIN joined_versions USING (guid, identity)
WHERE identity <> kept_identity;

-- ------------------------------------------------------------------------------------------- What changed

-- Without records, in a new or rebuilt database, everything is derived from all activities.
SET VARIABLE is_complete = (SELECT count(*) = 0 FROM records);

-- Rows are found by their ids first, and then read by their row ids: a join reads all columns of all rows. Up to this number of row ids,
-- DuckDB skips what has none of them.
SET dynamic_or_filter_threshold = 10000;

-- The activities of earlier imports that are removed, because another version of them is kept, with the person before this import.
CREATE OR REPLACE TEMP TABLE lost_activities AS
SELECT
  guid, campaign_id, email_id, coalesce(old_survivors.person_id, lead_id) AS lead_id,
  email_name IS NOT NULL AS has_email_name,
  campaign_name IS NOT NULL AS has_campaign_name
FROM activities LEFT JOIN old_survivors USING (lead_id)
WHERE activities.rowid IN (SELECT row FROM removed WHERE row < getvariable('first_restored_row'));

DELETE FROM activities WHERE rowid IN (SELECT row FROM removed);

-- What this import adds: its new activities, and superseded versions that are kept now.
CREATE OR REPLACE TEMP VIEW added_activities AS
FROM activities WHERE activities.rowid >= getvariable('first_restored_row') AND NOT getvariable('is_complete');
