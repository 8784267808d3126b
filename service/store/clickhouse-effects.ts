import { isIn, type Slice } from './clickhouse-activities.ts';
import { latestRecords } from './clickhouse-derive.ts';
import { list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { quarterHoursOf, timeFrameCuts, within, type SumScope } from './clickhouse-sums.ts';
import { effectCounts, recordInstants, recordNumbers } from './clickhouse-tables.ts';

/** Whether a record is delivered: a reaction proves it, and bounces take precedence over a delivery. */
export const isDelivered = '(reacted_at > 0 OR (hard_bounced_at = 0 AND soft_bounced_at = 0 AND delivered_at > 0))';

/** The effects of the rules on a record, as in the macro `effects_of`. */
const effects: Readonly<Record<(typeof effectCounts)[number], string>> = {
  sends: 'sends',
  deliveries: 'deliveries',
  hard_bounces: 'hard_bounces',
  soft_bounces: 'soft_bounces',
  opens: 'opens',
  clicks: 'clicks',
  unsubscribes: 'unsubscribes',
  sends_merged: 'sends - 1',
  sends_skipped: 'sends_skipped',
  opens_inferred: 'reacted_at > 0 AND opens = 0',
  deliveries_inferred: `${isDelivered} AND delivered_at = 0`,
  bounces_overridden: `if(${isDelivered}, hard_bounces + soft_bounces, 0)`,
  clicks_ignored: 'clicks_ignored',
  bot_opens: 'bot_opens',
  bot_clicks: 'bot_clicks',
  opens_unmarked: 'opens_unmarked',
  clicks_unmarked: 'clicks_unmarked',
  privacy_opens: 'privacy_opens',
  unsubscribes_attributed: 'unsubscribes_attributed',
};

/** The records that explanations are about. */
export interface EffectScope extends SumScope {
  /** Only the rows of a campaign or an email. Default: all. */
  readonly campaign: bigint | undefined;
  readonly email: bigint | undefined;
}

/** The effects of each record of a source. Names end with _, because 18.16 replaces a column in a sum by another column of that name. */
const effectsOf = (source: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT
    quarter_hour, campaign_id, email_id, ${list(effectCounts.map((name) => `toInt64(${effects[name]}) AS ${name}_`))}
  FROM (${source})`;

/** The opens and clicks of each record of a source that are marked as bot, each with its bot pattern. */
const patternsOf = (source: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT quarter_hour, campaign_id, email_id, arrayJoin(bot_patterns) AS pattern, toInt64(1) AS activities_ FROM (${source})`;

const effectNames = list(effectCounts.map((name) => `${name}_`));
const effectSums = list(effectCounts.map((name) => `sum(${name}_)`));

/** The sums of removed records, which `condition` selects. */
export const latestEffects = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT
    quarter_hour, campaign_id, email_id, ${list(effectCounts.map((name) => `argMax(${name}, generation) AS ${name}_`))}
  FROM retained_effects WHERE generation <= ${generation} AND ${condition}
  GROUP BY quarter_hour, campaign_id, email_id`;

export const latestPatterns = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT quarter_hour, campaign_id, email_id, pattern, argMax(activities, generation) AS activities_
  FROM retained_patterns WHERE generation <= ${generation} AND ${condition}
  GROUP BY quarter_hour, campaign_id, email_id, pattern`;

/** Sums the effects of the rules per campaign and email. Rows of other time frames as in `sumRecords`. */
export const sumEffects = (scope: EffectScope): ClickHouseStatement => sql`
  SELECT campaign_id, email_id, ${effectSums}
  FROM (
    SELECT campaign_id, email_id, ${effectNames}
    FROM (${effectsOf(countedRecords(scope, [...recordInstants, ...recordNumbers]))})
    UNION ALL
    SELECT campaign_id, email_id, ${effectNames} FROM (${latestEffects(scope.generation, countedRetained(scope))})
  )
  GROUP BY campaign_id, email_id`;

/** Counts the opens and clicks that are marked as bot per campaign, email and bot pattern. */
export const countPatterns = (scope: EffectScope): ClickHouseStatement => sql`
  SELECT campaign_id, email_id, pattern, sum(activities_)
  FROM (
    SELECT campaign_id, email_id, pattern, activities_
    FROM (${patternsOf(countedRecords(scope, ['first_sent_at', 'bot_patterns']))})
    UNION ALL
    SELECT campaign_id, email_id, pattern, activities_ FROM (${latestPatterns(scope.generation, countedRetained(scope))})
  )
  GROUP BY campaign_id, email_id, pattern`;

/**
 * Adds the effects of the records of a slice of quarter hours, which are removed, to those of the records that were removed before.
 * @param records the removed ones
 */
export const retainEffects = (
  generation: bigint,
  slice: Slice,
  records: ClickHouseStatement,
): ClickHouseStatement => sql`
  INSERT INTO retained_effects
  SELECT toUInt32(${generation}), quarter_hour, campaign_id, email_id, ${effectSums}
  FROM (
    SELECT quarter_hour, campaign_id, email_id, ${effectNames} FROM (${effectsOf(records)})
    UNION ALL
    SELECT quarter_hour, campaign_id, email_id, ${effectNames}
    FROM (${latestEffects(generation - 1n, isIn('quarter_hour', slice))})
  )
  GROUP BY quarter_hour, campaign_id, email_id`;

export const retainPatterns = (
  generation: bigint,
  slice: Slice,
  records: ClickHouseStatement,
): ClickHouseStatement => sql`
  INSERT INTO retained_patterns
  SELECT toUInt32(${generation}), quarter_hour, campaign_id, email_id, pattern, sum(activities_)
  FROM (
    SELECT quarter_hour, campaign_id, email_id, pattern, activities_ FROM (${patternsOf(records)})
    UNION ALL
    SELECT quarter_hour, campaign_id, email_id, pattern, activities_
    FROM (${latestPatterns(generation - 1n, isIn('quarter_hour', slice))})
  )
  GROUP BY quarter_hour, campaign_id, email_id, pattern`;

function countedRecords(scope: EffectScope, columns: readonly string[]): ClickHouseStatement {
  const { generation, dateBasis, from, to, people = sql`1` } = scope;
  return sql`
    SELECT * FROM (${latestRecords(generation, sql`${people} ${ofRows(scope)}`, columns)})
    WHERE first_sent_at > 0 ${dateBasis === 'sent' ? within('first_sent_at', from, to) : sql``}`;
}

/** The condition of the sums of removed records that are counted: none of chosen people, and none of quarter hours that are divided. */
function countedRetained(scope: EffectScope): ClickHouseStatement {
  const { dateBasis, from, to, people } = scope;
  if (people) return sql`0`;
  const isWhole = sql`quarter_hour NOT IN (${quarterHoursOf(timeFrameCuts(scope))})`;
  return sql`${isWhole} ${dateBasis === 'sent' ? within('quarter_hour', from, to) : sql``} ${ofRows(scope)}`;
}

function ofRows({ campaign, email }: EffectScope): ClickHouseStatement {
  const ofCampaign = campaign === undefined ? sql`` : sql`AND campaign_id = ${campaign}`;
  return email === undefined ? ofCampaign : sql`${ofCampaign} AND email_id = ${email}`;
}
