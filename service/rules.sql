-- From email activities to report rows. Run by every import, so that the database carries its own rules and a
-- reader needs nothing but the file. In this order: an activity, a record, a row, and what else is asked.
-- "Marketo" marks what its Campaign Email Performance report defines; "ours" what we decided where it is silent.

-- ---------------------------------------------------------------------------------------------- An activity

-- The activities that the report is made of; all other types are set aside.
CREATE OR REPLACE MACRO send_email() AS 6;
CREATE OR REPLACE MACRO email_delivered() AS 7;
CREATE OR REPLACE MACRO hard_bounce() AS 8;
CREATE OR REPLACE MACRO unsubscribe_email() AS 9;
CREATE OR REPLACE MACRO open_email() AS 10;
CREATE OR REPLACE MACRO click_email() AS 11;
CREATE OR REPLACE MACRO soft_bounce() AS 27;

-- A send whose result is neither empty nor "succeeded" did not happen.
CREATE OR REPLACE MACRO is_send(activity_type, action_result) AS
  activity_type = send_email() AND (action_result IS NULL OR lower(action_result) = 'succeeded');
CREATE OR REPLACE MACRO is_skipped_send(activity_type, action_result) AS
  activity_type = send_email() AND NOT is_send(activity_type, action_result);

-- Marketo: a click on a mail address or on the unsubscribe link is no Clicked Link; one without a link is.
CREATE OR REPLACE MACRO is_ignored_link(link) AS
  coalesce(regexp_matches(
    lower(link),
    '^\s*mailto:|^[^?#]*\?([^#]*&)?mkt_unsubscribe=1\s*(&|#|$)'
  ), false);

-- ------------------------------------------------------------------------------------------------- A record

-- The records of the keys in table touched_keys(campaign_id, email_id, lead_id), from all of their activities.
CREATE OR REPLACE MACRO records_of_touched_keys() AS TABLE
WITH
  -- Every activity of a key belongs to its record, whatever their order in time.
  key_activities AS (
    SELECT * FROM activities SEMI JOIN touched_keys USING (campaign_id, email_id, lead_id)
  ),
  keys AS (
    SELECT
      campaign_id, email_id, lead_id,
      min(activity_date) FILTER (is_send(activity_type, action_result)) AS first_sent_at,
      max(activity_date) AS last_activity_at,
      count(*) FILTER (is_send(activity_type, action_result)) AS sends,
      count(*) FILTER (is_skipped_send(activity_type, action_result)) AS sends_skipped,
      max(activity_date) FILTER (activity_type = email_delivered()) AS last_delivered_at,
      max(activity_date) FILTER (activity_type = soft_bounce()) AS last_soft_bounced_at,
      count(*) FILTER (activity_type = hard_bounce()) AS hard_bounces,
      count(*) FILTER (activity_type = soft_bounce()) AS soft_bounces,
      count(*) FILTER (activity_type = open_email()) AS opens,
      count(*) FILTER (activity_type = click_email()) AS clicks,
      count(*) FILTER (activity_type = click_email() AND is_ignored_link(link)) AS clicks_ignored,
      count(*) FILTER (activity_type = unsubscribe_email()) AS unsubscribes,
      count(*) FILTER (activity_type = open_email() AND is_bot) AS bot_opens,
      count(*) FILTER (activity_type = click_email() AND is_bot) AS bot_clicks,
      count(*) FILTER (activity_type IN (open_email(), click_email(), unsubscribe_email()) AND NOT is_bot)
        AS human_reactions,
      count(*) FILTER (activity_type = click_email() AND NOT is_ignored_link(link) AND NOT is_bot)
        AS human_clicks
    FROM key_activities
    GROUP BY campaign_id, email_id, lead_id
  ),
  -- Marketo: a record is a person who was sent the email; what has no send is an orphan, in no record.
  sent AS (
    SELECT
      *,
      -- Marketo: who clicked or unsubscribed has opened, even where no open was logged.
      opens + clicks + unsubscribes > 0 AS opened
    FROM keys
    WHERE sends > 0
  ),
  decided AS (
    SELECT
      *,
      CASE
        WHEN opened THEN 'delivered'                 -- Marketo: who reacted was reached, whatever bounced
        WHEN hard_bounces > 0 THEN 'hardBounced'
        WHEN last_delivered_at IS NULL AND last_soft_bounced_at IS NULL THEN NULL
        WHEN last_soft_bounced_at IS NULL THEN 'delivered'
        WHEN last_delivered_at >= last_soft_bounced_at THEN 'delivered'   -- ours: Delivered on a tie
        ELSE 'softBounced'
      END AS outcome
    FROM sent
  )
