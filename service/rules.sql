-- The rules that turn the records of an extract into activities, and activities into records of the report. Every import
-- runs this file, so the rules are stored in the database.
-- "Marketo:" marks a rule of Marketo's Email Performance Report, "Ours:" a decision where that report defines nothing.

-- The activity types that the report uses.
CREATE OR REPLACE MACRO send_email() AS 6;
CREATE OR REPLACE MACRO email_delivered() AS 7;
CREATE OR REPLACE MACRO hard_bounce() AS 8;
CREATE OR REPLACE MACRO unsubscribe_email() AS 9;
CREATE OR REPLACE MACRO open_email() AS 10;
CREATE OR REPLACE MACRO click_email() AS 11;
CREATE OR REPLACE MACRO soft_bounce() AS 27;
CREATE OR REPLACE MACRO is_report_type(activity_type) AS
  activity_type BETWEEN send_email() AND click_email() OR activity_type = soft_bounce();

-- -------------------------------------------------------------------------------- Records of an extract

-- Ids are decimal integers. Leading zeros are ignored.
CREATE OR REPLACE MACRO to_id(field) AS
  CASE WHEN regexp_full_match(field, '-?[0-9]+') THEN TRY_CAST(field AS BIGINT) END;

-- Converts an ISO 8601 instant with Z or an offset to UTC. Seconds are optional. Any other text becomes NULL.
CREATE OR REPLACE MACRO to_instant(field) AS
  CASE
    WHEN field LIKE '____-__-__T__:__:__Z' AND field BETWEEN '0' AND ':' THEN TRY_CAST(field AS TIMESTAMP)
    WHEN regexp_full_match(
      field,
      '(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)'
    )
      -- A cast to TIMESTAMP drops the offset. TIMESTAMPTZ applies it, but requires seconds and a decimal point.
      THEN TRY_CAST(
        regexp_replace(replace(upper(field), ',', '.'), '(T[0-9]{2}:[0-9]{2})([Z+-])', '\1:00\2') AS TIMESTAMPTZ
      ) AT TIME ZONE 'UTC'
  END;

-- Parses and validates the records of a source, a table with the columns of an extract as text, NULL if empty.
-- malformed_reason only matters where is_other_type is false: records of other types are not validated.
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
  coalesce(NOT is_report_type(activity_type), false) AS is_other_type,
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
  END AS malformed_reason
FROM typed;

-- The activities of a source, with the attributes that the rules use. Attribute values may be strings or JSON booleans.
CREATE OR REPLACE MACRO read_activities(source) AS TABLE
WITH
  detailed AS (
    SELECT
      *,
      CASE WHEN activity_type IN (open_email(), click_email(), unsubscribe_email()) THEN TRY(
        json_extract_string(attributes, ['$.Link', '$."Is Bot Activity"', '$."Bot Activity Pattern"'])
      ) END AS details
    FROM read_records(source)
    WHERE NOT is_other_type AND malformed_reason IS NULL
  )
SELECT
  marketoGUID AS guid,
  lead_id, activity_date, activity_type, campaign_id, email_id,
  primaryAttributeValue AS email_name,
  attributes,
  actionResult AS action_result,
  nullif(details[1], '') AS link,
  coalesce(lower(details[2]) = 'true', false) AS is_bot,    -- a pattern without the flag does not count
  nullif(details[3], '') AS bot_pattern
FROM detailed;

-- -------------------------------------------------------------------------------------------- Activities

-- A Send Email with an action result other than empty or "succeeded" was not sent: it is a skipped send.
CREATE OR REPLACE MACRO is_send(activity_type, action_result) AS
  activity_type = send_email() AND (action_result IS NULL OR lower(action_result) = 'succeeded');
CREATE OR REPLACE MACRO is_skipped_send(activity_type, action_result) AS
  activity_type = send_email() AND NOT is_send(activity_type, action_result);

-- Marketo: clicks on mailto: links and unsubscribe links do not count as Clicked Link; clicks without a link do.
CREATE OR REPLACE MACRO is_ignored_link(link) AS
  coalesce(regexp_matches(
    lower(link),
    '^\s*mailto:|^[^?#]*\?([^#]*&)?mkt_unsubscribe=1\s*(&|#|$)'
  ), false);

-- -------------------------------------------------------------------------------- Records of the report

-- The records of a source of activities. For each key (campaign, email, person) the source must contain all activities.
CREATE OR REPLACE MACRO records_of(source) AS TABLE
WITH
  key_activities AS (
    SELECT *, is_ignored_link(link) AS is_ignored FROM query_table(source) WHERE campaign_id IS NOT NULL
  ),
  -- All activities of a key belong to its record, regardless of their order in time.
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
  -- Marketo: a record is a person to whom the email was sent. Activities of a key without a send are orphans.
  sent AS (
    SELECT
      *,
      -- Marketo: a person who clicked or unsubscribed has opened, even if no open was logged.
      opens + clicks + unsubscribes > 0 AS opened
    FROM keys
    WHERE sends > 0
  ),
  decided AS (
    SELECT
      *,
      CASE
        WHEN opened THEN 'delivered'                 -- Marketo: a reaction proves delivery, bounces are ignored
        WHEN hard_bounces > 0 THEN 'hardBounced'
        WHEN last_delivered_at IS NULL AND last_soft_bounced_at IS NULL THEN NULL
        WHEN last_soft_bounced_at IS NULL THEN 'delivered'
        WHEN last_delivered_at >= last_soft_bounced_at THEN 'delivered'   -- Ours: Delivered wins a tie
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

-- The opens and clicks of the records that are flagged as bot activity, by bot pattern.
CREATE OR REPLACE MACRO bot_patterns_of(source) AS TABLE
SELECT campaign_id, email_id, lead_id, bot_pattern AS pattern, count(*) AS activities
FROM query_table(source) SEMI JOIN records USING (campaign_id, email_id, lead_id)
WHERE is_bot AND bot_pattern IS NOT NULL AND activity_type IN (open_email(), click_email())
GROUP BY ALL;
