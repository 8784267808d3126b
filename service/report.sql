-- The rules that turn records into report rows, and the queries of the server. Every import runs this file, so the database
-- contains its own report: a reader only needs the database file.
-- "Marketo:" marks a rule of Marketo's Email Performance Report, "Ours:" a decision where that report defines nothing.

-- The time frame includes from_instant and excludes to_instant. NULL means no limit on that side.
CREATE OR REPLACE MACRO is_within(instant, from_instant, to_instant) AS
  (from_instant IS NULL OR instant >= from_instant) AND (to_instant IS NULL OR instant < to_instant);

-- The records that the report counts. basis 'first-sent' (Marketo) selects the rows first sent in the time frame, with all
-- their records; 'sent' (ours) selects the records sent in it. from_instant and to_instant: TIMESTAMP in UTC, or NULL for
-- no limit. source names the records of the people to count. The instants of a row, and so the choice of rows by
-- 'first-sent', are those of all people.
CREATE OR REPLACE MACRO counted_records(basis, from_instant, to_instant, source := 'records') AS TABLE
SELECT
  record.*,
  pairs.first_sent_at AS pair_first_sent_at,
  pairs.last_activity_at AS pair_last_activity_at
FROM query_table(source) AS record JOIN pairs USING (campaign_id, email_id)
WHERE is_within(
  CASE basis::VARCHAR
    WHEN 'first-sent' THEN pairs.first_sent_at
    WHEN 'sent' THEN record.first_sent_at
    ELSE error('unknown date basis')
  END,
  from_instant::TIMESTAMP, to_instant::TIMESTAMP
);

-- When a record that was first sent at an instant has an age. Like a sum, but several times as fast.
CREATE OR REPLACE MACRO instant_at(sent_at, age) AS make_timestamp(epoch_us(sent_at) + epoch_us(age));

-- An instant if it had come when a record had an age. NULL otherwise. Without an age, every instant has come.
CREATE OR REPLACE MACRO known_at(instant, until, age) AS
  CASE WHEN age IS NULL THEN instant WHEN instant <= until THEN instant END;

-- The report, with the state of each record at an age, an INTERVAL since its first send; NULL for the current state.
-- Ours: at an age, only records that have reached it are counted.
CREATE OR REPLACE MACRO report_rows(basis, from_instant, to_instant, age := NULL, source := 'records') AS TABLE
WITH
  aging AS (
    SELECT
      *,
      -- When a record has the age. NULL: it is too young, so nothing about it counts.
      CASE WHEN first_sent_at <= latest THEN instant_at(first_sent_at, age::INTERVAL) END AS until
    FROM counted_records(basis, from_instant, to_instant, source := source)
      CROSS JOIN (SELECT *, as_of - age::INTERVAL AS latest FROM coverage)
  ),
  aged AS (
    SELECT
      * EXCLUDE (
        reacted_at, clicked_at, unsubscribed_at, human_reacted_at, human_clicked_at, person_reacted_at,
        delivered_at, hard_bounced_at, soft_bounced_at
      ),
      CASE WHEN age::INTERVAL IS NULL THEN first_sent_at ELSE until END AS counted_at,
      known_at(reacted_at, until, age::INTERVAL) AS reacted_at,
      known_at(clicked_at, until, age::INTERVAL) AS clicked_at,
      known_at(unsubscribed_at, until, age::INTERVAL) AS unsubscribed_at,
      known_at(human_reacted_at, until, age::INTERVAL) AS human_reacted_at,
      known_at(human_clicked_at, until, age::INTERVAL) AS human_clicked_at,
      known_at(person_reacted_at, until, age::INTERVAL) AS person_reacted_at,
      known_at(delivered_at, until, age::INTERVAL) AS delivered_at,
      known_at(hard_bounced_at, until, age::INTERVAL) AS hard_bounced_at,
      known_at(soft_bounced_at, until, age::INTERVAL) AS soft_bounced_at
    FROM aging
  ),
  states AS (
    SELECT
      *,
      outcome_of(
        reacted_at IS NOT NULL, hard_bounced_at IS NOT NULL, soft_bounced_at IS NOT NULL, delivered_at IS NOT NULL
      ) AS outcome,
      -- Ours: a record changes from Pending to Aborted 72 hours after its first send. This depends on as_of and is never
      -- stored.
      as_of >= instant_at(first_sent_at, INTERVAL 72 HOURS) AS is_overdue
    FROM aged
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      any_value(pair_first_sent_at) AS first_sent_at,
      any_value(pair_last_activity_at) AS last_activity_at,
      -- Ours: what was sent before the data begins is unknown.
      any_value(pair_first_sent_at <= data_from + INTERVAL 24 HOURS) AS may_have_begun_earlier,
      count(*) - count(counted_at) AS too_young,
      count(counted_at) AS sent,
      count(*) FILTER (outcome = 'delivered') AS delivered,
      count(*) FILTER (outcome = 'hardBounced') AS hard_bounced,
      count(*) FILTER (outcome = 'softBounced') AS soft_bounced,
      CASE
        WHEN age::INTERVAL IS NULL THEN count(*) FILTER (outcome IS NULL AND is_overdue)
        WHEN age::INTERVAL >= INTERVAL 72 HOURS THEN sent - delivered - hard_bounced - soft_bounced
        ELSE 0
      END AS aborted,
      count(reacted_at) AS opened,
      count(clicked_at) AS clicked,
      count(unsubscribed_at) AS unsubscribed,
      count(human_reacted_at) AS human_opened,
      count(human_clicked_at) AS human_clicked,
      -- Ours: opened, but only by a mail privacy proxy. It is unknown whether a person was there.
      count(human_reacted_at) - count(person_reacted_at) AS privacy_opened
    FROM states
    GROUP BY campaign_id, email_id
  )
