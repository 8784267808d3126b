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
CREATE OR REPLACE MACRO merge_leads() AS 32;
CREATE OR REPLACE MACRO is_email_type(activity_type) AS
  activity_type BETWEEN send_email() AND click_email() OR activity_type = soft_bounce();
CREATE OR REPLACE MACRO is_report_type(activity_type) AS
  is_email_type(activity_type) OR activity_type = merge_leads();
-- Marketo: a person who clicked or unsubscribed has opened, even if no open was logged.
CREATE OR REPLACE MACRO is_reaction(activity_type) AS
  activity_type BETWEEN unsubscribe_email() AND click_email();

-- -------------------------------------------------------------------------------- Records of an extract

-- Ids are decimal integers; 1060.0 is one, too. Leading zeros are ignored.
CREATE OR REPLACE MACRO to_id(field) AS
  CASE
    -- Most ids. Faster than the regular expression.
    WHEN TRY_CAST(field AS UBIGINT)::VARCHAR = field THEN TRY_CAST(field AS BIGINT)
    WHEN regexp_full_match(field, '[0-9]+(\.0+)?') THEN TRY_CAST(split_part(field, '.', 1) AS BIGINT)
  END;

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

-- Ours: a date outside these limits is an error. A single date in the future would move as_of, and with it all reports.
CREATE OR REPLACE MACRO earliest_date() AS TIMESTAMP '2000-01-01';
CREATE OR REPLACE MACRO latest_date() AS getvariable('import_date')::TIMESTAMP + INTERVAL 2 DAYS;

-- The attributes as a JSON object. They may also be a list of objects with a name and a value. NULL: missing, unreadable.
CREATE OR REPLACE MACRO attributes_object(field) AS
  CASE
    WHEN NOT json_valid(field) THEN NULL
    WHEN starts_with(field, '{') OR regexp_matches(field, '^\s*\{') THEN field
    WHEN regexp_matches(field, '^\s*\[') THEN TRY(to_json(map_from_entries(list_transform(
      from_json(field, '[{"name":"VARCHAR","value":"JSON"}]'),
      lambda attribute: { 'key': attribute.name, 'value': attribute.value }
    )))::VARCHAR)
  END;

-- Parses and validates the records of a source, a table with the columns of an extract as text, NULL if empty, and the file_set.
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
      to_id(primaryAttributeValueId) AS given_email_id
    FROM query_table(source)
  )
SELECT
  *,
  nullif(given_campaign_id, 0) AS campaign_id,
  CASE WHEN activity_type = merge_leads() THEN coalesce(given_email_id, lead_id) ELSE given_email_id END AS email_id,
  coalesce(NOT is_report_type(activity_type), false) AS is_other_type,
  CASE
    WHEN marketoGUID IS NULL THEN 'marketoGUID is missing'
    WHEN contains(marketoGUID, chr(65533)) THEN 'marketoGUID is unreadable'
    WHEN leadId IS NULL THEN 'leadId is missing'
    WHEN lead_id IS NULL THEN 'leadId is not a decimal integer'
    WHEN activityDate IS NULL THEN 'activityDate is missing'
    WHEN activity_date IS NULL THEN 'activityDate is not an instant with a zone or an offset'
    WHEN activity_date < earliest_date() THEN 'activityDate is before the year 2000'
    WHEN activity_date > latest_date() THEN 'activityDate is more than two days after the import'
    WHEN activityTypeId IS NULL THEN 'activityTypeId is missing'
    WHEN activity_type IS NULL THEN 'activityTypeId is not a decimal integer'
    -- A merge has no campaign and no email.
    WHEN activity_type = merge_leads() THEN NULL
    WHEN campaignId IS NOT NULL AND given_campaign_id IS NULL THEN 'campaignId is not a decimal integer'
    WHEN primaryAttributeValueId IS NULL THEN 'primaryAttributeValueId is missing'
    WHEN given_email_id IS NULL THEN 'primaryAttributeValueId is not a decimal integer'
  END AS malformed_reason
FROM typed;

-- The activities of a source, with the attributes that the rules use. Attribute values may be strings or JSON booleans.
CREATE OR REPLACE MACRO read_activities(source) AS TABLE
WITH
  valid AS (
    SELECT *, attributes_object(attributes) AS readable_attributes
    FROM read_records(source)
    WHERE NOT is_other_type AND malformed_reason IS NULL
  ),
  detailed AS (
    SELECT
      *,
      CASE WHEN is_reaction(activity_type) THEN TRY(
        json_extract_string(
          readable_attributes, ['$.Link', '$."Is Bot Activity"', '$."Bot Activity Pattern"', '$."User Agent"']
        )
      ) END AS details
    FROM valid
  )
