-- Runs after follow-merges.sql, when an import has appended its activities to the table: keeps one activity per guid, then updates the records
-- and names that depend on the changes. Needs the variables first_restored_row and first_new_row: the row ids of
-- the first superseded version, which compete again because merges may have changed, and of the first new activity. As variables, they
-- keep DuckDB from reading the activities before them.
-- The temporary table withdrawn(campaign_id, email_id) has those of activities that were removed before; their keys are in
-- touched_keys. summarize-merge.sql updates what depends on the records.

-- --------------------------------------------------------------------------------- One activity per guid

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

-- ------------------------------------------------------------------------------------------- Changed keys

-- Without records, in a new or rebuilt database, everything is derived from all activities.
SET VARIABLE is_complete = (SELECT count(*) = 0 FROM records);

-- Rows are found by their ids first, and then read by their row ids: a join reads all columns of all rows. Up to this number of row ids,
-- DuckDB skips what has none of them.
SET dynamic_or_filter_threshold = 10000;

-- The activities of earlier imports that are removed, because another version of them is kept, with the person before this import.
CREATE OR REPLACE TEMP TABLE lost_activities AS
SELECT
  campaign_id, email_id, coalesce(old_survivors.person_id, lead_id) AS lead_id,
  email_name IS NOT NULL AS has_email_name,
  campaign_name IS NOT NULL AS has_campaign_name
FROM activities LEFT JOIN old_survivors USING (lead_id)
WHERE activities.rowid IN (SELECT row FROM removed WHERE row < getvariable('first_restored_row'));

DELETE FROM activities WHERE rowid IN (SELECT row FROM removed);

-- What this import adds: its new activities, and superseded versions that are kept now.
CREATE OR REPLACE TEMP VIEW added_activities AS
FROM activities WHERE activities.rowid >= getvariable('first_restored_row') AND NOT getvariable('is_complete');

INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, lead_id FROM lost_activities WHERE campaign_id IS NOT NULL;

INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, coalesce(person_id, lead_id)
FROM added_activities LEFT JOIN survivors USING (lead_id) SEMI JOIN orphan_keys ON
  orphan_keys.campaign_id = added_activities.campaign_id AND orphan_keys.email_id = added_activities.email_id
    AND orphan_keys.lead_id = coalesce(person_id, added_activities.lead_id);

-- ----------------------------------------------------------------------- Unsubscribes without a campaign

-- Removals may have removed any of them, or any send.
SET VARIABLE affects_all = (SELECT getvariable('is_complete') OR EXISTS (FROM withdrawn));

DELETE FROM unassigned_unsubscribes WHERE getvariable('affects_all');
INSERT INTO unassigned_unsubscribes
SELECT DISTINCT email_id, lead_id FROM activities
WHERE activities.rowid >= if(getvariable('affects_all'), 0, getvariable('first_restored_row'))
  AND activity_type = unsubscribe_email() AND campaign_id IS NULL;

-- Their campaign may change if their person has other activities of their email than before, or other ids.
CREATE OR REPLACE TEMP TABLE affected_emails AS
SELECT email_id, lead_id FROM lost_activities
UNION
SELECT email_id, coalesce(person_id, lead_id) FROM added_activities LEFT JOIN survivors USING (lead_id)
WHERE is_email_type(activity_type);

CREATE OR REPLACE TEMP TABLE moved_ids AS
SELECT old_person_id AS lead_id FROM moved_people UNION SELECT new_person_id FROM moved_people;

CREATE OR REPLACE TEMP MACRO is_affected(email_id, lead_id) AS
  getvariable('affects_all') OR (email_id, lead_id) IN (FROM affected_emails) OR lead_id IN (FROM moved_ids);

CREATE OR REPLACE TEMP TABLE affected_unsubscribes AS
WITH unsubscribes AS (
  SELECT DISTINCT email_id, coalesce(person_id, lead_id) AS lead_id
  FROM unassigned_unsubscribes LEFT JOIN survivors USING (lead_id)
)
FROM unsubscribes WHERE is_affected(email_id, lead_id);

CREATE OR REPLACE TEMP TABLE old_attributed_unsubscribes AS
FROM attributed_unsubscribes WHERE is_affected(email_id, lead_id);
DELETE FROM attributed_unsubscribes WHERE is_affected(email_id, lead_id);

-- All ids of the people whose earlier activities matter. One pass over one column finds their activities.
CREATE OR REPLACE TEMP TABLE affected_people AS
WITH people AS (
  SELECT lead_id FROM touched_keys
  UNION SELECT lead_id FROM affected_unsubscribes
  UNION SELECT lead_id FROM old_attributed_unsubscribes
  UNION FROM moved_ids
)
FROM people UNION SELECT survivors.lead_id FROM people JOIN survivors ON person_id = people.lead_id;

