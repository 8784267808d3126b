import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../usage-error.ts';

/** The state of the servers that have the records of a DuckDB file. */
export interface StoreState {
  /** Identifies the data on the servers. */
  readonly id: string;
  /** The number of servers; 0 before the first import. */
  readonly shards: number;
  /** The number of the last import. Readers see its rows, and those of earlier imports. */
  readonly generation: bigint;
  /** The generation of the last compaction, which has the latest rows of all earlier ones; 0 for none. */
  readonly base: bigint;
  /** How many versions of activities all imports have added to those that were there. */
  readonly conflicts: number;
  /** Identifies the last import, which all servers must have; empty before the first. */
  readonly lastImport: string;
  /** The number of records on all servers. */
  readonly records: number;
}

/** Returns the state, or `undefined` if the file has its records itself. */
export async function readStoreState(connection: DuckDBConnection): Promise<StoreState | undefined> {
  const tables = await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'record_store'`);
  if (tables.getRows().length === 0) return undefined;
  const result = await connection.runAndReadAll(
    'SELECT id, shards, generation, base, conflicts, last_import, records FROM record_store',
  );
  const [id, shards, generation, base, conflicts, lastImport, records] = result.getRows()[0] ?? [];
  return {
    id: String(id),
    shards: Number(shards),
    generation: BigInt(String(generation)),
    base: BigInt(String(base)),
    conflicts: Number(conflicts),
    lastImport: String(lastImport),
    records: Number(records),
  };
}

/** Makes an empty database one whose records are on servers. */
export async function createStoreState(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `CREATE TABLE record_store (
       id VARCHAR NOT NULL, shards INTEGER NOT NULL, generation BIGINT NOT NULL, base BIGINT NOT NULL,
       conflicts BIGINT NOT NULL, last_import VARCHAR NOT NULL, records BIGINT NOT NULL
     );
     -- When the name of an email or a campaign was last given.
     CREATE TABLE name_dates (kind VARCHAR NOT NULL, id BIGINT NOT NULL, named_at TIMESTAMP NOT NULL)`,
  );
  await connection.run(`INSERT INTO record_store VALUES ($1, 0, 0, 0, 0, '', 0)`, [randomUUID()]);
}

/** Publishes a generation with the database file. */
export async function writeStoreState(
  connection: DuckDBConnection,
  { shards, generation, base, conflicts, lastImport, records }: StoreState,
): Promise<void> {
  await connection.run(
    'UPDATE record_store SET shards = $1, generation = $2, base = $3, conflicts = $4, last_import = $5, records = $6',
    [shards, generation, base, conflicts, lastImport, records],
  );
}

/**
 * Refuses a command that does not know where the records of a database are.
 * @param servers how many servers the command was given, 0 for none
 * @throws UsageError
 */
export function checkStore(state: StoreState | undefined, servers: number, path: string): void {
  if (state === undefined && servers > 0) {
    throw new UsageError(`The database ${path} has its records itself. Use it without --store, or name another file.`);
  }
  if (state !== undefined && servers === 0) {
    throw new UsageError(`The records of the database ${path} are in ClickHouse. Name the servers with --store.`);
  }
  if (state !== undefined && state.shards > 0 && state.shards !== servers) {
    const expected = state.shards === 1 ? '1 server' : `${state.shards} servers`;
    throw new UsageError(`The records of the database ${path} are on ${expected}, but --store names ${servers}.`);
  }
}