SELECT
  marketoGUID AS guid,
  lead_id, activity_date, activity_type,
  CASE WHEN activity_type <> merge_leads() THEN campaign_id END AS campaign_id,
  email_id,
  CASE WHEN activity_type <> merge_leads() THEN primaryAttributeValue END AS email_name,
  attributes,
  actionResult AS action_result,
  attributes IS NOT NULL AND readable_attributes IS NULL AS has_unreadable_attributes,
  -- Few activities have this attribute.
  CASE WHEN contains(readable_attributes, '"Campaign"') THEN
    nullif(TRY(json_extract_string(readable_attributes, '$.Campaign')), '')
  END AS campaign_name,
  nullif(details[1], '') AS link,
  CASE lower(details[2]) WHEN 'true' THEN true WHEN 'false' THEN false END AS is_bot,
  nullif(details[3], '') AS bot_pattern,
  -- Ours: Apple Mail Privacy Protection loads images through a proxy with this user agent
  -- (https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events).
  coalesce(activity_type = open_email() AND details[4] = 'Mozilla/5.0', false) AS is_privacy_proxy,
  file_set
FROM detailed;

-- ------------------------------------------------------------------------------------------------ People

-- The merges that count, one per merged person. Ours: the latest one stands, on a tie the one with the greater guid.
CREATE OR REPLACE MACRO merges_of(source) AS TABLE
WITH merged AS (
  SELECT
    guid, activity_date,
    email_id AS person_id,
    -- A list such as [887], or its text.
    to_id(unnest(regexp_extract_all(
      json_extract_string(attributes_object(attributes), '$."Merge IDs"'), '[0-9.]+'
    ))) AS lead_id
  FROM query_table(source)
  WHERE activity_type = merge_leads()
)
SELECT lead_id, max({ 'activity_date': activity_date, 'guid': guid, 'person_id': person_id }).person_id AS person_id
FROM merged
WHERE lead_id <> person_id
GROUP BY lead_id;

-- The person who remains after all merges, for each merged person. Ours: merges that form a cycle are ignored.
CREATE OR REPLACE MACRO survivors_of(merges) AS TABLE
WITH RECURSIVE
  reached(lead_id, person_id) AS (
    SELECT lead_id, person_id FROM query_table(merges)
    UNION
    SELECT reached.lead_id, merge.person_id
    FROM reached JOIN query_table(merges) AS merge ON merge.lead_id = reached.person_id
  ),
  valid AS (
    SELECT lead_id, person_id FROM query_table(merges)
    WHERE lead_id NOT IN (SELECT lead_id FROM reached WHERE lead_id = person_id)
  ),
  followed(lead_id, person_id) AS (
    FROM valid
    UNION ALL
    SELECT followed.lead_id, valid.person_id FROM followed JOIN valid ON valid.lead_id = followed.person_id
  )
SELECT lead_id, person_id FROM followed WHERE person_id NOT IN (SELECT lead_id FROM valid);

-- The sets of files of a source that file_sets does not have.
CREATE OR REPLACE MACRO missing_sets_of(source) AS TABLE
SELECT (SELECT least(min(file_set), 0) FROM file_sets) - row_number() OVER (ORDER BY files) AS file_set, files
FROM (SELECT DISTINCT files FROM query_table(source))
WHERE files NOT IN (SELECT files FROM file_sets);

-- The only trace of an erased person.
CREATE OR REPLACE MACRO erased_hash(lead_id) AS sha256((SELECT salt FROM erasure_salt) || ':' || lead_id::VARCHAR);

-- The fields of people by which a report can choose them, each with its values. Too many or too long values are omitted.
CREATE OR REPLACE MACRO people_filters_of(source) AS TABLE
SELECT
  field AS name,
  list(value ORDER BY icu_sort_key(value, 'und'), value) FILTER (number <= 200 AND longest <= 200) AS "values"
FROM (
  SELECT
    field, value, count(*) OVER (PARTITION BY field) AS number, max(length(value)) OVER (PARTITION BY field) AS longest
  FROM (SELECT DISTINCT field, value FROM query_table(source))
)
GROUP BY field;

-- -------------------------------------------------------------------------------------------- Activities

-- A Send Email with an action result other than empty or "succeeded" was not sent: it is a skipped send.
CREATE OR REPLACE MACRO is_send(activity_type, action_result) AS
  activity_type = send_email() AND (action_result IS NULL OR lower(action_result) = 'succeeded');