-- If they are many, after a removal, a table of all their activities would need too much memory.
SET VARIABLE people_are_few = (SELECT count(*) <= 10000 FROM affected_people);
CREATE OR REPLACE TEMP VIEW all_rows AS
SELECT activities.rowid AS row, campaign_id, email_id, lead_id FROM activities;
CREATE OR REPLACE TEMP TABLE rows_of_people AS
FROM all_rows WHERE getvariable('people_are_few') AND lead_id IN (FROM affected_people);
SET VARIABLE people_rows = if(getvariable('people_are_few'), 'rows_of_people', 'all_rows');

CREATE OR REPLACE TEMP TABLE found_rows AS
WITH emails AS (
  FROM affected_unsubscribes
  UNION
  SELECT email_id, survivors.lead_id FROM affected_unsubscribes JOIN survivors ON person_id = affected_unsubscribes.lead_id
)
SELECT row FROM query_table(getvariable('people_rows')) SEMI JOIN emails USING (email_id, lead_id);
CREATE OR REPLACE TEMP TABLE activities_of_emails AS
SELECT guid, lead_id, activity_date, activity_type, campaign_id, email_id, action_result, is_bot
FROM activities WHERE activities.rowid IN (FROM found_rows);
CREATE OR REPLACE TEMP TABLE new_attributed_unsubscribes AS FROM attributed_unsubscribes_of('activities_of_emails');
INSERT INTO attributed_unsubscribes FROM new_attributed_unsubscribes;

CREATE OR REPLACE TEMP TABLE added_unsubscribes AS
FROM new_attributed_unsubscribes EXCEPT FROM old_attributed_unsubscribes;

INSERT INTO touched_keys
SELECT campaign_id, email_id, lead_id FROM (FROM old_attributed_unsubscribes EXCEPT FROM new_attributed_unsubscribes)
UNION
SELECT campaign_id, email_id, unnest([old_person_id, new_person_id])
FROM query_table(getvariable('people_rows')) JOIN moved_people USING (lead_id)
WHERE campaign_id IS NOT NULL;

-- ------------------------------------------------------------------------------------------------ Records

-- All activities of the touched keys: of keys that may have lost some, and of orphans.
CREATE OR REPLACE TEMP TABLE found_rows AS
WITH ids AS (
  FROM touched_keys
  UNION
  SELECT campaign_id, email_id, survivors.lead_id FROM touched_keys JOIN survivors ON person_id = touched_keys.lead_id
)
SELECT row FROM query_table(getvariable('people_rows')) SEMI JOIN ids USING (campaign_id, email_id, lead_id)
WHERE NOT getvariable('is_complete');

CREATE OR REPLACE TEMP TABLE changed_activities AS
WITH activities_of_ids AS (FROM activities WHERE activities.rowid IN (FROM found_rows))
FROM assigned_activities_of('activities_of_ids', 'attributed_unsubscribes')
SEMI JOIN touched_keys USING (campaign_id, email_id, lead_id);

-- Only the new activities of all other keys. They are added to the records of these keys, which are complete without them.
INSERT INTO changed_activities
FROM assigned_activities_of('added_activities', 'added_unsubscribes')
ANTI JOIN touched_keys USING (campaign_id, email_id, lead_id)
WHERE NOT getvariable('is_complete');

CREATE OR REPLACE TEMP TABLE changed_keys AS
FROM touched_keys UNION SELECT campaign_id, email_id, lead_id FROM changed_activities;

-- What update-cells.sql subtracts.
CREATE OR REPLACE TEMP TABLE removed_rows AS
SELECT records.rowid AS row FROM records SEMI JOIN changed_keys USING (campaign_id, email_id, lead_id);
CREATE OR REPLACE TEMP TABLE removed_records AS FROM records WHERE records.rowid IN (FROM removed_rows);
CREATE OR REPLACE TEMP TABLE removed_patterns AS FROM patterns_of('removed_records');
SET VARIABLE first_added_record = (SELECT coalesce(max(rowid) + 1, 0) FROM records);

-- What the keys that only gain activities had before.
CREATE OR REPLACE TEMP TABLE earlier_records AS
FROM removed_records ANTI JOIN touched_keys USING (campaign_id, email_id, lead_id);
CREATE OR REPLACE TEMP TABLE earlier_patterns AS
FROM record_bot_patterns SEMI JOIN earlier_records USING (campaign_id, email_id, lead_id);

