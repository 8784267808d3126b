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

-- Whether something had happened: at the age of the record, or until as_of if age is NULL.
CREATE OR REPLACE MACRO is_known(instant, sent_at, age) AS
  instant IS NOT NULL AND (age IS NULL OR instant <= sent_at + age);

-- Ours: at an age, only records that have reached it are counted.
CREATE OR REPLACE MACRO is_counted_at(sent_at, age, as_of) AS age IS NULL OR sent_at + age <= as_of;

-- The report, with the state of each record at an age, an INTERVAL since its first send; NULL for the current state.
CREATE OR REPLACE MACRO report_rows(basis, from_instant, to_instant, age := NULL, source := 'records') AS TABLE
WITH
  aged AS (
    SELECT
      *,
      coverage.as_of,
      coverage.data_from,
      is_counted_at(first_sent_at, age::INTERVAL, coverage.as_of) AS is_counted,
      outcome_of(
        is_known(reacted_at, first_sent_at, age::INTERVAL),
        is_known(hard_bounced_at, first_sent_at, age::INTERVAL),
        is_known(soft_bounced_at, first_sent_at, age::INTERVAL),
        is_known(delivered_at, first_sent_at, age::INTERVAL)
      ) AS outcome,
      -- Ours: a record changes from Pending to Aborted 72 hours after its first send. This depends on as_of and is never
      -- stored.
      coalesce(first_sent_at + age::INTERVAL, coverage.as_of) >= first_sent_at + INTERVAL 72 HOURS AS is_overdue
    FROM counted_records(basis, from_instant, to_instant, source := source) CROSS JOIN coverage
  ),
  sums AS (
    SELECT
      campaign_id, email_id,
      any_value(pair_first_sent_at) AS first_sent_at,
      any_value(pair_last_activity_at) AS last_activity_at,
      -- Ours: what was sent before the data begins is unknown.
      any_value(pair_first_sent_at <= data_from + INTERVAL 24 HOURS) AS may_have_begun_earlier,
      count(*) FILTER (NOT is_counted) AS too_young,
      count(*) FILTER (is_counted) AS sent,
      count(*) FILTER (is_counted AND outcome = 'delivered') AS delivered,
      count(*) FILTER (is_counted AND outcome = 'hardBounced') AS hard_bounced,
      count(*) FILTER (is_counted AND outcome = 'softBounced') AS soft_bounced,
      count(*) FILTER (is_counted AND outcome IS NULL AND NOT is_overdue) AS pending,
      count(*) FILTER (is_counted AND outcome IS NULL AND is_overdue) AS aborted,
      count(*) FILTER (is_counted AND is_known(reacted_at, aged.first_sent_at, age::INTERVAL)) AS opened,
      count(*) FILTER (is_counted AND is_known(clicked_at, aged.first_sent_at, age::INTERVAL)) AS clicked,
      count(*) FILTER (is_counted AND is_known(unsubscribed_at, aged.first_sent_at, age::INTERVAL)) AS unsubscribed,
      count(*) FILTER (is_counted AND is_known(human_reacted_at, aged.first_sent_at, age::INTERVAL)) AS human_opened,
      count(*) FILTER (is_counted AND is_known(human_clicked_at, aged.first_sent_at, age::INTERVAL)) AS human_clicked,
      -- Ours: opened, but only by a mail privacy proxy. It is unknown whether a person was there.
      count(*) FILTER (
        is_counted AND is_known(human_reacted_at, aged.first_sent_at, age::INTERVAL)
        AND NOT is_known(person_reacted_at, aged.first_sent_at, age::INTERVAL)
      ) AS privacy_opened
    FROM aged
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
  pending, aborted, opened, clicked, unsubscribed,
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
  AND is_known(activity_date, counted.first_sent_at, age::INTERVAL)
  AND is_counted_at(counted.first_sent_at, age::INTERVAL, as_of)
  AND email_id = email::BIGINT AND (campaign::BIGINT IS NULL OR campaign_id = campaign::BIGINT)
GROUP BY ALL;
