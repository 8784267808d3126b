import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../import/extract-view.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { exportRows, type ShardFiles } from './export-activities.ts';

/** The tables of people on the servers. */
export const peopleTables = ['people', 'deletions'] as const;

/**
 * Writes the values and deletions of people that differ from the database that readers see. An empty value means none.
 * @returns the files for each server, by table
 */
export async function exportPeople(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  generation: bigint,
  shards: number,
): Promise<Readonly<Record<(typeof peopleTables)[number], readonly ShardFiles[]>>> {
  await connection.run(
    `ATTACH ${literal(staging.target)} AS published (READ_ONLY);
     CREATE OR REPLACE TEMP TABLE changed_people AS
     SELECT lead_id, field, coalesce(now.value, '') AS value
     FROM people AS now FULL JOIN published.people AS earlier USING (lead_id, field)
     WHERE now.value IS DISTINCT FROM earlier.value;
     CREATE OR REPLACE TEMP TABLE changed_deletions AS
     SELECT lead_id, 1 AS is_deleted FROM deletions ANTI JOIN published.deletions USING (lead_id)
     UNION ALL
     SELECT lead_id, 0 FROM published.deletions ANTI JOIN deletions USING (lead_id);
     DETACH published`,
  );
  const written = (table: string, columns: Readonly<Record<string, string>>, texts: readonly string[]) =>
    exportRows(connection, staging.pathOf(table), shards, {
      columns: { generation: `${generation}`, ...columns },
      person: 'lead_id',
      source: `FROM changed_${table}`,
      texts,
    });
  return {
    people: await written('people', { lead_id: 'lead_id', field: 'field', value: 'value' }, ['field', 'value']),
    deletions: await written('deletions', { lead_id: 'lead_id', is_deleted: 'is_deleted' }, []),
  };
}