SELECT
  campaign_id, email_id, lead_id, first_sent_at, last_activity_at, outcome,
  opened,
  clicks > clicks_ignored AS clicked,
  unsubscribes > 0 AS unsubscribed,
  human_reactions > 0 AS human_opened,
  human_clicks > 0 AS human_clicked,
  sends, sends_skipped,
  opened AND opens = 0 AS open_inferred,
  coalesce(outcome = 'delivered', false) AND last_delivered_at IS NULL AS delivery_inferred,
  CASE WHEN outcome = 'delivered' THEN hard_bounces + soft_bounces ELSE 0 END AS bounces_overridden,
  clicks_ignored, bot_opens, bot_clicks
FROM decided;

-- The opens and clicks of those records that are marked as bot activity, by the pattern that they name.
CREATE OR REPLACE MACRO bot_patterns_of_touched_keys() AS TABLE
SELECT campaign_id, email_id, lead_id, bot_pattern AS pattern, count(*) AS activities
FROM activities SEMI JOIN touched_keys USING (campaign_id, email_id, lead_id)
  SEMI JOIN records USING (campaign_id, email_id, lead_id)
WHERE is_bot AND bot_pattern IS NOT NULL AND activity_type IN (open_email(), click_email())
GROUP BY ALL;

-- ---------------------------------------------------------------------------------------------------- A row

-- Ours: up to when the data is complete, the latest instant of all activities, in rows or not.
CREATE OR REPLACE MACRO as_of() AS TABLE
SELECT max(activity_date) AS as_of FROM activities;

-- Half open: the first instant belongs to the time frame, the last does not; NULL leaves that side open.
CREATE OR REPLACE MACRO is_within(instant, from_instant, to_instant) AS
  (from_instant IS NULL OR instant >= from_instant) AND (to_instant IS NULL OR instant < to_instant);

-- The report. basis 'first-sent' (Marketo): the rows first sent in the time frame, with all their records;
-- 'sent' (ours): the records sent in it. from_instant and to_instant: TIMESTAMP in UTC, NULL where open.
CREATE OR REPLACE MACRO report_rows(basis, from_instant, to_instant) AS TABLE
WITH
  counted AS (
    SELECT
      records.*,
      pairs.first_sent_at AS pair_first_sent_at,
      pairs.last_activity_at AS pair_last_activity_at,
      -- Ours: Pending turns into Aborted 72 hours after the first send, seen from as_of, never stored.
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
  folders.path AS campaignFolder,
  folders.archived AS campaignArchived,
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
  LEFT JOIN folders USING (folder_id)
  LEFT JOIN email_names USING (email_id)
  LEFT JOIN emails USING (email_id);

-- ----------------------------------------------------------------------------------------- What else is asked

-- The links of an email: clicks that count, bots included, of the persons whom the report counts.
CREATE OR REPLACE VIEW email_links AS
SELECT email_id, trim(link) AS url, count(*) AS clicks, count(DISTINCT lead_id) AS people
FROM activities SEMI JOIN records USING (campaign_id, email_id, lead_id)
WHERE activity_type = click_email() AND link IS NOT NULL AND NOT is_ignored_link(link)
GROUP BY email_id, trim(link);
