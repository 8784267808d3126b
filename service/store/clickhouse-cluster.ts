import type { DuckDBConnection } from '@duckdb/node-api';
import type { StagingDirectory } from '../import/staging-directory.ts';
import * as activities from './clickhouse-activities.ts';
import * as cells from './clickhouse-cells.ts';
import { compactionOf, countCompacted, peopleSlices, quarterHourSlices, type LeftOut } from './clickhouse-compact.ts';
import * as derive from './clickhouse-derive.ts';
import { retainEffects, retainPatterns } from './clickhouse-effects.ts';
import * as files from './clickhouse-files.ts';
import {
  checkLastImport,
  claimNode,
  dropPartitions,
  noteImport,
  removeCompacted,
  removeFailedImport,
} from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import * as removals from './clickhouse-remove.ts';
import * as retention from './clickhouse-retain.ts';
import { sql } from './clickhouse-statement.ts';
import { temporaryTables } from './clickhouse-tables.ts';
import { exportGiven, givenTables, readWithdrawn, type RemovedOnServers } from './cluster-removal.ts';
import type { RetiredOnServers } from './cluster-retention.ts';
import { ClusterServers } from './cluster-servers.ts';
import type { ClusterTotals } from './cluster-totals.ts';
import { exportActivities, exportMoves } from './export-activities.ts';
import { exportPeople, peopleTables } from './export-people.ts';
import type { Limits } from './imported-activities.ts';
import type { StoreState } from './store-state.ts';

/** How an import stores the activities that the servers have received. */
export interface StoreOptions {
  /** Whether there are earlier imports, whose people may have moved. */
  readonly hasEarlier: boolean;
  /** Limits of time. */
  readonly stretches: readonly Limits[];
  /** The instant before which earlier imports have removed activities. */
  readonly keptFrom: bigint | undefined;
  /** Whether `retire` follows, which asks for the new activities. */
  readonly retires: boolean;
}

export interface Stored {
  readonly rows: number;
  readonly tooOld: number;
  readonly dates: readonly string[];
}

/** The activities that are removed because of their age. */
export interface OldActivities extends RetiredOnServers {
  /** The number of their versions. */
  readonly versions: number;
  /** How many of the activities this import has brought. */
  readonly arrived: number;
}

/** The servers during an import, and what each of them does in its steps. */
export class Cluster extends ClusterServers {
  async begin(state: StoreState): Promise<void> {
    const shards = this.nodes.length;
    await this.onEach((node, number) => claimNode(node, this.id, number, shards));
    await this.onEach((node) => checkLastImport(node, state));
    await this.onEach((node) => removeFailedImport(node, this.id, this.generation));
    await this.onEach((node) => removeCompacted(node, state.base));
  }

  /** Sends new activities, values and deletions to the servers of their people, and merges to all servers. */
  async send(connection: DuckDBConnection, staging: StagingDirectory): Promise<void> {
    const moves = staging.pathOf('moves.csv');
    const moved = await exportMoves(connection, moves, this.generation);
    const shards = await exportActivities(connection, staging.pathOf('shards'), this.generation, this.nodes.length);
    await this.onEach(async (node, shard) => {
      await this.insert(node, 'incoming', shards[shard]);
      await this.insert(node, 'survivors', { paths: moved > 0 ? [moves] : [], rows: moved });
    });
    await this.sendPeople(connection, staging);
  }

  /** Sends the changes of values and deletions to the servers of their people. */
  async sendPeople(connection: DuckDBConnection, staging: StagingDirectory): Promise<void> {
    const people = await exportPeople(connection, staging, this.generation, this.nodes.length);
    await this.onEach(async (node, shard) => {
      for (const table of peopleTables) await this.insert(node, table, people[table][shard]);
    });
  }

