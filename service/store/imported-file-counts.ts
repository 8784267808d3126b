import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import { peopleSlices } from './clickhouse-compact.ts';
import { countByFile } from './clickhouse-files.ts';
import { checkLastImport } from './clickhouse-generation.ts';
import { defaultSliceSize } from './cluster-servers.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { receivedRows } from './received-rows.ts';
import type { StoreState } from './store-state.ts';

/**
 * Creates the temporary table `counts_by_file` of the activities on servers: file_id, activities, in_no_other_file, first, last.
 * @param state `undefined` for a database that has its activities: the table is empty
 * @throws if a server does not have the last import
 */
export async function readCountsByFile(
  connection: DuckDBConnection,
  nodes: readonly ClickHouseNode[],
  state: StoreState | undefined,
): Promise<void> {
  const texts = state ? (await Promise.all(nodes.map((node) => countOn(node, state)))).flat() : [noRows];
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE counts_by_file AS
     SELECT
       row[1]::INTEGER AS file_id, row[2] AS activities, row[3] AS in_no_other_file,
       make_timestamp(row[4]) AS first, make_timestamp(row[5]) AS last
     FROM ${receivedRows('$texts')}`,
    { texts: listValue(texts) },
  );
}

/** The answer of a server without activities. */
const noRows = '{"data": []}';

async function countOn(node: ClickHouseNode, state: StoreState): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const slice of await peopleSlices(node, state.generation + 1n, defaultSliceSize, {}))
    texts.push(await node.readJson(countByFile(state.generation, slice)));
  await checkLastImport(node, state);
  return texts;
}
