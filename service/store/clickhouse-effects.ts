import { latestRecords } from './clickhouse-derive.ts';
import { constant, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { within, type SumScope } from './clickhouse-sums.ts';
import { recordInstants, recordNumbers } from './clickhouse-tables.ts';

/** Whether a record is delivered: a reaction proves it, and bounces take precedence over a delivery. */
export const isDelivered = '(reacted_at > 0 OR (hard_bounced_at = 0 AND soft_bounced_at = 0 AND delivered_at > 0))';

/** The effects of the rules on a record, as in the macro `effects_of`. */
const effects = {
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
} as const;

/** The columns of `sumEffects`, after those of the campaign and the email. */
export const effectColumns = Object.keys(effects);

/** The records that explanations are about. */
export interface EffectScope extends SumScope {
  /** Only the rows of a campaign or an email. Default: all. */
  readonly campaign: bigint | undefined;
  readonly email: bigint | undefined;
}

/** Sums the effects of the rules per campaign and email. Rows of other time frames as in `sumRecords`. */
export function sumEffects(scope: EffectScope): ClickHouseStatement {
  const sums = Object.values(effects).map((effect) => `toInt64(sum(${effect}))`);
  return sql`
    SELECT campaign_id, email_id, ${constant(sums.join(', '))}
    FROM (${countedRecords(scope, [...recordInstants, ...recordNumbers])})
    GROUP BY campaign_id, email_id`;
}

/** Counts the opens and clicks that are marked as bot per campaign, email and bot pattern. */
export function countPatterns(scope: EffectScope): ClickHouseStatement {
  return sql`
    SELECT campaign_id, email_id, pattern, count()
    FROM (
      SELECT campaign_id, email_id, arrayJoin(bot_patterns) AS pattern
      FROM (${countedRecords(scope, ['first_sent_at', 'bot_patterns'])})
    )
    GROUP BY campaign_id, email_id, pattern`;
}

function countedRecords(scope: EffectScope, columns: readonly string[]): ClickHouseStatement {
  const { generation, dateBasis, from, to, campaign, email, people = sql`1` } = scope;
  const ofCampaign = campaign === undefined ? sql`` : sql`AND campaign_id = ${campaign}`;
  const ofEmail = email === undefined ? sql`` : sql`AND email_id = ${email}`;
  return sql`
    SELECT * FROM (${latestRecords(generation, sql`${people} ${ofCampaign} ${ofEmail}`, columns)})
    WHERE first_sent_at > 0 ${dateBasis === 'sent' ? within('first_sent_at', from, to) : sql``}`;
}
