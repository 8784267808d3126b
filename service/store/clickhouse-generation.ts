import { setTimeout as wait } from 'node:timers/promises';
import type { ClickHouseNode, ReadOptions } from './clickhouse-node.ts';
import { constant, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { createTables, tableNames } from './clickhouse-tables.ts';
import type { StoreState } from './store-state.ts';

/**
 * Creates the tables of a server that are missing, and notes whose they are.
 * @param store the id of the data
 * @throws if the server has the data of another report, or another place among the servers
 */
export async function claimNode(node: ClickHouseNode, store: string, number: number, shards: number): Promise<void> {
  for (const statement of createTables) await node.run(constant(statement));
  const [owner] = await node.read(sql`SELECT store, number, shards FROM shard`);
  if (!owner) {
    await node.run(sql`INSERT INTO shard SELECT ${store}, toUInt32(${BigInt(number)}), toUInt32(${BigInt(shards)})`);
    return;
  }
  if (owner[0] !== store) {
    const hint = 'Name an empty database in its URL, such as http://host:8123/report2.';
    throw new Error(`The server ${node.name} has the records of another report database. ${hint}`);
  }
  if (Number(owner[1]) === number && Number(owner[2]) === shards) return;
  const place = `${Number(owner[1]) + 1} of ${Number(owner[2])}`;
  throw new Error(`The server ${node.name} is number ${place}. Name the same servers in the same order in --store.`);
}

/** Notes that an import has written everything to a server. */
export const noteImport = (generation: bigint, id: string): ClickHouseStatement =>
  sql`INSERT INTO imports SELECT toUInt32(${generation}), ${id}`;

/** A server does not have the rows that a database file needs. */
export class ImportMissing extends Error {}

/**
 * Checks that a server has the rows of the last import of a database file.
 * @throws ImportMissing if not: it was restored from an older backup, has lost its newest rows, or has been compacted
 */
export async function checkLastImport(
  node: ClickHouseNode,
  { generation, lastImport }: Pick<StoreState, 'generation' | 'lastImport'>,
  options?: ReadOptions,
): Promise<void> {
  if (generation === 0n) return;
  const [found] = await node.read(
    sql`SELECT count() FROM imports WHERE generation = ${generation} AND id = ${lastImport}`,
    options,
  );
  if (Number(found?.[0]) > 0) return;
  const hint = 'Restore the database file and all servers from the same backup.';
  throw new ImportMissing(`The server ${node.name} does not have the last import of the database. ${hint}`);
}

/** How often it is checked whether the statements of a failed import have ended. */
const maxChecks = 600;

/**
 * Ends the statements of a failed import that still run, and removes its rows: also those of later imports, which a restored database file
 * does not know.
 * @param pause the time between two checks, in milliseconds
 * @throws if the statements do not end within 600 checks
 */
export async function removeFailedImport(
  node: ClickHouseNode,
  store: string,
  generation: bigint,
  pause = 50,
): Promise<void> {
  // In 18.16, a partition that is dropped while a statement reads the table can block both for ever.
  const pattern = `${store}-%`;
  for (let check = 0; ; check += 1) {
    const [running] = await node.read(sql`SELECT count() FROM system.processes WHERE query_id LIKE ${pattern}`);
    if (Number(running?.[0]) === 0) break;
    if (check === maxChecks) {
      throw new Error(
        `The server ${node.name} still runs statements of a failed import. Restart it, then import again.`,
      );
    }
    // SYNC would wait for a statement that may never end.
    await node.run(sql`KILL QUERY WHERE query_id LIKE ${pattern} ASYNC`);
    await wait(pause);
  }
  await dropPartitions(node, tableNames, generation, maxGeneration);
}

/**
 * Removes the rows that a compaction has written again.
 * @param base the generation of the last compaction
 */
export async function removeCompacted(node: ClickHouseNode, base: bigint): Promise<void> {
  if (base < 2n) return;
  // First the notes: who still reads an older database file must not take the rest for the whole.
  await dropPartitions(node, ['imports'], 1n, base - 1n);
  await dropPartitions(node, tableNames, 1n, base - 1n);
}

/** The greatest `UInt32`. */
const maxGeneration = 4_294_967_295n;

/**
 * Removes the rows of a generation, or of all from `first` to `last`. Tables without such rows are not locked. The oldest go first: a row
 * that says that something is gone must not be removed before the row that it hides.
 */
export async function dropPartitions(
  node: ClickHouseNode,
  tables: readonly string[],
  first: bigint,
  last = first,
): Promise<void> {
  const partitions = await node.read(sql`
    SELECT table, partition FROM system.parts
    WHERE database = currentDatabase() AND active
      AND toUInt32OrZero(partition) >= ${first} AND toUInt32OrZero(partition) <= ${last}
    GROUP BY table, partition ORDER BY toUInt32OrZero(partition)`);
  for (const [table, partition] of partitions) {
    if (!tables.includes(String(table))) continue;
    // Definitions of tables have no parameters.
    await node.run(constant(`ALTER TABLE ${String(table)} DROP PARTITION ${BigInt(String(partition))}`));
  }
}
