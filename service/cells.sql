-- Cells: sums of records, so that a report reads few cells instead of many records. Every import runs this file.
-- A cell is the sum of the records of one report row that were first sent in the same quarter hour, or in the same month (UTC):
-- its quarter_hour is then NULL. Since 2011, the days of all time zones begin on quarter hours.

CREATE OR REPLACE MACRO quarter_hour_of(instant) AS time_bucket(INTERVAL 15 MINUTES, instant);
CREATE OR REPLACE MACRO month_of(instant) AS date_trunc('month', instant)::TIMESTAMP;

-- ------------------------------------------------------------------------------ Contributions of records

-- When a record that was first sent at an instant has an age. Like a sum, but several times as fast.
CREATE OR REPLACE MACRO instant_at(sent_at, age) AS make_timestamp(epoch_us(sent_at) + epoch_us(age));

-- An instant if it had come when a record had an age. NULL otherwise. Without an age, every instant has come.
CREATE OR REPLACE MACRO known_at(instant, until, age) AS
  CASE WHEN age IS NULL THEN instant WHEN instant <= until THEN instant END;

-- The counts of each record of a source, from its state at an age, an INTERVAL since its first send; NULL for the current
-- state. Pending and aborted depend on as_of and are never stored: both are sent, and nothing else.
CREATE OR REPLACE MACRO counts_of(source, age) AS TABLE
WITH
  aged AS (SELECT *, instant_at(first_sent_at, age::INTERVAL) AS until FROM query_table(source)),
  -- All instants but those of the first send and the last activity end like delivered_at.
  known AS (
    SELECT
      campaign_id, email_id, quarter_hour, first_sent_at,
      known_at(COLUMNS('ed_at$'), until, age::INTERVAL)
    FROM aged
  ),
  states AS (
    SELECT *, outcome_of(reacted_at, hard_bounced_at, soft_bounced_at, delivered_at) AS outcome FROM known
  )
SELECT
  campaign_id, email_id, age::INTERVAL AS at_age, month_of(quarter_hour) AS month, quarter_hour, first_sent_at,
  1 AS sent,
  (outcome = 'delivered')::INTEGER AS delivered,
  (outcome = 'hardBounced')::INTEGER AS hard_bounced,
  (outcome = 'softBounced')::INTEGER AS soft_bounced,
  (reacted_at IS NOT NULL)::INTEGER AS opened,
  (clicked_at IS NOT NULL)::INTEGER AS clicked,
  (unsubscribed_at IS NOT NULL)::INTEGER AS unsubscribed,
  (human_reacted_at IS NOT NULL)::INTEGER AS human_opened,
  (human_clicked_at IS NOT NULL)::INTEGER AS human_clicked,
  -- Ours: opened, but only by a mail privacy proxy. It is unknown whether a person was there.
  (human_reacted_at IS NOT NULL AND person_reacted_at IS NULL)::INTEGER AS privacy_opened
FROM states;

-- The counts of each record now and at each age at which reports can be requested. Other ages have no cells.
CREATE OR REPLACE MACRO counts_at_ages_of(source) AS TABLE
FROM counts_of(source, NULL)
UNION ALL FROM counts_of(source, INTERVAL 24 HOURS)
UNION ALL FROM counts_of(source, INTERVAL 7 DAYS)
UNION ALL FROM counts_of(source, INTERVAL 28 DAYS);

-- The effects of the rules on each record of a source: why its counts are what they are.
CREATE OR REPLACE MACRO effects_of(source) AS TABLE
WITH states AS (
  SELECT *, outcome_of(reacted_at, hard_bounced_at, soft_bounced_at, delivered_at) = 'delivered' AS is_delivered
  FROM query_table(source)
)
SELECT
  campaign_id, email_id, month_of(quarter_hour) AS month, quarter_hour, first_sent_at,
  sends, deliveries, hard_bounces, soft_bounces, opens, clicks, unsubscribes,
  sends - 1 AS sends_merged,
  sends_skipped,
  (reacted_at IS NOT NULL AND opens = 0)::INTEGER AS opens_inferred,
  (is_delivered AND delivered_at IS NULL)::INTEGER AS deliveries_inferred,
  is_delivered::INTEGER * (hard_bounces + soft_bounces) AS bounces_overridden,
  clicks_ignored, bot_opens, bot_clicks, opens_unmarked, clicks_unmarked, privacy_opens, unsubscribes_attributed
FROM states;

-- The bot patterns of each record of a source.
CREATE OR REPLACE MACRO patterns_of(source) AS TABLE
SELECT
  campaign_id, email_id, month_of(quarter_hour) AS month, quarter_hour, first_sent_at,
  pattern, record_bot_patterns.activities
FROM record_bot_patterns JOIN query_table(source) USING (campaign_id, email_id, lead_id);

-- -------------------------------------------------------------------------------------------------- Sums

-- The sums of cells or of contributions of records: per quarter hour, or with NULL::TIMESTAMP per month.
CREATE OR REPLACE MACRO cells_of(source, quarter_hour) AS TABLE
SELECT
  COLUMNS(lambda name: name IN ('campaign_id', 'email_id', 'at_age', 'month', 'pattern')),
  quarter_hour AS quarter_hour,
  -- The start of the cell stands for all its records: no report divides them.
  coalesce(quarter_hour, month) AS first_sent_at,
  sum(COLUMNS(lambda name: name NOT IN (
    'campaign_id', 'email_id', 'at_age', 'month', 'pattern', 'quarter_hour', 'first_sent_at'
  )))::INTEGER
FROM query_table(source)
GROUP BY ALL;
