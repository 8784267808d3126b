import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { followMerges, type DatabaseTotals, type MergeCounts } from '../import/merge-activities.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { Cluster, type Stored } from './clickhouse-cluster.ts';
import { compareVersions, findKnownOld, removeOtherVersions, removeRivals } from './cluster-rivals.ts';
import { removeCompacted } from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { addRemovalCounts, readWithdrawn, renameByActivities, type RemovedOnServers } from './cluster-removal.ts';
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
 * Imports the new activities into the servers of a cluster, or removes some. Person n is on server n modulo the number of servers.
 * Nothing is visible until the DuckDB file is replaced, which has the generation. After a failure, the next import has the same
 * generation, and begins by removing the rows of the failed one. So a killed or repeated import changes nothing.
 * @throws if a server does not respond, or does not belong to the database
 */
export async function mergeIntoCluster(options: ClusterImportOptions): Promise<ClusterCounts> {
  const { state, nodes } = options;
  const cluster = new Cluster(nodes, state.id, state.generation + 1n, options.sliceSize);
  await cluster.begin(state);
  await options.onStep?.('begin');
  const before = await readTotals(nodes, state.generation, cluster.ids);
  const received = await receiveActivities(cluster, options);
  const change = options.isRemoval ? await removeListed(cluster, options) : await addReceived(cluster, options);
  const added = change.imported.activities - before.activities;
  const merged = { ...change, before, received, added, conflicts: Math.max(0, received.rows - added) };
  return countsOf(merged, await publish(cluster, merged, options));
}

/** The activities that the servers have received and stored. */
interface Received extends Stored {
  /** How many activities the import has read, merges included. */
  readonly read: number;
}

/** Sends the new activities, values, deletions and merges to the servers, which store the activities. */
async function receiveActivities(
  cluster: Cluster,
  { state, connection, staging, onStep, retainedMonths }: ClusterImportOptions,
): Promise<Received> {
  const read = await countRead(connection);
  await followMerges(connection);
  await cluster.send(connection, staging);
  await onStep?.('send');
  const keptFrom = await readKeptFrom(connection);
  if (keptFrom !== undefined) await findKnownOld(cluster, keptFrom, connection, staging);
  const stored = await cluster.store({
    hasEarlier: state.generation > 0n,
    stretches: await readStretches(connection),
    keptFrom,
    retires: retainedMonths !== undefined,
  });
  await onStep?.('store');
  return { ...stored, read };
}

/** The changes of an import or a removal on the servers, before they are published. */
interface Change {
  /** The totals of the servers, before people without recent activity are removed. */
  readonly imported: ClusterTotals;
  readonly merges: { readonly all: number; readonly added: number };
  /** Set if people without recent activity were removed. */
  readonly retirement?: Retirement | undefined;
  /** Set by a removal: the removed activities, and the withdrawn files. */
  readonly removal?: { readonly removed: RemovedOnServers; readonly files: readonly bigint[] };
}

/** Derives the records of the stored activities. Then removes people without recent activity, if the import is to do so. */
async function addReceived(cluster: Cluster, options: ClusterImportOptions): Promise<Change> {
  const { connection, staging, onStep } = options;
  await compareVersions(cluster, connection, staging);
  await onStep?.('compare');
  const imported = await deriveRecords(cluster, false, options);
  const merges = await keepNamesAndMerges(connection);
  const retirement = await retire(cluster, imported, options);
  await onStep?.('retire');
  return { imported, merges, retirement };
}

/** Removes the activities that `removals.sql` has listed, and derives the records of the others. A removal stores nothing new. */
async function removeListed(cluster: Cluster, options: ClusterImportOptions): Promise<Change> {
  const { connection, staging, onStep } = options;
  const removed = await cluster.remove(connection, staging);
  await removeRivals(cluster, connection, staging);
  await onStep?.('remove');
  const imported = await deriveRecords(cluster, true, options);
  const merges = await keepNamesAndMerges(connection);
  return { imported, merges, removal: { removed, files: await readWithdrawn(connection) } };
}

/** @param hasRemoved whether the servers have listed removed activities */
async function deriveRecords(
  cluster: Cluster,
  hasRemoved: boolean,
  { nodes, onStep }: ClusterImportOptions,
): Promise<ClusterTotals> {
  await cluster.derive(hasRemoved);
  await onStep?.('derive');
  await cluster.sum();
  await onStep?.('sum');
  return readTotals(nodes, cluster.generation, cluster.ids);
}

/** A change with its numbers. */
interface Merged extends Change {
  /** The totals of the servers before. */
  readonly before: ClusterTotals;
  readonly received: Received;
  /** How many activities the servers have more than before. */
  readonly added: number;
  /** How many received versions of activities differ from the kept ones. */
  readonly conflicts: number;
}

/** The state that the DuckDB file has when it replaces the published one. */
interface Published {
  readonly state: StoreState;
  readonly totals: ClusterTotals;
  readonly hasErased: boolean;
}

/** Compacts the servers if it is necessary, and writes the report and the state of the servers into the DuckDB file. */
async function publish(
  cluster: Cluster,
  { imported, retirement, removal, received, added, conflicts }: Merged,
  { state, nodes, connection, isCompaction = false, onStep }: ClusterImportOptions,
): Promise<Published> {
  const { last, totals } = retirement ?? { last: cluster, totals: imported };
  const hasErased = (removal ?? retirement) !== undefined;
  const isCompacted = isCompaction || hasErased;
  const generation = isCompacted ? last.compacted : last.generation;
  const allConflicts = isCompacted
    ? await last.compact(totals, { hasRemoved: hasErased, files: removal?.files ?? [] })
    : state.conflicts + conflicts;
  await onStep?.('compact');
  await writeReportRows(connection, await readPairs(nodes, generation, cluster.ids), totals);
  if (retirement) await writeRetainedPairs(connection, nodes, generation, cluster.ids);
  if (removal) await renameByActivities(connection, nodes, generation, cluster.ids);
  await writeImported(connection, received.dates);
  const lastImport = randomUUID();
  await cluster.end(generation, lastImport);
  if (removal) await addRemovalCounts(connection, removal.removed, -added);
  const published = {
    ...{ id: state.id, shards: nodes.length, generation, base: isCompacted ? generation : state.base },
    ...{ conflicts: allConflicts, lastImport, records: totals.records },
  };
  await writeStoreState(connection, published);
  await onStep?.('end');
  return { state: published, totals, hasErased };
}

function countsOf(
  { before, received: { read, tooOld }, imported, merges, retirement, added, conflicts }: Merged,
  { state, totals, hasErased }: Published,
): ClusterCounts {
  const arrived = retirement?.arrived ?? 0;
  const merged = {
    imported: added - arrived + merges.added,
    duplicates: Math.max(0, read - added - merges.added - conflicts - tooOld),
    conflicts,
    ...leftOut(imported, before),
    ...{ retired: tooOld + arrived, hasRetired: retirement !== undefined },
  };
  const total = {
    ...{ imported: totals.activities + merges.all, conflicts: state.conflicts },
    ...leftOut(totals),
    records: totals.records,
  };
  return { merged, total, base: state.base, hasErased };
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