CREATE OR REPLACE MACRO is_skipped_send(activity_type, action_result) AS
  activity_type = send_email() AND NOT is_send(activity_type, action_result);

-- Marketo: clicks on mailto: links and unsubscribe links do not count as Clicked Link; clicks without a link do.
-- NULL: the click counts.
CREATE OR REPLACE MACRO ignored_reason(link) AS
  CASE
    WHEN regexp_matches(link, '(?i)^\s*mailto:') THEN 'mailto'
    WHEN regexp_matches(link, '(?i)^[^?#]*\?([^#]*&)?\s*mkt_unsubscribe=1\s*(&|#|$)') THEN 'unsubscribe'
  END;

-- An activity without a mark counts as human.
CREATE OR REPLACE MACRO is_human(is_bot) AS coalesce(NOT is_bot, true);

-- The activities of emails, each with the person and the campaign to which the rules assign it: those of a source, and a source of
-- unsubscribes that attributed_unsubscribes_of returns.
CREATE OR REPLACE MACRO assigned_activities_of(source, unsubscribes) AS TABLE
SELECT
  coalesce(person_id, lead_id) AS lead_id, activity_date, activity_type, campaign_id, email_id, action_result,
  link, is_bot, bot_pattern, is_privacy_proxy, false AS is_attributed
FROM query_table(source) LEFT JOIN survivors USING (lead_id)
-- Merges have no campaign.
WHERE campaign_id IS NOT NULL
UNION ALL
SELECT
  lead_id, activity_date, unsubscribe_email(), campaign_id, email_id, NULL,
  NULL, is_bot, NULL, false, true
FROM query_table(unsubscribes);

CREATE OR REPLACE VIEW assigned_activities AS FROM assigned_activities_of('activities', 'attributed_unsubscribes');

-- The unsubscribes of a source that belong to a campaign: the campaign of the latest send of that email to that person at or before it,
-- from a source of sends. Ours: of two sends at the same instant, that of the greater campaign id.
CREATE OR REPLACE MACRO attributed_unsubscribes_of(unsubscribes, sends) AS TABLE
SELECT
  guid, lead_id, any_value(unsubscribe.activity_date) AS activity_date,
  max({ 'sent_at': send.sent_at, 'campaign_id': send.campaign_id }).campaign_id AS campaign_id,
  any_value(email_id) AS email_id, any_value(unsubscribe.is_bot) AS is_bot
FROM query_table(unsubscribes) AS unsubscribe JOIN query_table(sends) AS send USING (lead_id, email_id)
WHERE send.sent_at <= unsubscribe.activity_date
GROUP BY guid, lead_id;

-- -------------------------------------------------------------------------------- Records of the report

-- What the activities of a source add to the records of their keys (campaign, email, person): all activities of a key belong to its record,
-- regardless of their order in time.
-- Marketo: a record is a person to whom the email was sent. Without a send, first_sent_at is NULL, and all activities of the key are orphans.
-- A record holds first times, so its state at any age is a comparison.
CREATE OR REPLACE MACRO partial_records_of(source) AS TABLE
WITH
  activity AS (
    SELECT
      campaign_id, email_id, lead_id, activity_date,
      is_send(activity_type, action_result) AS is_send,
      is_skipped_send(activity_type, action_result) AS is_skipped,
      activity_type = email_delivered() AS is_delivery,
      activity_type = hard_bounce() AS is_hard_bounce,
      activity_type = soft_bounce() AS is_soft_bounce
    FROM query_table(source)
  ),
  sent AS (
    SELECT
      campaign_id, email_id, lead_id,
      min(activity_date) FILTER (is_send) AS first_sent_at,
      max(activity_date) AS last_activity_at,
      min(activity_date) FILTER (is_delivery) AS delivered_at,
      min(activity_date) FILTER (is_hard_bounce) AS hard_bounced_at,
      min(activity_date) FILTER (is_soft_bounce) AS soft_bounced_at,
      count(*) AS activities,
      count(*) FILTER (is_send) AS sends,
      count(*) FILTER (is_skipped) AS sends_skipped,
      count(*) FILTER (is_delivery) AS deliveries,
      count(*) FILTER (is_hard_bounce) AS hard_bounces,
      count(*) FILTER (is_soft_bounce) AS soft_bounces
    FROM activity
    GROUP BY campaign_id, email_id, lead_id
  ),
  reaction AS (
    SELECT
      campaign_id, email_id, lead_id, activity_date, is_attributed, is_privacy_proxy,
      activity_type = open_email() AS is_open,
      activity_type = click_email() AS is_click,
      activity_type = unsubscribe_email() AS is_unsubscribe,
      activity_type = click_email() AND ignored_reason(link) IS NOT NULL AS is_ignored,
      coalesce(is_bot, false) AS is_bot,
      is_bot IS NULL AS is_unmarked
    FROM query_table(source)
    WHERE is_reaction(activity_type)
  ),
  -- Apart, because only few people react.
  reacted AS (
    SELECT
      campaign_id, email_id, lead_id,
      min(activity_date) AS reacted_at,
      min(activity_date) FILTER (is_click AND NOT is_ignored) AS clicked_at,
      min(activity_date) FILTER (is_unsubscribe) AS unsubscribed_at,
      min(activity_date) FILTER (NOT is_bot) AS human_reacted_at,
      min(activity_date) FILTER (is_click AND NOT is_ignored AND NOT is_bot) AS human_clicked_at,
      min(activity_date) FILTER (NOT is_bot AND NOT is_privacy_proxy) AS person_reacted_at,
      count(*) FILTER (is_open) AS opens,
      count(*) FILTER (is_click) AS clicks,
      count(*) FILTER (is_unsubscribe) AS unsubscribes,
      count(*) FILTER (is_attributed) AS unsubscribes_attributed,
      count(*) FILTER (is_ignored) AS clicks_ignored,
      count(*) FILTER (is_open AND is_bot) AS bot_opens,
      count(*) FILTER (is_click AND is_bot) AS bot_clicks,
      count(*) FILTER (is_open AND is_unmarked) AS opens_unmarked,
      count(*) FILTER (is_click AND is_unmarked) AS clicks_unmarked,
      count(*) FILTER (is_privacy_proxy) AS privacy_opens
    FROM reaction
    GROUP BY campaign_id, email_id, lead_id
  )
