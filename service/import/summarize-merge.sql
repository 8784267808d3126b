-- Runs after merge-activities.sql: updates report rows and coverage. Leaves the counts of the import in merge_counts.

-- --------------------------------------------------------------------------------------------- Report rows

DELETE FROM pairs;
INSERT INTO pairs
SELECT campaign_id, email_id, min(first_sent_at), max(last_activity_at)
FROM (
  SELECT campaign_id, email_id, first_sent_at, last_activity_at FROM records
  UNION ALL FROM retained_pairs
)
GROUP BY ALL;

-- ---------------------------------------------------------------------------------------------- Coverage

DELETE FROM coverage;
INSERT INTO coverage
SELECT
  -- The data of sync is complete until the end of its newest export, also if nothing happened in its last hours.
  greatest(max(activity_date) FILTER (is_email_type(activity_type)), (SELECT max(end_at) FROM sync_windows)),
  least(min(activity_date) FILTER (is_send(activity_type, action_result)), (SELECT data_from FROM retention)),
  count(campaign_id)
    + (SELECT count(*) FROM attributed_unsubscribes)
    - (SELECT coalesce(sum(activities), 0) FROM records),
  count(*) FILTER (activity_type = send_email() AND action_result IS NULL)
FROM activities;

-- ------------------------------------------------------------------------------------------------- Counts

-- In a new database, all orphans are of this import, and coverage has counted them without a join.
SET VARIABLE is_first = getvariable('is_complete') AND getvariable('first_new_row') = 0;

CREATE OR REPLACE TEMP TABLE merge_counts AS
WITH
  imported AS (
    SELECT activities.*, coalesce(person_id, lead_id) AS person
    FROM activities LEFT JOIN survivors USING (lead_id)
    WHERE activities.rowid >= getvariable('first_new_row') AND activities.rowid NOT IN (SELECT row FROM replacements)
  )
SELECT
  (SELECT count(*) FROM imported) AS imported,
  (SELECT count(*) FROM removed WHERE is_new AND NOT is_conflict)
    + (SELECT count(*) FROM replacements WHERE NOT is_conflict) AS duplicates,
  (SELECT count(*) FROM removed WHERE is_new AND is_conflict)
    + (SELECT count(*) FROM replacements WHERE is_conflict) AS conflicts,
  (SELECT count(*) FROM imported WHERE is_skipped_send(activity_type, action_result)) AS "skippedSends",
  (SELECT count(*) FROM imported
    WHERE campaign_id IS NULL AND is_email_type(activity_type)
      AND guid NOT IN (SELECT guid FROM attributed_unsubscribes)) AS "withoutCampaign",
  (SELECT count(*) FROM imported ANTI JOIN records
      ON records.campaign_id = imported.campaign_id AND records.email_id = imported.email_id AND records.lead_id = person
    WHERE campaign_id IS NOT NULL AND NOT getvariable('is_first'))
    + if(getvariable('is_first'), (SELECT orphans FROM coverage), 0) AS orphans,
  (SELECT count(*) FROM imported WHERE has_unreadable_attributes) AS "unreadableAttributes";

DELETE FROM touched_keys;
