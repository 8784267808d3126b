-- From email activities to report rows. Run by every import, so that the database carries its own rules and a
-- reader needs nothing but the file. In this order: a record of an extract, an activity, a record of the report,
-- a row, and what else is asked.
-- "Marketo" marks what its Campaign Email Performance report defines; "ours" what we decided where it is silent.

-- The activities that the report is made of; all other types are set aside.
CREATE OR REPLACE MACRO send_email() AS 6;
CREATE OR REPLACE MACRO email_delivered() AS 7;
CREATE OR REPLACE MACRO hard_bounce() AS 8;
CREATE OR REPLACE MACRO unsubscribe_email() AS 9;
CREATE OR REPLACE MACRO open_email() AS 10;
CREATE OR REPLACE MACRO click_email() AS 11;
CREATE OR REPLACE MACRO soft_bounce() AS 27;
CREATE OR REPLACE MACRO is_of_report(activity_type) AS
  activity_type BETWEEN send_email() AND click_email() OR activity_type = soft_bounce();

-- ------------------------------------------------------------------------------------ A record of an extract

-- Ids are decimal integers; leading zeros do not matter.
CREATE OR REPLACE MACRO to_id(field) AS
  CASE WHEN regexp_full_match(field, '-?[0-9]+') THEN TRY_CAST(field AS BIGINT) END;

-- An instant in UTC from ISO 8601 with Z or an offset, seconds optional; anything else is no instant.
CREATE OR REPLACE MACRO to_instant(field) AS
  CASE
    WHEN field LIKE '____-__-__T__:__:__Z' AND field BETWEEN '0' AND ':' THEN TRY_CAST(field AS TIMESTAMP)
    WHEN regexp_full_match(
      field,
      '(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)'
    )
      -- TIMESTAMP would drop the offset unseen; TIMESTAMPTZ applies it, but wants seconds and a point.
      THEN TRY_CAST(
        regexp_replace(replace(upper(field), ',', '.'), '(T[0-9]{2}:[0-9]{2})([Z+-])', '\1:00\2') AS TIMESTAMPTZ
      ) AT TIME ZONE 'UTC'
  END;

-- DuckDB reads JSON loosely: commas before a closing bracket and numbers such as NaN are refused here.
CREATE OR REPLACE MACRO is_json_object(field) AS
  CASE
    WHEN NOT json_valid(field) THEN false
    WHEN NOT starts_with(field, '{') AND NOT regexp_matches(field, '^\s*\{') THEN false
    WHEN regexp_matches(field, ',[ \t\r\n]*[}\]]') OR contains(field, 'NaN') OR contains(field, 'Infinity')
      -- Suspicious, unless it is inside a string.
      THEN NOT regexp_matches(regexp_replace(field, '"(\\.|[^"\\])*"', '""', 'g'), ',\s*[}\]]|N|I')
    ELSE true
  END;

-- Every record of a source with the columns of an extract, as text and NULL where empty: what it says, whether it
-- is set aside for its type, and what is wrong with it if not. Types come first: what is set aside is not judged.
CREATE OR REPLACE MACRO read_records(source) AS TABLE
WITH
  typed AS (
    SELECT
      *,
      to_id(leadId) AS lead_id,
      to_instant(activityDate) AS activity_date,
      to_id(activityTypeId) AS activity_type,
      to_id(campaignId) AS given_campaign_id,
      to_id(primaryAttributeValueId) AS email_id
    FROM query_table(source)
  )
SELECT
  *,
  nullif(given_campaign_id, 0) AS campaign_id,
  coalesce(NOT is_of_report(activity_type), false) AS is_set_aside,
  CASE
    WHEN marketoGUID IS NULL THEN 'marketoGUID is missing'
    WHEN contains(marketoGUID, chr(65533)) THEN 'marketoGUID is unreadable'
    WHEN leadId IS NULL THEN 'leadId is missing'
    WHEN lead_id IS NULL THEN 'leadId is not a decimal integer'
    WHEN activityDate IS NULL THEN 'activityDate is missing'
    WHEN activity_date IS NULL THEN 'activityDate is not an instant with a zone or an offset'
    WHEN activityTypeId IS NULL THEN 'activityTypeId is missing'
    WHEN activity_type IS NULL THEN 'activityTypeId is not a decimal integer'
    WHEN campaignId IS NOT NULL AND given_campaign_id IS NULL THEN 'campaignId is not a decimal integer'
    WHEN primaryAttributeValueId IS NULL THEN 'primaryAttributeValueId is missing'
    WHEN email_id IS NULL THEN 'primaryAttributeValueId is not a decimal integer'
    WHEN attributes IS NOT NULL AND NOT is_json_object(attributes) THEN 'attributes is not a JSON object'
  END AS fault
