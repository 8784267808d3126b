-- Removes people without any activity since a month, with their records, activities and values. Their sums stay, so reports stay the
-- same. Runs after update-cells.sql, and before forget-people.sql. Needs the variable retained_months. Leaves the numbers of removed
-- activities in retirement_counts.

-- Whole months, so that this removes something once a month.
SET VARIABLE kept_from = (
  SELECT greatest(
    month_of(max(activity_date) - to_months(getvariable('retained_months')::INTEGER)),
    (SELECT kept_from FROM retention)
  )
  FROM activities WHERE is_email_type(activity_type)
);
SET VARIABLE data_from = (
  SELECT least(min(activity_date) FILTER (is_send(activity_type, action_result)), (SELECT data_from FROM retention))
  FROM activities
);

CREATE OR REPLACE TEMP TABLE retired_records AS
FROM records WHERE last_activity_at < getvariable('kept_from');

-- What they add to cells, in addition to those that were removed before.
CREATE OR REPLACE TEMP TABLE new_cells AS
WITH counts AS (FROM retained_cells UNION ALL BY NAME FROM counts_at_ages_of('retired_records'))
FROM cells_of('counts', quarter_hour);
CREATE OR REPLACE TEMP TABLE new_effect_cells AS
WITH effects AS (FROM retained_effect_cells UNION ALL BY NAME FROM effects_of('retired_records'))
FROM cells_of('effects', quarter_hour);
CREATE OR REPLACE TEMP TABLE new_pattern_cells AS
WITH patterns AS (FROM retained_pattern_cells UNION ALL BY NAME FROM patterns_of('retired_records'))
FROM cells_of('patterns', quarter_hour);
CREATE OR REPLACE TEMP TABLE new_pairs AS
SELECT campaign_id, email_id, min(first_sent_at) AS first_sent_at, max(last_activity_at) AS last_activity_at
FROM (
  FROM retained_pairs
  UNION ALL BY NAME SELECT campaign_id, email_id, first_sent_at, last_activity_at FROM retired_records
)
GROUP BY ALL;

DELETE FROM retained_cells;
INSERT INTO retained_cells BY NAME FROM new_cells;
DELETE FROM retained_effect_cells;
INSERT INTO retained_effect_cells BY NAME FROM new_effect_cells;
DELETE FROM retained_pattern_cells;
INSERT INTO retained_pattern_cells BY NAME FROM new_pattern_cells;
DELETE FROM retained_pairs;
INSERT INTO retained_pairs BY NAME FROM new_pairs;

DELETE FROM record_bot_patterns
WHERE (campaign_id, email_id, lead_id) IN (SELECT (campaign_id, email_id, lead_id) FROM retired_records);
DELETE FROM records WHERE last_activity_at < getvariable('kept_from');

-- Also activities that belong to no record. Merges stay: later activities may be of merged people.
CREATE OR REPLACE TEMP TABLE retired_activities AS
WITH old AS (
  SELECT
    activities.rowid AS row, guid, activities.lead_id AS given_lead_id,
    coalesce(activities.campaign_id, attributed.campaign_id) AS campaign_id,
    activities.email_id,
    coalesce(person_id, activities.lead_id) AS lead_id,
    file_set
  FROM activities
    LEFT JOIN survivors USING (lead_id)
    LEFT JOIN attributed_unsubscribes AS attributed USING (guid)
  WHERE is_email_type(activity_type) AND activities.activity_date < getvariable('kept_from')
)
SELECT row, guid, given_lead_id, lead_id, file_set FROM old ANTI JOIN records USING (campaign_id, email_id, lead_id);

DELETE FROM activities WHERE activities.rowid IN (SELECT row FROM retired_activities);
DELETE FROM attributed_unsubscribes WHERE guid IN (SELECT guid FROM retired_activities);
DELETE FROM superseded WHERE guid IN (SELECT guid FROM retired_activities);
-- database-totals.sql counts the conflicts that remain.
DELETE FROM versions WHERE guid IN (SELECT guid FROM retired_activities);

-- What depends on all activities is derived again: at most once a month.
DELETE FROM known_merges WHERE EXISTS (FROM retired_activities);
CREATE OR REPLACE TEMP VIEW remaining_orphans AS
FROM assigned_activities ANTI JOIN records USING (campaign_id, email_id, lead_id)
WHERE NOT is_send(activity_type, action_result);
DELETE FROM record_bot_patterns
WHERE EXISTS (FROM retired_activities)
  AND (campaign_id, email_id, lead_id) IN (SELECT campaign_id, email_id, lead_id FROM orphan_records);
DELETE FROM orphan_records WHERE EXISTS (FROM retired_activities);
INSERT INTO orphan_records FROM partial_records_of('remaining_orphans') WHERE EXISTS (FROM retired_activities);
INSERT INTO record_bot_patterns FROM bot_patterns_of('remaining_orphans') WHERE EXISTS (FROM retired_activities);
DELETE FROM unassigned_unsubscribes WHERE EXISTS (FROM retired_activities);
INSERT INTO unassigned_unsubscribes
SELECT guid, lead_id, activity_date, email_id, is_bot FROM activities
WHERE activity_type = unsubscribe_email() AND campaign_id IS NULL AND EXISTS (FROM retired_activities);

CREATE OR REPLACE TEMP TABLE retired_people AS
SELECT given_lead_id AS lead_id FROM retired_activities UNION SELECT lead_id FROM retired_activities
EXCEPT SELECT lead_id FROM activities
EXCEPT SELECT lead_id FROM records;

CREATE OR REPLACE TEMP TABLE retired_by_file AS
SELECT file_id, count(*) AS activities
FROM (SELECT unnest(files) AS file_id FROM retired_activities JOIN file_sets USING (file_set))
GROUP BY file_id;

CREATE OR REPLACE TEMP TABLE retirement_counts AS
SELECT
  count(*) AS activities,
  -- Those that have replaced another version are duplicates or conflicts.
  count(*) FILTER (row >= getvariable('first_new_row') AND row NOT IN (SELECT row FROM replacements)) AS new_activities
FROM retired_activities;
