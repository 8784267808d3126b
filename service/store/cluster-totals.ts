import { DuckDBTimestampValue, listValue, type DuckDBConnection } from '@duckdb/node-api';
import { countRetained, sumPairs } from './clickhouse-cells.ts';
import { sumPeople } from './clickhouse-derive.ts';
import type { ClickHouseNode, ReadOptions } from './clickhouse-node.ts';
import { personCounts } from './clickhouse-tables.ts';
import { receivedRows } from './received-rows.ts';

/** What all people of a cluster have together. */
export interface ClusterTotals extends Readonly<Record<(typeof personCounts)[number], number>> {
  /** The latest activity, in microseconds since 1970 UTC; 0 without activities. */
  readonly lastAt: bigint;
  /** The first send, likewise. */
  readonly firstSendAt: bigint;
  /** The records of which only the sums remain. */
  readonly retained: number;
}

export async function readTotals(
  nodes: readonly ClickHouseNode[],
  generation: bigint,
  options: ReadOptions,
): Promise<ClusterTotals> {
  const rows = (await Promise.all(nodes.map((node) => node.read(sumPeople(generation), options)))).flat();
  const column = (index: number): bigint[] => rows.map((row) => BigInt(row[index] ?? 0));
  const sums = personCounts.map((name, index) => [name, Number(column(index).reduce((sum, each) => sum + each, 0n))]);
  const [lastAt, firstSendAt] = [column(personCounts.length), column(personCounts.length + 1)];
  const retained = await Promise.all(nodes.map((node) => node.read(countRetained(generation), options)));
  const order = (a: bigint, b: bigint): number => (a < b ? -1 : 1);
  return {
    ...(Object.fromEntries(sums) as Record<(typeof personCounts)[number], number>),
    lastAt: lastAt.toSorted(order).at(-1) ?? 0n,
    firstSendAt: firstSendAt.filter((each) => each > 0n).toSorted(order)[0] ?? 0n,
    retained: retained.flat().reduce((sum, [records]) => sum + Number(records), 0),
  };
}

/** Activities with a campaign that belong to no record. Unsubscribes without a campaign may belong to one. */
export const orphansOf = ({ with_campaign, attributed, of_records }: ClusterTotals): number =>
  with_campaign + attributed - of_records;

export const withoutCampaignOf = ({ without_campaign, attributed }: ClusterTotals): number =>
  without_campaign - attributed;

/** Reads the rows of the report of each server, as `receivedRows` reads them. */
export function readPairs(
  nodes: readonly ClickHouseNode[],
  generation: bigint,
  options: ReadOptions,
): Promise<readonly string[]> {
  return Promise.all(nodes.map((node) => node.readJson(sumPairs(generation), options)));
}

/**
 * Writes the rows of the report and the coverage of the data into the DuckDB file.
 * @param texts what `readPairs` returns
 * @throws if the cells of the servers do not have all records
 */
export async function writeReportRows(
  connection: DuckDBConnection,
  texts: readonly string[],
  totals: ClusterTotals,
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE received_pairs AS
     SELECT row[1] AS campaign_id, row[2] AS email_id, row[3] AS first_sent_at, row[4] AS last_activity_at, row[5] AS sent
     FROM ${receivedRows('$texts')}`,
    { texts: listValue([...texts]) },
  );
  const [sent] = (
    await connection.runAndReadAll('SELECT coalesce(sum(sent), 0)::BIGINT FROM received_pairs')
  ).getRows();
  const records = totals.records + totals.retained;
  if (Number(sent?.[0]) !== records) {
    const numbers = `${records} records, but their cells sum up ${Number(sent?.[0])}`;
    throw new Error(`The servers have ${numbers}. Nothing was published. Repeat the import.`);
  }
  await connection.run(
    `DELETE FROM pairs;
     INSERT INTO pairs
     SELECT campaign_id, email_id, make_timestamp(min(first_sent_at)), make_timestamp(max(last_activity_at))
     FROM received_pairs GROUP BY ALL;
     DELETE FROM coverage`,
  );
  const instant = (at: bigint) => (at === 0n ? null : new DuckDBTimestampValue(at));
  await connection.run(
    'INSERT INTO coverage SELECT greatest($asOf::TIMESTAMP, (SELECT max(end_at) FROM sync_windows)), least($dataFrom::TIMESTAMP, (SELECT data_from FROM retention)), $orphans, $withoutResult',
    {
      ...{ asOf: instant(totals.lastAt), dataFrom: instant(totals.firstSendAt) },
      ...{ orphans: orphansOf(totals), withoutResult: totals.sends_without_result },
    },
  );
}
