import { seriesCountIds, type SeriesCountId } from '../../src/model/series-counts.ts';
import type { SeriesCounts } from '../serve/series-query.ts';
import { latestRecords } from './clickhouse-derive.ts';
import { isDelivered } from './clickhouse-effects.ts';
import { constant, isOneOf, sql, unlisted, type ClickHouseStatement } from './clickhouse-statement.ts';
import { within, type SumScope } from './clickhouse-sums.ts';

/** The campaign and the email of a row. */
export type Pair = readonly [campaign: bigint, email: bigint];

/** The records whose events are counted. */
export interface EventScope extends SumScope {
  /** The rows that match a request; `undefined` for all of the basis `sent`. */
  readonly pairs: readonly Pair[] | undefined;
  /** The emails whose opens are not tracked. */
  readonly untracked: readonly bigint[];
}

const ifTracked = (instant: string): string => `if(is_tracked, ${instant}, toInt64(0))`;

/** When a record enters each series, as in the macro `series_instants`; 0 for never. */
const instants: Readonly<Record<SeriesCountId, string>> = {
  sent: 'first_sent_at',
  delivered: `multiIf(
    NOT ${isDelivered}, toInt64(0), reacted_at = 0, delivered_at, delivered_at = 0, reacted_at, least(delivered_at, reacted_at)
  )`,
  hardBounced: 'if(reacted_at = 0, hard_bounced_at, toInt64(0))',
  softBounced: 'if(reacted_at = 0 AND hard_bounced_at = 0, soft_bounced_at, toInt64(0))',
  opened: ifTracked('reacted_at'),
  clicked: 'clicked_at',
  unsubscribed: 'unsubscribed_at',
  humanOpened: ifTracked('human_reacted_at'),
  humanClicked: 'human_clicked_at',
  privacyOpened: ifTracked('if(person_reacted_at = 0, human_reacted_at, toInt64(0))'),
};

/** The number of the events that say that the opens of a record are tracked. Those of series follow. */
const trackedNumber = 0;

/**
 * Counts the events of each series in stretches of time of the same length.
 * @param step the length, in microseconds
 */
export const countEvents = (scope: EventScope, step: bigint): ClickHouseStatement => sql`
  SELECT event.1 AS number, intDiv(event.2, ${step}) AS stretch, count()
  FROM (${eventsOf(scope, [ifTracked('first_sent_at'), ...seriesCountIds.map((id) => instants[id])])})
  WHERE event.2 > 0
  GROUP BY number, stretch`;

/** Returns the first event of all series; 0 without events. */
export const firstEvent = (scope: EventScope): ClickHouseStatement => sql`
  SELECT min(event.2) FROM (${eventsOf(
    scope,
    seriesCountIds.map((id) => instants[id]),
  )}) WHERE event.2 > 0`;

/** The events of records: tuples of a number, counted from 0, and an instant. */
function eventsOf(scope: EventScope, expressions: readonly string[]): ClickHouseStatement {
  const { generation, dateBasis, from, to, people = sql`1`, pairs, untracked } = scope;
  const events = expressions.map((instant, index) => `(toUInt8(${index}), ${instant})`);
  return sql`
    SELECT arrayJoin([${constant(events.join(', '))}]) AS event
    FROM (
      SELECT *, ${isTracked(untracked)} AS is_tracked
      FROM (${latestRecords(generation, sql`${people} AND ${isPair(pairs)}`)})
      WHERE first_sent_at > 0 ${dateBasis === 'sent' ? within('first_sent_at', from, to) : sql``}
    )`;
}

function isTracked(untracked: readonly bigint[]): ClickHouseStatement {
  return untracked.length === 0 ? sql`1` : sql`NOT (${isOneOf('email_id', untracked)})`;
}

function isPair(pairs: readonly Pair[] | undefined): ClickHouseStatement {
  if (!pairs) return sql`1`;
  return sql`(campaign_id, email_id) IN (
    SELECT toInt64(splitByChar(':', pair)[1]), toInt64(splitByChar(':', pair)[2])
    FROM (SELECT ${unlisted(pairs)} AS pair)
  )`;
}

/** Returns the greatest step of which all instants are multiples. */
export function commonStep(instantList: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return instantList.reduce(divisor, 0);
}

/**
 * Adds up what `countEvents` has counted, in each unit of time.
 * @param rows the rows of all servers
 * @param starts the starts of the units and the end of the last one, in ascending order
 * @param step the length of the stretches, in the unit of `starts`, which are multiples of it
 * @returns `undefined` without events
 */
export function countsOf(
  rows: readonly (readonly [number: number, stretch: number, count: number])[],
  starts: readonly number[],
  step: number,
): SeriesCounts | undefined {
  if (rows.length === 0) return undefined;
  const lists = seriesCountIds.map(() => starts.map(() => 0).concat(0));
  for (const [number, stretch, count] of rows) {
    const list = lists[number - 1];
    const unit = startsUntil(starts, stretch * step);
    if (list) list[unit] = (list[unit] ?? 0) + count;
  }
  const counts = seriesCountIds.map((id, index) => [id, lists[index]]);
  const areOpensTracked = rows.some(([number]) => number === trackedNumber);
  return { ...(Object.fromEntries(counts) as Record<SeriesCountId, readonly number[]>), areOpensTracked };
}

/** Returns the number of starts that are not after an instant. */
function startsUntil(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
