-- The rules that turn records into report rows, and the queries of the server. Every import runs this file, so the database
-- contains its own report: a reader only needs the database file.
-- "Marketo:" marks a rule of Marketo's Email Performance Report, "Ours:" a decision where that report defines nothing.

-- The time frame includes from_instant and excludes to_instant. NULL means no limit on that side.
CREATE OR REPLACE MACRO is_within(instant, from_instant, to_instant) AS
  (from_instant IS NULL OR instant >= from_instant) AND (to_instant IS NULL OR instant < to_instant);

-- The sum of the values that meet a condition.
CREATE OR REPLACE MACRO sum_if(value, condition) AS sum(CASE WHEN condition THEN value ELSE 0 END)::BIGINT;

-- The records or cells of a source that the report counts. basis 'first-sent' (Marketo) selects the rows first sent in the time
-- frame, with all their records; 'sent' (ours) selects the records sent in it. from_instant and to_instant: TIMESTAMP in UTC, or
-- NULL for no limit. The instants of a row, and so the choice of rows by 'first-sent', are those of all people.
CREATE OR REPLACE MACRO counted_of(source, basis, from_instant, to_instant) AS TABLE
SELECT
  part.*,
  pairs.first_sent_at AS pair_first_sent_at,
  pairs.last_activity_at AS pair_last_activity_at
FROM query_table(source) AS part JOIN pairs USING (campaign_id, email_id)
WHERE is_within(
  CASE basis::VARCHAR
    WHEN 'first-sent' THEN pairs.first_sent_at
    WHEN 'sent' THEN part.first_sent_at
    ELSE error('unknown date basis')
  END,
  from_instant::TIMESTAMP, to_instant::TIMESTAMP
);

-- The instants at which the time frame divides the records of a row.
CREATE OR REPLACE MACRO time_frame_cuts(basis, from_instant, to_instant) AS TABLE
SELECT unnest([from_instant::TIMESTAMP, to_instant::TIMESTAMP]) AS instant WHERE basis::VARCHAR = 'sent';

-- Report rows from their sums, a table with the columns of `sums` below: with names, and the counts that follow from others.
CREATE OR REPLACE MACRO named_rows(source) AS TABLE
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
FROM query_table(source)
  LEFT JOIN campaign_details USING (campaign_id)
  LEFT JOIN email_names USING (email_id)
  LEFT JOIN emails USING (email_id);

-- The report, with the state of each record at an age, an INTERVAL since its first send; NULL for the current state.
-- source names the records of the people to count.
CREATE OR REPLACE MACRO report_rows(basis, from_instant, to_instant, age := NULL, source := 'records') AS TABLE
WITH
  -- Ours: a record changes from Pending to Aborted 72 hours after its first send. At an age, only records that have reached it
  -- are counted.
  latest AS (SELECT as_of - coalesce(age::INTERVAL, INTERVAL 72 HOURS) AS reached_at, data_from FROM coverage),
  cuts AS (
    FROM time_frame_cuts(basis, from_instant, to_instant)
    UNION ALL
    SELECT reached_at + INTERVAL 1 MICROSECOND FROM latest
  ),
  singles AS (FROM single_records(source, age::INTERVAL, 'cuts')),
  parts AS (
    SELECT * FROM whole_cells('cells', 'cuts')
    WHERE at_age IS NOT DISTINCT FROM age::INTERVAL AND has_cells(source, age::INTERVAL)
    UNION ALL BY NAME
    SELECT * FROM counts_of('singles', age)
  ),
  counted AS (
    SELECT
      *,
      first_sent_at <= reached_at AS has_reached,
      age::INTERVAL IS NULL OR has_reached AS is_counted,
      has_reached AND coalesce(age::INTERVAL >= INTERVAL 72 HOURS, true) AS is_overdue
    FROM counted_of('parts', basis, from_instant, to_instant) CROSS JOIN latest
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      any_value(pair_first_sent_at) AS first_sent_at,
      any_value(pair_last_activity_at) AS last_activity_at,
      -- Ours: what was sent before the data begins is unknown.
      any_value(pair_first_sent_at <= data_from + INTERVAL 24 HOURS) AS may_have_begun_earlier,
      sum_if(sent, NOT is_counted) AS too_young,
      sum_if(sent, is_counted) AS sent,
      sum_if(delivered, is_counted) AS delivered,
      sum_if(hard_bounced, is_counted) AS hard_bounced,
      sum_if(soft_bounced, is_counted) AS soft_bounced,
      sum_if(sent - delivered - hard_bounced - soft_bounced, is_overdue) AS aborted,
      sum_if(opened, is_counted) AS opened,
      sum_if(clicked, is_counted) AS clicked,
      sum_if(unsubscribed, is_counted) AS unsubscribed,
      sum_if(human_opened, is_counted) AS human_opened,
      sum_if(human_clicked, is_counted) AS human_clicked,
      sum_if(privacy_opened, is_counted) AS privacy_opened
    FROM counted
    GROUP BY campaign_id, email_id
  )
FROM named_rows('sums');

-- The lower bound of the 95 % confidence interval of a proportion by Wilson's score method (1927), in a form that is exact for
-- 0 and does not lose digits. 1.959963984540054 is the normal quantile. NULL: the counts are no proportion.
CREATE OR REPLACE MACRO wilson_low(part, total) AS
  CASE WHEN total > 0 AND part BETWEEN 0 AND total THEN
    part::DOUBLE * part / total
      / (part + 1.959963984540054 ^ 2 / 2
        + 1.959963984540054 * sqrt(part::DOUBLE * (total - part) / total + 1.959963984540054 ^ 2 / 4))
  END;

-- Explanations from the sums of effects and of bot patterns: tables with the columns of `sums` and `patterns` below.
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

-- Why the numbers of a row are what they are: the effects of the rules on its counted records. They may overlap.
CREATE OR REPLACE MACRO report_explanations(basis, from_instant, to_instant, source := 'records') AS TABLE
WITH
  cuts AS (FROM time_frame_cuts(basis, from_instant, to_instant)),
  singles AS (FROM single_records(source, NULL::INTERVAL, 'cuts')),
  parts AS (
    SELECT * FROM whole_cells('effect_cells', 'cuts') WHERE has_cells(source, NULL::INTERVAL)
    UNION ALL BY NAME
    SELECT * FROM effects_of('singles')
  ),
  pattern_parts AS (
    SELECT * FROM whole_cells('pattern_cells', 'cuts') WHERE has_cells(source, NULL::INTERVAL)
    UNION ALL BY NAME
    SELECT * FROM patterns_of('singles')
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      sum(COLUMNS(* EXCLUDE (
        campaign_id, email_id, month, quarter_hour, first_sent_at, pair_first_sent_at, pair_last_activity_at
      )))::BIGINT
    FROM counted_of('parts', basis, from_instant, to_instant)
    GROUP BY campaign_id, email_id
  ),
  patterns AS (
    SELECT campaign_id, email_id, pattern, sum(activities)::BIGINT AS activities
    FROM counted_of('pattern_parts', basis, from_instant, to_instant)
    GROUP BY campaign_id, email_id, pattern
  )
FROM named_explanations('sums', 'patterns');

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
