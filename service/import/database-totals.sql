-- The counts of the whole database. They do not depend on the order or the number of imports, nor on how the activities
-- were split into files. An orphan is an activity with a campaign that belongs to no record. Runs after summarize-merge.sql, which sums
-- the activities.
SELECT
  coalesce(sum(activities), 0) AS imported,
  -- The superseded versions that differ from the kept one. Runs after merge-activities.sql, which compares all versions.
  (SELECT count(DISTINCT (guid, content, result)) FROM versions
    WHERE is_conflict(content, result, kept_content, kept_result)) AS conflicts,
  coalesce(sum(activities) FILTER (is_skipped_send(activity_type, action_result)), 0) AS "skippedSends",
  coalesce(sum(activities - with_campaign) FILTER (is_email_type(activity_type)), 0)
    - (SELECT count(*) FROM attributed_unsubscribes) AS "withoutCampaign",
  (SELECT orphans FROM coverage) AS orphans,
  coalesce(sum(with_unreadable_attributes), 0) AS "unreadableAttributes",
  (SELECT count(DISTINCT content) FROM malformed) AS malformed,
  (SELECT count(*) FROM records) AS records
FROM activity_totals;
