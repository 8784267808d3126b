import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../import/extract-view.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import type { ClickHouseNode, ReadOptions } from './clickhouse-node.ts';
import { sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import type { ShardFiles } from './export-activities.ts';
import { receivedRows } from './received-rows.ts';

/** The data that the DuckDB file and the servers exchange in a removal. `removals.sql` has created the temporary tables. */

/** Returns the files that are withdrawn. */
export async function readWithdrawn(connection: DuckDBConnection): Promise<readonly bigint[]> {
  return (await connection.runAndReadAll('FROM given_files ORDER BY ALL')).getRows().map(([id]) => BigInt(String(id)));
}

/** The tables on the servers that receive the given activities and people. */
export const givenTables = ['given_guids', 'given_people'] as const;

/**
 * Writes the given activities and people as CSV files, for all servers. They are not part of statements, which the logs of a server
 * may have.
 */
export async function exportGiven(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  generation: bigint,
): Promise<Readonly<Record<(typeof givenTables)[number], ShardFiles>>> {
  const write = async (name: string, source: string, options: string): Promise<ShardFiles> => {
    const path = staging.pathOf(`${name}.csv`);
    const copied = await connection.run(
      `COPY (SELECT ${generation}, ${source}) TO ${literal(path)} (FORMAT csv, HEADER false${options})`,
    );
    return { paths: copied.rowsChanged > 0 ? [path] : [], rows: copied.rowsChanged };
  };
  return {
    given_guids: await write('given_guids', 'guid FROM given_guids', ', FORCE_QUOTE (guid)'),
    given_people: await write('given_people', 'lead_id FROM removed_people', ''),
  };
}

/** The part of the given activities and people that the servers have. */
export interface RemovedOnServers {
  /** The activities of withdrawn files that other files have. */
  readonly shared: number;
  /** Those that have versions of several people, as `receivedRows` reads them: whether a version is withdrawn, and whether one stays. */
  readonly sharedRivals: readonly string[];
  /** The given activities, and the given people of whom there are activities: as `receivedRows` reads them. */
  readonly guids: readonly string[];
  readonly people: readonly string[];
}

/** Adds the activities that the servers have removed to the counts of a removal. */
export async function addRemovalCounts(
  connection: DuckDBConnection,
  { shared, sharedRivals, guids, people }: RemovedOnServers,
  activities: number,
): Promise<void> {
  const texts = (list: readonly string[]) => ({ texts: listValue([...list]) });
  await connection.run(
    `DELETE FROM unknown_guids WHERE guid IN (SELECT row[1] FROM ${receivedRows('$texts', 'VARCHAR')})`,
    texts(guids),
  );
  await connection.run(
    `DELETE FROM unknown_people WHERE lead_id IN (SELECT row[1] FROM ${receivedRows('$texts')})`,
    texts(people),
  );
  await connection.run(
    `UPDATE removal_counts SET activities = activities + ${activities}, "inOtherFiles" = "inOtherFiles" + ${shared}`,
  );
  if (sharedRivals.length === 0) return;
  await connection.run(
    `UPDATE removal_counts SET "inOtherFiles" = "inOtherFiles" + (
       SELECT count(*) FROM (
         SELECT row[1] FROM ${receivedRows('$texts', 'VARCHAR')}
         GROUP BY row[1] HAVING max(row[2]) = '1' AND max(row[3]) = '1'
       )
     )`,
    texts(sharedRivals),
  );
}

/** The latest name that activities give an email or a campaign, and when. */
const latestNames = (generation: bigint, kind: 'email' | 'campaign'): ClickHouseStatement => {
  const [id, name] = kind === 'email' ? [sql`email_id`, sql`email_name`] : [sql`campaign_id`, sql`campaign_name`];
  return sql`
    SELECT ${kind}, toString(id), latest.2, toString(latest.1) FROM (
      SELECT ${id} AS id, max((at, ${name})) AS latest FROM activities
      WHERE generation = ${generation} AND ${name} != '' AND ${id} != 0
      GROUP BY id
    )`;
};

/**
 * Names emails and campaigns by the activities that remain. Those without any, of which only sums remain, keep their names.
 * @param generation a compaction, which has no other activities
 */
export async function renameByActivities(
  connection: DuckDBConnection,
  nodes: readonly ClickHouseNode[],
  generation: bigint,
  options: ReadOptions,
): Promise<void> {
  const texts = await Promise.all(
    nodes.flatMap((node) =>
      (['email', 'campaign'] as const).map((kind) => node.readJson(latestNames(generation, kind), options)),
    ),
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE latest_names AS
     SELECT row[1] AS kind, row[2]::BIGINT AS id, max({ 'named_at': make_timestamp(row[4]::BIGINT), 'name': row[3] }) AS latest
     FROM ${receivedRows('$texts', 'VARCHAR')} GROUP BY ALL`,
    { texts: listValue(texts) },
  );
  await connection.run(
    `DELETE FROM email_names WHERE email_id NOT IN (SELECT email_id FROM retained_pairs);
     DELETE FROM campaign_names WHERE campaign_id NOT IN (SELECT campaign_id FROM retained_pairs);
     INSERT OR REPLACE INTO email_names SELECT id, latest.name FROM latest_names WHERE kind = 'email';
     INSERT OR REPLACE INTO campaign_names SELECT id, latest.name FROM latest_names WHERE kind = 'campaign';
     DELETE FROM name_dates;
     INSERT INTO name_dates SELECT kind, id, latest.named_at FROM latest_names`,
  );
}
