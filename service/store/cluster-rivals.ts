import type { DuckDBConnection } from '@duckdb/node-api';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { knownOld, tooOld } from './clickhouse-activities.ts';
import { dropPartitions } from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { removeGiven } from './clickhouse-remove.ts';
import { findRivals, newVersions, removedGuids, removedRivals } from './clickhouse-rivals.ts';
import type { ClickHouseStatement } from './clickhouse-statement.ts';
import type { ClusterServers } from './cluster-servers.ts';
import { exportGuids, exportRivals } from './export-rivals.ts';

/** The steps of an import in which servers learn of versions of activities that other servers have. */

/**
 * Tells all servers which received activities another server has, of those that are too old otherwise.
 * @param keptFrom earlier imports have removed activities before it
 */
export async function findKnownOld(
  servers: ClusterServers,
  keptFrom: bigint,
  connection: DuckDBConnection,
  staging: StagingDirectory,
): Promise<void> {
  const { generation } = servers;
  await servers.onEach((node) => receiveVersions(servers, node, tooOld(generation, keptFrom)));
  const known = await servers.readEach(knownOld(generation, keptFrom));
  await servers.insertEverywhere('given_guids', await exportGuids(connection, staging, generation, known));
  await servers.onEach((node) => dropPartitions(node, ['new_versions'], generation));
}

/** Tells all servers which stored activities have versions of several people: on several servers, or on one. */
export async function compareVersions(
  servers: ClusterServers,
  connection: DuckDBConnection,
  staging: StagingDirectory,
): Promise<void> {
  const { generation } = servers;
  const found: string[] = [];
  await servers.onEach(async (node) => {
    await receiveVersions(servers, node, newVersions(generation));
    const slices = Math.ceil((await servers.rowsOf(node, 'new_versions')) / servers.sliceSize);
    for (let number = 0; number < slices; number += 1) {
      const slice = { number: BigInt(number), of: BigInt(slices) };
      found.push(await node.readJson(findRivals(generation, slice), servers.ids));
    }
  });
  await servers.insertEverywhere('rivals', await exportRivals(connection, staging, generation, found, false));
}

/** Tells all servers which rivals are among the removed versions. */
export async function removeRivals(
  servers: ClusterServers,
  connection: DuckDBConnection,
  staging: StagingDirectory,
): Promise<void> {
  const removed = await servers.readEach(removedRivals(servers.generation));
  await servers.insertEverywhere('rivals', await exportRivals(connection, staging, servers.generation, removed, true));
}

/** Lists the versions of removed activities that are on other servers than the kept one. */
export async function removeOtherVersions(
  servers: ClusterServers,
  connection: DuckDBConnection,
  staging: StagingDirectory,
): Promise<void> {
  const guids = await servers.readEach(removedGuids(servers.generation));
  const file = await exportGuids(connection, staging, servers.generation, guids);
  if (file.rows === 0) return;
  await servers.insertEverywhere('given_guids', file);
  await servers.onEach((node) => servers.run(node, removeGiven(servers.generation)));
}

/** Copies the versions of activities that each server returns to one of them. */
async function receiveVersions(
  servers: ClusterServers,
  node: ClickHouseNode,
  statement: ClickHouseStatement,
): Promise<void> {
  for (const source of servers.nodes) await node.copyFrom(source, statement, 'new_versions', servers.ids);
}
