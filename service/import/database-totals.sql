-- The counts of the whole database. They do not depend on the order or the number of imports, nor on how the activities
-- were split into files. An orphan is an activity with a campaign that belongs to no record.
SELECT
  (SELECT count(*) FROM activities) AS imported,
  -- The superseded versions that differ from the kept one. Runs after merge-activities.sql, which compares all versions.
  (SELECT count(DISTINCT (guid, content, result)) FROM versions
    WHERE is_conflict(content, result, kept_content, kept_result)) AS conflicts,
  (SELECT count(*) FROM activities WHERE is_skipped_send(activity_type, action_result)) AS "skippedSends",
  (SELECT count(*) FROM activities WHERE campaign_id IS NULL AND is_email_type(activity_type))
    - (SELECT count(*) FROM attributed_unsubscribes) AS "withoutCampaign",
  (SELECT orphans FROM coverage) AS orphans,
  (SELECT count(*) FROM activities WHERE has_unreadable_attributes) AS "unreadableAttributes",
  (SELECT count(DISTINCT content) FROM malformed) AS malformed,
  (SELECT count(*) FROM records) AS records;
