-- The rules of docs/rules.md as views, for a warehouse that has Marketo's activities. See docs/warehouse.md.
-- For ClickHouse. Generated from warehouse/views.sql by `npm run docs`. Do not edit.
--
-- They read these tables or views of yours:
--
-- marketo_activities, one row per marketo_guid
--   marketo_guid                text
--   lead_id                     bigint
--   activity_date               DateTime64(6, 'UTC')
--   activity_type_id            integer    6 to 11, 27 and 32; others are ignored
--   campaign_id                 bigint     of the smart campaign; NULL or 0 outside any
--   primary_attribute_value_id  bigint     of the email; of a merge: the person who remains
--   primary_attribute_value     text       name of the email
--   action_result               text       NULL, or “succeeded” for sends that were not skipped
--   attributes                  text       a JSON object
-- marketo_campaigns: campaign_id bigint, name text, folder text, archived boolean. It may be empty
-- marketo_emails: email_id bigint, open_tracked boolean. It may be empty

-- ----------------------------------------------------------------------------------------------- People

-- The latest merge of each merged person, on a tie the one with the greater guid.
CREATE OR REPLACE VIEW report_merges AS
WITH
  merged AS (
    SELECT
      marketo_guid, activity_date,
      coalesce(primary_attribute_value_id, lead_id) AS person_id,
      -- A list such as [887,888], or its text.
      arrayJoin(extractAll(ifNull(JSONExtract(attributes, 'Merge IDs', 'Nullable(String)'), ''), '[0-9]+')) AS merged_id
    FROM marketo_activities
    WHERE activity_type_id = 32
  ),
  numbered AS (
    SELECT
      CAST(merged_id AS bigint) AS lead_id, person_id,
      row_number() OVER (
        PARTITION BY CAST(merged_id AS bigint) ORDER BY activity_date DESC, marketo_guid DESC
      ) AS place
    FROM merged
    WHERE merged_id <> '' AND CAST(nullif(merged_id, '') AS bigint) <> person_id
  )
SELECT lead_id, person_id FROM numbered WHERE place = 1
SETTINGS join_use_nulls = 1;

-- The person who remains after all merges. Merges that form a cycle are ignored.
CREATE OR REPLACE VIEW report_survivors AS
WITH RECURSIVE
  -- The path ends a cycle.
  reached(lead_id, person_id, path) AS (
    SELECT lead_id, person_id, [lead_id] FROM report_merges
    UNION ALL
    SELECT reached.lead_id, merge.person_id, reached.path || [reached.person_id]
    FROM reached JOIN report_merges AS merge ON merge.lead_id = reached.person_id
    WHERE NOT has(reached.path, reached.person_id)
  ),
  valid AS (
    SELECT lead_id, person_id FROM report_merges
    WHERE lead_id NOT IN (SELECT lead_id FROM reached WHERE lead_id = person_id)
  ),
  followed(lead_id, person_id) AS (
    SELECT lead_id, person_id FROM valid
    UNION ALL
    SELECT followed.lead_id, valid.person_id FROM followed JOIN valid ON valid.lead_id = followed.person_id
  )
SELECT lead_id, person_id FROM followed WHERE person_id NOT IN (SELECT lead_id FROM valid)
SETTINGS join_use_nulls = 1;

-- ------------------------------------------------------------------------------------------- Activities

-- The activities of emails, with the attributes that the rules use.
CREATE OR REPLACE VIEW report_parsed AS
SELECT
  marketo_guid, lead_id, activity_date, activity_type_id,
  nullif(campaign_id, 0) AS campaign_id,
  primary_attribute_value_id AS email_id,
  primary_attribute_value AS email_name,
  -- Any other result is a skipped send.
  activity_type_id = 6 AND (coalesce(action_result, '') = '' OR lowerUTF8(action_result) = 'succeeded') AS is_send,
  -- An open, a click or an unsubscribe: each proves that the person opened.
  activity_type_id IN (9, 10, 11) AS is_reaction,
  -- Clicks on mailto: and unsubscribe links do not count as Clicked; clicks without a link do.
  activity_type_id = 11 AND NOT coalesce(
    lowerUTF8(JSONExtract(attributes, 'Link', 'Nullable(String)')) REGEXP '^\\s*mailto:.*$'
    OR lowerUTF8(JSONExtract(attributes, 'Link', 'Nullable(String)')) REGEXP '^[^?#]*\\?([^#]*&)?\\s*mkt_unsubscribe=1\\s*([&#].*)?$',
    false
  ) AS is_click,
  -- Activity without a mark counts as human.
  activity_type_id IN (9, 10, 11)
    AND coalesce(lowerUTF8(JSONExtract(attributes, 'Is Bot Activity', 'Nullable(String)')) = 'true', false) AS is_bot,
  -- Apple Mail Privacy Protection loads images with this user agent.
  activity_type_id = 10 AND coalesce(JSONExtract(attributes, 'User Agent', 'Nullable(String)') = 'Mozilla/5.0', false) AS is_privacy_proxy
