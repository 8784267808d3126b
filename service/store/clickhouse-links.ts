import { keptVersions } from './clickhouse-activities.ts';
import { latestRecords } from './clickhouse-derive.ts';
import { isOneOf, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { within, type SumScope } from './clickhouse-sums.ts';
import { hour } from './clickhouse-tables.ts';

/**
 * Counts the clicks on the links of an email and their people, as the macro `email_links` does.
 * @param campaigns the campaigns whose clicks are counted, at least one
 */
export function countLinks(scope: SumScope, email: bigint, campaigns: readonly bigint[]): ClickHouseStatement {
  const { generation, asOf, dateBasis, from, to, age, people = sql`1` } = scope;
  const ofCampaigns = isOneOf('campaign_id', campaigns);
  const clicks = sql`type = 11 AND email_id = ${email} AND ${ofCampaigns}`;
  // Another version of the same activity may be no click of this email.
  const versions = keptVersions(
    generation,
    sql`(person_id, guid) IN (SELECT person_id, guid FROM activities WHERE generation <= ${generation} AND ${clicks})`,
  );
  const ofEmail = sql`email_id = ${email} AND ${ofCampaigns} AND ${people}`;
  const records = latestRecords(generation, ofEmail, ['first_sent_at']);
  const ofAge = age === undefined ? sql`` : sql`AND at <= first + ${age * hour} AND first + ${age * hour} <= ${asOf}`;
  return sql`
    SELECT
      replaceRegexpAll(link, ${String.raw`^\s+|\s+$`}, '') AS url,
      count(), uniqExact(person_id), countIf(is_bot != 1), uniqExactIf(person_id, is_bot != 1)
    FROM (SELECT campaign_id, email_id, person_id, at, link, is_bot FROM (${versions}) WHERE ${clicks}) AS clicks
    ALL INNER JOIN (
      SELECT campaign_id, email_id, person_id, first_sent_at AS first FROM (${records})
      WHERE first_sent_at > 0 ${dateBasis === 'sent' ? within('first_sent_at', from, to) : sql``}
    ) AS counted USING campaign_id, email_id, person_id
    WHERE 1 ${ofAge}
    GROUP BY url`;
}
