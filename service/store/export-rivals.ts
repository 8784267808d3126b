import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../import/extract-view.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import type { ShardFiles } from './export-activities.ts';
import { receivedRows } from './received-rows.ts';

/**
 * Writes rivals that servers have found as a CSV file, for all servers.
 * @param texts the results of `findRivals` or `removedRivals`
 * @param isGone whether they are removed
 */
export function exportRivals(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  generation: bigint,
  texts: readonly string[],
  isGone: boolean,
): Promise<ShardFiles> {
  const columns = `row[1] AS guid, row[2]::BIGINT, row[3]::BIGINT, ${Number(isGone)}`;
  return exportReceived(connection, staging.pathOf('rivals.csv'), texts, `${generation}, ${columns}`);
}

/** Writes the guids that servers have listed as a CSV file, for all servers. */
export function exportGuids(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  generation: bigint,
  texts: readonly string[],
): Promise<ShardFiles> {
  return exportReceived(connection, staging.pathOf('guids.csv'), texts, `${generation}, row[1] AS guid`);
}

async function exportReceived(
  connection: DuckDBConnection,
  path: string,
  texts: readonly string[],
  columns: string,
): Promise<ShardFiles> {
  if (texts.length === 0) return { paths: [], rows: 0 };
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE received_guids AS
     SELECT DISTINCT ${columns} FROM ${receivedRows('$texts', 'VARCHAR')}`,
    { texts: listValue([...texts]) },
  );
  const { rowsChanged } = await connection.run(
    `COPY received_guids TO ${literal(path)} (FORMAT csv, HEADER false, FORCE_QUOTE (guid))`,
  );
  return { paths: rowsChanged > 0 ? [path] : [], rows: rowsChanged };
}