  /**
   * Copies the activities of people with another survivor to the server of the survivor, then stores the received ones.
   * @returns the number of those that were not there, how many were left out because of their age, and the dates of new activities within
   * the stretches
   */
  async store({ hasEarlier, stretches, keptFrom, retires }: StoreOptions): Promise<Stored> {
    if (hasEarlier) await this.onEach((node, shard) => this.#receiveMoved(node, BigInt(shard)));
    const { generation } = this;
    let [rows, tooOld] = [0, 0];
    const dates: string[] = [];
    await this.onEach(async (node) => {
      if (stretches.length > 0)
        dates.push(await node.readJson(activities.newActivities(generation, keptFrom, stretches), this.ids));
      const count = keptFrom === undefined ? 0 : await this.count(node, activities.countTooOld(generation, keptFrom));
      tooOld += count;
      if (retires) await this.run(node, activities.noteArrived(generation, keptFrom));
      const before = await this.rowsOf(node, 'activities');
      await this.run(node, activities.storeActivities(generation, keptFrom));
      await this.run(node, files.noteFiles(generation, keptFrom));
      // Not in one expression with the sum, which other servers change in the meantime.
      const after = await this.rowsOf(node, 'activities');
      rows += after - before;
    });
    return { rows, tooOld, dates };
  }

  async #receiveMoved(node: ClickHouseNode, shard: bigint): Promise<void> {
    const shards = BigInt(this.nodes.length);
    const moved = activities.movedActivities(this.generation, shard, shards);
    const movedFiles = files.movedFiles(this.generation, shard, shards);
    for (const source of this.nodes) {
      await node.copyFrom(source, moved, 'activities', this.ids);
      await node.copyFrom(source, movedFiles, 'activity_files', this.ids);
    }
  }

  /** Lists the versions of activities that a removal leaves out, from the temporary tables of `removals.sql`. */
  async remove(connection: DuckDBConnection, staging: StagingDirectory): Promise<RemovedOnServers> {
    const given = await exportGiven(connection, staging, this.generation);
    const withdrawn = await readWithdrawn(connection);
    let shared = 0;
    const [guids, people, sharedRivals]: [string[], string[], string[]] = [[], [], []];
    await this.onEach(async (node) => {
      for (const table of givenTables) await this.insert(node, table, given[table]);
      await this.run(node, removals.removeGiven(this.generation));
      guids.push(await node.readJson(removals.knownGuids(this.generation), this.ids));
      people.push(await node.readJson(removals.knownPeople(this.generation), this.ids));
      if (withdrawn.length === 0) return;
      const slices = await peopleSlices(node, this.generation, this.sliceSize, this.ids);
      for (const slice of slices) await this.run(node, removals.removeWithdrawn(this.generation, slice, withdrawn));
      for (const slice of slices) {
        const count = await this.count(node, removals.countShared(this.generation, slice, withdrawn));
        shared += count;
        sharedRivals.push(await node.readJson(removals.listShared(this.generation, slice, withdrawn), this.ids));
      }
    });
    return { shared, sharedRivals, guids, people };
  }

  /**
   * Lists the versions of activities that are removed because of their age.
   * @param keptFrom records whose last activity is before it are removed
   * @param imported the generation that has the activities of this import
   */
  async findOld(keptFrom: bigint, imported: bigint): Promise<OldActivities> {
    const { generation } = this;
    const [leads, byFile]: [string[], string[]] = [[], []];
    let [versions, arrived] = [0, 0];
    await this.onEach(async (node) => {
      await this.run(node, retention.touchOld(generation, keptFrom));
      for (const slice of await this.#touchedSlices(node)) {
        await this.run(node, activities.keepVersions(generation, slice));
        await this.run(node, retention.removeOld(generation, slice, keptFrom));
        leads.push(await node.readJson(retention.goneLeads(generation, slice, keptFrom), this.ids));
        byFile.push(await node.readJson(retention.countRemovedByFile(generation, slice), this.ids));
        await dropPartitions(node, ['kept'], generation);
      }
      // `derive` touches only the people of removed activities.
      await dropPartitions(node, ['touched'], generation);
      const counts = [
        await this.rowsOf(node, 'removed'),
        await this.count(node, retention.countArrived(generation, imported)),
      ] as const;
      versions += counts[0];
      arrived += counts[1];
    });
    return { leads, files: byFile, versions, arrived };
  }

