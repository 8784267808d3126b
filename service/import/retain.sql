-- Removes people without any activity since a month, with their records, activities and values. Their sums stay, so reports stay the
-- same. Runs after find-retired.sql if that has found activities, at most once a month, and before forget-people.sql.

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

DELETE FROM activities WHERE activities.rowid IN (SELECT row FROM retired_activities);
DELETE FROM attributed_unsubscribes WHERE guid IN (SELECT guid FROM retired_activities);
DELETE FROM unassigned_unsubscribes WHERE guid IN (SELECT guid FROM retired_activities);
DELETE FROM superseded WHERE guid IN (SELECT guid FROM retired_activities);
-- database-totals.sql counts the conflicts that remain.
DELETE FROM versions WHERE guid IN (SELECT guid FROM retired_activities);

-- What depends on all activities is derived again.
DELETE FROM known_merges;
DELETE FROM record_bot_patterns
WHERE (campaign_id, email_id, lead_id) IN (SELECT campaign_id, email_id, lead_id FROM orphan_records);
DELETE FROM orphan_records;
INSERT INTO orphan_records FROM partial_records_of('orphans');
INSERT INTO record_bot_patterns FROM bot_patterns_of('orphans');

CREATE OR REPLACE TEMP TABLE retired_people AS
SELECT given_lead_id AS lead_id FROM retired_activities UNION SELECT lead_id FROM retired_activities
EXCEPT SELECT lead_id FROM activities
EXCEPT SELECT lead_id FROM records;