CREATE OR REPLACE TEMP VIEW all_records AS FROM records_of('assigned_activities');
CREATE OR REPLACE TEMP VIEW changed_records AS
WITH parts AS (FROM partial_records_of('changed_activities') UNION ALL BY NAME FROM earlier_records)
FROM joined_records_of('parts');

-- All activities are read without a join.
SET VARIABLE merge_source = if(getvariable('is_complete'), 'assigned_activities', 'changed_activities');
SET VARIABLE record_source = if(getvariable('is_complete'), 'all_records', 'changed_records');

DELETE FROM records WHERE records.rowid IN (FROM removed_rows);
-- Ordered, because a report reads the records of a few quarter hours.
INSERT INTO records BY NAME FROM query_table(getvariable('record_source')) ORDER BY first_sent_at;

DELETE FROM record_bot_patterns WHERE (campaign_id, email_id, lead_id) IN (FROM changed_keys);
CREATE OR REPLACE TEMP VIEW added_records AS FROM records WHERE records.rowid >= getvariable('first_added_record');
INSERT INTO record_bot_patterns
WITH parts AS (FROM bot_patterns_of(getvariable('merge_source'), 'added_records') UNION ALL FROM earlier_patterns)
SELECT campaign_id, email_id, lead_id, pattern, sum(activities) FROM parts GROUP BY ALL;

DELETE FROM orphan_keys WHERE getvariable('is_complete') OR (campaign_id, email_id, lead_id) IN (FROM changed_keys);
INSERT INTO orphan_keys FROM orphan_keys_of(getvariable('merge_source'), 'added_records');

-- ------------------------------------------------------------------------------------------------- Names

-- An email and a campaign have the name that the latest activity gives them; on a tie, the greater name.
-- If the activities that named it were removed and their sums stay, it keeps its name until another activity names it.
-- An added activity that repeats a name does not change it. Most do, so few names are derived again. named_at: the latest added activity that gives
-- another name; so activities before it need not be read. NULL: an activity that named it may have been removed.
CREATE OR REPLACE TEMP TABLE touched_emails AS
SELECT email_id, max(activity_date) AS named_at FROM added_activities LEFT JOIN email_names USING (email_id)
WHERE email_name IS NOT NULL AND email_name IS DISTINCT FROM name
GROUP BY email_id
UNION ALL
SELECT DISTINCT email_id, NULL::TIMESTAMP FROM activities WHERE getvariable('is_complete')
UNION ALL
SELECT email_id, NULL FROM lost_activities WHERE has_email_name
UNION ALL
SELECT email_id, NULL FROM withdrawn;

CREATE OR REPLACE TEMP TABLE touched_campaigns AS
SELECT campaign_id, max(activity_date) AS named_at FROM added_activities LEFT JOIN campaign_names USING (campaign_id)
WHERE campaign_name IS NOT NULL AND campaign_name IS DISTINCT FROM name
GROUP BY campaign_id
UNION ALL
SELECT DISTINCT campaign_id, NULL::TIMESTAMP FROM activities WHERE getvariable('is_complete')
UNION ALL
SELECT campaign_id, NULL FROM lost_activities WHERE has_campaign_name
UNION ALL
SELECT campaign_id, NULL FROM withdrawn;

-- The first activity that can name one of them.
SET VARIABLE email_named_from = (SELECT if(count(*) = count(named_at), min(named_at), '-infinity') FROM touched_emails);
SET VARIABLE campaign_named_from = (SELECT if(count(*) = count(named_at), min(named_at), '-infinity') FROM touched_campaigns);

DELETE FROM email_names
WHERE email_id IN (SELECT email_id FROM touched_emails) AND email_id NOT IN (SELECT email_id FROM retained_pairs);
INSERT OR REPLACE INTO email_names
SELECT email_id, max({ 'latest': latest, 'name': email_name }).name
FROM (
  SELECT email_id, email_name, max(activity_date) AS latest
  FROM activities SEMI JOIN touched_emails USING (email_id)
  WHERE email_name IS NOT NULL AND activity_date >= getvariable('email_named_from')
  GROUP BY email_id, email_name
)
GROUP BY email_id;

DELETE FROM campaign_names
WHERE campaign_id IN (SELECT campaign_id FROM touched_campaigns)
  AND campaign_id NOT IN (SELECT campaign_id FROM retained_pairs);
INSERT OR REPLACE INTO campaign_names
SELECT campaign_id, max({ 'latest': activity_date, 'name': campaign_name }).name
FROM activities SEMI JOIN touched_campaigns USING (campaign_id)
WHERE campaign_name IS NOT NULL AND activity_date >= getvariable('campaign_named_from')
GROUP BY campaign_id;

RESET dynamic_or_filter_threshold;
