-- What the database holds, all imports together: whatever was imported twice, in another order or split otherwise
-- counts once. An activity with a campaign that is in no record is an orphan.
SELECT
  (SELECT count(*) FROM activities) AS imported,
  (SELECT count(*) FROM superseded) AS conflicts,
  (SELECT count(*) FROM activities WHERE is_skipped_send(activity_type, action_result)) AS "skippedSends",
  (SELECT count(*) FROM activities WHERE campaign_id IS NULL) AS "withoutCampaign",
  (SELECT count(*) FROM activities WHERE campaign_id IS NOT NULL)
    - (SELECT coalesce(sum(activities), 0)::BIGINT FROM records) AS orphans,
  (SELECT count(*) FROM malformed) AS malformed,
  (SELECT count(*) FROM records) AS records;
