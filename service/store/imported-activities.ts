import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import { union } from '../sync/stretches.ts';
import { receivedRows } from './received-rows.ts';

/** The start and end of a stretch of time, in microseconds since 1970 UTC. */
export type Limits = readonly [from: bigint, to: bigint];

/** Returns the stretches of time that sync has imported: a new activity in one of them is late. */
export async function readStretches(connection: DuckDBConnection): Promise<readonly Limits[]> {
  const result = await connection.runAndReadAll(
    'SELECT epoch_ms(start_at)::DOUBLE, epoch_ms(end_at)::DOUBLE FROM sync_windows',
  );
  const windows = result.getRows().map(([start, end]) => ({ start: Number(start), end: Number(end) }));
  return union(windows).map(({ start, end }) => [BigInt(start) * 1000n, BigInt(end) * 1000n]);
}

/**
 * Creates the temporary table `imported` of an import into servers: the new activities in stretches of time that sync has imported, and all new
 * merges. In a database that has its records, the view of that name has all new activities.
 * @param dates the results of `newActivities`
 */
export async function writeImported(connection: DuckDBConnection, dates: readonly string[]): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE imported AS
     SELECT activity_date FROM activities WHERE activities.rowid >= getvariable('first_new_row')`,
  );
  if (dates.length === 0) return;
  await connection.run(`INSERT INTO imported SELECT make_timestamp(row[1]) FROM ${receivedRows('$dates')}`, {
    dates: listValue([...dates]),
  });
}
