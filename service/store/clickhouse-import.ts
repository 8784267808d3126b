import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { followMerges, type DatabaseTotals, type MergeCounts } from '../import/merge-activities.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { Cluster } from './clickhouse-cluster.ts';
import { removeCompacted } from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { addRemovalCounts, readWithdrawn, renameByActivities } from './cluster-removal.ts';
import {
  orphansOf,
  readPairs,
  readTotals,
  withoutCampaignOf,
  writeReportRows,
  type ClusterTotals,
} from './cluster-totals.ts';
import { countRead, keepNamesAndMerges } from './export-activities.ts';
import { readStretches, writeImported } from './imported-activities.ts';
import { writeStoreState, type StoreState } from './store-state.ts';

export interface ClusterImportOptions {
  /** The state before the import. */
  readonly state: StoreState;
  /** The servers, in the order of their numbers. */
  readonly nodes: readonly ClickHouseNode[];
  readonly connection: DuckDBConnection;
  readonly staging: StagingDirectory;
  /** Whether the latest rows of all imports are written again. */
  readonly isCompaction?: boolean | undefined;
  /**
   * Whether the activities, people and files are removed that `removals.sql` has listed: by a compaction without them.
   * `eraseEarlierRows` then removes the rows of earlier imports, when the database file is replaced.
   */
  readonly isRemoval?: boolean | undefined;
  /** At most about this many rows are sorted at the same time on a server. Default: 2 million. For tests, which have fewer. */
  readonly sliceSize?: number | undefined;
  /** Runs after each step. For tests, which end a server there. */
  readonly onStep?: ((step: string) => Promise<void> | void) | undefined;
}

export interface ClusterCounts {
  readonly merged: MergeCounts;
  readonly total: Omit<DatabaseTotals, 'malformed'>;
  /** The generation of the last compaction. */
  readonly base: bigint;
}

/**
 * Imports the new activities into the servers of a cluster. Person n is on server n modulo the number of servers. Nothing is
 * visible until the DuckDB file is replaced, which has the generation. After a failure, the next import has the same generation,
 * and begins by removing the rows of the failed one. So a killed or repeated import changes nothing.
 * @throws if a server does not respond, or does not belong to the database
 */
export async function mergeIntoCluster(options: ClusterImportOptions): Promise<ClusterCounts> {
  const { state, nodes, connection, staging, isRemoval = false, onStep = () => undefined } = options;
  const cluster = new Cluster(nodes, state.id, state.generation + 1n, options.sliceSize);
  const isCompacted = isRemoval || options.isCompaction === true;
  const published = isCompacted ? cluster.compacted : cluster.generation;
  await cluster.begin(state);
  await onStep('begin');
  const before = await readTotals(nodes, state.generation, cluster.ids);
  const read = await countRead(connection);
  await followMerges(connection);
  await cluster.send(connection, staging);
  await onStep('send');
  const stored = await cluster.store(state.generation > 0n, await readStretches(connection));
  await onStep('store');
  const removed = isRemoval ? await cluster.remove(connection, staging) : undefined;
  await onStep('remove');
  await cluster.derive(isRemoval);
  await onStep('derive');
  await cluster.sum();
  await onStep('sum');
  const totals = await readTotals(nodes, cluster.generation, cluster.ids);
  const files = isRemoval ? await readWithdrawn(connection) : [];
  const allConflicts = isCompacted ? await cluster.compact(totals, { hasRemoved: isRemoval, files }) : undefined;
  await onStep('compact');
  await writeReportRows(connection, await readPairs(nodes, published, cluster.ids), totals);
  const merges = await keepNamesAndMerges(connection);
  if (isRemoval) await renameByActivities(connection, nodes, published, cluster.ids);
  await writeImported(connection, stored.dates);
  const lastImport = randomUUID();
  await cluster.end(published, lastImport);
  const added = totals.activities - before.activities;
  if (removed) await addRemovalCounts(connection, removed, -added);
  const [imported, conflicts] = [added + merges.added, Math.max(0, stored.rows - added)];
  const { records } = totals;
  const all = {
    id: state.id,
    shards: nodes.length,
    generation: published,
    conflicts: allConflicts ?? state.conflicts + conflicts,
    base: isCompacted ? published : state.base,
    lastImport,
    records,
  };
  await writeStoreState(connection, all);
  await onStep('end');
  return {
    merged: {
      ...{ imported, duplicates: Math.max(0, read - imported - conflicts), conflicts },
      ...leftOut(totals, before),
      ...{ retired: 0, hasRetired: false },
    },
    total: {
      ...{ imported: totals.activities + merges.all, conflicts: all.conflicts },
      ...leftOut(totals),
      records,
    },
    base: all.base,
  };
}

/**
 * Removes the rows that only readers of an earlier database file need. The next import does it, too.
 * @param base the generation that the published file has
 * @throws if a server cannot remove them
 */
export async function eraseEarlierRows(nodes: readonly ClickHouseNode[], base: bigint): Promise<void> {
  const results = await Promise.allSettled(nodes.map((node) => removeCompacted(node, base)));
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    const { message } = result.reason as Error;
    throw new Error(
      `The report is without the removed data, but a server still has it: ${message} The next import removes it, such as import --compact.`,
      { cause: result.reason },
    );
  }
}

/** What reports leave out: how much there is, or how much more than before. */
function leftOut(totals: ClusterTotals, before?: ClusterTotals) {
  const change = (count: (of: ClusterTotals) => number): number => count(totals) - (before ? count(before) : 0);
  return {
    skippedSends: change(({ skipped }) => skipped),
    withoutCampaign: change(withoutCampaignOf),
    orphans: change(orphansOf),
    unreadableAttributes: change(({ unreadable }) => unreadable),
  };
}