FROM marketo_activities
WHERE activity_type_id IN (6, 7, 8, 9, 10, 11, 27)
SETTINGS join_use_nulls = 1;

-- The same, with the person who remains.
CREATE OR REPLACE VIEW report_activities AS
SELECT parsed.*, coalesce(survivor.person_id, parsed.lead_id) AS person_id
FROM report_parsed AS parsed LEFT JOIN report_survivors AS survivor ON survivor.lead_id = parsed.lead_id
SETTINGS join_use_nulls = 1;

-- The activities with a campaign. An unsubscribe without one belongs to the latest send of its email to its person, of two at
-- the same time to that of the greater campaign id.
CREATE OR REPLACE VIEW report_assigned AS
WITH
  sends AS (
    SELECT
      unsubscribed.marketo_guid AS marketo_guid, sent.campaign_id AS campaign_id,
      row_number() OVER (
        PARTITION BY unsubscribed.marketo_guid ORDER BY sent.activity_date DESC, sent.campaign_id DESC
      ) AS place
    FROM report_activities AS unsubscribed
      JOIN report_activities AS sent
        ON sent.person_id = unsubscribed.person_id
        AND sent.email_id = unsubscribed.email_id
        AND sent.activity_date <= unsubscribed.activity_date
    WHERE unsubscribed.activity_type_id = 9 AND unsubscribed.campaign_id IS NULL
      AND sent.is_send AND sent.campaign_id IS NOT NULL
  )
SELECT
  activity.person_id, activity.activity_date, activity.activity_type_id,
  coalesce(activity.campaign_id, sends.campaign_id) AS campaign_id,
  activity.email_id, activity.is_send, activity.is_reaction, activity.is_click, activity.is_bot,
  activity.is_privacy_proxy
FROM report_activities AS activity
  LEFT JOIN sends ON sends.marketo_guid = activity.marketo_guid AND sends.place = 1
WHERE coalesce(activity.campaign_id, sends.campaign_id) IS NOT NULL
SETTINGS join_use_nulls = 1;

-- ---------------------------------------------------------------------------------------------- Records

-- One row per campaign, email and person to whom it was sent, with the first instant of each kind; NULL if there is none.
CREATE OR REPLACE VIEW report_records AS
SELECT
  campaign_id, email_id, person_id,
  minOrNull(activity_date) FILTER (WHERE is_send) AS first_sent_at,
  maxOrNull(activity_date) AS last_activity_at,
  minOrNull(activity_date) FILTER (WHERE activity_type_id = 7) AS delivered_at,
  minOrNull(activity_date) FILTER (WHERE activity_type_id = 8) AS hard_bounced_at,
  minOrNull(activity_date) FILTER (WHERE activity_type_id = 27) AS soft_bounced_at,
  minOrNull(activity_date) FILTER (WHERE is_reaction) AS reacted_at,
  minOrNull(activity_date) FILTER (WHERE is_click) AS clicked_at,
  minOrNull(activity_date) FILTER (WHERE activity_type_id = 9) AS unsubscribed_at,
  minOrNull(activity_date) FILTER (WHERE is_reaction AND NOT is_bot) AS human_reacted_at,
  minOrNull(activity_date) FILTER (WHERE is_click AND NOT is_bot) AS human_clicked_at,
  minOrNull(activity_date) FILTER (WHERE is_reaction AND NOT is_bot AND NOT is_privacy_proxy) AS person_reacted_at
FROM report_assigned
GROUP BY campaign_id, email_id, person_id
HAVING minOrNull(activity_date) FILTER (WHERE is_send) IS NOT NULL
SETTINGS join_use_nulls = 1;

-- One row: until when the data is complete, and when its first send was.
CREATE OR REPLACE VIEW report_coverage AS
SELECT maxOrNull(activity_date) AS as_of, minOrNull(activity_date) FILTER (WHERE is_send) AS data_from FROM report_parsed
SETTINGS join_use_nulls = 1;

-- The name that the latest activity gives an email, on a tie the greater one.
CREATE OR REPLACE VIEW report_email_names AS
WITH names AS (
  SELECT email_id, email_name, maxOrNull(activity_date) AS latest
  FROM report_parsed
  WHERE email_name IS NOT NULL
  GROUP BY email_id, email_name
)
SELECT email_id, email_name
FROM (
  SELECT
    email_id, email_name,
    row_number() OVER (PARTITION BY email_id ORDER BY latest DESC, email_name DESC) AS place
  FROM names
) AS numbered
WHERE place = 1
SETTINGS join_use_nulls = 1;
