-- The rows of the report, from the views of views.sql.
-- For ClickHouse. Generated from warehouse/report.sql by `npm run docs`. Do not edit.
--
-- from      first day, YYYY-MM-DD; NULL for no limit
-- to        last day, included; NULL for no limit
-- timeZone  an IANA name: the zone of these days
-- dateBasis 'first-sent': emails first sent in these days, with all their records; 'sent': records first sent in them
WITH
  limits AS (
    SELECT
      toDateTime64(toDate32OrNull({from:Nullable(String)}), 6, {timeZone:String}) AS from_instant,
      toDateTime64(toDate32OrNull({to:Nullable(String)}) + INTERVAL 1 DAY, 6, {timeZone:String}) AS to_instant,
      {dateBasis:String} AS basis
  ),
  pairs AS (
    SELECT campaign_id, email_id, min(first_sent_at) AS first_sent_at, max(last_activity_at) AS last_activity_at
    FROM report_records
    GROUP BY campaign_id, email_id
  ),
  counted AS (
    SELECT
      record.campaign_id AS campaign_id, record.email_id AS email_id,
      record.reacted_at, record.clicked_at, record.unsubscribed_at,
      record.human_reacted_at, record.human_clicked_at, record.person_reacted_at,
      pairs.first_sent_at AS pair_first_sent_at,
      pairs.last_activity_at AS pair_last_activity_at,
      -- The first that applies. NULL: pending or aborted.
      CASE
        WHEN record.reacted_at IS NOT NULL THEN 'delivered'
        WHEN record.hard_bounced_at IS NOT NULL THEN 'hard bounced'
        WHEN record.soft_bounced_at IS NOT NULL THEN 'soft bounced'
        WHEN record.delivered_at IS NOT NULL THEN 'delivered'
      END AS outcome,
      record.first_sent_at + INTERVAL '72 hours' <= coverage.as_of AS is_overdue,
      pairs.first_sent_at <= coverage.data_from + INTERVAL '24 hours' AS may_have_begun_earlier
    FROM report_records AS record
      JOIN pairs ON pairs.campaign_id = record.campaign_id AND pairs.email_id = record.email_id
      CROSS JOIN report_coverage AS coverage
      CROSS JOIN limits
    WHERE (from_instant IS NULL
        OR CASE basis WHEN 'sent' THEN record.first_sent_at ELSE pairs.first_sent_at END >= from_instant)
      AND (to_instant IS NULL
        OR CASE basis WHEN 'sent' THEN record.first_sent_at ELSE pairs.first_sent_at END < to_instant)
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      min(pair_first_sent_at) AS first_sent_at,
      max(pair_last_activity_at) AS last_activity_at,
      CAST(max(may_have_begun_earlier) AS boolean) AS may_have_begun_earlier,
      CAST(count(*) AS integer) AS sent,
      CAST(count(*) FILTER (WHERE outcome = 'delivered') AS integer) AS delivered,
      CAST(count(*) FILTER (WHERE outcome = 'hard bounced') AS integer) AS hard_bounced,
      CAST(count(*) FILTER (WHERE outcome = 'soft bounced') AS integer) AS soft_bounced,
      CAST(count(*) FILTER (WHERE outcome IS NULL AND NOT is_overdue) AS integer) AS pending,
      CAST(count(*) FILTER (WHERE outcome IS NULL AND is_overdue) AS integer) AS aborted,
      CAST(count(reacted_at) AS integer) AS opened,
      CAST(count(clicked_at) AS integer) AS clicked,
      CAST(count(unsubscribed_at) AS integer) AS unsubscribed,
      CAST(count(human_reacted_at) AS integer) AS human_opened,
      CAST(count(human_clicked_at) AS integer) AS human_clicked,
      CAST(count(human_reacted_at) - count(person_reacted_at) AS integer) AS privacy_opened
    FROM counted
    GROUP BY campaign_id, email_id
  )
SELECT
  CAST(sums.campaign_id AS varchar) AS "campaignId",
  coalesce(campaign.name, CAST(sums.campaign_id AS varchar)) AS "campaignName",
  campaign.folder AS "campaignFolder",
  campaign.archived AS "campaignArchived",
  CAST(sums.email_id AS varchar) AS "emailId",
  coalesce(names.email_name, CAST(sums.email_id AS varchar)) AS "emailName",
  replaceOne(toString(sums.first_sent_at, 'UTC'), ' ', 'T') || 'Z' AS "firstSentAt",
  replaceOne(toString(sums.last_activity_at, 'UTC'), ' ', 'T') || 'Z' AS "lastActivityAt",
  may_have_begun_earlier AS "mayHaveBegunEarlier",
  coalesce(email.open_tracked, true) AS "openTracked",
  sent, delivered, hard_bounced AS "hardBounced", soft_bounced AS "softBounced", pending, aborted, opened, clicked,
  unsubscribed, human_opened AS "humanOpened", human_clicked AS "humanClicked", privacy_opened AS "privacyOpened"
FROM sums
  LEFT JOIN marketo_campaigns AS campaign ON campaign.campaign_id = sums.campaign_id
  LEFT JOIN report_email_names AS names ON names.email_id = sums.email_id
  LEFT JOIN marketo_emails AS email ON email.email_id = sums.email_id
ORDER BY sums.first_sent_at DESC, sums.campaign_id, sums.email_id
SETTINGS join_use_nulls = 1