FROM typed;

-- The activities that a source holds, with what the rules need of their attributes. Values may be strings or not.
CREATE OR REPLACE MACRO read_activities(source) AS TABLE
WITH
  detailed AS (
    SELECT
      *,
      CASE WHEN activity_type IN (open_email(), click_email(), unsubscribe_email()) THEN TRY(
        json_extract_string(attributes, ['$.Link', '$."Is Bot Activity"', '$."Bot Activity Pattern"'])
      ) END AS details
    FROM read_records(source)
    WHERE NOT is_set_aside AND fault IS NULL
  )
SELECT
  marketoGUID AS guid,
  lead_id, activity_date, activity_type, campaign_id, email_id,
  primaryAttributeValue AS email_name,
  attributes,
  actionResult AS action_result,
  nullif(details[1], '') AS link,
  coalesce(lower(details[2]) = 'true', false) AS is_bot,    -- anything else, or a pattern alone, is no mark
  nullif(details[3], '') AS bot_pattern
FROM detailed;

-- ---------------------------------------------------------------------------------------------- An activity

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

-- ----------------------------------------------------------------------------------- A record of the report

-- The records of a source of activities: it has to hold all activities of the keys that it holds.
CREATE OR REPLACE MACRO records_of(source) AS TABLE
WITH
  key_activities AS (
    SELECT *, is_ignored_link(link) AS is_ignored FROM query_table(source) WHERE campaign_id IS NOT NULL
  ),
  -- Every activity of a key belongs to its record, whatever their order in time.
  keys AS (
    SELECT
      campaign_id, email_id, lead_id,
      count(*) AS activities,
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
      count(*) FILTER (activity_type = click_email() AND is_ignored) AS clicks_ignored,
      count(*) FILTER (activity_type = unsubscribe_email()) AS unsubscribes,
      count(*) FILTER (activity_type = open_email() AND is_bot) AS bot_opens,
      count(*) FILTER (activity_type = click_email() AND is_bot) AS bot_clicks,
      count(*) FILTER (activity_type IN (open_email(), click_email(), unsubscribe_email()) AND NOT is_bot)
        AS human_reactions,
      count(*) FILTER (activity_type = click_email() AND NOT is_ignored AND NOT is_bot)
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
  clicks_ignored, bot_opens, bot_clicks, activities
FROM decided;

-- The opens and clicks of those records that are marked as bot activity, by the pattern that they name.
CREATE OR REPLACE MACRO bot_patterns_of(source) AS TABLE
SELECT campaign_id, email_id, lead_id, bot_pattern AS pattern, count(*) AS activities
FROM query_table(source) SEMI JOIN records USING (campaign_id, email_id, lead_id)
WHERE is_bot AND bot_pattern IS NOT NULL AND activity_type IN (open_email(), click_email())
GROUP BY ALL;

-- ---------------------------------------------------------------------------------------------------- A row

-- Ours: up to when the data is complete, the latest instant of all activities, in rows or not.
CREATE OR REPLACE MACRO as_of() AS TABLE
SELECT max(activity_date) AS as_of FROM activities;

-- Half open: the first instant belongs to the time frame, the last does not; NULL leaves that side open.
CREATE OR REPLACE MACRO is_within(instant, from_instant, to_instant) AS
  (from_instant IS NULL OR instant >= from_instant) AND (to_instant IS NULL OR instant < to_instant);

-- A campaign's folder by its id, and by its type where both say it: a program may have the id of a folder.
CREATE OR REPLACE VIEW campaign_folders AS
SELECT DISTINCT ON (campaign_id) campaign_id, path, archived
FROM campaigns JOIN folders USING (folder_id)
WHERE campaigns.folder_type = folders.folder_type OR campaigns.folder_type IS NULL OR folders.folder_type IS NULL
ORDER BY campaign_id, folders.folder_type;

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

-- ----------------------------------------------------------------------------------------- What else is asked

-- The links of an email: clicks that count, bots included, of the persons whom the report counts.
CREATE OR REPLACE VIEW email_links AS
SELECT email_id, trim(link) AS url, count(*) AS clicks, count(DISTINCT lead_id) AS people
FROM activities SEMI JOIN records USING (campaign_id, email_id, lead_id)
WHERE activity_type = click_email() AND link IS NOT NULL AND NOT is_ignored_link(link)
GROUP BY email_id, trim(link);
