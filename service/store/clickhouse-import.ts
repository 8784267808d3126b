import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { followMerges, type DatabaseTotals, type MergeCounts } from '../import/merge-activities.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { compactionOf, countCompacted } from './clickhouse-compact.ts';
import * as activities from './clickhouse-activities.ts';
import * as cells from './clickhouse-cells.ts';
import * as derive from './clickhouse-derive.ts';
import {
  checkLastImport,
  claimNode,
  dropPartitions,
  noteImport,
  removeCompacted,
  removeFailedImport,
} from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { constant, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { temporaryTables } from './clickhouse-tables.ts';
import {
  orphansOf,
  readPairs,
  readTotals,
  withoutCampaignOf,
  writeReportRows,
  type ClusterTotals,
} from './cluster-totals.ts';
import { countRead, exportActivities, exportMoves, keepNamesAndMerges, type ShardFiles } from './export-activities.ts';
import { readStretches, writeImported, type Limits } from './imported-activities.ts';
import { exportPeople, peopleTables } from './export-people.ts';
import { writeStoreState, type StoreState } from './store-state.ts';

export interface ClusterImportOptions {
  /** The state before the import. */
  readonly state: StoreState;
  /** The servers, in the order of their numbers. */
  readonly nodes: readonly ClickHouseNode[];
  readonly connection: DuckDBConnection;
  readonly staging: StagingDirectory;
  /** Whether the latest rows of all imports are written again. Only without new activities and people. */
  readonly isCompaction?: boolean | undefined;
  /** At most about this many rows are sorted at the same time on a server. Default: 2 million. For tests, which have fewer. */
  readonly sliceSize?: number | undefined;
  /** Runs after each step. For tests, which end a server there. */
  readonly onStep?: ((step: string) => Promise<void> | void) | undefined;
}

export interface ClusterCounts {
  readonly merged: MergeCounts;
  readonly total: Omit<DatabaseTotals, 'malformed'>;
}

/**
 * Imports the new activities into the servers of a cluster. Person n is on server n modulo the number of servers. Nothing is
 * visible until the DuckDB file is replaced, which has the generation. After a failure, the next import has the same generation,
 * and begins by removing the rows of the failed one. So a killed or repeated import changes nothing.
 * @throws if a server does not respond, or does not belong to the database
 */
export async function mergeIntoCluster(options: ClusterImportOptions): Promise<ClusterCounts> {
  const { state, nodes, connection, onStep = () => undefined } = options;
  const cluster = new Cluster(nodes, state.id, state.generation + 1n, options.sliceSize);
  await cluster.begin(state);
  await onStep('begin');
  const before = await readTotals(nodes, state.generation, cluster.ids);
  const read = await countRead(connection);
  await followMerges(connection);
  await cluster.send(options);
  await onStep('send');
  const stored = await cluster.store(state.generation > 0n, await readStretches(connection));
  await onStep('store');
  await cluster.derive();
  await onStep('derive');
  await cluster.sum();
  await onStep('sum');
  const totals = await readTotals(nodes, cluster.generation, cluster.ids);
  if (options.isCompaction) await cluster.compact(totals);
  await onStep('compact');
  await writeReportRows(connection, await readPairs(nodes, cluster.generation, cluster.ids), totals);
  const merges = await keepNamesAndMerges(connection);
  await writeImported(connection, stored.dates);
  const lastImport = randomUUID();
  await cluster.end(lastImport);
  const added = totals.activities - before.activities;
  const [imported, conflicts] = [added + merges.added, Math.max(0, stored.rows - added)];
  const { generation } = cluster;
  const { records } = totals;
  const all = {
    id: state.id,
    shards: nodes.length,
    generation,
    conflicts: state.conflicts + conflicts,
    base: options.isCompaction ? generation : state.base,
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
  };
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

const defaultSliceSize = 2_000_000;

/** The servers during an import. */
class Cluster {
  readonly generation: bigint;
  readonly #nodes: readonly ClickHouseNode[];
  readonly #store: string;
  readonly #sliceSize: number;

  constructor(nodes: readonly ClickHouseNode[], store: string, generation: bigint, sliceSize = defaultSliceSize) {
    this.#sliceSize = sliceSize;
    this.#nodes = nodes;
    this.#store = store;
    this.generation = generation;
  }

  async begin(state: StoreState): Promise<void> {
    const shards = this.#nodes.length;
    await this.#onEach((node, number) => claimNode(node, this.#store, number, shards));
    await this.#onEach((node) => checkLastImport(node, state));
    await this.#onEach((node) => removeFailedImport(node, this.#store, this.generation));
    await this.#onEach((node) => removeCompacted(node, state.base));
  }

  /** Sends new activities, values and deletions to the servers of their people, and merges to all servers. */
  async send({ connection, staging }: ClusterImportOptions): Promise<void> {
    const moves = staging.pathOf('moves.csv');
    const moved = await exportMoves(connection, moves, this.generation);
    const files = await exportActivities(connection, staging.pathOf('shards'), this.generation, this.#nodes.length);
    const people = await exportPeople(connection, staging, this.generation, this.#nodes.length);
    await this.#onEach(async (node, shard) => {
      await this.#insert(node, 'incoming', files[shard]);
      await this.#insert(node, 'survivors', { paths: moved > 0 ? [moves] : [], rows: moved });
      for (const table of peopleTables) await this.#insert(node, table, people[table][shard]);
    });
  }

  /** @throws if the server has not received all rows */
  async #insert(
    node: ClickHouseNode,
    table: string,
    { paths, rows }: ShardFiles = { paths: [], rows: 0 },
  ): Promise<void> {
    for (const path of paths) await node.insertFile(table, path, this.ids);
    if (rows === 0 || (await this.#rowsOf(node, table)) === rows) return;
    throw new Error(`The server ${node.name} has not received all rows. Nothing was published. Repeat the import.`);
  }

  /**
   * Copies the activities of people with another survivor to the server of the survivor, then stores the received ones.
   * @param stretches limits of time
   * @returns the number of those that were not there, and the dates of new activities within the stretches
   */
  async store(hasEarlier: boolean, stretches: readonly Limits[]): Promise<{ rows: number; dates: readonly string[] }> {
    if (hasEarlier) await this.#onEach((node, shard) => this.#receiveMoved(node, BigInt(shard)));
    let rows = 0;
    const dates: string[] = [];
    await this.#onEach(async (node, shard) => {
      if (stretches.length > 0) {
        dates.push(await node.readJson(activities.newActivities(this.generation, stretches), this.ids));
      }
      const before = await this.#rowsOf(node, 'activities');
      await this.#run(node, activities.storeActivities(this.generation));
      rows += (await this.#rowsOf(node, 'activities')) - before;
      await this.#run(node, activities.touchPeople(this.generation, BigInt(shard), BigInt(this.#nodes.length)));
    });
    return { rows, dates };
  }

  async #receiveMoved(node: ClickHouseNode, shard: bigint): Promise<void> {
    const moved = activities.movedActivities(this.generation, shard, BigInt(this.#nodes.length));
    for (const source of this.#nodes) await node.copyFrom(source, moved, 'activities', this.ids);
  }

  /** Derives the records of the people whose activities have changed. */
  derive(): Promise<void> {
    return this.#onEach(async (node) => {
      const [count] = await node.read(activities.touchedActivities(this.generation), this.ids);
      for (const slice of await this.#slices(node, Math.ceil(Number(count?.[0]) / this.#sliceSize))) {
        await this.#run(node, activities.keepVersions(this.generation, slice));
        await this.#run(node, derive.deriveRecords(this.generation));
        await this.#run(node, derive.storeRecords(this.generation, slice));
        await this.#run(node, derive.emptyRecords(this.generation, slice));
        await this.#run(node, derive.countPeople(this.generation, slice));
        await dropPartitions(node, ['kept', 'derived'], this.generation);
      }
    });
  }

  async #slices(node: ClickHouseNode, count: number): Promise<activities.Slice[]> {
    const bounds =
      count < 2
        ? []
        : (await node.read(activities.sliceBounds(sql`touched WHERE generation = ${this.generation}`, count), this.ids))
            .flat()
            .map(BigInt);
    return [0n, ...bounds].map((from, index) => ({ from, to: bounds[index] }));
  }

  /** Sums the records that have changed into cells. */
  sum(): Promise<void> {
    return this.#onEach(async (node) => {
      await this.#run(node, cells.sumQuarterHours(this.generation));
      await this.#run(node, cells.sumMonths(this.generation));
    });
  }

  /** Writes the latest rows of all imports again. @throws if some are missing: the next import removes the earlier ones */
  async compact({ records, activities }: ClusterTotals): Promise<void> {
    const written = { records: 0, sent: 0, activities: 0 };
    await this.#onEach(async (node) => {
      for (const statement of await compactionOf(node, this.generation, this.#sliceSize, this.ids))
        await this.#run(node, statement);
      const counts = await countCompacted(node, this.generation, this.#sliceSize, this.ids);
      written.records += counts.records;
      written.sent += counts.sent;
      written.activities += counts.activities;
    });
    const sent = 2 * cells.ages.length * records;
    if (written.records === records && written.sent === sent && written.activities === activities) return;
    const numbers = [
      `${written.records} of ${records} records`,
      `${written.activities} of ${activities} activities`,
      `cells that sum up to ${written.sent} instead of ${sent}`,
    ].join(', ');
    throw new Error(`The servers have written ${numbers} again. Nothing was published. Repeat the import.`);
  }

  /** Removes what only the import needs, and notes that everything is written. */
  end(id: string): Promise<void> {
    return this.#onEach(async (node) => {
      await dropPartitions(node, temporaryTables, this.generation);
      await this.#run(node, noteImport(this.generation, id));
    });
  }

  async #onEach(work: (node: ClickHouseNode, shard: number) => Promise<unknown>): Promise<void> {
    // All servers, also if one fails: what still runs would write into the next import.
    const results = await Promise.allSettled(this.#nodes.map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /** Begins the ids of all statements of an import, so that the next one can end those of a failed one. */
  get ids(): { idPrefix: string } {
    return { idPrefix: `${this.#store}-` };
  }

  #run(node: ClickHouseNode, statement: ClickHouseStatement): Promise<void> {
    return node.run(statement, this.ids);
  }

  async #rowsOf(node: ClickHouseNode, table: string): Promise<number> {
    const counted = sql`SELECT count() FROM ${constant(table)} WHERE generation = ${this.generation}`;
    const [row] = await node.read(counted, this.ids);
    return Number(row?.[0]);
  }
}