SELECT
  campaign_id::VARCHAR AS campaignId,
  coalesce(campaign_details.name, campaign_id::VARCHAR) AS campaignName,
  campaign_details.folder AS campaignFolder,
  campaign_details.archived AS campaignArchived,
  campaign_details.campaign_type AS campaignType,
  campaign_details.program,
  campaign_details.workspace,
  email_id::VARCHAR AS emailId,
  coalesce(email_names.name, emails.name, email_id::VARCHAR) AS emailName,
  first_sent_at AS firstSentAt,
  last_activity_at AS lastActivityAt,
  may_have_begun_earlier AS mayHaveBegunEarlier,
  sent, delivered,
  hard_bounced AS hardBounced,
  soft_bounced AS softBounced,
  sent - delivered - hard_bounced - soft_bounced - aborted AS pending,
  aborted, opened, clicked, unsubscribed,
  human_opened AS humanOpened,
  human_clicked AS humanClicked,
  privacy_opened AS privacyOpened,
  too_young AS tooYoung,
  NOT coalesce(emails.is_open_tracking_disabled, false) AS openTracked,
  emails.html IS NOT NULL OR emails.text IS NOT NULL AS hasPreview
FROM sums
  LEFT JOIN campaign_details USING (campaign_id)
  LEFT JOIN email_names USING (email_id)
  LEFT JOIN emails USING (email_id);

-- The lower bound of the 95 % confidence interval of a proportion by Wilson's score method (1927), in a form that is exact for
-- 0 and does not lose digits. 1.959963984540054 is the normal quantile. NULL: the counts are no proportion.
CREATE OR REPLACE MACRO wilson_low(part, total) AS
  CASE WHEN total > 0 AND part BETWEEN 0 AND total THEN
    part::DOUBLE * part / total
      / (part + 1.959963984540054 ^ 2 / 2
        + 1.959963984540054 * sqrt(part::DOUBLE * (total - part) / total + 1.959963984540054 ^ 2 / 4))
  END;

