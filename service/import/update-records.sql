-- Runs after attribute-unsubscribes.sql: updates the records and what is known about keys without a send. Those of touched keys, which may
-- have lost activities, are derived from all their activities. All others add the new activities to what they had. summarize-merge.sql
-- updates what depends on the records.

-- All activities of the touched keys.
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

-- Only the new activities of all other keys.
INSERT INTO changed_activities
FROM assigned_activities_of('added_activities', 'added_unsubscribes')
ANTI JOIN touched_keys USING (campaign_id, email_id, lead_id)
WHERE NOT getvariable('is_complete');

CREATE OR REPLACE TEMP TABLE renamed_orphans AS
SELECT campaign_id, email_id, new_person_id AS lead_id FROM orphan_records JOIN renamed_people USING (lead_id);

CREATE OR REPLACE TEMP TABLE changed_keys AS
FROM touched_keys
UNION SELECT campaign_id, email_id, lead_id FROM changed_activities
UNION SELECT campaign_id, email_id, lead_id FROM records_of_people WHERE is_renamed
UNION FROM renamed_orphans;

-- What update-cells.sql subtracts.
CREATE OR REPLACE TEMP TABLE removed_rows AS
SELECT records.rowid AS row FROM records SEMI JOIN changed_keys USING (campaign_id, email_id, lead_id)
UNION SELECT row FROM records_of_people WHERE is_renamed;
-- DuckDB compares each part of the table with all row ids. Most are of recent records: they are compared apart, with the last parts only.
SET VARIABLE recent_row = (SELECT quantile_disc(row, 0.15) FROM removed_rows);
CREATE OR REPLACE TEMP VIEW older_rows AS FROM removed_rows WHERE row < getvariable('recent_row');
CREATE OR REPLACE TEMP VIEW recent_rows AS FROM removed_rows WHERE row >= getvariable('recent_row');
CREATE OR REPLACE TEMP TABLE removed_records AS
FROM records WHERE records.rowid < getvariable('recent_row') AND records.rowid IN (FROM older_rows)
UNION ALL
FROM records WHERE records.rowid >= getvariable('recent_row') AND records.rowid IN (FROM recent_rows);
CREATE OR REPLACE TEMP TABLE removed_patterns AS FROM patterns_of('removed_records');
SET VARIABLE first_added_record = (
  SELECT coalesce(max(rowid) + 1, 0) FROM records WHERE records.rowid >= (SELECT count(*) - 1 FROM records)
);

-- What the keys had before, with the people before this import.
CREATE OR REPLACE TEMP TABLE removed_parts AS
FROM removed_records
UNION ALL
FROM orphan_records
WHERE (campaign_id, email_id, lead_id) IN (FROM changed_keys) OR lead_id IN (SELECT lead_id FROM renamed_people);
CREATE OR REPLACE TEMP TABLE removed_part_patterns AS
FROM record_bot_patterns SEMI JOIN removed_parts USING (campaign_id, email_id, lead_id);

-- What the keys keep that only gain activities. Nothing, if all of them are read again.
CREATE OR REPLACE TEMP MACRO kept_of(removed) AS TABLE
WITH renamed AS (
  SELECT removed.* REPLACE (coalesce(new_person_id, lead_id) AS lead_id)
  FROM query_table(removed) AS removed LEFT JOIN renamed_people USING (lead_id)
)
FROM renamed ANTI JOIN touched_keys USING (campaign_id, email_id, lead_id)
WHERE NOT getvariable('is_complete');
CREATE OR REPLACE TEMP TABLE kept_parts AS FROM kept_of('removed_parts');
CREATE OR REPLACE TEMP TABLE kept_patterns AS FROM kept_of('removed_part_patterns');

-- All activities are read without a join.
CREATE OR REPLACE TEMP VIEW all_records AS FROM partial_records_of('assigned_activities');
CREATE OR REPLACE TEMP TABLE changed_records AS
WITH parts AS (FROM partial_records_of('changed_activities') UNION ALL BY NAME FROM kept_parts)
FROM joined_records_of('parts');

SET VARIABLE merge_source = if(getvariable('is_complete'), 'assigned_activities', 'changed_activities');
SET VARIABLE record_source = if(getvariable('is_complete'), 'all_records', 'changed_records');

DELETE FROM records WHERE records.rowid < getvariable('recent_row') AND records.rowid IN (FROM older_rows);
DELETE FROM records WHERE records.rowid >= getvariable('recent_row') AND records.rowid IN (FROM recent_rows);
RESET dynamic_or_filter_threshold;
-- Ordered, because a report reads the records of a few quarter hours.
INSERT INTO records BY NAME
FROM query_table(getvariable('record_source')) WHERE first_sent_at IS NOT NULL ORDER BY first_sent_at;
CREATE OR REPLACE TEMP VIEW added_records AS FROM records WHERE records.rowid >= getvariable('first_added_record');

-- Without a record, all activities of a key are orphans.
CREATE OR REPLACE TEMP VIEW orphans AS
FROM assigned_activities ANTI JOIN records USING (campaign_id, email_id, lead_id)
WHERE NOT is_send(activity_type, action_result);
CREATE OR REPLACE TEMP VIEW all_orphans AS FROM partial_records_of('orphans');
DELETE FROM orphan_records
WHERE getvariable('is_complete')
  OR (campaign_id, email_id, lead_id) IN (SELECT campaign_id, email_id, lead_id FROM removed_parts);
INSERT INTO orphan_records BY NAME
FROM query_table(if(getvariable('is_complete'), 'all_orphans', 'changed_records')) WHERE first_sent_at IS NULL;

DELETE FROM record_bot_patterns
WHERE getvariable('is_complete')
  OR (campaign_id, email_id, lead_id) IN (SELECT campaign_id, email_id, lead_id FROM removed_part_patterns);
INSERT INTO record_bot_patterns
WITH parts AS (FROM bot_patterns_of(getvariable('merge_source')) UNION ALL FROM kept_patterns)
SELECT campaign_id, email_id, lead_id, pattern, sum(activities) FROM parts GROUP BY ALL;
