import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { followMerges, type DatabaseTotals, type MergeCounts } from '../import/merge-activities.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { Cluster } from './clickhouse-cluster.ts';
import { compareVersions, findKnownOld, removeOtherVersions, removeRivals } from './cluster-rivals.ts';
import { removeCompacted } from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { addRemovalCounts, readWithdrawn, renameByActivities } from './cluster-removal.ts';
import { forgetRetired, readKeptFrom, setKeptFrom, writeRetainedPairs } from './cluster-retention.ts';
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
  /** Whether the activities, people and files are removed that `removals.sql` has listed: by a compaction without them. */
  readonly isRemoval?: boolean | undefined;
  /** After how many months without any activity people are removed, by a compaction without them. Their sums stay. Default: never. */
  readonly retainedMonths?: number | undefined;
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
  /** Whether rows of earlier generations have data that is removed. `eraseEarlierRows` removes them, when the database file is replaced. */
  readonly hasErased: boolean;
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
  await cluster.begin(state);
  await onStep('begin');
  const before = await readTotals(nodes, state.generation, cluster.ids);
  const read = await countRead(connection);
  await followMerges(connection);
  await cluster.send(connection, staging);
  await onStep('send');
  const keptFrom = await readKeptFrom(connection);
  if (keptFrom !== undefined) await findKnownOld(cluster, keptFrom, connection, staging);
  const stored = await cluster.store({
    hasEarlier: state.generation > 0n,
    stretches: await readStretches(connection),
    keptFrom,
    retires: options.retainedMonths !== undefined,
  });
  await onStep('store');
  // A removal stores nothing new.
  if (!isRemoval) await compareVersions(cluster, connection, staging);
  await onStep('compare');
  const removed = isRemoval ? await cluster.remove(connection, staging) : undefined;
  if (isRemoval) await removeRivals(cluster, connection, staging);
  await onStep('remove');
  await cluster.derive(isRemoval);
  await onStep('derive');
  await cluster.sum();
  await onStep('sum');
  const imported = await readTotals(nodes, cluster.generation, cluster.ids);
  const merges = await keepNamesAndMerges(connection);
  const retirement = await retire(cluster, imported, options);
  await onStep('retire');
  const { last, totals } = retirement ?? { last: cluster, totals: imported };
  const isCompacted = isRemoval || options.isCompaction === true || retirement !== undefined;
  const published = isCompacted ? last.compacted : last.generation;
  const files = isRemoval ? await readWithdrawn(connection) : [];
  const hasErased = isRemoval || retirement !== undefined;
  const allConflicts = isCompacted ? await last.compact(totals, { hasRemoved: hasErased, files }) : undefined;
  await onStep('compact');
  await writeReportRows(connection, await readPairs(nodes, published, cluster.ids), totals);
  if (retirement) await writeRetainedPairs(connection, nodes, published, cluster.ids);
  if (isRemoval) await renameByActivities(connection, nodes, published, cluster.ids);
  await writeImported(connection, stored.dates);
  const lastImport = randomUUID();
  await cluster.end(published, lastImport);
  const added = imported.activities - before.activities;
  if (removed) await addRemovalCounts(connection, removed, -added);
  const conflicts = Math.max(0, stored.rows - added);
  const all = {
    id: state.id,
    shards: nodes.length,
    generation: published,
    conflicts: allConflicts ?? state.conflicts + conflicts,
    base: isCompacted ? published : state.base,
    lastImport,
    records: totals.records,
  };
  await writeStoreState(connection, all);
  await onStep('end');
  const arrived = retirement?.arrived ?? 0;
  const merged = {
    imported: added - arrived + merges.added,
    duplicates: Math.max(0, read - added - merges.added - conflicts - stored.tooOld),
    conflicts,
    ...leftOut(imported, before),
    ...{ retired: stored.tooOld + arrived, hasRetired: retirement !== undefined },
  };
  const total = {
    ...{ imported: totals.activities + merges.all, conflicts: all.conflicts },
    ...leftOut(totals),
    records: totals.records,
  };
  return { merged, total, base: all.base, hasErased };
}

/** The servers when they have removed people without recent activity. */
interface Retirement {
  readonly last: Cluster;
  readonly totals: ClusterTotals;
  /** How many of the removed activities this import has brought. */
  readonly arrived: number;
}

/** Removes people without recent activity, if an import is to do so. @returns `undefined` if nothing was removed */
async function retire(
  cluster: Cluster,
  imported: ClusterTotals,
  { state, nodes, connection, staging, sliceSize, retainedMonths }: ClusterImportOptions,
): Promise<Retirement | undefined> {
  if (retainedMonths === undefined || imported.lastAt === 0n) return undefined;
  const last = new Cluster(nodes, state.id, cluster.compacted, sliceSize);
  const keptFrom = await setKeptFrom(connection, retainedMonths, imported);
  const old = await last.findOld(keptFrom, cluster.generation);
  await forgetRetired(connection, old);
  if (old.versions === 0) return undefined;
  await removeOtherVersions(last, connection, staging);
  await removeRivals(last, connection, staging);
  await last.retain(keptFrom);
  await last.sendPeople(connection, staging);
  await last.derive(true);
  await last.sum();
  return { last, totals: await readTotals(nodes, last.generation, cluster.ids), arrived: old.arrived };
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
