import { setTimeout as wait } from 'node:timers/promises';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { constant, sql } from './clickhouse-statement.ts';
import { createTables, tableNames } from './clickhouse-tables.ts';

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

/** Ends the statements of a failed import that still run, and removes its rows. */
export async function removeFailedImport(node: ClickHouseNode, store: string, generation: bigint): Promise<void> {
  // In 18.16, a partition that is dropped while a statement reads the table can block both for ever.
  const pattern = `${store}-%`;
  for (;;) {
    const [running] = await node.read(sql`SELECT count() FROM system.processes WHERE query_id LIKE ${pattern}`);
    if (Number(running?.[0]) === 0) break;
    await node.run(sql`KILL QUERY WHERE query_id LIKE ${pattern} SYNC`);
    await wait(50);
  }
  await dropPartitions(node, tableNames, generation);
}

/** Removes the rows of a generation. */
export async function dropPartitions(
  node: ClickHouseNode,
  tables: readonly string[],
  generation: bigint,
): Promise<void> {
  // Definitions of tables have no parameters.
  for (const table of tables) await node.run(constant(`ALTER TABLE ${table} DROP PARTITION ${generation}`));
}