-- Why the numbers of a row are what they are: the effects of the rules on its counted records. They may overlap.
CREATE OR REPLACE MACRO report_explanations(basis, from_instant, to_instant, source := 'records') AS TABLE
WITH
  counted AS (
    SELECT
      *,
      outcome_of(
        reacted_at IS NOT NULL, hard_bounced_at IS NOT NULL, soft_bounced_at IS NOT NULL, delivered_at IS NOT NULL
      ) = 'delivered' AS is_delivered
    FROM counted_records(basis, from_instant, to_instant, source := source)
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      sum(sends)::BIGINT AS sends,
      sum(deliveries)::BIGINT AS deliveries,
      sum(hard_bounces)::BIGINT AS hard_bounces,
      sum(soft_bounces)::BIGINT AS soft_bounces,
      sum(opens)::BIGINT AS opens,
      sum(clicks)::BIGINT AS clicks,
      sum(unsubscribes)::BIGINT AS unsubscribes,
      sum(sends)::BIGINT - count(*) AS sends_merged,
      sum(sends_skipped)::BIGINT AS sends_skipped,
      count(*) FILTER (reacted_at IS NOT NULL AND opens = 0) AS opens_inferred,
      count(*) FILTER (is_delivered AND delivered_at IS NULL) AS deliveries_inferred,
      coalesce(sum(hard_bounces + soft_bounces) FILTER (is_delivered), 0)::BIGINT AS bounces_overridden,
      sum(clicks_ignored)::BIGINT AS clicks_ignored,
      sum(bot_opens)::BIGINT AS bot_opens,
      sum(bot_clicks)::BIGINT AS bot_clicks,
      sum(opens_unmarked)::BIGINT AS opens_unmarked,
      sum(clicks_unmarked)::BIGINT AS clicks_unmarked,
      sum(privacy_opens)::BIGINT AS privacy_opens,
      sum(unsubscribes_attributed)::BIGINT AS unsubscribes_attributed
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
  email_id::VARCHAR AS emailId,
  {
    'sends': sends,
    'deliveries': deliveries,
    'hardBounces': hard_bounces,
    'softBounces': soft_bounces,
    'opens': opens,
    'clicks': clicks,
    'unsubscribes': unsubscribes,
    'sendsMerged': sends_merged,
    'sendsSkipped': sends_skipped,
    'opensInferred': opens_inferred,
    'deliveriesInferred': deliveries_inferred,
    'bouncesOverridden': bounces_overridden,
    'clicksIgnored': clicks_ignored,
    'botOpens': bot_opens,
    'botClicks': bot_clicks,
    'opensUnmarked': opens_unmarked,
    'clicksUnmarked': clicks_unmarked,
    'privacyOpens': privacy_opens,
    'unsubscribesAttributed': unsubscribes_attributed,
    'botPatterns': coalesce(bot_patterns, MAP {}::MAP(VARCHAR, BIGINT))
  } AS explain
FROM sums LEFT JOIN pattern_maps USING (campaign_id, email_id);

-- ------------------------------------------------------------------------------------------------- Series

-- When each record enters each series (ours): at its first time, if the report counts it there. NULL: never. So a series adds
-- up to the count of a row, and overridden bounces are in none.
CREATE OR REPLACE MACRO series_instants(basis, from_instant, to_instant, source := 'records') AS TABLE
WITH counted AS (
  SELECT
    record.*,
    outcome_of(
      reacted_at IS NOT NULL, hard_bounced_at IS NOT NULL, soft_bounced_at IS NOT NULL, delivered_at IS NOT NULL
    ) AS outcome,
    NOT coalesce(emails.is_open_tracking_disabled, false) AS open_tracked
  FROM counted_records(basis, from_instant, to_instant, source := source) AS record LEFT JOIN emails USING (email_id)
)
SELECT
  campaign_id, email_id, open_tracked,
  first_sent_at AS sent,
  CASE WHEN outcome = 'delivered' THEN least(delivered_at, reacted_at) END AS delivered,
  CASE WHEN outcome = 'hardBounced' THEN hard_bounced_at END AS "hardBounced",
  CASE WHEN outcome = 'softBounced' THEN soft_bounced_at END AS "softBounced",
  CASE WHEN open_tracked THEN reacted_at END AS opened,
  clicked_at AS clicked,
  unsubscribed_at AS unsubscribed,
  CASE WHEN open_tracked THEN human_reacted_at END AS "humanOpened",
  human_clicked_at AS "humanClicked",
  CASE WHEN open_tracked AND person_reacted_at IS NULL THEN human_reacted_at END AS "privacyOpened"
FROM counted;

-- ------------------------------------------------------------------------------------------------- Links

-- The links of an email as clicked by the people whom the report counts: in one campaign, or in all if campaign is NULL.
-- reason: why clicks on the link do not count as Clicked Link, NULL if they do. url is NULL for clicks without a link.
-- Ours: at an age, only clicks up to that age of the records that the report counts.
CREATE OR REPLACE MACRO email_links(
  email, campaign, basis, from_instant, to_instant, age := NULL, source := 'records'
) AS TABLE
SELECT
  nullif(regexp_replace(link, '^\s+|\s+$', '', 'g'), '') AS url,
  ignored_reason(link) AS reason,
  count(*) AS clicks,
  count(DISTINCT lead_id) AS people,
  count(*) FILTER (is_human(is_bot)) AS humanClicks,
  count(DISTINCT lead_id) FILTER (is_human(is_bot)) AS humanPeople
FROM assigned_activities
  JOIN counted_records(basis, from_instant, to_instant, source := source) AS counted
    USING (campaign_id, email_id, lead_id)
  CROSS JOIN coverage
WHERE activity_type = click_email()
  AND (age::INTERVAL IS NULL OR activity_date <= instant_at(counted.first_sent_at, age::INTERVAL))
  AND (age::INTERVAL IS NULL OR instant_at(counted.first_sent_at, age::INTERVAL) <= as_of)
  AND email_id = email::BIGINT AND (campaign::BIGINT IS NULL OR campaign_id = campaign::BIGINT)
GROUP BY ALL;
