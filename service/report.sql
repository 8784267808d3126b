-- The rules that turn records into report rows, and the queries of the server. Every import runs this file, so the database
-- contains its own report: a reader only needs the database file.
-- "Marketo:" marks a rule of Marketo's Email Performance Report, "Ours:" a decision where that report defines nothing.

-- Ours: the data is complete up to the latest activity, whether that activity is part of a row or not.
CREATE OR REPLACE MACRO as_of() AS TABLE
SELECT max(activity_date) AS as_of FROM activities;

-- The time frame includes from_instant and excludes to_instant. NULL means no limit on that side.
CREATE OR REPLACE MACRO is_within(instant, from_instant, to_instant) AS
  (from_instant IS NULL OR instant >= from_instant) AND (to_instant IS NULL OR instant < to_instant);

-- The folder of each campaign. A program and a folder may share an id, so types are compared where both are known.
CREATE OR REPLACE VIEW campaign_folders AS
SELECT DISTINCT ON (campaign_id) campaign_id, path, archived
FROM campaigns JOIN folders USING (folder_id)
WHERE campaigns.folder_type = folders.folder_type OR campaigns.folder_type IS NULL OR folders.folder_type IS NULL
ORDER BY campaign_id, folders.folder_type;

-- The report. basis 'first-sent' (Marketo) selects the rows first sent in the time frame, with all their records;
-- 'sent' (ours) selects the records sent in it. from_instant and to_instant: TIMESTAMP in UTC, or NULL for no limit.
CREATE OR REPLACE MACRO report_rows(basis, from_instant, to_instant) AS TABLE
WITH
  counted AS (
    SELECT
      records.*,
      pairs.first_sent_at AS pair_first_sent_at,
      pairs.last_activity_at AS pair_last_activity_at,
      -- Ours: a record changes from Pending to Aborted 72 hours after its first send. Computed for as_of, never stored.
      outcome IS NULL AND records.first_sent_at > as_of - INTERVAL 72 HOURS AS is_pending,
      outcome IS NULL AND records.first_sent_at <= as_of - INTERVAL 72 HOURS AS is_aborted
    FROM records
      JOIN pairs USING (campaign_id, email_id)
      CROSS JOIN as_of()
    WHERE is_within(
      CASE basis::VARCHAR
        WHEN 'first-sent' THEN pairs.first_sent_at
        WHEN 'sent' THEN records.first_sent_at
        ELSE error('unknown date basis')
      END,
      from_instant::TIMESTAMP, to_instant::TIMESTAMP
    )
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      any_value(pair_first_sent_at) AS first_sent_at,
      any_value(pair_last_activity_at) AS last_activity_at,
      count(*) AS sent,
      count(*) FILTER (outcome = 'delivered') AS delivered,
      count(*) FILTER (outcome = 'hardBounced') AS hard_bounced,
      count(*) FILTER (outcome = 'softBounced') AS soft_bounced,
      count(*) FILTER (is_pending) AS pending,
      count(*) FILTER (is_aborted) AS aborted,
      count(*) FILTER (opened) AS opened,
      count(*) FILTER (clicked) AS clicked,
      count(*) FILTER (unsubscribed) AS unsubscribed,
      count(*) FILTER (human_opened) AS human_opened,
      count(*) FILTER (human_clicked) AS human_clicked,
      sum(sends)::BIGINT - count(*) AS sends_merged,
      sum(sends_skipped)::BIGINT AS sends_skipped,
      count(*) FILTER (open_inferred) AS opens_inferred,
      count(*) FILTER (delivery_inferred) AS deliveries_inferred,
      sum(bounces_overridden)::BIGINT AS bounces_overridden,
      sum(clicks_ignored)::BIGINT AS clicks_ignored,
      sum(bot_opens)::BIGINT AS bot_opens,
      sum(bot_clicks)::BIGINT AS bot_clicks
    FROM counted
    GROUP BY campaign_id, email_id
  ),
  patterns AS (
    SELECT campaign_id, email_id, pattern, sum(activities)::BIGINT AS activities
    FROM record_bot_patterns SEMI JOIN counted USING (campaign_id, email_id, lead_id)
    GROUP BY campaign_id, email_id, pattern
  ),
  pattern_maps AS (
    SELECT
      campaign_id, email_id,
      map_from_entries(list({ 'key': pattern, 'value': activities } ORDER BY pattern)) AS bot_patterns
    FROM patterns
    GROUP BY campaign_id, email_id
  )
SELECT
  campaign_id::VARCHAR AS campaignId,
  coalesce(campaigns.name, campaign_id::VARCHAR) AS campaignName,
  campaign_folders.path AS campaignFolder,
  campaign_folders.archived AS campaignArchived,
  email_id::VARCHAR AS emailId,
  coalesce(email_names.name, emails.name, email_id::VARCHAR) AS emailName,
  first_sent_at AS firstSentAt,
  last_activity_at AS lastActivityAt,
  sent, delivered,
  hard_bounced AS hardBounced,
  soft_bounced AS softBounced,
  pending, aborted, opened, clicked, unsubscribed,
  human_opened AS humanOpened,
  human_clicked AS humanClicked,
  {
    'sendsMerged': sends_merged,
    'sendsSkipped': sends_skipped,
    'opensInferred': opens_inferred,
    'deliveriesInferred': deliveries_inferred,
    'bouncesOverridden': bounces_overridden,
    'clicksIgnored': clicks_ignored,
    'botOpens': bot_opens,
    'botClicks': bot_clicks,
    'botPatterns': coalesce(bot_patterns, MAP {}::MAP(VARCHAR, BIGINT))
  } AS explain,
  emails.html IS NOT NULL OR emails.text IS NOT NULL AS hasPreview
FROM sums
  LEFT JOIN pattern_maps USING (campaign_id, email_id)
  LEFT JOIN campaigns USING (campaign_id)
  LEFT JOIN campaign_folders USING (campaign_id)
  LEFT JOIN email_names USING (email_id)
  LEFT JOIN emails USING (email_id);

-- ------------------------------------------------------------------------------------------------- Links

-- The links of an email, with the clicks that count as Clicked Link, bots included, by people in the report.
CREATE OR REPLACE VIEW email_links AS
SELECT email_id, trim(link) AS url, count(*) AS clicks, count(DISTINCT lead_id) AS people
FROM activities SEMI JOIN records USING (campaign_id, email_id, lead_id)
WHERE activity_type = click_email() AND link IS NOT NULL AND NOT is_ignored_link(link)
GROUP BY email_id, trim(link);