SELECT
  campaign_id, email_id, lead_id, first_sent_at,
  quarter_hour_of(first_sent_at) AS quarter_hour,
  last_activity_at, delivered_at, hard_bounced_at, soft_bounced_at,
  reacted_at, clicked_at, unsubscribed_at, human_reacted_at, human_clicked_at, person_reacted_at,
  activities, sends, sends_skipped, deliveries, hard_bounces, soft_bounces,
  coalesce(COLUMNS(lambda name: name IN (
    'opens', 'clicks', 'unsubscribes', 'unsubscribes_attributed', 'clicks_ignored', 'bot_opens', 'bot_clicks',
    'opens_unmarked', 'clicks_unmarked', 'privacy_opens'
  )), 0)
FROM sent LEFT JOIN reacted USING (campaign_id, email_id, lead_id);

-- The records of keys, from what parts of their activities add: instants are minimums, but that of the last activity is a maximum. Numbers
-- are sums.
CREATE OR REPLACE MACRO joined_records_of(source) AS TABLE
SELECT
  campaign_id, email_id, lead_id,
  min(COLUMNS(lambda name: name = 'quarter_hour' OR (name LIKE '%\_at' ESCAPE '\' AND name <> 'last_activity_at'))),
  max(last_activity_at) AS last_activity_at,
  sum(COLUMNS(lambda name:
    name NOT IN ('campaign_id', 'email_id', 'lead_id', 'quarter_hour') AND name NOT LIKE '%\_at' ESCAPE '\'
  ))::INTEGER
FROM query_table(source)
GROUP BY campaign_id, email_id, lead_id;

-- The opens and clicks of a source of assigned activities that are marked as bot, by key and bot pattern.
CREATE OR REPLACE MACRO bot_patterns_of(source) AS TABLE
SELECT campaign_id, email_id, lead_id, coalesce(bot_pattern, '') AS pattern, count(*) AS activities
FROM query_table(source)
WHERE is_bot AND activity_type IN (open_email(), click_email())
GROUP BY ALL;

-- The state of a record, from the first instants that are known. Ours: a record without an outcome is pending, and 72 hours
-- after its first send aborted. This depends on as_of and is never stored.
CREATE OR REPLACE MACRO outcome_of(reacted_at, hard_bounced_at, soft_bounced_at, delivered_at) AS
  CASE
    WHEN reacted_at IS NOT NULL THEN 'delivered'            -- Marketo: a reaction proves delivery, bounces are ignored
    WHEN hard_bounced_at IS NOT NULL THEN 'hardBounced'
    WHEN soft_bounced_at IS NOT NULL THEN 'softBounced'     -- Marketo: takes precedence over Delivered
    WHEN delivered_at IS NOT NULL THEN 'delivered'
    ELSE 'unknown'
  END;