  /** Adds the records that are removed because of their age to the sums that stay. */
  retain(keptFrom: bigint): Promise<void> {
    const { generation } = this;
    return this.onEach(async (node) => {
      for (const slice of await quarterHourSlices(node, generation, this.sliceSize, this.ids)) {
        const records = retention.oldRecords(generation, slice, keptFrom);
        await this.run(node, cells.retainCells(generation, slice, records));
        await this.run(node, retainEffects(generation, slice, records));
        await this.run(node, retainPatterns(generation, slice, records));
      }
    });
  }

  /**
   * Derives the records of the people whose activities have changed.
   * @param hasRemoved whether `remove` has listed activities
   */
  derive(hasRemoved: boolean): Promise<void> {
    return this.onEach(async (node, shard) => {
      await this.run(node, activities.touchPeople(this.generation, BigInt(shard), BigInt(this.nodes.length)));
      for (const slice of await this.#touchedSlices(node)) {
        const remaining = hasRemoved ? removals.remains(this.generation, slice) : undefined;
        await this.run(node, activities.keepVersions(this.generation, slice, remaining));
        await this.run(node, derive.deriveRecords(this.generation));
        await this.run(node, derive.storeRecords(this.generation, slice));
        await this.run(node, derive.emptyRecords(this.generation, slice));
        await this.run(node, derive.countPeople(this.generation, slice));
        await dropPartitions(node, ['kept', 'derived'], this.generation);
      }
    });
  }

  /** Returns slices of the people whose activities are read to derive records. */
  async #touchedSlices(node: ClickHouseNode): Promise<activities.Slice[]> {
    const count = Math.ceil((await this.count(node, activities.touchedActivities(this.generation))) / this.sliceSize);
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
    return this.onEach(async (node) => {
      await this.run(node, cells.sumQuarterHours(this.generation));
      await this.run(node, cells.sumMonths(this.generation));
    });
  }

  /** The generation of `compact`. */
  get compacted(): bigint {
    return this.generation + 1n;
  }

  /**
   * Writes the latest rows of all imports again, as those of the next generation.
   * @returns the number of versions of activities that differ from the kept ones
   * @throws if some are missing: the rows of earlier generations will be removed
   */
  async compact({ records, retained, activities }: ClusterTotals, leftOut: LeftOut): Promise<number> {
    const written = { records: 0, sent: 0, activities: 0, conflicts: 0 };
    await this.onEach(async (node) => {
      for (const statement of await compactionOf(node, this.compacted, this.sliceSize, leftOut, this.ids))
        await this.run(node, statement);
      const counts = await countCompacted(node, this.compacted, this.sliceSize, this.ids);
      for (const name of ['records', 'sent', 'activities', 'conflicts'] as const) written[name] += counts[name];
    });
    const sent = 2 * cells.ages.length * (records + retained);
    if (written.records === records && written.sent === sent && written.activities === activities)
      return written.conflicts;
    const numbers = [
      `${written.records} of ${records} records`,
      `${written.activities} of ${activities} activities`,
      `cells that sum up to ${written.sent} instead of ${sent}`,
    ].join(', ');
    throw new Error(`The servers have written ${numbers} again. Nothing was published. Repeat the import.`);
  }

  /**
   * Removes what only the import needs, and notes that everything is written.
   * @param generation the one that is published
   */
  end(generation: bigint, id: string): Promise<void> {
    return this.onEach(async (node) => {
      await dropPartitions(node, temporaryTables, this.generation, generation);
      await this.run(node, noteImport(generation, id));
    });
  }
}
