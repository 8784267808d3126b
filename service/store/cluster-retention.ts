import { DuckDBTimestampValue, listValue, type DuckDBConnection } from '@duckdb/node-api';
import { forgetPeople } from '../import/merge-activities.ts';
import { sumRetainedPairs } from './clickhouse-cells.ts';
import type { ClickHouseNode, ReadOptions } from './clickhouse-node.ts';
import type { ClusterTotals } from './cluster-totals.ts';
import { receivedRows } from './received-rows.ts';

/** The part of the DuckDB file when servers remove people without recent activity. */

/** Returns the instant before which earlier imports have removed activities, in microseconds since 1970 UTC. `undefined` for none. */
export async function readKeptFrom(connection: DuckDBConnection): Promise<bigint | undefined> {
  const [row] = (await connection.runAndReadAll('SELECT epoch_us(kept_from) FROM retention')).getRows();
  return row && BigInt(String(row[0]));
}

/** Sets the limits of an import that removes people, as `retain.sql` does. @returns the instant before which activities are old */
export async function setKeptFrom(
  connection: DuckDBConnection,
  months: number,
  { lastAt, firstSendAt }: ClusterTotals,
): Promise<bigint> {
  const dataFrom = firstSendAt === 0n ? null : new DuckDBTimestampValue(firstSendAt);
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE limits AS SELECT $1::TIMESTAMP AS last_at, $2::TIMESTAMP AS data_from',
    [new DuckDBTimestampValue(lastAt), dataFrom],
  );
  await connection.run(
    `SET VARIABLE kept_from = (
       SELECT greatest(month_of(last_at - to_months(${months})), (SELECT kept_from FROM retention)) FROM limits
     );
     SET VARIABLE data_from = (SELECT least(data_from, (SELECT data_from FROM retention)) FROM limits)`,
  );
  const [row] = (await connection.runAndReadAll(`SELECT epoch_us(getvariable('kept_from'))`)).getRows();
  return BigInt(String(row?.[0]));
}

/** What servers have listed as removed, as `receivedRows` reads it. */
export interface RetiredOnServers {
  /** The people who have neither activities nor records anymore. */
  readonly leads: readonly string[];
  /** The numbers of removed activities by file. */
  readonly files: readonly string[];
}

/** Removes the values of people of whom only sums remain, and notes the limit. */
export async function forgetRetired(connection: DuckDBConnection, { leads, files }: RetiredOnServers): Promise<void> {
  // Merges stay, with their people.
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE retired_people AS
     SELECT row[1] AS lead_id FROM ${receivedRows('$leads')}
     EXCEPT SELECT lead_id FROM activities WHERE activity_type = merge_leads()`,
    { leads: listValue([...leads]) },
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE retired_by_file AS
     SELECT row[1]::INTEGER AS file_id, sum(row[2])::BIGINT AS activities FROM ${receivedRows('$files')} GROUP BY ALL`,
    { files: listValue([...files]) },
  );
  await forgetPeople(connection);
}

/** Notes the rows of the report that have sums of removed records. Their emails and campaigns keep their names. */
export async function writeRetainedPairs(
  connection: DuckDBConnection,
  nodes: readonly ClickHouseNode[],
  generation: bigint,
  options: ReadOptions,
): Promise<void> {
  const texts = await Promise.all(nodes.map((node) => node.readJson(sumRetainedPairs(generation), options)));
  await connection.run('DELETE FROM retained_pairs');
  await connection.run(
    `INSERT INTO retained_pairs
     SELECT row[1], row[2], make_timestamp(min(row[3])), make_timestamp(max(row[4]))
     FROM ${receivedRows('$texts')} GROUP BY ALL`,
    { texts: listValue(texts) },
  );
}
