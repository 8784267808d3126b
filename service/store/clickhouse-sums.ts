import { contributions, latestCells } from './clickhouse-cells.ts';
import { latestRecords } from './clickhouse-derive.ts';
import { constant, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { cellCounts, hour } from './clickhouse-tables.ts';

/** The records of a report. Instants are microseconds since 1970 UTC. */
export interface SumScope {
  readonly generation: bigint;
  /** The end of the data. */
  readonly asOf: bigint;
  readonly dateBasis: 'first-sent' | 'sent';
  readonly from: bigint | undefined;
  /** Not included. */
  readonly to: bigint | undefined;
  /** In hours; `undefined` for the current state. */
  readonly age: bigint | undefined;
  /** The condition for the people who are counted; `undefined` for everyone. Cells are of everyone. */
  readonly people: ClickHouseStatement | undefined;
}

const quarterHour = hour / 4n;

/** The columns of `sumRecords`, after those of the campaign and the email. */
export const sumColumns = [
  'too_young',
  'sent',
  'delivered',
  'hard_bounced',
  'soft_bounced',
  'aborted',
  ...cellCounts.slice(4),
] as const;

/**
 * Sums the records of a server per campaign and email, as `rowSums` does. With the basis 'first-sent', the
 * result also has rows that were first sent before or after the time frame: only all servers know when a row was first sent.
 */
export function sumRecords({ generation, asOf, dateBasis, from, to, age = 0n, people }: SumScope): ClickHouseStatement {
  const reached = asOf - (age === 0n ? 72n : age) * hour;
  const cuts = [reached + 1n, ...timeFrameCuts({ dateBasis, from, to })];
  const months = cuts.map(monthOf);
  const quarterHours = quarterHoursOf(cuts);
  const columns = constant(['campaign_id', 'email_id', 'first', ...cellCounts.map((name) => `${name}_`)].join(', '));
  const cells = (condition: ClickHouseStatement): ClickHouseStatement => sql`
    SELECT campaign_id, email_id, first_sent_at_ AS first, ${constant(cellCounts.map((name) => `${name}_`).join(', '))}
    FROM (${latestCells(generation, sql`age = ${age} AND ${condition}`)})`;
  const singles = contributions(latestRecords(generation, people ?? sql`quarter_hour IN (${quarterHours})`), [age]);
  // Cells are of all people.
  const cellsOfAll = people
    ? sql``
    : sql`
      ${cells(sql`quarter_hour = 0 AND month NOT IN (${months})`)}
      UNION ALL
      ${cells(sql`quarter_hour > 0 AND month IN (${months}) AND quarter_hour NOT IN (${quarterHours})`)}
      UNION ALL`;
  const isCounted = age === 0n ? sql`1` : sql`first <= ${reached}`;
  const isOverdue = age === 0n || age >= 72n ? sql`first <= ${reached}` : sql`0`;
  const counted = (name: string): ClickHouseStatement => sql`sumIf(${constant(`${name}_`)}, ${isCounted})`;
  const counts = cellCounts.slice(1).map(counted);
  const [delivered = sql``, hardBounced = sql``, softBounced = sql``, ...reactions] = counts;
  return sql`
    SELECT
      campaign_id, email_id, sum(sent_) - ${counted('sent')}, ${counted('sent')}, ${delivered}, ${hardBounced}, ${softBounced},
      sumIf(sent_ - delivered_ - hard_bounced_ - soft_bounced_, ${isOverdue}),
      ${join(reactions)}
    FROM (
      ${cellsOfAll}
      SELECT ${columns} FROM (
        SELECT campaign_id, email_id, first_sent_at AS first, ${constant(cellCounts.map((name) => `toInt64(${name}_) AS ${name}_`).join(', '))}
        FROM (${singles})
      )
    )
    WHERE sent_ > 0 ${dateBasis === 'sent' ? within('first', from, to) : sql``}
    GROUP BY campaign_id, email_id`;
}

/** Returns the instants at which the time frame divides the records of a row. */
export function timeFrameCuts({ dateBasis, from, to }: Pick<SumScope, 'dateBasis' | 'from' | 'to'>): bigint[] {
  return dateBasis === 'sent' ? [from, to].filter((cut) => cut !== undefined) : [];
}

/** Returns the quarter hours that some instants divide. The list begins with -1: it must not be empty. */
export function quarterHoursOf(cuts: readonly bigint[]): bigint[] {
  return [-1n, ...cuts.filter((cut) => cut % quarterHour !== 0n).map((cut) => cut - (cut % quarterHour))];
}

export function within(column: string, from: bigint | undefined, to: bigint | undefined): ClickHouseStatement {
  const lower = from === undefined ? sql`` : sql`AND ${constant(column)} >= ${from}`;
  const upper = to === undefined ? sql`` : sql`AND ${constant(column)} < ${to}`;
  return sql`${lower} ${upper}`;
}

function join([first = sql``, ...rest]: readonly ClickHouseStatement[]): ClickHouseStatement {
  return rest.reduce((text, each) => sql`${text}, ${each}`, first);
}

/** Returns the month of an instant, such as 202603n. */
function monthOf(instant: bigint): bigint {
  const date = new Date(Number(instant / 1000n));
  return BigInt(date.getUTCFullYear() * 100 + date.getUTCMonth() + 1);
}
