import type { ClickHouseNode } from './clickhouse-node.ts';
import { constant, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import type { ShardFiles } from './export-activities.ts';

/** A server sorts or groups about this many rows at the same time at most. */
export const defaultSliceSize = 2_000_000;

/** The servers during an import, and how they are all read and written. */
export class ClusterServers {
  readonly nodes: readonly ClickHouseNode[];
  /** The id of the data that they have. */
  readonly id: string;
  readonly generation: bigint;
  readonly sliceSize: number;

  constructor(nodes: readonly ClickHouseNode[], id: string, generation: bigint, sliceSize = defaultSliceSize) {
    this.nodes = nodes;
    this.id = id;
    this.generation = generation;
    this.sliceSize = sliceSize;
  }

  async onEach(work: (node: ClickHouseNode, shard: number) => Promise<unknown>): Promise<void> {
    // All servers, also if one fails: what still runs would write into the next import.
    const results = await Promise.allSettled(this.nodes.map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /** Begins the ids of all statements of an import, so that the next one can end those of a failed one. */
  get ids(): { idPrefix: string } {
    return { idPrefix: `${this.id}-` };
  }

  run(node: ClickHouseNode, statement: ClickHouseStatement): Promise<void> {
    return node.run(statement, this.ids);
  }

  rowsOf(node: ClickHouseNode, table: string): Promise<number> {
    return this.count(node, sql`SELECT count() FROM ${constant(table)} WHERE generation = ${this.generation}`);
  }

  /** Reads the only number of a result. */
  async count(node: ClickHouseNode, statement: ClickHouseStatement): Promise<number> {
    const [row] = await node.read(statement, this.ids);
    return Number(row?.[0]);
  }

  async readEach(statement: ClickHouseStatement): Promise<string[]> {
    const texts: string[] = [];
    await this.onEach(async (node) => texts.push(await node.readJson(statement, this.ids)));
    return texts;
  }

  insertEverywhere(table: string, file: ShardFiles): Promise<void> {
    return this.onEach((node) => this.insert(node, table, file));
  }

  /** @throws if the server has not received all rows */
  async insert(
    node: ClickHouseNode,
    table: string,
    { paths, rows }: ShardFiles = { paths: [], rows: 0 },
  ): Promise<void> {
    for (const path of paths) await node.insertFile(table, path, this.ids);
    if (rows === 0 || (await this.rowsOf(node, table)) === rows) return;
    throw new Error(`The server ${node.name} has not received all rows. Nothing was published. Repeat the import.`);
  }
}
