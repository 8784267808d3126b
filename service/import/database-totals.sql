-- The counts of the whole database. They do not depend on the order or the number of imports, nor on how the activities
-- were split into files. An orphan is an activity with a campaign that belongs to no record.
SELECT
  (SELECT count(*) FROM activities) AS imported,
  (SELECT count(*) FROM superseded) AS conflicts,
  (SELECT count(*) FROM activities WHERE is_skipped_send(activity_type, action_result)) AS "skippedSends",
  (SELECT count(*) FROM activities WHERE campaign_id IS NULL) AS "withoutCampaign",
  (SELECT count(*) FROM activities WHERE campaign_id IS NOT NULL)
    - (SELECT coalesce(sum(activities), 0)::BIGINT FROM records) AS orphans,
  (SELECT count(*) FROM malformed) AS malformed,
  (SELECT count(*) FROM records) AS records;
