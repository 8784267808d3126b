-- Runs after update-records.sql: updates report rows and coverage. Leaves the counts of the import in merge_counts.

-- --------------------------------------------------------------------------------------------- Report rows

CREATE OR REPLACE TEMP TABLE added_pairs AS
SELECT campaign_id, email_id, min(first_sent_at) AS first_sent_at, max(last_activity_at) AS last_activity_at
FROM added_records
GROUP BY ALL;

-- Rows that have lost their first send or their last activity are derived from all their records.
CREATE OR REPLACE TEMP TABLE reduced_pairs AS
SELECT DISTINCT campaign_id, email_id
FROM removed_records AS removed
  JOIN pairs USING (campaign_id, email_id)
  LEFT JOIN added_pairs AS added USING (campaign_id, email_id)
WHERE (removed.first_sent_at = pairs.first_sent_at AND coalesce(added.first_sent_at > pairs.first_sent_at, true))
  OR (removed.last_activity_at = pairs.last_activity_at AND coalesce(added.last_activity_at < pairs.last_activity_at, true));

CREATE OR REPLACE TEMP TABLE new_pairs AS
SELECT campaign_id, email_id, min(first_sent_at), max(last_activity_at)
FROM (
  FROM pairs ANTI JOIN reduced_pairs USING (campaign_id, email_id) WHERE NOT getvariable('is_complete')
  UNION ALL FROM added_pairs
  UNION ALL FROM retained_pairs
  UNION ALL
  SELECT campaign_id, email_id, first_sent_at, last_activity_at
  FROM records SEMI JOIN reduced_pairs USING (campaign_id, email_id)
)
GROUP BY ALL;
DELETE FROM pairs;
INSERT INTO pairs FROM new_pairs;

-- ---------------------------------------------------------------------------------------------- Coverage

-- The sums of earlier imports stay unless this one has removed some of their activities. They are also for database-totals.sql.
SET VARIABLE first_unsummed_row = (
  SELECT if(
    (SELECT coalesce(sum(activities), 0) FROM activity_totals)
      = (SELECT count(*) FROM activities)
        - (SELECT count(*) FROM activities WHERE activities.rowid >= getvariable('first_restored_row')),
    getvariable('first_restored_row'), 0
  )
);

CREATE OR REPLACE TEMP TABLE new_totals AS
WITH parts AS (
  FROM activity_totals WHERE getvariable('first_unsummed_row') > 0
  UNION ALL
  SELECT
    activity_type, action_result, min(activity_date), max(activity_date),
    count(*), count(campaign_id), count(*) FILTER (has_unreadable_attributes)
  FROM activities
  WHERE activities.rowid >= getvariable('first_unsummed_row')
  GROUP BY activity_type, action_result
)
SELECT
  activity_type, action_result, min(earliest) AS earliest, max(latest) AS latest,
  sum(activities) AS activities, sum(with_campaign) AS with_campaign, sum(with_unreadable_attributes) AS with_unreadable_attributes
FROM parts
GROUP BY activity_type, action_result;

DELETE FROM activity_totals;
INSERT INTO activity_totals FROM new_totals;

DELETE FROM coverage;
INSERT INTO coverage
SELECT
  -- The data of sync is complete until the end of its newest export, also if nothing happened in its last hours.
  greatest(max(latest) FILTER (is_email_type(activity_type)), (SELECT max(end_at) FROM sync_windows)),
  least(min(earliest) FILTER (is_send(activity_type, action_result)), (SELECT data_from FROM retention)),
  coalesce(sum(with_campaign), 0)
    + (SELECT count(*) FROM attributed_unsubscribes)
    - (SELECT coalesce(sum(activities), 0) FROM records),
  coalesce(sum(activities) FILTER (activity_type = send_email() AND action_result IS NULL), 0)
FROM activity_totals;

-- ------------------------------------------------------------------------------------------------- Counts

-- In a new database, all orphans are of this import, and coverage has counted them without a join.
SET VARIABLE is_first = getvariable('is_complete') AND getvariable('first_new_row') = 0;

-- A view, because a common table expression would be materialized.
CREATE OR REPLACE TEMP VIEW imported AS
FROM activities
WHERE activities.rowid >= getvariable('first_new_row') AND activities.rowid NOT IN (SELECT row FROM replacements);

CREATE OR REPLACE TEMP TABLE merge_counts AS
SELECT
  count(*) AS imported,
  (SELECT count(*) FROM removed WHERE is_new AND NOT is_conflict)
    + (SELECT count(*) FROM replacements WHERE NOT is_conflict) AS duplicates,
  (SELECT count(*) FROM removed WHERE is_new AND is_conflict)
    + (SELECT count(*) FROM replacements WHERE is_conflict) AS conflicts,
  count(*) FILTER (is_skipped_send(activity_type, action_result)) AS "skippedSends",
  count(*) FILTER (campaign_id IS NULL AND is_email_type(activity_type))
    - (SELECT count(*) FROM imported SEMI JOIN attributed_unsubscribes USING (guid) WHERE imported.campaign_id IS NULL)
    AS "withoutCampaign",
  (SELECT count(*) FROM imported LEFT JOIN survivors USING (lead_id) SEMI JOIN orphan_records AS orphan
      ON orphan.campaign_id = imported.campaign_id AND orphan.email_id = imported.email_id
        AND orphan.lead_id = coalesce(person_id, imported.lead_id)
    WHERE NOT getvariable('is_first'))
    + if(getvariable('is_first'), (SELECT orphans FROM coverage), 0) AS orphans,
  count(*) FILTER (has_unreadable_attributes) AS "unreadableAttributes"
FROM imported;

DELETE FROM touched_keys;
