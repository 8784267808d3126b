-- The rules that turn records into report rows, and the queries of the server. Every import runs this file, so a database has the
-- rules of its records. `store/duckdb-sums.ts` sums the records with them.
-- "Marketo:" marks a rule of Marketo's Email Performance Report, "Ours:" a decision where that report defines nothing.

-- The time frame includes from_instant and excludes to_instant. NULL means no limit on that side.
CREATE OR REPLACE MACRO is_within(instant, from_instant, to_instant) AS
  (from_instant IS NULL OR instant >= from_instant) AND (to_instant IS NULL OR instant < to_instant);

-- The records or cells of a source that the report counts. basis 'first-sent' (Marketo) selects the rows first sent in the time
-- frame, with all their records; 'sent' (ours) selects the records sent in it. from_instant and to_instant: TIMESTAMP in UTC, or
-- NULL for no limit. The instants of a row, and so the choice of rows by 'first-sent', are those of all people.
CREATE OR REPLACE MACRO counted_of(source, basis, from_instant, to_instant) AS TABLE
SELECT part.*
FROM query_table(source) AS part JOIN pairs USING (campaign_id, email_id)
WHERE is_within(
  CASE basis::VARCHAR
    WHEN 'first-sent' THEN pairs.first_sent_at
    WHEN 'sent' THEN part.first_sent_at
    ELSE error('unknown date basis')
  END,
  from_instant::TIMESTAMP, to_instant::TIMESTAMP
);

-- What report rows have besides their counts, for each campaign and email. It is the same in all reports.
CREATE OR REPLACE MACRO row_details() AS TABLE
SELECT
  campaign_id,
  email_id,
  campaign_id::VARCHAR AS campaignId,
  coalesce(campaign_details.name, campaign_id::VARCHAR) AS campaignName,
  campaign_details.folder AS campaignFolder,
  campaign_details.archived AS campaignArchived,
  campaign_details.campaign_type AS campaignType,
  campaign_details.program,
  campaign_details.workspace,
  email_id::VARCHAR AS emailId,
  coalesce(email_names.name, assets.name, email_id::VARCHAR) AS emailName,
  first_sent_at AS firstSentAt,
  last_activity_at AS lastActivityAt,
  -- Ours: earlier sends than the first one in the data are unknown.
  first_sent_at <= data_from + INTERVAL 24 HOURS AS mayHaveBegunEarlier,
  NOT coalesce(is_open_tracking_disabled, false) AS openTracked,
  coalesce(has_preview, false) AS hasPreview
FROM pairs
  LEFT JOIN campaign_details USING (campaign_id)
  LEFT JOIN email_names USING (email_id)
  LEFT JOIN (
    SELECT email_id, name, is_open_tracking_disabled, html IS NOT NULL OR text IS NOT NULL AS has_preview FROM emails
  ) AS assets USING (email_id)
  CROSS JOIN coverage;

-- The lower bound of the 95 % confidence interval of a proportion by Wilson's score method (1927), in a form that is exact for
-- 0 and does not lose digits. 1.959963984540054 is the normal quantile. NULL: the counts are no proportion.
CREATE OR REPLACE MACRO wilson_low(part, total) AS
  CASE WHEN total > 0 AND part BETWEEN 0 AND total THEN
    part::DOUBLE * part / total
      / (part + 1.959963984540054 ^ 2 / 2
        + 1.959963984540054 * sqrt(part::DOUBLE * (total - part) / total + 1.959963984540054 ^ 2 / 4))
  END;

-- Explanations from the sums of effects and of bot patterns: tables with the columns of `row_effects` and `row_patterns` in
-- `duckdb-sums.ts`.
CREATE OR REPLACE MACRO named_explanations(effects, patterns) AS TABLE
WITH
  pattern_maps AS (
    SELECT
      campaign_id, email_id,
      map_from_entries(list({ 'key': pattern, 'value': activities } ORDER BY pattern)) AS bot_patterns
    FROM query_table(patterns)
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
FROM query_table(effects) LEFT JOIN pattern_maps USING (campaign_id, email_id);

-- ------------------------------------------------------------------------------------------------- Series

-- When each record enters each series (ours): at its first time, if the report counts it there. NULL: never. So a series adds
-- up to the count of a row, and overridden bounces are in none.
CREATE OR REPLACE MACRO series_instants(basis, from_instant, to_instant, source := 'records') AS TABLE
WITH counted AS (
  SELECT
    record.*,
    outcome_of(reacted_at, hard_bounced_at, soft_bounced_at, delivered_at) AS outcome,
    NOT coalesce(emails.is_open_tracking_disabled, false) AS open_tracked
  FROM counted_of(source, basis, from_instant, to_instant) AS record LEFT JOIN emails USING (email_id)
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
  JOIN counted_of(source, basis, from_instant, to_instant) AS counted
    USING (campaign_id, email_id, lead_id)
  CROSS JOIN coverage
WHERE activity_type = click_email()
  AND (age::INTERVAL IS NULL OR activity_date <= instant_at(counted.first_sent_at, age::INTERVAL))
  AND (age::INTERVAL IS NULL OR instant_at(counted.first_sent_at, age::INTERVAL) <= as_of)
  AND email_id = email::BIGINT AND (campaign::BIGINT IS NULL OR campaign_id = campaign::BIGINT)
GROUP BY ALL;
